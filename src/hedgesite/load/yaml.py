"""YAML read into plain data whose every part knows its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.base import LocatedDict, LocatedStr

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
_SCALARS = {"bool", "int", "float", "null"}
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What a file says, and the syntax tree that knows where it says so."""

    data: Any
    file: str
    node: yaml.Node | None
    offset: int = 0
    """Lines of the file before the first line of the YAML."""

    def origin_at(self, path: Sequence[str | int], *, key: bool = False) -> Origin:
        """The place of the value at `path` (or of its key); of what is nearest to it where the path ends early."""
        node, found = self.node, self.node
        for step in path:
            pair = _child(node, step)
            if pair is None:
                break
            found, node = (pair[0] if key else pair[1]), pair[1]
        return self._origin(found)

    def _origin(self, node: yaml.Node | None) -> Origin:
        if node is None:
            return Origin(self.file, self.offset + 1)
        mark = node.start_mark
        return Origin(self.file, mark.line + self.offset + 1, mark.column + 1)


def read_yaml(text: str, file: str, offset: int = 0) -> tuple[YamlDocument, Report]:
    """Read one YAML document. `offset` is the number of lines before it in the file.

    Strings arrive as `LocatedStr`, mappings as `LocatedDict`; dates stay text.
    Where the YAML does not parse, data is None.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return YamlDocument(None, file, None, offset), Report.of([_syntax(error, file, offset)])
    document = YamlDocument(None, file, node, offset)
    reader = _Reader(document, text)
    data = reader.value(node, 0) if node is not None else None
    return YamlDocument(data, file, node, offset), Report.of(reader.findings)


class _Reader:
    """Turns nodes into data, and collects what is wrong with them."""

    def __init__(self, document: YamlDocument, text: str) -> None:
        self.document = document
        self._lines = text.split("\n")
        self.findings: list[Diagnostic] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Any:
        if id(node) in self._seen:
            self._unsafe(node, "an alias repeats what stands at this anchor", "write the value out where it is needed")
            return None
        self._seen.add(id(node))
        if depth > _DEEPEST:
            self._unsafe(node, f"more than {_DEEPEST} levels of nesting", "no field of the content format is so deep")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> LocatedDict:
        items: dict[str, Any] = {}
        origins: dict[str, Origin] = {}
        for key_node, value_node in node.value:
            key, origin = str(key_node.value), self.document._origin(key_node)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == f"{_TAG}merge":
                self._unsafe(key_node, "a key is no plain word", "write a field's name or an id before the colon")
            elif key in items:
                self.findings.append(
                    Diagnostic(
                        Rule.YAML_DUPLICATE_KEY,
                        origin,
                        f"'{key}' stands a second time in this mapping, first in line {origins[key].line}",
                        "join the two or remove one",
                    )
                )
            else:
                items[key], origins[key] = self.value(value_node, depth + 1), origin
        return LocatedDict.at(items, self.document._origin(node), origins)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix(_TAG)
        if kind in _SCALARS:
            return _Loader.yaml_constructors[node.tag](yaml.SafeLoader(""), node)
        if kind not in {"str", "timestamp", "value"}:
            self._unsafe(node, f"the tag '{node.tag}' makes this more than plain data", "remove the tag")
        return LocatedStr.at(node.value, self._text_origin(node))

    def _text_origin(self, node: yaml.ScalarNode) -> Origin:
        origin = self.document._origin(node)
        if node.style in {"|", ">"}:
            return Origin(origin.file, origin.line + 1, self._block_indent(node) + 1)
        return Origin(origin.file, origin.line, origin.column + (1 if node.style in {'"', "'"} else 0))

    def _block_indent(self, node: yaml.ScalarNode) -> int:
        following = self._lines[node.start_mark.line + 1 : node.end_mark.line + 1]
        return next((len(line) - len(line.lstrip()) for line in following if line.strip()), 0)

    def _unsafe(self, node: yaml.Node, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(Rule.YAML_UNSAFE, self.document._origin(node), problem, remedy))


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if str(pair[0].value) == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _syntax(error: yaml.YAMLError, file: str, offset: int) -> Diagnostic:
    remedy = "mind indentation, colons followed by a space, and quotation marks around text that holds ': ' or ' #'"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + offset + 1, mark.column + 1) if mark else (offset + 1, 1)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Diagnostic(Rule.YAML_SYNTAX, Origin(file, line, column), f"this is no YAML: {problem}", remedy)
