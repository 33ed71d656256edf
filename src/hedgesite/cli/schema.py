"""`hedgesite schema`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.cli.output import config_option, settings_in, tell
from hedgesite.model.library import Library


@click.command("schema")
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default="schemas",
    show_default=True,
    help="The folder to write to.",
)
@click.option("--ids", is_flag=True, help="Let editors complete the companion's own ids and source keys.")
@click.option(
    "--snippets",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write citations and typed links as snippets for Markdown, to .vscode/companion.code-snippets or so.",
)
def command(config_file: Path, output: Path, ids: bool, snippets: Path | None) -> None:
    """Write JSON Schemas of the content files, by which editors complete and check them while one types."""
    from hedgesite import schema
    from hedgesite.writing import write_files

    written = {str(output / name): text for name, text in schema.schemas().items()}
    if ids or snippets:
        library = _library(config_file)
        written[str(output / schema.IDS)] = schema.ids_schema(library)
        if snippets:
            written[str(snippets)] = schema.snippets(library)
    elif not (output / schema.IDS).exists():
        written[str(output / schema.IDS)] = schema.ids_schema()
    write_files(Path(), written, replace=True)
    tell(f"{len(written)} files written: {', '.join(sorted({str(Path(name).parent) for name in written}))}")


def _library(config_file: Path) -> Library:
    from hedgesite.load import load_library

    library, _ = load_library(settings_in(config_file).docs_dir)
    return library
