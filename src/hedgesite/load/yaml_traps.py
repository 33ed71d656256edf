"""Texts that YAML would cut short, or read as something else, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.model.lines import Lines

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""Scalars that stand for nothing if they are without quotation marks."""

_ATTACHED = re.compile(r"[ \t]+#(?![ \t#!]|$)(?P<text>[^\n]*)")
"""A hash as in `#2`: comments have a space after it."""
_UNLIKELY = re.compile(r"[ \t]+#(?:[ \t]*$|[ \t]+(?P<text>[0-9][^\n]*))", re.MULTILINE)
"""A hash before a number or before nothing, after a text."""
_FIGURE = re.compile(r"[-+.0-9][0-9_.,:eE+-]*|true|false|yes|no|on|off", re.IGNORECASE)
_SPLIT = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_CUT = re.compile(r"[0-9],[0-9]+[ \t]*[,}]")
_WHOLE = re.compile(r"0|[1-9][0-9]*")


def cut_by_comment(node: yaml.ScalarNode, text: str, lines: Lines) -> Diagnostic | None:
    """A comment right after a scalar that looks like a part of its text: `Bell #2 of Ghent`."""
    if node.style in {"|", ">"}:
        return None
    end = node.end_mark.index
    found = _ATTACHED.match(text, end)
    if not found and node.value and not _FIGURE.fullmatch(node.value):
        found = _UNLIKELY.match(text, end)
    if not found:
        return None
    lost = found[0].strip()
    shown = lost if len(lost) <= 40 else f"{lost[:39]}…"
    problem = f"'{shown}' is a comment to YAML, so that it would not be published"
    remedy = "put the whole value in quotation marks, or write the comment on a line of its own as '# …'"
    return Diagnostic(Rule.YAML_COMMENT, lines.at(end + found[0].index("#")), problem, remedy)


def anchored(node: yaml.ScalarNode, text: str, lines: Lines) -> Diagnostic | None:
    """An anchor before a scalar, which may be the first word of its text: `&c. and the like`."""
    start = node.start_mark.index
    if not text.startswith("&", start):
        return None
    name = text[start : node.end_mark.index].split()[0]
    problem = f"'{name}' is an anchor to YAML, so that it would not be published"
    remedy = "put the whole value in quotation marks, or remove the anchor"
    return Diagnostic(Rule.YAML_UNSAFE, lines.at(start), problem, remedy)


def cut_field(key: yaml.Node, value: yaml.Node, text: str, lines: Lines) -> Diagnostic | None:
    """A comma within a number that ends a field in braces: `{value: 1,000}` has a field `000` without a value."""
    start = key.start_mark.index
    if value.start_mark.index != value.end_mark.index or not _CUT.match(text, start - 2):
        return None
    problem = "the comma within this number separates two fields"
    remedy = "leave it out, or put the whole value in quotation marks"
    if not _SPLIT.match(text, start - 2):
        remedy = "write a decimal point, or put the whole value in quotation marks"
    return Diagnostic(Rule.YAML_SYNTAX, lines.at(start - 1), problem, remedy)


def cut_by_comma(node: yaml.SequenceNode, text: str, lines: Lines) -> Iterator[Diagnostic]:
    """A comma within a number that separates two items of a list: `[10,000 bells]`."""
    for before, after in zip(node.value, node.value[1:], strict=False):
        if not (isinstance(before, yaml.ScalarNode) and isinstance(after, yaml.ScalarNode)):
            continue
        if before.style or after.style or (_WHOLE.fullmatch(before.value) and _WHOLE.fullmatch(after.value)):
            continue
        end = before.end_mark.index
        if _SPLIT.match(text, end - 1):
            problem = f"the comma after '{before.value}' separates two items of the list"
            remedy = "put the whole item in quotation marks, or write a space after the comma"
            yield Diagnostic(Rule.YAML_SYNTAX, lines.at(end), problem, remedy)
