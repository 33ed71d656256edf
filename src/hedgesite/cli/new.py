"""`hedgesite new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgesite.cli.output import CannotRun, show, tell, tell_next
from hedgesite.load.layout import LARGEST, MEBIBYTE

if TYPE_CHECKING:
    # Commands import their dependencies when they run, so that the other commands start at once.
    from hedgesite.diagnostics import Report
    from hedgesite.scaffold import InstallAddress

_LANGUAGE = "en"


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="Of the article.")
@click.option("--subtitle", default="", help="Of the article.")
@click.option("--author", "authors", multiple=True, help="'Given Family' or 'Family, Given'; once for each.")
@click.option("--dimension", "dimensions", multiple=True, help="Of the theory, in the order of its spectrum if any.")
@click.option("--end", "ends", multiple=True, help="Of the theory's spectrum, if it has one; give both.")
@click.option("--language", help="Of the article: en, fr, sr-Latn …  [default: en]")
@click.option(
    "--from",
    "bibliography",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with this bibliography: BibTeX, BibLaTeX, CSL-JSON or RIS.",
)
@click.option(
    "--install-from",
    metavar="URL@COMMIT",
    help="What its workflows install: hedgesite's repository, at a commit or tag.  [default: what this copy is from]",
)
def command(
    folder: Path,
    title: str | None,
    subtitle: str,
    authors: tuple[str, ...],
    dimensions: tuple[str, ...],
    ends: tuple[str, ...],
    language: str | None,
    bibliography: Path | None,
    install_from: str | None,
) -> None:
    """Write a small working companion into DIR, with comments that teach.

    At a terminal it asks for the title, the authors and the language that no option gives.
    """
    from hedgesite.build import templates_folder
    from hedgesite.scaffold import companion_files, installed_from, plan_of, usual_dimensions
    from hedgesite.writing import OccupiedError, require_empty, write_files

    try:
        require_empty(folder)
    except OccupiedError as error:
        raise CannotRun(str(error)) from error
    _require_both(ends)
    given = _address(install_from) if install_from is not None else None
    text = _read(bibliography) if bibliography else None
    title, authors, language = _answers(title, authors, language)
    address, names = given or installed_from(), dimensions or usual_dimensions(language)
    more = {"subtitle": subtitle, "language": language}
    plan = plan_of(title, authors, names, ends=ends, bibliography=text, install_from=address, **more)
    try:
        write_files(folder, companion_files(plan, templates_folder()))
    except ValueError as error:
        raise CannotRun(str(error)) from error
    show(complete(folder))
    _say_where_from(folder, address)
    tell(f"The companion is in {folder}: begin with {folder / 'content/sections/01-introduction.md'}")
    tell_next(folder)


def _require_both(ends: tuple[str, ...]) -> None:
    if len(ends) not in {0, 2}:
        raise click.UsageError("--end: a spectrum has two ends; give both, or neither")


def _address(text: str) -> InstallAddress:
    from hedgesite.scaffold import AddressError, read_address

    try:
        return read_address(text)
    except AddressError as error:
        raise click.UsageError(f"--install-from: {error}") from error


def _say_where_from(folder: Path, address: InstallAddress | None) -> None:
    if address is None:
        tell(f"Its workflows will fail until {folder / 'requirements.txt'} says where hedgesite is from", aside=True)
    elif not address.is_commit:
        tell(f"A tag can be moved: the commit that '{address.revision}' names now is safer", aside=True)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _answers(title: str | None, authors: tuple[str, ...], language: str | None) -> tuple[str, tuple[str, ...], str]:
    """Title, authors and language: those that are given, and at a terminal answers to a question for each other."""
    if title and authors:
        return title, authors, language or _LANGUAGE
    if not _is_terminal():
        raise click.UsageError("there is no terminal to ask at: give --title and --author")
    return (
        title or _ask("Title of the article"),
        authors or tuple(_ask("Authors, separated by semicolons").split(";")),
        language or _ask_for_language(),
    )


def _ask(question: str) -> str:
    return str(click.prompt(question))


def _ask_for_language() -> str:
    from hedgesite.scaffold import is_language

    def read(text: str) -> str:
        if not is_language(text):
            raise click.BadParameter(f"'{text}' is not a language; write a tag such as en, fr or sr-Latn")
        return text

    return str(click.prompt("Language of the article", default=_LANGUAGE, value_proc=read))


def _read(bibliography: Path) -> str:
    if not bibliography.is_file():
        raise CannotRun(f"{bibliography} is not a regular file")
    if bibliography.stat().st_size > LARGEST[".bib"] * MEBIBYTE:
        raise CannotRun(f"{bibliography} has more than {LARGEST['.bib']} MiB")
    from hedgesite.scaffold import ReferencesError, as_bib

    try:
        text, format_ = as_bib(bibliography.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotRun(f"{bibliography} is not UTF-8; save it as UTF-8") from error
    except ReferencesError as error:
        raise CannotRun(f"{bibliography} is no bibliography: {error}") from error
    if format_ != "BibTeX":
        tell(f"content/references.bib is {bibliography}, brought from {format_} to BibLaTeX", aside=True)
    return text


def complete(folder: Path) -> Report:
    """Write the files for editors of a new companion; the report is that on its content."""
    from hedgesite.changes import read_work_tree
    from hedgesite.schema import IDS, ids_schema, schemas, snippets
    from hedgesite.writing import write_files

    revision = read_work_tree(folder / "content")
    written = {**schemas(), IDS: ids_schema(revision.library)}
    write_files(folder / "schemas", written)
    write_files(folder / ".vscode", {"companion.code-snippets": snippets(revision.library)})
    return revision.report
