"""Macros of a LaTeX manuscript that stand for the names of files, and macros that never end.

Source: LaTeX2e unofficial reference manual, "Definitions".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.latex_groups import Groups

_NAME = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand)\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<name>[A-Za-z@]+))\s*"
    r"\{(?P<words>[^{}\\\n]{0,200})\}|\\def\s*\\(?P<defined>[A-Za-z@]+)\s*\{(?P<meaning>[^{}\\\n]{0,200})\}"
)
_USED = re.compile(r"\\([A-Za-z@]+)[ \t]*(?:\{\})?")
_MACRO = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|[gex]?def)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<name>[A-Za-z@]+))(?:\s*\[[^\[\]{}\n]{0,80}\]|#[1-9])*\s*(?=\{)"
)

_PRIMITIVE = ("\\def", "\\gdef", "\\edef", "\\xdef")


def names_in(text: str) -> dict[str, str]:
    """The macros of a text that stand for plain words, such as a folder."""
    return {
        found["braced"] or found["name"] or found["defined"]: (found["words"] or found["meaning"] or "").strip()
        for found in _NAME.finditer(text)
    }


def in_plain_words(name: str, macros: Mapping[str, str]) -> str:
    """The name of a file in which such macros are replaced."""
    return _USED.sub(lambda found: macros.get(found[1], found[0]), name) if "\\" in name else name


def without_macro(text: str, name: str) -> str:
    """The text with as many lines, without the definitions of a macro."""
    groups = Groups(text)
    edits = [
        Edit(*found.span(), "") for found in re.finditer(rf"\\let\s*\\{name}(?![A-Za-z@])\s*=?\s*\\[A-Za-z@]+", text)
    ]
    for found in _MACRO.finditer(text):
        close = groups.closes.get(found.end())
        if close is not None and name in {found["braced"], found["name"]}:
            edits.append(Edit(found.start(), close + 1, "%\n" * text.count("\n", found.start(), close)))
    return edited(text, edits)


def without_definitions(text: str) -> str:
    """The text with as many lines, without the macros that `\\def` defines before the document."""
    groups = Groups(text)
    begin = document_begin(text)
    edits, at = [], 0
    for found in _MACRO.finditer(text, 0, begin[0] if begin else 0):
        close = groups.closes.get(found.end())
        if close is not None and found[0].startswith(_PRIMITIVE) and found.start() >= at:
            edits.append(Edit(found.start(), close + 1, "%\n" * text.count("\n", found.start(), close)))
            at = close + 1
    return edited(text, edits)


def without_recursion(text: str) -> tuple[str, list[str]]:
    """The text without the macros that use themselves, and their names: Pandoc would expand them without end.

    TeX stops by conditions, which Pandoc does not read.
    """
    # A macro that defines another one anew each time it is used: Pandoc expands the name that is to be defined.
    text = re.sub(r"\\[gex]?def\s*\\[A-Za-z@]+\s*\{#\d\}", "", text)
    groups = Groups(text)
    found = [
        (each["braced"] or each["name"], each.start(), each.end(), groups.closes[each.end()])
        for each in _MACRO.finditer(text)
        if each.end() in groups.closes
    ]
    names = {name for name, *_ in found}
    uses: dict[str, set[str]] = {name: set() for name in names}
    for name, _, start, close in found:
        uses[name] |= {used[1] for used in re.finditer(r"\\([A-Za-z@]+)", text[start:close])} & names
    # Macros that use an endless one end when it goes.
    endless = {name for name in names if name in uses[name]}
    endless |= _in_cycles({name: used - endless for name, used in uses.items() if name not in endless})
    edits, at = [], 0
    for name, start, _, close in found:
        if name in endless and start >= at:
            edits.append(Edit(start, close + 1, "%\n" * text.count("\n", start, close)))
            at = close + 1
    return edited(text, edits), sorted(endless)


def _in_cycles(uses: Mapping[str, set[str]]) -> set[str]:
    """The names that lead back to themselves: what remains when those that lead nowhere go, one after another."""
    users: dict[str, list[str]] = {name: [] for name in uses}
    for name, used in uses.items():
        for each in used:
            users[each].append(name)
    left = Counter({name: len(used) for name, used in uses.items()})
    waiting = [name for name, used in uses.items() if not used]
    gone = set(waiting)
    while waiting:
        for user in users[waiting.pop()]:
            left[user] -= 1
            if not left[user]:
                gone.add(user)
                waiting.append(user)
    return uses.keys() - gone
