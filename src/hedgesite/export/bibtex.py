"""BibTeX: the author's own characters, without what must not leave the author's machine.

A file for one source stands by itself: it holds the `@string` definitions that the entry uses, and the entries that it
takes fields from. Source: the manual of biblatex, sections 2.2.3 (`file`, `xdata`) and 2.4.1 (`crossref`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hedgesite.model.source import Source

_COMMAND = re.compile(
    r"^[ \t]*@[ \t]*(?P<type>[A-Za-z]\w*)[ \t\r\n]*(?P<opener>[{(])[ \t\r\n]*(?P<key>[^,={}()\s]*)", re.M
)
_PRIVATE = re.compile(r",[ \t\r\n]*(?:file|localfile|local-url|pdf|bdsk-[\w-]+)[ \t]*=[ \t\r\n]*", re.I)
_PARENTS = re.compile(r"[,\s](?:crossref|xdata)\s*=\s*[{\"]([^}\"]*)[}\"]", re.I)
_MACRO_USE = re.compile(r"[=#]\s*([A-Za-z][\w:.+/-]*)")
_BRACKETS = re.compile(r"[{}()]")
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})


@dataclass(frozen=True)
class Bibliography:
    """The text of a `.bib` file."""

    text: str

    def whole(self) -> bytes:
        """The file as it is published."""
        starts = [match.start() for match in _COMMAND.finditer(self.text)]
        if not starts:
            return self.text.encode()
        ends = [*starts[1:], len(self.text)]
        commands = (self.text[start:end] for start, end in zip(starts, ends, strict=True))
        return "".join([self.text[: starts[0]], *map(without_private_fields, commands)]).encode()

    def alone(self, source: Source) -> bytes:
        """A file with one source and what it needs: definitions first and parents last, as BibTeX wants them."""
        entries = list(dict.fromkeys([source.raw, *self._parents(source.raw, set())]))
        used = {name.lower() for entry in entries for name in _MACRO_USE.findall(entry)}
        parts = [*self._definitions_of(used), *map(without_private_fields, entries)]
        return ("\n\n".join(parts) + "\n").encode()

    @cached_property
    def _entries(self) -> dict[str, str]:
        entries: dict[str, str] = {}
        for match in _COMMAND.finditer(self.text):
            if match["type"].lower() not in _NO_ENTRIES:
                entries.setdefault(match["key"], _command(self.text, match))
        return entries

    @cached_property
    def _definitions(self) -> tuple[tuple[str, str], ...]:
        """Name in lower case and text of each `@string`."""
        matches = (match for match in _COMMAND.finditer(self.text) if match["type"].lower() == "string")
        return tuple((match["key"].lower(), _command(self.text, match)) for match in matches)

    def _definitions_of(self, names: set[str]) -> list[str]:
        wanted = set(names)
        for name, raw in reversed(self._definitions):
            if name in wanted:
                wanted.update(other.lower() for other in _MACRO_USE.findall(raw))
        return [raw for name, raw in self._definitions if name in wanted]

    def _parents(self, raw: str, seen: set[str]) -> Iterator[str]:
        for keys in _PARENTS.findall(raw):
            for key in map(str.strip, keys.split(",")):
                if key in self._entries and key not in seen:
                    seen.add(key)
                    yield self._entries[key]
                    yield from self._parents(self._entries[key], seen)


def without_private_fields(command: str) -> str:
    """One entry without the fields that name files on somebody's disk."""
    kept: list[str] = []
    position = 0
    for match in _PRIVATE.finditer(command):
        start = match.start()
        if start >= position and command.count("{", 0, start) - command.count("}", 0, start) <= 1:
            kept.append(command[position:start])
            position = _end_of_value(command, match.end())
    return "".join([*kept, command[position:]])


def _command(text: str, match: re.Match[str]) -> str:
    """The text from `@` to the bracket that matches the first one, or to the next command where none does."""
    start, opening = text.index("@", match.start()), match.start("opener")
    following = _COMMAND.search(text, match.end())
    end = following.start() if following else len(text)
    depth = 0
    for bracket in _BRACKETS.finditer(text, opening + 1, end):
        if depth == 0 and bracket[0] == ("}" if match["opener"] == "{" else ")"):
            return text[start : bracket.end()]
        depth += (bracket[0] == "{") - (bracket[0] == "}")
    return text[start:end].rstrip()


def _end_of_value(command: str, position: int) -> int:
    """Where a field's value ends; a comma or the entry's closing bracket follows it."""
    depth = 0
    quoted = False
    for index in range(position, len(command)):
        character = command[index]
        if depth == 0 and not quoted and character in ",})":
            return len(command[:index].rstrip())
        quoted ^= character == '"' and depth == 0
        depth += (character == "{") - (character == "}")
    return len(command)
