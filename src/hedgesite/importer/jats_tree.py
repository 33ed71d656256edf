"""The text of a JATS article as a tree.

It is read here and not by Pandoc, which drops what it has no model for (sub-articles, appendices, notes of tables,
groups of figures, ids of citations) without a word. Formulas in MathML become TeX through Pandoc.

Source: Journal Article Tag Suite 1.3, the elements of `<body>` and `<back>`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hedgesite.importer.pandoc_tree import joined, math_of
from hedgesite.importer.tree import (
    Anchor,
    Block,
    Break,
    Call,
    Cell,
    Cite,
    Cited,
    Code,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Link,
    Listing,
    Math,
    Para,
    Picture,
    Quote,
    Style,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
)
from hedgesite.importer.xml_tree import Element

_STYLES = {
    "italic": Style.EMPHASIS, "underline": Style.EMPHASIS, "bold": Style.STRONG, "strike": Style.STRUCK,
    "sup": Style.RAISED, "sub": Style.LOWERED, "sc": Style.SMALL_CAPITALS,
}  # fmt: skip
_IN_PARAGRAPHS = frozenset(
    {
        "disp-formula", "disp-formula-group", "list", "fig", "fig-group", "table-wrap", "table-wrap-group",
        "disp-quote", "boxed-text", "verse-group", "def-list", "code", "preformat", "supplementary-material",
        "statement", "speech", "graphic", "media", "array", "chem-struct-wrap",
    }
)  # fmt: skip
_SILENT = frozenset(
    {"object-id", "label", "title", "alt-text", "long-desc", "sec-meta", "processing-meta", "permissions"}
)
_TEX = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


@dataclass(slots=True)
class JatsTree:
    """Reads the blocks of one article. `formulas` has TeX by the MathML's place among all, from `math_elements`."""

    notes: Mapping[str, Element] = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    formulas: Mapping[int, str] = field(default_factory=dict)
    """TeX by `id()` of the element."""
    lost: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    _open: list[str] = field(default_factory=list)

    def blocks(self, elements: Iterable[Element | str], level: int = 1) -> tuple[Block, ...]:
        found: list[Block] = []
        loose: list[Element | str] = []
        for each in elements:
            if isinstance(each, str) or not self._is_block(each):
                loose.append(each)
                continue
            found += self._loose(loose)
            loose = []
            found += self._block(each, level)
        return (*found, *self._loose(loose))

    def _is_block(self, element: Element) -> bool:
        return element.tag in _IN_PARAGRAPHS or element.tag in _BLOCKS

    def _loose(self, content: Sequence[Element | str], line: int = 0) -> Iterator[Block]:
        inner = trimmed(self.inlines(content))
        if inner:
            lines = (each.line for each in content if isinstance(each, Element))
            yield Para(inner, line or next(lines, 0))

    def _block(self, element: Element, level: int) -> Iterator[Block]:
        line, id = element.line, element.get("id")
        match element.tag:
            case "p" | "attrib":
                yield from self._paragraph(element)
            case (
                "sec"
                | "app"
                | "ack"
                | "glossary"
                | "notes"
                | "bio"
                | "fn-group"
                | "ref-list"
                | "boxed-text"
                | "statement"
            ):
                yield from self._section(element, level)
            case "disp-quote" | "speech":
                yield Quote(self.blocks(element.content), line, id)
            case "list":
                yield self._list(element)
            case "def-list":
                yield Terms(tuple(self._terms(element)), line, id)
            case "fig" | "fig-group" | "graphic" | "media" | "chem-struct-wrap":
                yield self._figure(element)
            case "table-wrap" | "array" | "table":
                yield from self._table(element)
            case "disp-formula":
                yield from self._formula(element)
            case "verse-group":
                yield from self._verse(element)
            case "code" | "preformat":
                yield Listing("".join(_raw(element)), element.get("language"), line, id)
            case "supplementary-material":
                yield from self._supplement(element)
            case "fn":
                yield from self.note(element)
            case tag if tag not in _SILENT:
                yield Group(self.blocks(element.content, level), line=line, id=id)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        loose: list[Element | str] = []
        for each in element.content:
            if isinstance(each, Element) and each.tag in _IN_PARAGRAPHS:
                yield from self._loose(loose, element.line)
                loose = []
                yield from self._block(each, 6)
            else:
                loose.append(each)
        yield from self._loose(loose, element.line)

    def _section(self, element: Element, level: int) -> Iterator[Block]:
        title = element.first("title") or element.first("caption", "title")
        label = element.words("label")
        content = self.inlines(title.content) if title else ()
        number = (Text(f"{label} "),) if label and content else (Text(label),) if label else ()
        inner = [each for each in element.content if isinstance(each, str) or each.tag not in {"label", "title"}]
        id = element.get("id")
        classes = (element.tag,)
        if content or label:
            is_box = element.tag in {"boxed-text", "statement"}
            yield Heading(6 if is_box else level, trimmed((*number, *content)), element.line, id, classes)
        elif element.tag in {"ack", "app", "glossary"}:
            words = {"ack": "Acknowledgements", "app": "Appendix", "glossary": "Glossary"}[element.tag]
            yield Heading(level, (Text(words),), element.line, id, classes)
        yield from self.blocks(inner, min(level + 1, 6))

    def _list(self, element: Element) -> Items:
        marks = {
            "order": "1.", "alpha-lower": "a.", "alpha-upper": "A.", "roman-lower": "i.", "roman-upper": "I.",
        }  # fmt: skip
        items = []
        for item in element.children:
            if item.tag == "list-item":
                label = item.words("label")
                inner = [each for each in item.content if isinstance(each, str) or each.tag != "label"]
                blocks = self.blocks(inner, 6)
                # Labels of a list without a kind, such as "(i)", are part of its words.
                if label and element.get("list-type") in {"", "simple"} and label not in "•-–*":
                    blocks = _labelled(label, blocks)
                items.append(blocks)
        return Items(tuple(items), marks.get(element.get("list-type"), "-"), line=element.line, id=element.get("id"))

    def _terms(self, element: Element) -> Iterator[tuple[tuple[Inline, ...], tuple[Block, ...]]]:
        for item in element.all("def-item"):
            term, definition = item.first("term"), item.first("def")
            yield self.inlines(term.content) if term else (), self.blocks(definition.content) if definition else ()

    def caption(self, element: Element) -> tuple[Inline, ...]:
        """Title and paragraphs of a caption, in one run."""
        parts: list[Inline] = []
        caption = element.first("caption")
        for each in caption.children if caption else ():
            # Displayed parts of a caption stay within its run.
            inner = trimmed(self.inlines(each.content))
            if inner and each.tag in {"title", "p"}:
                parts += [*([Text(" ")] if parts else ()), *inner]
        return joined(parts)

    def _figure(self, element: Element) -> Block:
        pictures: list[Picture] = []
        own = [element] if element.tag in {"graphic", "media"} else []
        for graphic in (*own, *element.all("graphic", "media")):
            alt = element.words("alt-text") or graphic.words("alt-text")
            pictures.append(Picture(graphic.get("href"), alt=alt))
        caption = list(self.caption(element))
        if element.tag == "fig-group":
            for figure in element.all("fig"):
                inner = self.caption(figure)
                caption += [*([Text(" ")] if caption and inner else ()), *inner]
        pictures = list(dict.fromkeys(pictures))
        # A graphic and its smaller versions are alternatives of one image.
        alternatives = element.below("alternatives")
        if alternatives and element.tag == "fig":
            pictures = pictures[:1]
        attrib = [each for each in element.children if each.tag in {"attrib", "permissions"}]
        tables = [block for each in element.all("table") for block in self._table(each)]
        notes = [block for each in attrib if each.tag == "attrib" for block in self._paragraph(each)]
        paragraphs = [block for each in element.children if each.tag == "p" for block in self._paragraph(each)]
        return Figure(tuple(pictures), joined(caption), (*tables, *paragraphs, *notes), element.line, element.get("id"))

    def _table(self, element: Element) -> Iterator[Block]:
        tables = [element] if element.tag in {"table", "array"} else list(element.all("table"))
        caption = self.caption(element)
        notes = [
            block for foot in element.children if foot.tag == "table-wrap-foot" for block in self.blocks(foot.content)
        ]
        notes += [block for each in element.children if each.tag == "p" for block in self._paragraph(each)]
        if not tables:
            graphics = tuple(Picture(each.get("href")) for each in element.all("graphic"))
            yield Figure(graphics[:1], caption, tuple(notes), element.line, element.get("id"))
        for at, table in enumerate(tables):
            is_last = at == len(tables) - 1
            head = tuple(self._row(row) for part in table.all("thead") for row in part.children if row.tag == "tr")
            body = tuple(self._row(row) for row in _body_rows(table))
            yield Table(
                head, body, "", caption if not at else (), tuple(notes) if is_last else (), element.line,
                element.get("id") if not at else "",
            )  # fmt: skip

    def _row(self, row: Element) -> tuple[Cell, ...]:
        return tuple(
            Cell(self.blocks(cell.content), _count(cell, "rowspan"), _count(cell, "colspan"))
            for cell in row.children
            if cell.tag in {"td", "th"}
        )

    def _formula(self, element: Element) -> Iterator[Block]:
        math = self.formula(element, display=True)
        label = element.words("label")
        if isinstance(math, Math):
            yield Para((Math(math.tex, True, element.get("id"), label),), element.line)
        else:
            rest = [each for each in element.content if isinstance(each, str) or each.tag != "label"]
            graphic = element.below("graphic")
            if graphic and not trimmed(self.inlines(rest)):
                yield Figure((Picture(graphic.get("href"), alt="Equation"),), (), (), element.line, element.get("id"))
            else:
                yield from self._loose(rest, element.line)

    def formula(self, element: Element, *, display: bool) -> Math | None:
        """The formula in an element: its TeX, or its MathML as TeX."""
        tex = element.below("tex-math")
        if tex is not None:
            written = "".join(_raw(tex))
            inner = _TEX.search(written)
            return math_of(_without_marks(inner[1] if inner else written), display=display)
        mathml = element.below("math")
        if mathml is not None and id(mathml) in self.formulas:
            return math_of(self.formulas[id(mathml)], display=display)
        return None

    def _verse(self, element: Element) -> Iterator[Block]:
        for each in element.children:
            if each.tag == "verse-group":
                yield from self._verse(each)
        lines = tuple(self.inlines(each.content) for each in element.children if each.tag == "verse-line")
        if lines:
            yield Verse(lines, element.line, element.get("id"))
        for each in element.children:
            if each.tag == "attrib":
                yield from self._paragraph(each)

    def _supplement(self, element: Element) -> Iterator[Block]:
        label = element.words("label")
        content: list[Inline] = [Styled(Style.STRONG, (Text(label),)), Text(" ")] if label else []
        content += self.caption(element)
        loose = [
            each
            for each in element.children
            if each.tag not in {"label", "caption", "media", "object-id", "alternatives"}
        ]
        if content:
            yield Para(joined(content), element.line, element.get("id"))
        yield from self.blocks(loose)

    def note(self, element: Element) -> tuple[Block, ...]:
        """The blocks of a note, without its mark."""
        inner = [each for each in element.content if isinstance(each, str) or each.tag != "label"]
        return self.blocks(inner, 6)

    def inlines(self, content: Iterable[Element | str]) -> tuple[Inline, ...]:
        return joined(inline for each in content for inline in self._inline(each))

    def _inline(self, each: Element | str) -> Iterator[Inline]:
        if isinstance(each, str):
            yield Text(re.sub(r"[ \t\r\n]+", " ", each))
            return
        if each.tag in _STYLES:
            yield from self._styled(each)
            return
        match each.tag:
            case "xref":
                yield from self._reference(each)
            case "ext-link" | "uri":
                yield Link(self.inlines(each.content), each.get("href") or each.text)
            case "email":
                yield Link((Text(each.text),), f"mailto:{each.text}")
            case "inline-formula" | "math" | "disp-formula" | "tex-math":
                math = self.formula(each, display=False) if each.tag != "math" else self._bare_math(each)
                yield math or Code(each.text)
            case "inline-graphic" | "graphic":
                yield Picture(each.get("href"), alt=each.words("alt-text"))
            case "break":
                yield Break()
            case "fn":
                self.called.add(each.get("id"))
                yield Call(self.note(each))
            case "target":
                yield from (Anchor(each.get("id")), *self.inlines(each.content))
            case "monospace":
                yield Code(each.text)
            case tag if tag not in {"object-id", "alt-text", "long-desc"}:
                if self._is_block(each):
                    yield Text(" ")
                yield from self.inlines(each.content)

    def _bare_math(self, element: Element) -> Math | None:
        tex = self.formulas.get(id(element))
        return math_of(tex, display=False) if tex is not None else None

    def _styled(self, element: Element) -> Iterator[Inline]:
        inner = self.inlines(element.content)
        bare = [each for each in inner if not isinstance(each, Text) or each.text.strip(" ,;–-")]
        # A call of a note or a citation is raised by itself.
        if element.tag == "sup" and bare and all(isinstance(each, Call | Cite) for each in bare):
            if isinstance(bare[0], Cite):
                yield Styled(Style.RAISED, inner)
            else:
                yield from bare
        else:
            yield Styled(_STYLES[element.tag], inner)

    def _reference(self, element: Element) -> Iterator[Inline]:
        content = self.inlines(element.content)
        ids = element.get("rid").split()
        sources = [id for id in ids if id in self.references]
        if sources:
            yield Cite(tuple(Cited(id) for id in sources), content)
        elif element.get("ref-type") != "aff" and len(ids) == 1 and ids[0] in self.notes and ids[0] not in self._open:
            self.called.add(ids[0])
            self._open.append(ids[0])
            yield Call(self.note(self.notes[ids[0]]), ids[0])
            self._open.pop()
        elif ids:
            yield Link(content, f"#{ids[0]}")
        else:
            yield from content


_BLOCKS = frozenset(
    {
        "p", "sec", "app", "app-group", "ack", "glossary", "notes", "bio", "fn-group", "fn", "attrib", "table",
        "ref-list", "sig-block", "question-wrap", "answer", "explanation",
    }
)  # fmt: skip


def _without_marks(tex: str) -> str:
    """TeX without the dollar signs or brackets around it."""
    text = tex.strip().strip("$").strip()
    for opening, closing in (("\\[", "\\]"), ("\\(", "\\)")):
        if text.startswith(opening) and text.endswith(closing):
            return text[2:-2].strip()
    return text


def trimmed(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Inline content without blanks at its ends; empty if nothing else is in it."""
    inner = list(content)
    if inner and isinstance(inner[0], Text):
        inner[0] = Text(inner[0].text.lstrip())
    if inner and isinstance(inner[-1], Text):
        inner[-1] = Text(inner[-1].text.rstrip())
    return tuple(each for each in inner if not isinstance(each, Text) or each.text)


def _labelled(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if blocks and isinstance(blocks[0], Para):
        return (Para(joined((Text(f"{label} "), *blocks[0].content)), blocks[0].line), *blocks[1:])
    return (Para((Text(label),)), *blocks)


def _body_rows(table: Element) -> Iterator[Element]:
    waiting = list(reversed(list(table.children)))
    while waiting:
        each = waiting.pop()
        if each.tag == "tr":
            yield each
        elif each.tag in {"tbody", "tfoot"}:
            waiting += reversed(list(each.children))


def _count(cell: Element, name: str) -> int:
    value = cell.get(name)
    return min(max(int(value), 1), 1000) if value.isdecimal() and len(value) < 5 else 1


def _raw(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = list(reversed(element.content))
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        else:
            waiting += reversed(each.content)
