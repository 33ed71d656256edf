"""Macros of LaTeX that the header of a manuscript in Markdown defines, or its text, replaced by what they stand for.

Source: Pandoc User's Guide, "LaTeX macros"; LaTeX2e unofficial reference manual, "\\newcommand & \\renewcommand".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hedgesite.importer.document import Document
from hedgesite.importer.latex_layout import OWN_NOTES

_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|def)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<name>[A-Za-z]+))\s*(?:\[(?P<number>[1-9])\]|(?P<signs>(?:#[1-9])+))?\s*(?=\{)"
)
_SKIPPED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTIONS = re.compile(r"\[[^\[\]\n]{0,200}\]")
_LONGEST_ARGUMENT = 20_000
_LONGEST_BODY = 300
_DEEPEST = 4
"""Most times that what a macro stands for is searched for macros."""
_TODO = "todo"


@dataclass(frozen=True, slots=True)
class _Macro:
    arguments: int
    body: str


def with_macros(text: str, fields: Mapping[str, Any], document: Document) -> str:
    """The text with as many lines, in which macros are replaced; notes to oneself go, and are counted."""
    macros = dict(_definitions("\n".join([*_texts(fields), text]))) if "\\" in text else {}
    macros = {name: macro for name, macro in macros.items() if f"\\{name}" in text}
    if f"\\{_TODO}" in text or any(f"\\{_TODO}" in macro.body for macro in macros.values()):
        macros[_TODO] = _Macro(1, "")
    if not macros:
        return text
    longest = 3 * len(text) + 10_000
    for _ in range(_DEEPEST):
        told = _replaced(text, macros, document)
        if told == text or len(told) > longest:
            break
        text = told
    return text


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text among the fields of the header."""
    if isinstance(value, str):
        if "\\" in value:
            yield value
    elif isinstance(value, Mapping | list) and depth < 8:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each, depth + 1)


def _definitions(text: str) -> Iterator[tuple[str, _Macro]]:
    for found in _DEFINITION.finditer(text):
        end = _end(text, found.end(), _LONGEST_BODY)
        if end:
            arguments = int(found["number"] or len(found["signs"] or "") // 2)
            yield found["braced"] or found["name"], _Macro(arguments, text[found.end() + 1 : end - 1])


def _end(text: str, start: int, longest: int) -> int:
    """The end of the group that begins at an offset; 0 if it does not end soon."""
    depth = 0
    for found in _BRACE.finditer(text, start, start + longest):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return 0


def _replaced(text: str, macros: Mapping[str, _Macro], document: Document) -> str:
    names = "|".join(sorted(macros, key=len, reverse=True))
    call = re.compile(rf"(?P<code>{_SKIPPED.pattern})|{_DEFINITION.pattern}|\\(?P<call>{names})(?![A-Za-z])", re.DOTALL)
    closing = _closing(text)
    parts: list[str] = []
    at = 0
    for found in call.finditer(text):
        if found.start() < at or not found["call"]:
            continue
        macro = macros[found["call"]]
        given, end = _arguments(text, found.end(), macro.arguments, closing)
        if len(given) < macro.arguments:
            continue
        document.left_out[OWN_NOTES] += found["call"] == _TODO
        body = re.sub(r"#([1-9])", lambda sign, given=given: (given + [""] * 9)[int(sign[1]) - 1], macro.body)  # type: ignore[misc]
        lines = text.count("\n", found.start(), end) - body.count("\n")
        parts += [text[at : found.start()], body.replace("\n", " ") if lines < 0 else body, "\n" * max(lines, 0)]
        at = end
    return "".join([*parts, text[at:]])


def _closing(text: str) -> dict[int, int]:
    """Offsets after closing braces by those of the opening ones."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            waiting.append(brace.start())
        elif brace[0] == "}" and waiting:
            found[waiting.pop()] = brace.end()
    return found


def _arguments(text: str, start: int, number: int, closing: Mapping[int, int]) -> tuple[list[str], int]:
    """So many groups from an offset on, and their end; fewer if there are not as many."""
    given: list[str] = []
    options = _OPTIONS.match(text, start) if number else None
    start = options.end() if options else start
    while len(given) < number and start in closing and closing[start] - start < _LONGEST_ARGUMENT:
        end = closing[start]
        given.append(text[start + 1 : end - 1])
        start = end
    return given, start
