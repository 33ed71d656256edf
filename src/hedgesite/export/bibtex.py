"""BibTeX: the author's own characters, without what must not leave the author's machine.

A file for one source stands by itself: it holds the `@string` definitions that the entry uses, and the entries that it
takes fields from. Source: the manual of biblatex, sections 2.2.3 (`file`, `xdata`) and 2.4.1 (`crossref`).
"""

from __future__ import annotations

from bisect import bisect_left

from hedgesite.model.source import Bibliography, Command


def whole(bibliography: Bibliography) -> bytes:
    """The file as it is published."""
    return _published(bibliography, 0, len(bibliography.text)).encode()


def entry(bibliography: Bibliography, key: str) -> str:
    """One entry as it is published."""
    command = bibliography.entries[key]
    return _published(bibliography, command.start, command.end)


def alone(bibliography: Bibliography, key: str) -> bytes:
    """A file with one source and its dependencies: definitions first and parents last, as BibTeX requires."""
    needed: dict[str, Command] = {}
    waiting = [key]
    while waiting:
        key = waiting.pop()
        if key in bibliography.entries and key not in needed:
            needed[key] = bibliography.entries[key]
            waiting += reversed(needed[key].parents)
    macros = {name for command in needed.values() for name in command.macros}
    commands = list(needed.values())
    for command in reversed(bibliography.definitions):
        if not macros.isdisjoint(command.names):
            macros.update(command.macros)
            commands.insert(0, command)
    return ("\n\n".join(_published(bibliography, each.start, each.end) for each in commands) + "\n").encode()


def _published(bibliography: Bibliography, start: int, end: int) -> str:
    """A range of the file without the fields that name local files."""
    kept: list[str] = []
    for first, last in bibliography.private[bisect_left(bibliography.private, (start, 0)) :]:
        if first >= end:
            break
        kept.append(bibliography.text[start:first])
        start = last
    return "".join([*kept, bibliography.text[start:end]])
