"""Explanations of YAML parser errors for authors."""

from __future__ import annotations

import re
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
_NO_VALUE = "did not find expected node content"
_HERE = {
    "mapping values are not allowed in this context": (
        "a colon is not allowed here",
        "put text that holds ': ' in quotation marks, and indent neighbouring fields equally",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here",
        "begin it on the line below its field, or put a text that begins with a hyphen in quotation marks",
    ),
    _NO_VALUE: (
        "a value is missing here",
        "write one, or put text that holds brackets or commas in quotation marks",
    ),
    "found unknown escape character": (
        "this backslash is not an escape sequence in double quotation marks",
        "write two backslashes, or use single quotation marks",
    ),
}
_MISPLACED = {"did not find expected key", "did not find expected '-' indicator"}
_COMMENT = re.compile(r"(?<=[ \t])#(?=[^\s#])")
_WIDE_INDENT = re.compile(r"[ \t]*(?P<wide>[\u00a0\u2000-\u200b\u202f\u3000])")
_BEFORE_FIELD = re.compile(r"[ \t]*(?:- +)*")
_FIELD = re.compile(r"[ \t]*(?:- +)*[\w-]+:(?:[ \t]|$)")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's reader: the fast one where it is compiled."""
_UNCLOSED_QUOTE = (
    "the quotation mark that opens here is not closed",
    "close it, or put a text that begins with such a mark in quotation marks of the other kind",
)
_TAB = ("this line is indented with a tab", "indent with spaces")


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Offset of the error in the text, problem, and remedy."""
    complaint = str(getattr(error, "problem", None) or error).splitlines()[0]
    mark: Any = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None)
    index = mark.index if mark else 0
    comment = _comment_above(text, index if complaint not in _UNCLOSED or not began else _next_line(text, began.index))
    if comment >= 0 and (complaint in _UNCLOSED or complaint in _MISPLACED or complaint == _NO_VALUE):
        problem = "the comment that begins here ends the value before it"
        return comment, problem, "put text that holds ' #' in quotation marks"
    if complaint == "did not find expected comment or line break" and began:
        problem = f"the '{text[began.index]}' begins a text on the lines below, but this line goes on"
        return began.index, problem, "put the whole text in quotation marks"
    if complaint in _UNCLOSED and began:
        return began.index, *_UNCLOSED[complaint]
    if getattr(error, "context", None) == "while scanning a quoted scalar" and began:
        return began.index, *_UNCLOSED_QUOTE
    if wide := _wide_indent(text, index, above=complaint in _HERE or complaint in _MISPLACED):
        return wide.start("wide"), "this line is indented with a blank of another width", "indent with plain spaces"
    if (complaint in _HERE or complaint in _MISPLACED) and (opened := _unclosed_above(text, index)) >= 0:
        return opened, *_UNCLOSED_QUOTE
    if complaint in _HERE:
        return index, *_HERE[complaint]
    if complaint == "did not find expected alphabetic or numeric character" and began:
        return began.index, *_cannot_begin(text, began.index)
    if complaint == "mapping keys are not allowed in this context":
        return index, *_cannot_begin(text, index)
    if "tab character" in complaint or text[index : index + 1] == "\t":
        return index, *_TAB
    if complaint == "found character that cannot start any token":
        return index, *_cannot_begin(text, index)
    if complaint in _MISPLACED:
        return index, *_misplaced(text, index)
    return index, f"this is not YAML: {complaint}", _GENERAL


def _wide_indent(text: str, index: int, *, above: bool) -> re.Match[str] | None:
    """Indentation of the line of an error with other blanks than spaces, or of the line above it."""
    line = text.rfind("\n", 0, index) + 1
    # The parser takes such a line for a text, and complains about the next one.
    before = text.rfind("\n", 0, max(0, line - 1)) + 1
    return _WIDE_INDENT.match(text, line) or (_WIDE_INDENT.match(text, before) if above else None)


def _unclosed_above(text: str, index: int) -> int:
    """Offset of a quotation mark that only a mark of a later field closes, before the error at `index`; else -1.

    A text in quotation marks may have several lines, but those after the first are indented further than its field.
    """
    opened = -1
    try:
        for token in yaml.scan(text, Loader=LOADER):
            start, end = token.start_mark.index, token.end_mark.index
            if end > index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'} and "\n" in text[start:end]:
                opened = start if _leaves_its_field(text, start, end) else opened
    except yaml.YAMLError:
        # What was found before the error counts.
        pass
    return opened


def _leaves_its_field(text: str, start: int, end: int) -> bool:
    """Whether a line of a text in quotation marks is a field, and indented no further than that of the text."""
    first, *others = text[text.rfind("\n", 0, start) + 1 : end].split("\n")
    least = _indent(first)
    return any(_indent(line) <= least and _FIELD.match(line) for line in others)


def _indent(line: str) -> int:
    """Column at which the field of a line begins, behind the hyphens of a list."""
    found = _BEFORE_FIELD.match(line)
    return found.end() if found else 0


def _next_line(text: str, index: int) -> int:
    return (text.find("\n", index) + 1) or len(text)


def _cannot_begin(text: str, index: int) -> tuple[str, str]:
    return f"a value cannot begin with '{text[index : index + 1]}'", "put it in quotation marks"


def _comment_above(text: str, index: int) -> int:
    """Offset of a comment such as `#2` behind a value on the line above; -1 if there is none."""
    line = text.rfind("\n", 0, index)
    above = text.rfind("\n", 0, max(0, line)) + 1
    found = _COMMENT.search(text, above, max(0, line))
    return found.start() if found and text[above : found.start()].strip() else -1


def _misplaced(text: str, index: int) -> tuple[str, str]:
    if text[text.rfind("\n", 0, index) + 1 : index].strip():
        remedy = "put the whole text in quotation marks, different from those inside it"
        return "text follows the end of the value", remedy
    remedy = "indent it like them, or further if it belongs to the last of them"
    return "this line matches neither the fields nor the items above it", remedy
