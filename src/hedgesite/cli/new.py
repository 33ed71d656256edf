"""`hedgesite new`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, show

_DIMENSIONS = ("Acceptance", "Neutrality", "Rejection")


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="Of the article.")
@click.option("--subtitle", default="", help="Of the article.")
@click.option("--author", "authors", multiple=True, help="'Given Family' or 'Family, Given'; once for each.")
@click.option("--dimension", "dimensions", multiple=True, help="Of the theory, from acceptance to rejection.")
@click.option("--language", default="en", show_default=True, help="Of the article: en, fr, sr-Latn …")
@click.option(
    "--from",
    "bibliography",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with this bibliography, in BibTeX or BibLaTeX.",
)
def command(
    folder: Path,
    title: str | None,
    subtitle: str,
    authors: tuple[str, ...],
    dimensions: tuple[str, ...],
    language: str,
    bibliography: Path | None,
) -> None:
    """Write a small working companion into DIR, with comments that teach. Whatever is not given is asked for."""
    from hedgesite.build import templates_folder
    from hedgesite.scaffold import ExistingFilesError, companion_files, plan_of, require_room, write_files

    try:
        require_room(folder)
    except ExistingFilesError as error:
        raise CannotRun(str(error)) from error
    title = title or _ask("Title of the article")
    authors = authors or tuple(_ask("Authors, separated by semicolons").split(";"))
    dimensions = dimensions or _ask_for_dimensions()
    text = _read(bibliography) if bibliography else None
    plan = plan_of(title, authors, dimensions, subtitle=subtitle, language=language, bibliography=text)
    try:
        write_files(companion_files(plan, templates_folder()), folder)
    except (ExistingFilesError, ValueError, OSError) as error:
        raise CannotRun(str(error)) from error
    _complete(folder)
    click.echo(f"The companion is in {folder}: begin with {folder / 'content/sections/01-introduction.md'}")
    click.echo(f"Next: cd {folder} && hedgesite serve")


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is nobody to ask: give --title and --author")
    return str(click.prompt(question))


def _ask_for_dimensions() -> tuple[str, ...]:
    if not sys.stdin.isatty():
        return _DIMENSIONS
    question = "Dimensions of the theory, from acceptance to rejection, separated by semicolons"
    return tuple(str(click.prompt(question, default="; ".join(_DIMENSIONS))).split(";"))


def _read(bibliography: Path) -> str:
    try:
        return bibliography.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRun(f"{bibliography} is not UTF-8; save it as UTF-8") from error


def _complete(folder: Path) -> None:
    """Write what editors need, and say what there is to mend in a bibliography that was brought along."""
    from hedgesite.changes import read_work_tree
    from hedgesite.schema import IDS, ids_schema, schemas, snippets

    revision = read_work_tree(folder / "content")
    files = {folder / "schemas" / name: text for name, text in schemas().items()}
    files[folder / "schemas" / IDS] = ids_schema(revision.library)
    files[folder / ".vscode" / "companion.code-snippets"] = snippets(revision.library)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    show(revision.report)
