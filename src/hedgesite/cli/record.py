"""What `hedgesite diff --record` writes, and what it refuses to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from hedgesite.changes import Changes, NewVersion, Revision, version_file
from hedgesite.cli.output import CannotRun
from hedgesite.model.fields import Day, Url
from hedgesite.model.library import Library
from hedgesite.model.own_content import content_hash
from hedgesite.model.slugs import id_of
from hedgesite.model.version import FOLDER, bare_name, is_version_name

Given = tuple[str, str | None, str, str]
"""The earlier revision as it was named, and what the options say: day, former site, summary."""


def path_of_record(content: Path, name: str) -> Path:
    """The file of a new version. Raises click.UsageError for a name that cannot be one, and CannotRun if it exists."""
    if not is_version_name(name):
        meant = id_of(name, "v1.1")
        raise click.UsageError(
            f"--record: '{name}' cannot name a version; use a-z, 0-9, full stops and hyphens, such as '{meant}'"
        )
    path = content / FOLDER / f"{name}.yml"
    if path.exists():
        raise CannotRun(f"{path} is there already, and nothing is overwritten: choose another name, or move it away")
    return path


def record_of(name: str, before: Revision | None, after: Revision, changes: Changes | None, given: Given) -> str:
    """The text of the file. Raises CannotRun if the companion has errors, is called otherwise, or has no date."""
    base, date, former_site, summary = given
    if after.report.errors:
        raise CannotRun(f"the content has {len(after.report.errors)} errors, which 'hedgesite check' shows")
    companion = after.library.article.companion
    if bare_name(companion.number) not in {"", bare_name(name)}:
        remedy = f"write 'version: \"{bare_name(name)}\"' there, or record 'v{bare_name(companion.number)}'"
        raise CannotRun(f"article.yml says that this is version '{companion.version}', not '{name}'; {remedy}")
    day = date or companion.day
    if not day:
        raise CannotRun("the version has no date; write 'date' below 'companion' in article.yml, or give --date")
    since = _name_of(base, before.library, after.library) if before else ""
    about = NewVersion(_fitting(Day, day, "--date"), content_hash(after.library), since, former_site, summary)
    if former_site:
        _fitting(Url, former_site, "--former-site")
    return version_file(changes, about)


def _name_of(base: str, before: Library, after: Library) -> str:
    """The earlier version by the name that it was recorded under; else by its own number, or as it was asked for."""
    number = before.article.companion.number
    for each in after.versions:
        if bare_name(base) == each.bare or (number and bare_name(number) == each.bare):
            return each.name
    return number or base


def _fitting(kind: Any, written: str, option: str) -> str:
    try:
        TypeAdapter(kind).validate_python(written)
    except ValidationError as error:
        wanted = "a day such as 2026-11-27" if kind is Day else "an address that begins with https://"
        raise click.UsageError(f"{option}: '{written}' is not {wanted}") from error
    return written
