"""Code that a manuscript in Markdown runs: it is left out, with captions in place of what it makes, and open values.

Source: knitr, "Chunk options"; Quarto, "Figures", "Tables" and "Inline code"; the manuals of kable and papaja.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hedgesite.importer.document import Document
from hedgesite.importer.escaping import fully_escaped
from hedgesite.importer.markdown_divs import DISPLAY, display_of
from hedgesite.importer.markdown_tex import without_tex
from hedgesite.importer.markdown_tree import MarkdownTree
from hedgesite.importer.metadata import simple_fields
from hedgesite.importer.raw_blocks import raw_blocks
from hedgesite.importer.tree import (
    Block,
    Cell,
    Code,
    Figure,
    Group,
    Inline,
    Items,
    Listing,
    Para,
    Picture,
    Quote,
    Table,
    Written,
)
from hedgesite.importer.tree_map import each_inline
from hedgesite.importer.writer import UNRESOLVED
from hedgesite.load.yaml import read_yaml

_MOST_OPTIONS = 60
_MOST_PICTURES = 20
_OF_CELLS = frozenset({"python", "r", "R", "julia", "ipython3"})
_RAW = re.compile(r"\{=(?P<format>[a-z]\w*)\}")
_CHUNK = re.compile(r"\{\s*(?P<language>[A-Za-z]+)|(?P<directive>\{[a-z][\w:-]*\})")
_VALUE = r"(?:\"(?P<a>(?:[^\"\\]|\\.)*)\"|'(?P<b>[^']*)'|(?P<c>[^\n,}]+))"
_OPTION = re.compile(rf"(?P<what>fig|tab|tbl)[.-]cap\s*=\s*{_VALUE}")
_IN_TABLE = re.compile(
    r"\b(?:kable|kbl|apa_table|xtable|datatable|set_caption|tab_caption|tab_header|stargazer|texreg|modelsummary)\s*\("
    r"[^\"']{0,400}?\b(?:caption|title)\s*=\s*(?:\"(?P<a>(?:[^\"\\]|\\.)*)\"|'(?P<b>[^']*)')"
)
_INLINE = re.compile(r"(?:r|python|julia|\{(?:r|python|julia|ojs)\})\s+(?P<code>\S.*)", re.DOTALL)
_LABEL = re.compile(r"^\{\s*\w+[\s,]+(?P<name>[\w:.-]+)\s*[,}]")
_GRAPHICS = re.compile(r"include_graphics\(\s*(?:path\s*=\s*)?(?:here(?:::here)?\(\s*)?(?P<names>[\"'][^)\n]*)")


def without_chunks(blocks: Iterable[Block], document: Document, *, is_notebook: bool) -> Iterator[Block]:
    """The blocks with what chunks of code show in place of them; `document` counts the chunks."""
    for block in blocks:
        if isinstance(block, Group) and DISPLAY in block.classes:
            yield from display_of(block, without_chunks(block.blocks, document, is_notebook=is_notebook))
            continue
        match block:
            case Group(blocks=inner) | Quote(blocks=inner):
                yield replace(block, blocks=tuple(without_chunks(inner, document, is_notebook=is_notebook)))
            case Items(items=items):
                inner_items = (tuple(without_chunks(item, document, is_notebook=is_notebook)) for item in items)
                yield replace(block, items=tuple(inner_items))
            case Listing():
                yield from _shown(block, document, is_notebook=is_notebook)
            case _:
                yield block


def _shown(block: Listing, document: Document, *, is_notebook: bool) -> Iterator[Block]:
    if raw := _RAW.fullmatch(block.language):
        yield from raw_blocks(block, raw["format"], document)
        return
    found = _CHUNK.match(block.language)
    name = block.language.split(" ")[0]
    language = (found["language"] if found else "") or (name if is_notebook and name in _OF_CELLS else "")
    if not language:
        yield block
        return
    document.left_out[f"chunks of {language}"] += 1
    yield from _made(block)


def _made(chunk: Listing) -> Iterator[Block]:
    """The table or figure that a chunk makes or includes, with its caption, for the text refers to it."""
    given = _cell_options(chunk.text)
    graphics = _GRAPHICS.search(chunk.text)
    label = _LABEL.match(chunk.language)
    name = given.get("label") or (label["name"] if label else "")
    told = {found["what"][:1]: found for found in _OPTION.finditer(f"{chunk.language}\n{chunk.text}")}
    of_figure = _caption(told.get("f"), given.get("fig-cap", ""), chunk.line)
    of_table = _caption(told.get("t") or _IN_TABLE.search(chunk.text), given.get("tbl-cap", ""), chunk.line)
    if of_table:
        cell = Cell((Para((open_value("…"),), chunk.line),))
        yield Table(((cell,),), (), "", of_table, line=chunk.line, id=name)
    if graphics or of_figure:
        names = re.findall(r"[\"']([^\"'\n]+)[\"']", graphics["names"]) if graphics else []
        is_joined = graphics is not None and "here" in graphics[0]
        paths = ["/".join(names)] if is_joined and names else names[:_MOST_PICTURES]
        yield Figure(tuple(map(Picture, paths)), of_figure, (), chunk.line, name if not of_table else "")


def _caption(option: re.Match[str] | None, given: str, line: int) -> tuple[Inline, ...]:
    """A caption from an option in the head of a chunk or in its code, or from one in a comment; often empty."""
    words = (option["a"] or option["b"] or "") if option else ""
    if not words and not given:
        is_computed = option is not None and bool(option.groupdict().get("c"))
        return (open_value("…"),) if is_computed else ()
    # Strings of R have each backslash twice.
    read = MarkdownTree(line).read(without_tex(words.replace("\\\\", "\\") or given))
    return read[0].content if read and isinstance(read[0], Para) else ()


def _cell_options(code: str) -> dict[str, str]:
    """The options in the comments `#|` at the head of a chunk; those that are lists are one text."""
    lines = [line[2:].removeprefix(" ") for line in code.split("\n")[:_MOST_OPTIONS] if line.startswith("#|")]
    if not lines:
        return {}
    parsed, _ = read_yaml("\n".join(lines), "")
    data = parsed.data if parsed is not None and isinstance(parsed.data, dict) else simple_fields(lines)
    return {
        str(name): " ".join(" ".join(map(str, value if isinstance(value, list) else [value])).split())
        for name, value in data.items()
        if value is not None
    }


def with_open_values(blocks: Iterable[Block], document: Document) -> tuple[Block, ...]:
    """The blocks with a mark in place of each value that code in a line computes; `document` counts them."""

    def marked(each: Inline) -> tuple[Inline, ...]:
        found = _INLINE.fullmatch(each.text.strip()) if isinstance(each, Code) else None
        if found is None:
            return (each,)
        document.left_out["values that code computes, which are marked on the page"] += 1
        return (open_value(" ".join(found["code"].split())),)

    return each_inline(blocks, marked)


def open_value(words: str) -> Written:
    """A mark of what only the manuscript's code can tell; it has no words, so that no id is made of code."""
    return Written(f"[{fully_escaped(words)}]{{.{UNRESOLVED}}}", "…")
