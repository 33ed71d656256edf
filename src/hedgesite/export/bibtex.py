"""BibTeX: the author's own characters, without what must not leave the author's machine.

A file for one source stands by itself: it holds the `@string` definitions that the entry uses, and the entries that it
takes fields from. Source: the manual of biblatex, sections 2.2.3 (`file`, `xdata`) and 2.4.1 (`crossref`).
"""

from __future__ import annotations

from hedgesite.model.source import Bibliography, Command


def whole(bibliography: Bibliography) -> bytes:
    """The file as it is published."""
    return bibliography.published.encode()


def entry(bibliography: Bibliography, key: str) -> str:
    """One entry as it is published."""
    command = bibliography.entries[key]
    return bibliography.published_range(command.start, command.end)


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
    return ("\n\n".join(bibliography.published_range(each.start, each.end) for each in commands) + "\n").encode()
