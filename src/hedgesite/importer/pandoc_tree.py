"""Pandoc's syntax tree, as its JSON has it, into ours.

Source: pandoc-types, `Text.Pandoc.Definition`; Pandoc User's Guide, "Extension: citations".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from hedgesite.importer.figure_parts import figure_of
from hedgesite.importer.figure_parts import joined as joined
from hedgesite.importer.latex_cite_groups import SOURCE
from hedgesite.importer.latex_document import LABEL
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
    Mode,
    Para,
    Picture,
    Quote,
    Rule,
    Style,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
)

Node = dict[str, Any]
_STYLES = {
    "Emph": Style.EMPHASIS,
    "Underline": Style.EMPHASIS,
    "Strong": Style.STRONG,
    "Strikeout": Style.STRUCK,
    "Superscript": Style.RAISED,
    "Subscript": Style.LOWERED,
    "SmallCaps": Style.SMALL_CAPITALS,
}
_MODES = {
    "NormalCitation": Mode.PARENTHETICAL,
    "AuthorInText": Mode.NARRATIVE,
    "SuppressAuthor": Mode.YEAR_ONLY,
}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_ALIGN = {"AlignLeft": "l", "AlignRight": "r", "AlignCenter": "c"}
_NUMBER_SIGN = re.compile(r"(?<!\\)#(?!\d)")
_IMAGE = re.compile(r"\\includegraphics\*?\s*(?:\[[^\[\]]{0,300}\]\s*)?\{(?P<path>[^{}]*)\}")


@dataclass(slots=True)
class PandocTree:
    """Reader of one document. `lost` counts, by kind, elements that have no text and cannot be shown on a page."""

    lost: Counter[str] = field(default_factory=Counter)

    def blocks(self, nodes: Iterable[Node]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def inlines(self, nodes: Iterable[Node]) -> tuple[Inline, ...]:
        return joined(inline for node in nodes for inline in self._inline(node))

    def _block(self, node: Node) -> Iterator[Block]:
        content = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                yield Para(self.inlines(content or ()))
            case "Header":
                level, (id, classes, _), inner = content  # type: ignore[misc]
                yield Heading(level, self.inlines(inner), id=id, classes=tuple(classes))
            case "BlockQuote":
                yield Quote(self.blocks(content or ()))
            case "BulletList":
                yield Items(tuple(self.blocks(item) for item in content or ()))
            case "OrderedList":
                yield self._ordered(content)
            case "DefinitionList":
                yield Terms(tuple(self._term(item) for item in content or ()))
            case "CodeBlock":
                (id, classes, _), text = content  # type: ignore[misc]
                yield Listing(text, " ".join(classes), id=id)
            case "LineBlock":
                yield Verse(tuple(self.inlines(line) for line in content or ()))
            case "HorizontalRule":
                yield Rule()
            case "Table":
                yield self._table(content)
            case "Figure":
                yield self._figure(content)
            case "Div":
                (id, classes, _), inner = content  # type: ignore[misc]
                blocks = self.blocks(inner)
                if id and len(blocks) == 1 and isinstance(blocks[0], Table | Figure) and not blocks[0].id:
                    blocks = (replace(blocks[0], id=id),)
                yield Group(blocks, tuple(classes), id=id)
            case "RawBlock":
                self.lost[f"raw {content[0]}"] += 1 if content and content[1].strip() else 0  # type: ignore[index]

    def _ordered(self, content: Any) -> Items:
        (start, style, delimiter), items = content
        marks = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
        mark = marks.get(style["t"], "1")
        written = {"OneParen": f"{mark})", "TwoParens": f"({mark})"}.get(delimiter["t"], f"{mark}.")
        return Items(tuple(self.blocks(item) for item in items), written, start)

    def _term(self, item: Any) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
        term, definitions = item
        return self.inlines(term), tuple(block for each in definitions for block in self.blocks(each))

    def _caption(self, caption: Any) -> tuple[Inline, ...]:
        parts = [self.inlines(block.get("c", ())) for block in caption[1] if block["t"] in {"Para", "Plain"}]
        content: list[Inline] = []
        for part in parts:
            content += [*([Text(" ")] if content else ()), *part]
        return joined(content)

    def _table(self, content: Any) -> Table:
        (id, _, _), caption, columns, head, bodies, foot = content
        body = [row for each in bodies for row in (*each[2], *each[3])] + list(foot[1])
        return Table(
            head=tuple(self._row(row) for row in head[1]),
            body=tuple(self._row(row) for row in body),
            align="".join(_ALIGN.get(column[0]["t"], "-") for column in columns),
            caption=self._caption(caption),
            id=id,
        )

    def _row(self, row: Any) -> tuple[Cell, ...]:
        return tuple(Cell(self.blocks(cell[4]), cell[2], cell[3]) for cell in row[1])

    def _figure(self, content: Any) -> Block:
        (id, _, _), caption, blocks = content
        inner = self.blocks(blocks)
        return figure_of(inner, self._caption(caption), id)

    def _inline(self, node: Node) -> Iterator[Inline]:
        content = node.get("c")
        kind = node["t"]
        if kind in _STYLES:
            yield Styled(_STYLES[kind], self.inlines(content or ()))
            return
        match kind:
            case "Str":
                yield Text(str(content))
            case "Space" | "SoftBreak":
                yield Text(" ")
            case "LineBreak":
                yield Break()
            case "Quoted":
                opening, closing = _QUOTES[content[0]["t"]]  # type: ignore[index]
                yield from (Text(opening), *self.inlines(content[1]), Text(closing))  # type: ignore[index]
            case "Code":
                yield Code(content[1])  # type: ignore[index]
            case "Math":
                yield from self._math(content[1], display=content[0]["t"] == "DisplayMath")  # type: ignore[index]
            case "Note":
                yield Call(self.blocks(content or ()))
            case "Cite":
                yield self._cite(content)
            case _:
                yield from self._rest(kind, content)

    def _math(self, tex: str, *, display: bool) -> Iterator[Inline]:
        """A formula, and after it the citations and the images that stand in it."""
        keys = [key.strip() for found in _CITE.finditer(tex) for key in found["keys"].split(",") if key.strip()]
        paths = [found["path"].strip() for found in _IMAGE.finditer(tex)]
        yield math_of(_IMAGE.sub(r"\\square ", _CITE.sub("", tex)), display=display)
        if keys:
            yield Text(" ")
            yield Cite(tuple(map(Cited, keys)))
        self.lost["images within a formula, which follow it"] += len(paths)
        yield from map(Picture, paths)

    def _rest(self, kind: str, content: Any) -> Iterator[Inline]:
        match kind:
            case "Link":
                words, target = self.inlines(content[1]), content[2][0]
                named = Cited(unquote(target.removeprefix(SOURCE)), Mode.NAMED)
                yield Cite((named,), words, is_whole=True) if target.startswith(SOURCE) else Link(words, target)
            case "Image":
                (id, _, pairs), inner, (path, title) = content
                alt = dict(pairs).get("alt", "") or title
                yield Picture(path, self.inlines(inner), alt, id)
            case "Span":
                (id, classes, _), inner = content
                if id:
                    yield Anchor(id)
                if "comment-start" in classes or "comment-end" in classes:
                    return
                yield from self.inlines(inner)
            case "RawInline":
                self.lost[f"raw {content[0]}"] += 1 if content[1].strip() else 0

    def _cite(self, content: Any) -> Cite:
        items = tuple(
            Cited(
                each["citationId"],
                _MODES[each["citationMode"]["t"]],
                self.inlines(each["citationPrefix"]),
                self.inlines(each["citationSuffix"]),
            )
            for each in content[0]
        )
        raw = [node for node in content[1] if node["t"] != "RawInline"]
        return Cite(items, self.inlines(raw))


_CITE = re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?\s*(?:\[[^\]]*\]\s*)*\{(?P<keys>[^{}]*)\}")


def math_of(tex: str, *, display: bool) -> Math:
    """A formula whose label, if it has one, is its id."""
    label = LABEL.search(tex)
    # In TeX, a number sign names a parameter of a macro; MathJax shows it as it is.
    written = _NUMBER_SIGN.sub(r"\\#", LABEL.sub("", tex).strip())
    # A blank of TeX at the end would lose its second half.
    while written.endswith("\\") and not written.endswith("\\\\"):
        written = written[:-1].rstrip()
    return Math(written, display, label[1].strip() if label else "")
