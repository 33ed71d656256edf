"""Paragraphs in the parts that the content format needs, and the marks of lists and listings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hedgesite.importer.tree import Block, Break, Figure, Inline, Items, Listing, Math, Para, Picture, Table, Text
from hedgesite.importer.tree_walk import words_of


def parts_of_block(block: Block) -> Iterator[Block]:
    """A paragraph in the parts between its images and displayed formulas, and a list without its tables.

    These stand by themselves: tables of a list follow it.
    """
    if isinstance(block, Items):
        tables: list[Block] = []
        yield _without_tables(block, tables)
        yield from tables
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


def _without_tables(block: Items, tables: list[Block]) -> Items:
    """The list without its tables, which `tables` gets. One item of nothing but a table keeps it."""
    items = []
    for item in block.items:
        kept: list[Block] = []
        for each in item:
            if isinstance(each, Table) and len(item) > 1:
                tables.append(each)
            else:
                kept.append(_without_tables(each, tables) if isinstance(each, Items) else each)
        items.append(tuple(kept))
    return replace(block, items=tuple(items)) if tables else block


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
            roman = _roman(at)
            return sign.replace(figure, roman if figure == "I" else roman.lower()) + (" " if figure == "I" else "")
        case _:
            return re.sub(r"\w", str(at), sign) if re.search(r"\w", sign) else f"{at}."


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text


def listing(block: Listing) -> str:
    """Lines of code between fences."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", block.text)), default=0) + 1)
    language = re.sub(r"[^A-Za-z0-9+#-]", "", block.language.split()[0]) if block.language.split() else ""
    return f"{fence}{language}\n{block.text.rstrip()}\n{fence}"
