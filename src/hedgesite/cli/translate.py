"""`hedgesite translate`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option, settings_in, show, tell


@click.command("translate")
@config_option
@click.option("--done", is_flag=True, help="Say that the passages follow their originals as these are now.")
@click.argument("language")
@click.argument("passages", nargs=-1)
def command(config_file: Path, done: bool, language: str, passages: tuple[str, ...]) -> None:
    """Prepare the companion's texts in another LANGUAGE, such as sr or pt-BR.

    Writes a file beside each section and free page that has none in the language, with the ids of its passages and
    without prose. With --done and the ids of PASSAGES or free pages, writes the hash of each original that was followed
    into the front matter; it changes no prose.
    """
    from hedgesite.load import load_library

    if done is not bool(passages):
        raise click.UsageError("give ids of passages with --done, and with it alone")
    content = settings_in(config_file).docs_dir
    library, report = load_library(content)
    if report.errors:
        show(report, "text")
        raise SystemExit(1)
    if language not in library.article.translations:
        raise CannotRun(_no_translation(language))
    if done:
        _follow(content, language, passages)
    else:
        _write_skeleton(content, language)


def _no_translation(language: str) -> str:
    from hedgesite.scaffold import is_language

    if not is_language(language):
        return f"'{language}' is not a language: write a tag such as sr or pt-BR"
    lines = ("translations:", f"  {language}:", "    title: …", "    abstract: …")
    return "\n".join((f"article.yml has no title and abstract in '{language}'; add them first:", *lines))


def _write_skeleton(content: Path, language: str) -> None:
    from hedgesite.load import load_library
    from hedgesite.translating import skeleton
    from hedgesite.writing import write_files

    library, _ = load_library(content)
    files = skeleton(library, language)
    try:
        write_files(content, files)
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}") from error
    for name in files:
        tell(f"{library.root}/{name}: replace each … with a translation")
    if not files:
        tell(f"every section and free page has a file in '{language}'")


def _follow(content: Path, language: str, passages: tuple[str, ...]) -> None:
    from hedgesite.load import load_library
    from hedgesite.translating import UnknownPassagesError, with_hashes
    from hedgesite.writing import write_files

    library, _ = load_library(content)
    places = {each.file: content / each.file.removeprefix(library.root).lstrip("/") for each in library.counterparts}
    try:
        texts = {file: path.read_bytes().decode() for file, path in places.items()}
        found = with_hashes(library, language, passages, texts)
    except UnknownPassagesError as error:
        raise CannotRun(f"no text in '{language}' has {error}") from error
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}") from error
    try:
        written = {places[file].relative_to(content).as_posix(): text for file, text in found.items()}
        write_files(content, written, replace=True)
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}") from error
    for file in found:
        tell(f"{file}: written")
