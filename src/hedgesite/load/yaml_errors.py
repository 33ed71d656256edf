"""Explanations of YAML parser errors for authors."""

from __future__ import annotations

from typing import Any

import yaml

_GENERAL = "mind indentation, colons followed by a space, and quotation marks around text that holds ': ' or ' #'"
_UNCLOSED = {
    "did not find expected ',' or ']'": ("the list that opens here lacks a comma or its ']'", "write [one, two]"),
    "did not find expected ',' or '}'": (
        "the mapping that opens here lacks a comma or its '}'",
        "write {field: value, field: value}",
    ),
    "could not find expected ':'": (
        "this is not 'field: value'",
        "write a colon and a space after the field's name, or indent the line if it continues the one above",
    ),
}
"""Explanations of errors whose cause is at the beginning of the construct."""
_HERE = {
    "mapping values are not allowed in this context": (
        "a colon is not allowed here",
        "put text that holds ': ' in quotation marks, and indent neighbouring fields equally",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here",
        "begin it on the line below its field",
    ),
    "did not find expected node content": (
        "a value is missing here",
        "write one, or put text that holds brackets or commas in quotation marks",
    ),
    "found unknown escape character": (
        "this backslash is not an escape sequence in double quotation marks",
        "write two backslashes, or use single quotation marks",
    ),
}
_MISPLACED = {"did not find expected key", "did not find expected '-' indicator"}
_TAB = ("this line is indented with a tab", "indent with spaces")


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Offset of the error in the text, problem, and remedy."""
    complaint = str(getattr(error, "problem", None) or error).splitlines()[0]
    mark: Any = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None)
    index = mark.index if mark else 0
    if complaint in _UNCLOSED and began:
        return began.index, *_UNCLOSED[complaint]
    if getattr(error, "context", None) == "while scanning a quoted scalar" and began:
        return began.index, "the quotation mark that opens here is not closed", "close it"
    if complaint in _HERE:
        return index, *_HERE[complaint]
    if "tab character" in complaint or text[index : index + 1] == "\t":
        return index, *_TAB
    if complaint == "found character that cannot start any token":
        return index, f"a value cannot begin with '{text[index : index + 1]}'", "put it in quotation marks"
    if complaint in _MISPLACED:
        return index, *_misplaced(text, index)
    return index, f"this is not YAML: {complaint}", _GENERAL


def _misplaced(text: str, index: int) -> tuple[str, str]:
    if text[text.rfind("\n", 0, index) + 1 : index].strip():
        remedy = "put the whole text in quotation marks, different from those inside it"
        return "text follows the end of the value", remedy
    remedy = "indent it like them, or further if it belongs to the last of them"
    return "this line matches neither the fields nor the items above it", remedy
