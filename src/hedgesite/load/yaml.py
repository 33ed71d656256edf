"""Reading YAML into plain data in which every part knows its position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.yaml_nodes import ALIAS, RefusedError, compose, text_places
from hedgesite.load.yaml_traps import NOTHING, anchored, cut_by_comma, cut_by_comment, cut_field
from hedgesite.model.base import CONTROL_CHARACTER, LocatedDict, LocatedStr, PlainStr
from hedgesite.model.lines import Lines, not_text

_TAG = "tag:yaml.org,2002:"


class Unread:
    """Placeholder for data whose error is already reported."""


@dataclass(frozen=True, slots=True, eq=False)
class YamlDocument:
    """The data of a file, with the syntax tree that has the positions. Documents compare by identity."""

    data: Any
    node: yaml.Node | None
    lines: Lines

    def origin_at(self, path: Sequence[str | int], *, key: bool = False) -> Origin:
        """Position of the value at `path` (or of its key); of its nearest ancestor if there is none."""
        node, found = self.node, self.node
        for step in path:
            pair = _child(node, step)
            if pair is None:
                break
            found, node = (pair[0] if key else pair[1]), pair[1]
        return self.lines.at(found.start_mark.index if found else 0)

    def written_at(self, path: Sequence[str | int]) -> str | None:
        """The scalar at `path` as written; None if there is no scalar."""
        node = self.node
        for step in path:
            pair = _child(node, step)
            if pair is None:
                return None
            node = pair[1]
        return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def read_yaml(text: str, file: str, offset: int = 0) -> tuple[YamlDocument | None, Report]:
    """Read one YAML document; None if it cannot be parsed. `offset` is the number of lines before it in the file.

    Scalars become `LocatedStr` as they are written, `PlainStr` without quotation marks: what a number or a truth value
    is, the field decides. Mappings become `LocatedDict`; `null`, `~` and nothing become None.
    """
    lines = Lines.of(text, file, offset)
    try:
        node, tags = compose(text)
    except RefusedError as why:
        found = Diagnostic(Rule.YAML_SYNTAX, lines.at(why.index), why.problem, why.remedy)
        return None, Report.of([found])
    reader = _Reader(text, lines, tags)
    data = reader.value(node) if node is not None else None
    return YamlDocument(data, node, lines), Report.of(reader.findings)


class _Reader:
    """Converter of nodes to data that collects findings."""

    def __init__(self, text: str, lines: Lines, tags: dict[int, str]) -> None:
        self.text = text
        self.lines = lines
        self.tags = tags
        self.findings: list[Diagnostic] = []

    def value(self, node: yaml.Node) -> Any:
        tag = self.tags.get(id(node))
        if tag is not None:
            shown = f"!!{tag.removeprefix(_TAG)}" if tag.startswith(_TAG) else tag
            self._unsafe(
                node,
                f"the tag '{shown}' makes this more than plain data",
                "remove the tag, or put a text that begins with '!' in quotation marks",
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            self.findings += cut_by_comma(node, self.text, self.lines)
            return [self.value(child) for child in node.value]
        assert isinstance(node, yaml.ScalarNode)
        if node.tag == ALIAS:
            remedy = "write out the value, or put a text that begins with '*' in quotation marks"
            self._unsafe(node, f"the alias '*{node.value}' repeats a value from elsewhere", remedy)
            return Unread()
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> LocatedDict:
        items: dict[LocatedStr, Any] = {}
        first: dict[str, Origin] = {}
        for key_node, value_node in node.value:
            key, origin = str(key_node.value), self._at(key_node)
            if key_node.tag == f"{_TAG}merge":
                self._unsafe(key_node, "'<<' merges fields from elsewhere", "write out the fields")
            elif not isinstance(key_node, yaml.ScalarNode) or key_node.tag == ALIAS:
                self._unsafe(key_node, "a key is not a plain word", "write a field's name or an id before the colon")
            elif cut := cut_field(key_node, value_node, self.text, self.lines):
                self.findings.append(cut)
            elif key in first:
                problem = f"'{key}' occurs twice in this mapping, first on line {first[key].line}"
                self.findings.append(Diagnostic(Rule.YAML_DUPLICATE_KEY, origin, problem, "join the two or remove one"))
            else:
                first[key] = origin
                items[LocatedStr.at(key, origin)] = self.value(value_node)
        return LocatedDict.at(items, self._at(node))

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        trap = cut_by_comment(node, self.text, self.lines) or anchored(node, self.text, self.lines)
        if trap:
            self.findings.append(trap)
            return Unread()
        if (not node.style and node.value in NOTHING) or (node.style in {"|", ">"} and not node.value):
            return None
        control = CONTROL_CHARACTER.search(node.value)
        if control:
            problem = not_text(control)
            self._unsafe(node, problem, "remove its escape sequence")
            return Unread()
        origin, places = text_places(node, self.text, self.lines)
        kind = LocatedStr if node.style else PlainStr
        return kind.at(str(node.value), origin, places)

    def _at(self, node: yaml.Node) -> Origin:
        return self.lines.at(node.start_mark.index)

    def _unsafe(self, node: yaml.Node, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(Rule.YAML_UNSAFE, self._at(node), problem, remedy))


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if str(pair[0].value) == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
