"""`hedgesite import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgesite.cli.new import complete
from hedgesite.cli.output import FORMATS, CannotRun, show, tell, tell_next
from hedgesite.messages import counted

if TYPE_CHECKING:
    from hedgesite.importer import Imported

_UNCOMMENT = (
    "#",
    "# Nothing of this is read yet. To begin, remove '# ' before the lines that you need, and rewrite them.",
)


@click.command("import")
@click.argument("manuscript", type=click.Path(path_type=Path))
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Write only a content directory, for a companion that exists; it must be empty, or not there.",
)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(manuscript: Path, target: Path | None, into: Path | None, format_: str) -> None:
    """Make a companion in TARGET of a manuscript, as a draft that builds at once.

    MANUSCRIPT is Markdown (.md, .Rmd, .qmd, Jupytext), a Jupyter notebook, plain text, DOCX, ODT, LaTeX or JATS. TARGET
    must be empty, or not there. What is left out or unresolved is reported at its place, and a table says how much of
    each kind reached the companion.
    """
    if (target is None) == (into is None):
        raise click.UsageError("name the folder of the new companion, or a content directory with --into")
    content = into if into is not None else _companion(target) if target is not None else Path()
    imported = _imported(manuscript, target if target is not None else content, format_)
    try:
        if target is not None:
            _write_around(target, imported)
        _write(content, imported)
    except OSError as error:
        raise CannotRun(f"'{content}' cannot be written to: {error.strerror}") from None
    show(imported.report, format_)
    _tell_rows(imported, content)
    if target is not None:
        complete(target)
        tell(f"The companion is in {target}", aside=True)
        tell_next(target, aside=True)
    if imported.report.errors:
        raise SystemExit(1)


def _companion(target: Path) -> Path:
    return target / "content"


def _imported(manuscript: Path, folder: Path, format_: str) -> Imported:
    from hedgesite.diagnostics import Report
    from hedgesite.importer import UnreadableError, import_file
    from hedgesite.writing import OccupiedError, require_empty

    try:
        require_empty(folder)
        return import_file(manuscript, manuscript.as_posix())
    except UnreadableError as error:
        show(Report.of([error.finding]), format_)
        raise SystemExit(1) from None
    except OccupiedError as error:
        raise CannotRun(f"{error}, and nothing is overwritten: name another directory") from None
    except OSError as error:
        raise CannotRun(f"'{folder}' cannot be written to: {error.strerror}") from None


def _write_around(target: Path, imported: Imported) -> None:
    """Write what a companion has besides the article: settings, workflows, files for editors, an empty codebook."""
    from hedgesite.build import templates_folder
    from hedgesite.model import kinds
    from hedgesite.scaffold import companion_files, installed_from, plan_of
    from hedgesite.writing import write_files

    plan = plan_of(imported.title, (imported.author,), ("One dimension",), install_from=installed_from())
    files = companion_files(plan, templates_folder())
    around = {name: text for name, text in files.items() if not name.startswith("content/")}
    first = min((name for name in imported.files if name.startswith("sections/")), default="")
    around["README.md"] = around["README.md"].replace("sections/01-introduction.md", first)
    codebook = {f"content/{kind.file}" for kind in kinds.KINDS if kind.file.endswith(".yml")} & files.keys()
    write_files(target, around | {name: _as_comment(files[name]) for name in sorted(codebook)})


def _as_comment(text: str) -> str:
    """A file of a new companion in which every line is a comment, as a pattern for one's own."""
    schema, *lines = text.splitlines()
    shown = (line if not line or line.startswith("#") else f"# {line}" for line in lines)
    return "\n".join((schema, *_UNCOMMENT, *shown)) + "\n"


def _write(content: Path, imported: Imported) -> None:
    from hedgesite.writing import write_files

    write_files(content, imported.files)
    for name, data in imported.images.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _tell_rows(imported: Imported, content: Path) -> None:
    """The table of what reached the companion, worst first."""
    numbers = f"{counted(imported.sections, 'section')}, {counted(imported.passages, 'passage')}"
    tell(f"{content}: {numbers}", aside=True)
    width = max((len(row.kind) for row in imported.rows), default=0)
    for row in imported.rows:
        rest = f"  ({row.rest})" if row.rest and row.reached < row.all else ""
        tell(f"  {row.kind:<{width}}  {row.reached} of {row.all}{rest}", aside=True)
