"""Macros of authors that cite, or bring in files: what stands in their place is read with the words around it.

Source: LaTeX2e unofficial reference manual, "\\newcommand".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_verbatim import outside

_DEFINITION = re.compile(
    r"(?<!\\)\\(?:(?:re|provide)?(?:new)?command|newrobustcmd|DeclareRobustCommand)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<name>[A-Za-z]+))\s*(?:\[(?P<count>\d)\]\s*)?"
    r"(?:\[(?P<default>[^\[\]{}\n]{0,80})\]\s*)?(?=\{)"
    r"|(?<!\\)\\def\s*\\(?P<defined>[A-Za-z]+)(?P<arguments>(?:#\d)*)\s*(?=\{)"
)
_CITES = re.compile(r"\\[A-Za-z]*[cC]ite[A-Za-z]*\*?\s*[\[{]")
_LONGEST = 400
_MOST_GROWTH = 4
"""How often an argument may stand in what a macro means."""
_DEPTH = 2
"""How often macros are looked for in what stood for others."""


class Macro(NamedTuple):
    """A macro: how many arguments it has, which one it has by default, and what stands in its place."""

    arguments: int
    default: str | None
    meaning: str


def with_expanded_citations(text: str) -> str:
    """The text with as many lines, in which the macros of its preamble that cite are expanded."""
    begin = document_begin(text)
    if begin is None:
        return text
    return text[: begin[1]] + expanded(text[begin[1] :], dict(macros_with(_CITES, text[: begin[0]])))


def expanded(body: str, macros: Mapping[str, Macro]) -> str:
    """The body of a document, in which these macros are expanded."""
    for _ in range(_DEPTH if macros else 0):
        body = outside(body, lambda part: edited(part, _expanded(part, macros)))
    return body


def macros_with(wanted: re.Pattern[str], preamble: str) -> Iterator[tuple[str, Macro]]:
    """The short macros of a text whose meaning has what is wanted, by name."""
    groups = Groups(preamble)
    for found in _DEFINITION.finditer(preamble):
        content = groups.group(found.end())
        name = found["braced"] or found["name"] or found["defined"]
        meaning = " ".join(preamble[slice(*content)].split()) if content else ""
        is_own = re.search(rf"\\{name}(?![A-Za-z])", meaning)
        grows = any(meaning.count(f"#{number}") > _MOST_GROWTH for number in range(1, 10))
        if len(meaning) <= _LONGEST and wanted.search(meaning) and not is_own and not grows and "@" not in meaning:
            count = int(found["count"] or len(found["arguments"] or "") // 2)
            yield name, Macro(count, found["default"], meaning)


def _expanded(body: str, macros: Mapping[str, Macro]) -> Iterator[Edit]:
    groups, at = Groups(body), 0
    pattern = re.compile(rf"(?<!\\)\\(?P<name>{'|'.join(macros)})(?![A-Za-z@])")
    while found := pattern.search(body, at):
        at = found.end()
        macro = macros[found["name"]]
        given, end = [], found.end()
        if macro.default is not None:
            option = groups.option(end)
            given.append(body[slice(*option)] if option else macro.default)
            end = option[1] + 1 if option else end
        while len(given) < macro.arguments and (words := groups.group(end)):
            given.append(body[slice(*words)])
            end = words[1] + 1
        if len(given) == macro.arguments and not body.endswith("command{", 0, found.start()):
            said = _with_arguments(macro.meaning, given)
            lines = body.count("\n", found.start(), end) - said.count("\n")
            yield Edit(found.start(), end, said + "\n" * max(lines, 0))
            at = end


def _with_arguments(meaning: str, given: list[str]) -> str:
    """What a macro means. In one pass, since an argument may have the sign of one."""

    def argument(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        return given[at] if 0 <= at < len(given) else ""

    return re.sub(r"#(\d)", argument, meaning)
