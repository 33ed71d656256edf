"""Tables of contents that a manuscript prints: the site makes its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.titles import bare
from hedgesite.importer.tree import Block, Group, Heading, Items, Para
from hedgesite.importer.tree_walk import text_of

_TITLES = frozenset(
    {
        "contents", "table of contents", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "índice",
        "indice", "sumário", "содержание", "оглавление", "садржај", "sadržaj", "içindekiler", "spis treści", "obsah",
        "innehåll", "indholdsfortegnelse", "inhoud", "inhoudsopgave", "目录", "目次", "目錄", "list of figures",
        "list of tables", "abbildungsverzeichnis", "tabellenverzeichnis", "índice de figuras", "índice de tablas",
        "lista de figuras", "lista de tabelas", "liste des figures", "liste des tableaux", "şekiller dizini",
        "tablolar dizini", "şekiller listesi", "tablolar listesi", "şekiller ve tablolar listesi", "daftar isi",
        "daftar tabel", "daftar gambar", "daftar lampiran", "зміст", "перелік рисунків", "список рисунков",
        "список таблиц", "índice de contenido", "índice de contenidos", "índice general", "فهرس", "المحتويات",
        "فهرست مطالب", "mục lục", "محتويات", "محتويات البحث", "فهرس المحتويات", "περιεχόμενα",
        "tartalomjegyzék", "cuprins",
        "sisällys", "sisällysluettelo", "innhold", "innholdsfortegnelse", "kazalo", "съдържание", "turinys", "saturs",
        "sisukord", "תוכן עניינים", "차례", "목차", "mündəricat",
    }
)  # fmt: skip
_LINE = re.compile(r".{1,200}?(?:\.{3,}|…+|(?:\. ){3,}|\s|\t)\s*(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})")
_LEADER = re.compile(r".{1,200}?(?:\.{4,}|…{2,}|(?:\. ){4,})\s*(?:\d{1,4}|[ivxlc]{1,7})")
_FEWEST = 3
"""Fewest lines with a number at their end that are no paragraphs by chance."""
_FEWEST_LEADERS = 5
"""Fewest lines with dots before their number that are a table without a title."""
_MOST_BETWEEN, _LONGEST_BETWEEN = 2, 120
"""Lines without a number in a row, and their characters."""
COUNTED = "lines of a table of contents"


def without_contents(blocks: Iterable[Block], left_out: Counter[str]) -> tuple[Block, ...]:
    """Blocks without tables of contents, whose lines are counted in `left_out`."""
    kept: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        # Templates of theses have a title of their own above that of the program.
        is_again = bool(waiting) and _is_title(block) and all(map(_is_title, waiting))
        if is_again or _goes_on(waiting, block):
            waiting.append(block)
            continue
        kept += _settled(waiting, left_out)
        waiting = []
        if _is_title(block) or _has_leader(block):
            waiting = [block]
        elif isinstance(block, Group):
            kept.append(replace(block, blocks=without_contents(block.blocks, left_out)))
        else:
            kept.append(block)
    return (*kept, *_settled(waiting, left_out))


def _is_title(block: Block) -> bool:
    return isinstance(block, Para | Heading) and bare(text_of(block)) in _TITLES


def _goes_on(waiting: list[Block], block: Block) -> bool:
    """Whether a block may be a line of the table that waits: some lines, such as those of parts, have no number."""
    if not waiting or not isinstance(block, Para | Items):
        return False
    if _is_line(block):
        return True
    between = next((at for at, each in enumerate(reversed(waiting)) if _is_line(each)), len(waiting))
    has_line = between < len(waiting)
    return has_line and between < _MOST_BETWEEN and len(text_of(block)) <= _LONGEST_BETWEEN


def _is_line(block: Block) -> bool:
    if isinstance(block, Items):
        return all(_is_line(inner) for item in block.items for inner in item)
    return isinstance(block, Para) and _LINE.fullmatch(" ".join(text_of(block).split())) is not None


def _has_leader(block: Block) -> bool:
    return isinstance(block, Para) and _LEADER.fullmatch(" ".join(text_of(block).split())) is not None


def _settled(waiting: list[Block], left_out: Counter[str]) -> list[Block]:
    """What follows a table of contents, or all that waited if it was none."""
    last = max((at for at, block in enumerate(waiting) if _is_line(block)), default=-1)
    lines = sum(len(block.items) if isinstance(block, Items) else 1 for block in waiting if _is_line(block))
    if lines < (_FEWEST if _is_title(waiting[0]) else _FEWEST_LEADERS) if waiting else True:
        return waiting
    left_out[COUNTED] += lines
    return waiting[last + 1 :]
