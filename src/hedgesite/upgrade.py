"""Converts content from earlier formats to the current one, one step per version, with minimal changes.

A companion that does not name its format is in format 0, which is read like format 1.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import read_files, shown_path
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.model.base import number_of
from hedgesite.model.lines import with_newlines
from hedgesite.resources import SETTINGS_FILE

ARTICLE = "article.yml"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Files = Mapping[str, bytes]
"""Path below the content directory to the file's bytes."""


class NotUpgradedError(Exception):
    """The content cannot be upgraded, and nothing has been written."""

    def __init__(self, report: Report) -> None:
        super().__init__("the content cannot be upgraded")
        self.report = report
        """The errors that prevent the upgrade."""


@dataclass(frozen=True, slots=True)
class Step:
    """The conversion from one format to the next."""

    before: int
    after: int
    change: Callable[[Files], Files]
    """Returns the files to be written, with their complete new content. Raises `_ByHandError`."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The changes that bring a companion to the current format."""

    root: Path
    before: int
    after: int
    old: Files
    new: Files
    """The changed files with their new content."""


class _ByHandError(Exception):
    """A step would have to guess; the message says what to do by hand."""


def plan_upgrade(root: Path) -> Upgrade:
    """Work out the steps for the companion below `root`, without writing anything.

    Raises NotUpgradedError if `article.yml` is missing, cannot be read or names an unknown format, and OSError if it
    disappears meanwhile.
    """
    document = _readable_article(root)
    before = _format_of(document)
    old = {ARTICLE: (root / ARTICLE).read_bytes()}
    files: Files = old
    after = before
    for step in STEPS:
        if step.before == after:
            try:
                files = {**files, **step.change(files)}
            except _ByHandError as why:
                finding = Diagnostic(Rule.FIELD_VALUE, document.origin_at(()), "this is left as it is", str(why))
                raise NotUpgradedError(Report.of([finding])) from None
            after = step.after
    new = {name: data for name, data in files.items() if old.get(name) != data}
    return Upgrade(root, before, after, MappingProxyType(old), MappingProxyType(new))


def write_upgrade(upgrade: Upgrade) -> None:
    """Write the changed files, each atomically: a reader sees the old file or the new one.

    Raises OSError if a file cannot be written; the files before it are then written, and the others unchanged.
    """
    for name, data in upgrade.new.items():
        _write(upgrade.root / name, data)


def unified_diff(upgrade: Upgrade) -> str:
    """The changes as a unified diff for `patch`, with the newlines of the files."""
    return "".join(line for name in sorted(upgrade.new) for line in _differences(upgrade, name))


def _differences(upgrade: Upgrade, name: str) -> Iterator[str]:
    shown = shown_path(upgrade.root / name)
    old, new = (_LINE.findall(files.get(name, b"").decode()) for files in (upgrade.old, upgrade.new))
    for line in difflib.unified_diff(old, new, f"a/{shown}", f"b/{shown}"):
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"


def _readable_article(root: Path) -> YamlDocument:
    files, report = read_files(root)
    file = files.single.get(ARTICLE)
    shown = shown_path(root / ARTICLE)
    if file is None:
        found = [finding for finding in report.diagnostics if finding.origin.file == shown]
        missing = Diagnostic(
            Rule.FILE_MISSING, Origin(shown), f"there is no {ARTICLE}", f"name the content's {SETTINGS_FILE}"
        )
        raise NotUpgradedError(Report.of(found or [missing]))
    document, report = read_yaml(file.text, file.shown)
    if document is None or report.diagnostics:
        raise NotUpgradedError(report)
    return document


def _format_of(document: YamlDocument) -> int:
    """The format that `article.yml` names; 0 if it names none. Raises NotUpgradedError if the format is unknown."""
    data = document.data
    if not isinstance(data, dict):
        problem, remedy = "the file does not consist of fields", "write fields such as 'title: …'"
        raise NotUpgradedError(Report.of([Diagnostic(Rule.FIELD_VALUE, document.origin_at(()), problem, remedy)]))
    if "format" not in data:
        return 0
    number, latest = number_of(data["format"]), STEPS[-1].after
    if isinstance(number, int) and 1 <= number <= latest:
        return number
    problem = f"'{document.written_at(['format'])}' is not a format that this version of hedgesite can read"
    remedy = f"update hedgesite if the content is of a later one; otherwise write a number from 1 to {latest}"
    origin = document.origin_at(["format"])
    raise NotUpgradedError(Report.of([Diagnostic(Rule.FIELD_VALUE, origin, problem, remedy)]))


def _say_the_format(files: Files) -> Files:
    """Format 1 differs from format 0 only in naming itself: the field comes before all others."""
    data = files[ARTICLE]
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    text = data.removeprefix(mark).decode()
    document, _ = read_yaml(with_newlines(text), ARTICLE)
    assert document is not None
    assert document.node is not None
    changed = _with_field(text, document, "format: 1")
    after, _ = read_yaml(with_newlines(changed), ARTICLE)
    # An anchor or a similar rarity before the first field would swallow the new line, so the result is parsed again.
    if after is None or after.data != {"format": "1", **document.data}:
        raise _ByHandError("write 'format: 1' by hand, as a field of its own beside the others")
    return {ARTICLE: mark + changed.encode()}


def _with_field(text: str, document: YamlDocument, field: str) -> str:
    """The text with a field on a new line before the first one, using that line's newline."""
    start = document.origin_at(())
    lines = _LINE.findall(text)
    line = lines[start.line - 1]
    column = start.column - 1
    if line[column] == "{":
        lines[start.line - 1] = f"{line[: column + 1]}{field}, {line[column + 1 :]}"
    else:
        newline = line[len(line.rstrip("\r\n")) :] or "\n"
        lines[start.line - 1] = f"{line[:column]}{field}{newline}{line}"
    return "".join(lines)


def _write(path: Path, data: bytes) -> None:
    # The temporary name is hidden, so that a build running meanwhile does not take it for content.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        Path(name).replace(path)
    finally:
        # After a success the temporary file no longer exists.
        Path(name).unlink(missing_ok=True)


STEPS = (Step(0, 1, _say_the_format),)
"""Every step, in order; the last leads to the current format."""
