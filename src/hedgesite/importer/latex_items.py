"""Labels that authors give to single items of lists. Pandoc drops them, so that they become words of their items.

Source: LaTeX2e unofficial reference manual, "\\item".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_verbatim import LITERAL, Ends

_LISTS = "itemize|enumerate|compactitem|compactenum|asparaenum|asparaitem|tightitemize|tightenumerate"
_TOKEN = re.compile(
    rf"{LITERAL}"
    r"|\\(?P<how>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}|\\(?P<item>item)(?![A-Za-z@])"
)
_SIGN = re.compile(
    r"\\(?:text)?(?:bullet|cdot|circ|star|ast|diamond|square|blacksquare|triangleright|checkmark|to|rightarrow|dagger"
    r"|endash|emdash|ding\s*\{\d+\}|labelitem\w+|normalfont|small|bf|bfseries|it|color\s*\{\w+\})(?![A-Za-z])"
)
"""What a label shows that is a mere sign of an item."""


@dataclass(slots=True)
class _List:
    name: str
    start: int
    end: int
    labels: list[Edit] = field(default_factory=list)
    items: int = 0


def with_labels_of_items(text: str) -> str:
    """The text, in which the words of labels stand in their items; a list with nothing but labels has no numbers."""
    return edited(text, _edits(text)) if "\\item" in text else text


def _edits(text: str) -> Iterator[Edit]:
    groups, ends, at = Groups(text), Ends(text), 0
    opened: list[_List] = []
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found["literal"]:
            at = ends.after(found["literal"], at) or at
        elif found["how"] == "begin":
            opened.append(_List(found["name"], found.start(), at))
        elif found["how"] == "end" and any(each.name == found["name"] for each in opened[-20:]):
            while opened[-1].name != found["name"]:
                opened.pop()
            yield from _closed(opened.pop(), found)
        elif found["item"] and opened and re.fullmatch(_LISTS, opened[-1].name):
            opened[-1].items += 1
            label = groups.option(at)
            if label and _says_something(text[slice(*label)], opened[-1]):
                start = text.index("[", at)
                opened[-1].labels += [Edit(start, label[0], " {"), Edit(label[1], label[1] + 1, "} ")]


def _says_something(label: str, one: _List) -> bool:
    """Whether a label is more than a sign, or than the number that its item has anyway."""
    if "enum" in one.name and label.strip(" .()") == str(one.items):
        return False
    return bool(re.search(r"\w|\\[A-Za-z]", _SIGN.sub("", label)))


def _closed(one: _List, end: re.Match[str]) -> Iterator[Edit]:
    yield from one.labels
    if one.labels and len(one.labels) == 2 * one.items and "enum" in one.name:
        yield Edit(one.start, one.end, "\\begin{itemize}")
        yield Edit(end.start(), end.end(), "\\end{itemize}")
