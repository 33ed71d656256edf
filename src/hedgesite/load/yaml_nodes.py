"""YAML into nodes: as PyYAML's composer does it, with a bound to nesting, and with aliases left as they are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import Reader
from yaml.resolver import Resolver
from yaml.scanner import Scanner

from hedgesite.diagnostics import Origin
from hedgesite.load.yaml_errors import explain
from hedgesite.model.base import SourceMap

ALIAS = "alias"
"""Tag of a scalar node that stands for `*name`."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
_ESCAPED = re.compile(r"\\(?:x(?P<x>..)|u(?P<u>....)|U(?P<U>.{8})|(?P<break>\n[ \t]*)|(?P<other>.))|.", re.DOTALL)
_VISIBLE = re.compile(r"\S")
_DOUBLED = re.compile(r"''|.", re.DOTALL)


class RefusedError(Exception):
    """The text is no YAML that a content file may hold."""

    def __init__(self, problem: str, index: int, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.index = index
        """Offset in the text."""
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Lines:
    """From offsets in a text to places in its file."""

    file: str
    starts: tuple[int, ...]
    offset: int
    """Lines of the file before the first line of the text."""

    @classmethod
    def of(cls, text: str, file: str, offset: int) -> Lines:
        return cls(file, (0, *(found.end() for found in re.finditer("\n", text))), offset)

    def at(self, index: int) -> Origin:
        line = bisect_right(self.starts, index)
        return Origin(self.file, line + self.offset, index - self.starts[line - 1] + 1)


def compose(text: str) -> tuple[yaml.Node | None, dict[int, str]]:
    """The one document of a text, and the explicit tags by the identity of their nodes; None for an empty text.

    Raises RefusedError.
    """
    unprintable = Reader.NON_PRINTABLE.search(text)
    if unprintable:
        problem = f"the control character U+{ord(unprintable[0]):04X} cannot stand in YAML"
        raise RefusedError(problem, unprintable.start(), "remove it")
    composer = _Composer(yaml.parse(text, Loader=_Loader))
    try:
        return composer.document(), composer.tags
    except yaml.YAMLError as error:
        _refuse_deep(text, error)
        index, problem, remedy = explain(error, text)
        raise RefusedError(problem, index, remedy) from None


def _refuse_deep(text: str, error: yaml.YAMLError) -> None:
    """Raises RefusedError where the text before a parser's complaint is nested too deeply already."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        return
    # Parsers read up to a thousand characters ahead of what they hand over, and some bound nesting themselves: they
    # may complain before the place that is too deep comes to the composer. The text before the complaint is whole.
    try:
        _Composer(yaml.parse(text[: mark.index], Loader=_Loader)).document()
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
                raise RefusedError("a second document begins here", start.index, "keep one document in a file")
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> yaml.Node:
        start: Any = event.start_mark
        end: Any = event.end_mark
        if depth > _DEEPEST:
            problem = f"this stands more than {_DEEPEST} levels deep"
            raise RefusedError(problem, start.index, "no field of the content format is so deep")
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
    """Where the characters of a scalar stand: the first one, and each after which the file goes on elsewhere.

    Without places, all lines of the scalar stand one below the other at the column of the first.
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
    """The places of a scalar without escapes, line by line: the same that its characters one by one would give.

    None where a line is not in the value as it is written.
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
    """Offsets of the characters that come through as they are or by an escape, blanks left out."""
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
