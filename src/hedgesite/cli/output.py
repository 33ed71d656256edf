"""Output and options shared by the commands."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from hedgesite.cli.report_formats import as_github, as_json
from hedgesite.cli.rules import where_to_read
from hedgesite.diagnostics import Report, as_text
from hedgesite.load.layout import LARGEST, MEBIBYTE
from hedgesite.messages import counted
from hedgesite.resources import SETTINGS_FILE

if TYPE_CHECKING:
    # Importing the content types takes a tenth of a second, which would delay every command.
    from hedgesite.model.library import Library
    from hedgesite.publish.settings import Settings

FORMATS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": as_text,
        "github": lambda report: as_github(report, where_to_read),
        "json": lambda report: as_json(report, where_to_read),
    }
)


class CannotRun(click.ClickException):
    """The command could not run, for a reason other than the content: status 2, as for a wrong option.

    Status 1 is reserved for faults in the content.
    """

    exit_code = 2

    def format_message(self) -> str:
        return say(self.message)


class _Configuration(click.Path):
    """Parameter type of the shell's configuration file, which lies in a companion's folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            path = super().convert(value, param, ctx)
            self._require_text(Path(os.fsdecode(path)), param, ctx)
            return path
        except click.BadParameter as error:
            hint = "go to the folder of a companion, or name its configuration; 'hedgesite new DIR' begins one"
            self.fail(f"{error.message.rstrip('.')}: {hint}", param, ctx)

    def _require_text(self, path: Path, param: click.Parameter | None, ctx: click.Context | None) -> None:
        """Reject pipes and devices, since reading them might never end, and very large files."""
        if not path.is_file():
            self.fail(f"'{path}' is not a regular file", param, ctx)
        if path.stat().st_size > LARGEST[".yml"] * MEBIBYTE:
            self.fail(f"'{path}' has more than {LARGEST['.yml']} MiB", param, ctx)


config_option = click.option(
    "-f",
    "--config-file",
    "config_file",
    type=_Configuration(exists=True, dir_okay=False, path_type=Path),
    default=SETTINGS_FILE,
    show_default=True,
    help="The configuration of the site.",
)
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
strict_unless_draft_option = click.option(
    "--strict-unless-draft", is_flag=True, help="Treat warnings as errors, except in what article.yml calls a draft."
)


def has_colours() -> bool:
    """Whether the output goes to a terminal whose user has not asked for none. Source: no-color.org."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write_file(path: Path, data: bytes, *, makes_folder: bool = False) -> None:
    """Write a file that a command makes, and the folder for it if that is known. Raises CannotRun."""
    try:
        if makes_folder:
            path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CannotRun(f"'{path}' cannot be written: {error.strerror}") from error


def is_strict(library: Library, strict: bool, strict_unless_draft: bool) -> bool:
    """Whether warnings are errors: always if `strict`; if `strict_unless_draft`, of what is no draft."""
    return strict or (strict_unless_draft and library.draft is None)


def settings_in(file: Path) -> Settings:
    """The settings of a companion. Raises CannotRun if they cannot be used."""
    from hedgesite.publish import judge_settings
    from hedgesite.publish.settings import SettingsError, read_settings

    try:
        settings = read_settings(file)
        judged = judge_settings(Path(os.path.abspath(file)))  # noqa: PTH100  (resolve() would follow links)
        if judged.errors:
            raise SettingsError(judged)
        return replace(settings, report=judged)
    except SettingsError as error:
        raise CannotRun(str(error)) from error


def in_english(text: str) -> str:
    """Findings and the command line have no catalogue yet: their language is English."""
    return text


say: Callable[[str], str] = in_english
"""The one door through which everything passes that commands tell a person: another language begins here."""


def spoken(report: Report) -> Report:
    """The findings in the language of the command line."""
    return Report.of(replace(each, problem=say(each.problem), remedy=say(each.remedy)) for each in report.diagnostics)


def tell(text: str, *, aside: bool = False) -> None:
    """Print a line that tells a person something, to standard error if it is `aside` of what was asked for."""
    click.echo(say(text), err=aside)


def show(report: Report, format: str = "text") -> None:
    """Print the findings to standard output, for other programs to read."""
    text = FORMATS[format](spoken(report))
    if format == "json" and not _is_printable(text):
        # The stream would write its own escapes for unencodable letters, and they are not valid JSON.
        text = json.dumps(json.loads(text), indent=2)
    if text:
        click.echo(text)


def _is_printable(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def summary(library: Library, report: Report) -> str:
    """One line with the size of the companion and the number of findings."""
    parts = (
        counted(len(library.sections), "section"),
        counted(len(library.passages), "passage"),
        counted(len(library.sources), "source"),
    )
    found = f"{counted(len(report.errors), 'error')}, {counted(len(report.warnings), 'warning')}"
    if report.advice:
        found += f", {len(report.advice)} pieces of advice" if len(report.advice) > 1 else ", 1 piece of advice"
    return f"{library.root}: {', '.join(parts)}; {found}"


def tell_next(folder: Path, *, aside: bool = False) -> None:
    """Say how to look at a new companion, in two lines: not every shell joins commands with `&&`."""
    path = str(folder)
    tell("Next:", aside=aside)
    tell(f'  cd "{path}"' if " " in path else f"  cd {path}", aside=aside)
    tell("  hedgesite serve", aside=aside)
