"""The inline tokens of a manuscript in Markdown into the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from markdown_it.token import Token

from hedgesite.importer.escaping import escaped
from hedgesite.importer.html_parts import STYLES, HtmlMarks
from hedgesite.importer.pandoc_tree import joined, math_of
from hedgesite.importer.tree import (
    Block,
    Break,
    Call,
    Code,
    Inline,
    Link,
    Picture,
    Style,
    Styled,
    Text,
    Written,
)
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.writer import UNRESOLVED
from hedgesite.markdown.lookalikes import DISPLAYS, THEOREMS

_BRACES = re.compile(r"\s*\{(?P<inner>[^{}]*)\}")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[^\s}]+)|\.(?P<class>[^\s}]+)|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))"
)
_CROSS_REFERENCE = re.compile(
    r"@ref\((?P<a>[\w:.-]+)\)|\\(?P<named>auto|[cC]|name)?(?:eq)?ref\{(?P<c>[\w:.-]+)\}"
    rf"|(?<![\w@])-?@(?P<b>(?:{DISPLAYS}|{THEOREMS}|hyp|rem|sol|alg)[-:][\w:.-]*\w)"
)
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_DEEPEST = 30
"""Most marks in each other."""


class HasNotes(Protocol):
    """What knows the notes of a manuscript."""

    undefined: list[str]

    def note(self, label: str) -> tuple[Block, ...] | None:
        """The note of a label, if there is one."""
        ...


@dataclass(slots=True)
class MarkdownInlines:
    tree: HasNotes
    marks: HtmlMarks

    def read(self, tokens: Sequence[Token], depth: int = 0) -> Iterator[Inline]:
        """The content of tokens, `depth` marks deep in each other; deeper than `_DEEPEST`, marks are left out."""
        if depth == _DEEPEST:
            tokens = [token for token in tokens if not token.nesting]
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = closing(tokens, at) if token.nesting > 0 else at
            name = token.type.removesuffix("_open")
            if token.type == "html_inline":
                opened = self.marks.style(token.content)
                close = self.marks.closing(tokens, at) if opened else at
                if opened and close > at:
                    yield Styled(opened, joined(self.read(tokens[at + 1 : close], depth + 1)))
                    at = close + 1
                    continue
                yield from self.marks.single(token.content)
            elif name in STYLES and token.nesting > 0:
                yield Styled(STYLES[name], joined(self.read(tokens[at + 1 : end], depth + 1)))
            elif token.type == "link_open":
                yield Link(joined(self.read(tokens[at + 1 : end], depth + 1)), str(token.attrs.get("href", "")))
            elif token.type == "span_open":
                yield from self._span(token, tokens[at + 1 : end], depth + 1)
            else:
                yield from self._leaf(token)
            at = end + 1

    def _span(self, token: Token, inner: Sequence[Token], depth: int) -> Iterator[Inline]:
        classes = token.meta["span"].classes
        content = joined(self.read(inner, depth))
        if {"smallcaps", "sc"} & set(classes):
            yield Styled(Style.SMALL_CAPITALS, content)
        elif {"underline", "ul"} & set(classes):
            yield Styled(Style.EMPHASIS, content)
        elif UNRESOLVED in classes:
            yield Written(f"[{escaped(words_of(content))}]{{.{UNRESOLVED}}}", words_of(content))
        else:
            yield from content

    def _leaf(self, token: Token) -> Iterator[Inline]:
        match token.type:
            case "text" | "text_special":
                yield Text(token.content)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Code(token.content)
            case "math":
                yield math_of(token.meta["tex"], display=token.meta["display"])
            case "image":
                caption = joined(self.read(token.children or []))
                yield Picture(str(token.attrs.get("src", "")), caption)
            case "note_call":
                yield from self._call(str(token.meta["label"]))
            case "citation":
                source = token.meta.get("source", "")
                # A note that is called within brackets is called after them.
                labels = _CALL.findall(source) if "[^" in source else []
                source = _CALL.sub("", source) if labels else source
                yield Written(source, source, tuple(each.key for each in token.meta["cited"]))
                for label in labels:
                    yield from self._call(label)

    def _call(self, label: str) -> Iterator[Inline]:
        note = self.tree.note(label)
        if note is None:
            self.tree.undefined.append(label)
            yield Written(f"[\\[^{label}\\]]{{.{UNRESOLVED}}}", f"[^{label}]")
        else:
            yield Call(note, "" if label.startswith("^") else label)


def read_braces(inner: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Id, classes and other attributes of `#id .class name=value`."""
    id, classes, others = "", [], {}
    for found in _ATTRIBUTE.finditer(inner):
        if found["id"]:
            id = found["id"]
        elif found["class"]:
            classes.append(found["class"])
        else:
            others[found["name"]] = found["quoted"] or found["bare"] or ""
    return id, tuple(classes), others


def closing(tokens: Sequence[Token], at: int) -> int:
    """Index of the token that closes the one at `at`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def with_cross_references(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Content in which `@fig-map`, `\\@ref(fig:map)` are links, and braces after an image are its attributes."""
    result: list[Inline] = []
    for each in content:
        before = result[-1] if result else None
        if isinstance(each, Text) and isinstance(before, Picture) and (braces := _BRACES.match(each.text)):
            id, _, others = read_braces(braces["inner"])
            alt = others.get("fig-alt", others.get("alt", ""))
            result[-1] = Picture(before.path, before.content, alt, id)
            each = Text(each.text[braces.end() :])
        if isinstance(each, Text):
            result += _linked(each.text)
        else:
            result.append(each)
    return tuple(result)


def _linked(text: str) -> Iterator[Inline]:
    end = 0
    for found in _CROSS_REFERENCE.finditer(text):
        if found.start() > end:
            yield Text(text[end : found.start()])
        id = found["a"] or found["b"] or found["c"]
        # Those that give a number alone stand after a word of the text: the id as words means the number.
        yield Link(() if found["b"] or found["named"] else (Text(id),), f"#{id}")
        end = found.end()
    if end < len(text):
        yield Text(text[end:])
