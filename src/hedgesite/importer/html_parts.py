"""The HTML that stands in Markdown: tags for styles and breaks within a text, images, tables and blocks.

Source: HTML Living Standard, "Text-level semantics".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it.token import Token

from hedgesite.importer.tree import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    Inline,
    Para,
    Picture,
    Style,
    Styled,
    Table,
    Text,
)

STYLES = {
    "sup": Style.RAISED, "sub": Style.LOWERED, "i": Style.EMPHASIS, "em": Style.EMPHASIS, "cite": Style.EMPHASIS,
    "u": Style.EMPHASIS, "b": Style.STRONG, "strong": Style.STRONG, "s": Style.STRUCK, "del": Style.STRUCK,
}  # fmt: skip
"""Style by the name of an element."""
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][\w-]*)")
_SOURCE = re.compile(r"\bsrc\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.IGNORECASE)


@dataclass(slots=True)
class HtmlMarks:
    """Tags within a text."""

    _missing: set[tuple[int, str]] = field(default_factory=set)
    """Lists of tokens and names of tags that are not closed in them."""

    def style(self, tag: str) -> Style | None:
        """The style that a tag begins."""
        found = _TAG.match(tag)
        return STYLES.get(found["name"].lower()) if found and not found["end"] else None

    def closing(self, tokens: Sequence[Token], at: int) -> int:
        """Index of the closing tag; `at` if there is none."""
        found = _TAG.match(tokens[at].content)
        name = found["name"].lower() if found else ""
        if (id(tokens), name) in self._missing:
            return at
        for index in range(at + 1, len(tokens)):
            if tokens[index].type == "html_inline" and tokens[index].content.lower().startswith(f"</{name}"):
                return index
        self._missing.add((id(tokens), name))
        return at

    def single(self, tag: str) -> Iterator[Inline]:
        """What a tag that stands alone shows."""
        found = _TAG.match(tag)
        name = found["name"].lower() if found else ""
        if name == "br":
            yield Break()
        elif name == "img" and (source := _SOURCE.search(tag)):
            alt = _ALT.search(tag)
            yield Picture(source["a"] or source["b"] or "", alt=(alt["a"] or alt["b"] or "") if alt else "")


def blocks_of_html(html: str, line: int, lost: Counter[str]) -> Iterator[Block]:
    """The paragraphs, headings, tables and images of a block of HTML. Scripts and styles are left out and counted."""
    reader = _Blocks(line, lost)
    reader.feed(html)
    reader.close()
    reader.end_block()
    yield from reader.blocks


class _Blocks(HTMLParser):
    _ENDS = frozenset(
        {
            "p", "div", "section", "table", "tr", "li", "ul", "ol", "figure", "figcaption", "h1", "h2", "h3", "h4",
            "h5", "h6", "blockquote", "center",
        }
    )  # fmt: skip
    _SILENT = frozenset({"script", "style", "iframe", "svg", "head"})

    def __init__(self, line: int, lost: Counter[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.line, self.lost = line, lost
        self.blocks: list[Block] = []
        self.content: list[Inline] = []
        self.styles: list[tuple[str, Style, list[Inline]]] = []
        self.rows: list[list[Cell]] | None = None
        self.level = 0
        self.silent = ""
        self.caption: tuple[Inline, ...] = ()
        self.in_caption = ""
        self.spans = (1, 1)
        self.figures: list[tuple[str, int]] = []
        """Tags that began a figure, and the number of blocks before each."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self.silent = self.silent or tag
            self.lost[f"<{tag}> of HTML"] += 1
        elif tag in STYLES:
            self.styles.append((tag, STYLES[tag], self.content))
            self.content = []
        elif tag == "br":
            self.content.append(Break())
        elif tag == "img" and (path := dict(attrs).get("src")):
            self.end_block()
            self.blocks.append(Figure((Picture(path, alt=dict(attrs).get("alt") or ""),), line=self.line))
        elif tag in {"figcaption", "caption"} or (tag == "p" and "caption" in (dict(attrs).get("class") or "")):
            self.end_block()
            self.content, self.in_caption = [], tag
        elif tag == "table":
            self.end_block()
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows is not None:
            self.content = []
            self.spans = (_span(attrs, "rowspan"), _span(attrs, "colspan"))
        elif tag in self._ENDS:
            self.end_block()
            if tag == "figure" or (tag == "div" and self._is_figure(attrs)):
                self.figures.append((tag, len(self.blocks)))
            elif tag == "div" and self.figures:
                self.figures.append(("", 0))
            self.level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0

    @staticmethod
    def _is_figure(attrs: list[tuple[str, str | None]]) -> bool:
        return "figure" in (dict(attrs).get("class") or "").split()

    def end_figure(self, tag: str) -> None:
        """Put the images of a figure that ends together under its caption."""
        name, start = self.figures.pop()
        if name != tag:
            return
        pictures = [each for each in self.blocks[start:] if isinstance(each, Figure) and not each.caption]
        if pictures and self.caption:
            whole = tuple(picture for each in pictures for picture in each.pictures)
            rest = [each for each in self.blocks[start:] if each not in pictures]
            self.blocks[start:] = [Figure(whole, self.caption, (), self.line), *rest]
            self.caption = ()

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        elif tag == self.in_caption:
            self.caption, self.content, self.in_caption = tuple(self.content), [], ""
        elif any(name == tag for name, _, _ in self.styles):
            while self.styles:
                name, style, outer = self.styles.pop()
                self.content = [*outer, Styled(style, tuple(self.content))]
                if name == tag:
                    break
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append(Cell((Para(tuple(self.content), self.line),), *self.spans))
            self.content = []
        elif tag == "table" and self.rows is not None:
            rows = [tuple(row) for row in self.rows if row]
            self.rows, self.content = None, []
            if rows:
                self.blocks.append(Table(tuple(rows[:1]), tuple(rows[1:]), "", self.caption, line=self.line))
                self.caption = ()
        elif tag in self._ENDS:
            self.end_block()
            if tag in {"figure", "div"} and self.figures:
                self.end_figure(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent and (data.strip() or self.content):
            self.content.append(Text(re.sub(r"\s+", " ", data)))

    def end_block(self) -> None:
        while self.styles:
            _, style, outer = self.styles.pop()
            self.content = [*outer, Styled(style, tuple(self.content))]
        if any(not isinstance(each, Text) or each.text.strip() for each in self.content) and self.rows is None:
            content = tuple(self.content)
            self.blocks.append(Heading(self.level, content, self.line) if self.level else Para(content, self.line))
        if self.rows is None:
            self.content, self.level = [], 0


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    """Rows or columns that a cell takes."""
    value = dict(attrs).get(name) or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 4 else 1
