"""Images, copies of sources, looks and files of the root: what cannot be published is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report
from hedgesite.images import Fault, inspect_static
from hedgesite.load.files import BinaryFile
from hedgesite.load.static_files import read_static
from hedgesite.model.static_file import StaticFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inspected(Generic[T]):
    """What was found in the files of a folder."""

    files: Mapping[str, T] = field(default_factory=lambda: MappingProxyType({}))
    """Those that can be published, by path."""
    report: Report = field(default_factory=Report)
    unreadable: frozenset[tuple[str, str]] = frozenset()
    """The folder and the path of each of the others."""


def inspect_files(
    folder: str,
    files: Iterable[BinaryFile],
    inspect: Callable[[str, str, bytes], T | Fault],
    unread: Iterable[str],
    memo: Memo,
) -> Inspected[T]:
    """Look into each file of a folder; `unread` are paths of files that are there and could not be read."""
    found: dict[str, T] = {}
    findings: list[Diagnostic] = []
    lost = {(folder, place) for place in unread if place.startswith(f"{folder}/")}
    for file in files:
        read = memo.call(inspect, file.path, file.shown, file.data)
        if isinstance(read, Fault):
            lost.add((folder, file.path))
            findings.append(Diagnostic(read.rule, Origin(file.shown), read.problem, read.remedy))
        else:
            found[file.path] = read
    return Inspected(MappingProxyType(found), Report.of(findings), frozenset(lost))


def static_files(root: Path, memo: Memo) -> tuple[Mapping[str, StaticFile], Report]:
    """The files that the site publishes at its root, by path there."""
    files, report = read_static(root)
    found: dict[str, StaticFile] = {}
    findings: list[Diagnostic] = []
    for file in files:
        read = memo.call(inspect_static, file.path, file.shown, file.data)
        if isinstance(read, StaticFile):
            found[file.path] = read
        else:
            findings += (
                Diagnostic(it.rule, Origin(file.shown, line, column), it.problem, it.remedy)
                for line, it, column in read
            )
    return MappingProxyType(found), report + Report.of(findings)
