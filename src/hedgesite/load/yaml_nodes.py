"""Composing YAML nodes as PyYAML does, but with bounded nesting and without expanding aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.reader import Reader
from yaml.resolver import Resolver
from yaml.scanner import Scanner

from hedgesite.diagnostics import Origin
from hedgesite.load.yaml_errors import LOADER, explain
from hedgesite.model.base import SourceMap
from hedgesite.model.lines import Lines

ALIAS = "alias"
"""Tag of a scalar node that represents the alias `*name`."""

_DEEPEST = 40
_ESCAPED = re.compile(r"\\(?:x(?P<x>..)|u(?P<u>....)|U(?P<U>.{8})|(?P<break>\n[ \t]*)|(?P<other>.))|.", re.DOTALL)
_VISIBLE = re.compile(r"\S")
_DOUBLED = re.compile(r"''|.", re.DOTALL)


class RefusedError(Exception):
    """The text is not YAML that a content file may contain."""

    def __init__(self, problem: str, index: int, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.index = index
        """Offset in the text."""
        self.remedy = remedy


def compose(text: str) -> tuple[yaml.Node | None, dict[int, str]]:
    """The document of a text (None if empty), and its explicit tags by the identity of their nodes.

    Raises RefusedError.
    """
    unprintable = Reader.NON_PRINTABLE.search(text)
    if unprintable:
        problem = f"the control character U+{ord(unprintable[0]):04X} is not allowed in YAML"
        raise RefusedError(problem, unprintable.start(), "remove it")
    composer = _Composer(yaml.parse(text, Loader=LOADER))
    try:
        return composer.document(), composer.tags
    except yaml.YAMLError as error:
        _refuse_deep(text, error)
        index, problem, remedy = explain(error, text)
        raise RefusedError(problem, index, remedy) from None


def _refuse_deep(text: str, error: yaml.YAMLError) -> None:
    """Raise RefusedError if the text before a parser's error is already nested too deeply."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        return
    # Parsers read up to a thousand characters ahead, and some bound nesting themselves, so they may fail before the
    # composer reaches the nesting bound. The text before the error is well formed.
    try:
        _Composer(yaml.parse(text[: mark.index], Loader=LOADER)).document()
    except yaml.YAMLError:
        return


class _Composer:
    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.resolver: Any = Resolver()
        self.tags: dict[int, str] = {}

    def document(self) -> yaml.Node | None:
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                start: Any = event.start_mark
                raise RefusedError("a second YAML document begins here", start.index, "keep one document in a file")
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> yaml.Node:
        start: Any = event.start_mark
        end: Any = event.end_mark
        # The composer is recursive: without a bound, brackets alone could exhaust the stack.
        if depth > _DEEPEST:
            problem = f"this is more than {_DEEPEST} levels deep"
            raise RefusedError(problem, start.index, "no field of the content format is so deep")
        # Expanding aliases would let a small file stand for gigabytes ("billion laughs").
        if isinstance(event, yaml.AliasEvent):
            return yaml.ScalarNode(ALIAS, event.anchor, start, end)
        node: yaml.Node
        if isinstance(event, yaml.MappingStartEvent):
            children = self.children(depth)
            node = yaml.MappingNode("", list(zip(children[::2], children[1::2], strict=True)), start, end)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = yaml.SequenceNode("", self.children(depth), start, end)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            tag = self.resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
            node = yaml.ScalarNode(tag, event.value, start, end, style=event.style)
        if event.tag is not None:
            self.tags[id(node)] = event.tag
        return node

    def children(self, depth: int) -> list[yaml.Node]:
        found = []
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                break
            found.append(self.node(event, depth + 1))
        return found


def text_places(node: yaml.ScalarNode, text: str, lines: Lines) -> tuple[Origin, SourceMap]:
    """Position of a scalar's first character, and the map of later characters to positions.

    The map is empty if all lines of the scalar begin at the same column on consecutive lines.
    """
    start, end = node.start_mark.index, node.end_mark.index
    written = text[start:end]
    if node.style in {"|", ">"}:
        start = text.find("\n", start) + 1 or end
        written = text[start:end]
    elif node.style:
        start, written = start + 1, written[1:-1]
    if (not node.style and "\n" not in written) or written == node.value:
        return lines.at(start), ()
    segments = _lines_of(node.value, written, start, lines) if node.style in {None, "|", ">"} else None
    if segments is None:
        shown = [offset for offset, character in enumerate(node.value) if not character.isspace()]
        pairs = zip(shown, (start + at for at in _characters(written, node.style)), strict=False)
        segments = list(_segments(pairs, lines))
    if not segments:
        return lines.at(start), ()
    offset, origin = segments[0]
    if node.style == "|":
        indent = offset - (node.value.rfind("\n", 0, offset) + 1)
        above = node.value.count("\n", 0, offset)
        return Origin(origin.file, origin.line - above, origin.column - indent), ()
    return origin, tuple(segments)


def _lines_of(value: str, written: str, start: int, lines: Lines) -> list[tuple[int, Origin]] | None:
    """Positions of a scalar without escapes, line by line: faster than character by character, with the same result.

    None if a line of the file does not occur unchanged in the value.
    """
    found, offset = [], 0
    for line in written.split("\n"):
        words = line.strip()
        if words:
            visible = _VISIBLE.search(value, offset)
            if visible is None or not value.startswith(words, visible.start()):
                return None
            found.append((visible.start(), lines.at(start + line.index(words))))
            offset = visible.start() + len(words)
        start += len(line) + 1
    return found


def _characters(written: str, style: str | None) -> Iterator[int]:
    """Offsets of all non-blank characters, written plainly or as an escape."""
    pattern = _ESCAPED if style == '"' else _DOUBLED if style == "'" else re.compile(".", re.DOTALL)
    return (found.start() for found in pattern.finditer(written) if not _read(found).isspace())


def _read(found: re.Match[str]) -> str:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    if "break" in groups:
        return " "
    if "other" in groups:
        return str(Scanner.ESCAPE_REPLACEMENTS.get(groups["other"], groups["other"]))
    return chr(int(next(iter(groups.values())), 16)) if groups else found[0]


def _segments(pairs: Iterator[tuple[int, int]], lines: Lines) -> Iterator[tuple[int, Origin]]:
    previous: tuple[int, int] | None = None
    for offset, index in pairs:
        origin = lines.at(index)
        if (origin.line, index - offset) != previous:
            previous = origin.line, index - offset
            yield offset, origin
