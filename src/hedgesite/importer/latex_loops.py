"""Loops of LaTeX that bring in files, written out.

Source: the manual of PGF, "Repeating Things: The Foreach Statement".
"""

from __future__ import annotations

import re

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import COMMENT
from hedgesite.importer.latex_groups import Groups

_LOOP = re.compile(
    r"(?<!\\)\\(?:foreach\s*(?P<names>\\[A-Za-z]+(?:\s*/\s*\\[A-Za-z]+){0,3})\s*(?:\[[^\[\]]*\]\s*)?in\s*"
    r"|@for\s*(?P<name>\\[A-Za-z]+)\s*:=)\{?(?P<items>[^{}\\]{1,4000}?)(?:\}|(?=\\do))\s*(?:\\do\s*)?(?=\{)"
)
_BRINGS_IN = re.compile(r"\\(?:input|include|subfile|subfileinclude|import|subimport)(?![A-Za-z])")
_MOST = 200


def with_loops(text: str) -> str:
    """The text with as many lines, in which loops over files stand as often as they run."""
    if "\\foreach" not in text and "\\@for" not in text:
        return text
    groups, edits, at = Groups(text), list[Edit](), 0
    for found in _LOOP.finditer(text):
        body = groups.group(found.end())
        if body is None or found.start() < at or not _BRINGS_IN.search(text, *body):
            continue
        at = body[1] + 1
        said = " ".join(COMMENT.sub(r"\1", text[slice(*body)]).split())
        names = re.findall(r"[A-Za-z]+", found["names"] or found["name"])
        written = " ".join(_turn(said, names, item) for item in _items(found["items"]))
        edits.append(Edit(found.start(), at, written + "\n" * text.count("\n", found.start(), at)))
    return edited(text, edits)


def _turn(said: str, names: list[str], item: str) -> str:
    values = item.split("/")
    for number, name in enumerate(names):
        # Values are names and numbers, without a backslash.
        said = re.sub(rf"\\{name}(?![A-Za-z])", values[min(number, len(values) - 1)].strip(), said)
    return said


def _items(listed: str) -> list[str]:
    """The items of a list, in which dots stand for the numbers between two."""
    items: list[str] = []
    parts = [part.strip() for part in listed.split(",")]
    for number, part in enumerate(parts[:_MOST]):
        after = parts[number + 1] if number + 1 < len(parts) else ""
        if part == "..." and items and items[-1].isdigit() and after.isdigit():
            first = int(items[-1])
            step = first - int(items[-2]) if len(items) > 1 and items[-2].isdigit() else 1
            items += map(str, range(first + (step or 1), int(after), step or 1))
        elif part:
            items.append(part)
    return items[:_MOST]
