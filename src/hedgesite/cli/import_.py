"""`hedgesite import`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.cli.output import FORMATS, CannotRun, show, tell


@click.command("import")
@click.argument("manuscript", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default="content",
    show_default=True,
    help="The content directory to write; it must be empty, or not there.",
)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(manuscript: Path, into: Path, format_: str) -> None:
    """Turn a manuscript with author-date citations and a list of references into the files of a companion.

    MANUSCRIPT is Markdown, or a format that Pandoc reads: DOCX, ODT, LaTeX, JATS. Unresolved items are reported line by
    line; if Pandoc was needed, the lines refer to its Markdown, which is kept in a hidden file.
    """
    from hedgesite.diagnostics import Report
    from hedgesite.importer import UnreadableError, import_file
    from hedgesite.writing import OccupiedError, require_empty, write_files

    try:
        require_empty(into)
        imported = import_file(manuscript, manuscript.as_posix(), into.as_posix())
        write_files(into, imported.files)
    except UnreadableError as error:
        show(Report.of([error.finding]), format_)
        raise SystemExit(1) from None
    except OccupiedError as error:
        raise CannotRun(f"{error}, and nothing is overwritten: name another directory with --into") from None
    except OSError as error:
        raise CannotRun(f"'{into}' cannot be written to: {error.strerror}") from None
    show(imported.report, format_)
    cited, resolved = imported.citations
    counts = f"{imported.sections} sections, {imported.passages} passages, {imported.sources} sources"
    tell(f"{into}: {counts}; {resolved} of {cited} citations lead to a source", aside=True)
