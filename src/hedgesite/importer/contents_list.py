"""Tables of contents that a manuscript prints: the site makes its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.titles import bare
from hedgesite.importer.tree import Block, Group, Heading, Para
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
        "فهرست مطالب", "mục lục",
    }
)  # fmt: skip
_LINE = re.compile(r".{1,200}?(?:\.{3,}|…+|(?:\. ){3,}|\s|\t)\s*(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})")
_FEWEST = 3
"""Fewest lines with a number at their end that are no paragraphs by chance."""
COUNTED = "lines of a table of contents"


def without_contents(blocks: Iterable[Block], left_out: Counter[str]) -> tuple[Block, ...]:
    """Blocks without tables of contents, whose lines are counted in `left_out`."""
    kept: list[Block] = []
    waiting: list[Block] = []
    is_within = False
    for block in blocks:
        if is_within and isinstance(block, Para) and _LINE.fullmatch(" ".join(text_of(block).split())):
            waiting.append(block)
            continue
        kept += _settled(waiting, left_out)
        waiting = []
        is_within = isinstance(block, Para | Heading) and bare(text_of(block)) in _TITLES
        if is_within:
            waiting = [block]
        elif isinstance(block, Group):
            kept.append(replace(block, blocks=without_contents(block.blocks, left_out)))
        else:
            kept.append(block)
    return (*kept, *_settled(waiting, left_out))


def _settled(waiting: list[Block], left_out: Counter[str]) -> list[Block]:
    """A title with the lines below it, unless they are a table of contents."""
    if len(waiting) <= _FEWEST:
        return waiting
    left_out[COUNTED] += len(waiting) - 1
    return []
