"""Paragraphs in the parts that the content format needs, and the marks of lists and listings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hedgesite.importer.tree import (
    Block,
    Break,
    Figure,
    Inline,
    Items,
    Listing,
    Math,
    Para,
    Picture,
    Quote,
    Table,
    Terms,
    Text,
)
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.writer import ungrouped
from hedgesite.model.roman import roman_of


def parts_of_block(block: Block) -> Iterator[Block]:
    """A paragraph in the parts between its images and displayed formulas, and a list without its tables and figures.

    These stand by themselves: those of a list or a quotation follow it.
    """
    if isinstance(block, Items | Quote | Terms):
        displays: list[Block] = []
        yield _without_displays(block, displays)
        yield from displays
        return
    if not isinstance(block, Para):
        yield block
        return
    if not any(isinstance(each, Picture) or (isinstance(each, Math) and each.display) for each in block.content):
        yield block
        return
    run: list[Inline] = []
    pictures = [each for each in block.content if isinstance(each, Picture)]
    rest = [each for each in block.content if not isinstance(each, Picture | Break)]
    if pictures and not words_of(rest).strip():
        caption = pictures[0].content if len(pictures) == 1 else ()
        yield Figure(tuple(pictures), caption, (), block.line, block.id or pictures[0].id)
        return
    for each in block.content:
        if isinstance(each, Picture) or (isinstance(each, Math) and each.display):
            if _has_words(run):
                yield Para(tuple(run), block.line)
                run = []
            if isinstance(each, Picture):
                yield Figure((each,), each.content, (), block.line, each.id)
            else:
                yield Para((each,), block.line)
        else:
            run.append(each)
    if _has_words(run):
        # A stop or a comma after a display belongs to it, and is no paragraph.
        yield Para(tuple(run), block.line)


def _without_displays(block: Block, displays: list[Block]) -> Block:
    """The block without the tables and the figures in it, which `displays` gets."""
    match block:
        case Items(items=items):
            return replace(block, items=tuple(_kept(item, displays) for item in items))
        case Quote(blocks=blocks):
            return replace(block, blocks=_kept(blocks, displays))
        case Terms(items=terms):
            return replace(block, items=tuple((term, _kept(inner, displays)) for term, inner in terms))
    return block


def _kept(blocks: Sequence[Block], displays: list[Block]) -> tuple[Block, ...]:
    """Blocks without their tables and figures. A table without a caption stays where nothing else stands."""
    inner = tuple(ungrouped(blocks))
    kept: list[Block] = []
    for each in inner:
        if isinstance(each, Table | Figure) and (len(inner) > 1 or words_of(each.caption).strip()):
            displays.append(each)
        else:
            kept.append(_without_displays(each, displays))
    return tuple(kept)


def _has_words(run: Sequence[Inline]) -> bool:
    return any(not isinstance(each, Text | Break) or re.search(r"\w", getattr(each, "text", "")) for each in run)


def marker_of(block: Items, number: int) -> str:
    sign = block.marker
    at = block.start + number
    match sign.strip("().") or sign:
        case "-" | "*" | "+" | "•":
            return "-"
        case "a" | "A" as letter if at <= 26:
            return sign.replace(letter, chr(ord(letter) + at - 1)) + (" " if letter == "A" and sign == "A." else "")
        case "i" | "I" as figure:
            roman = roman_of(at)
            return sign.replace(figure, roman if figure == "I" else roman.lower()) + (" " if figure == "I" else "")
        case _:
            return re.sub(r"\w", str(at), sign) if re.search(r"\w", sign) else f"{at}."


def listing(block: Listing) -> str:
    """Lines of code between fences."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", block.text)), default=0) + 1)
    language = re.sub(r"[^A-Za-z0-9+#-]", "", block.language.split()[0]) if block.language.split() else ""
    return f"{fence}{language}\n{block.text.rstrip()}\n{fence}"
