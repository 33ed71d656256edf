"""Labels before captions, such as "Table 3.", which pages write themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from hedgesite.importer.tree import Inline, Styled, Text
from hedgesite.importer.tree_walk import words_of

FIGURES = (
    r"Figure|Fig\.?|Illustration|Abbildung|Abb\.?|Figura|Figuur|Figur|Рис(?:унок|\.)|Слика|Slika|Şekil|Rysunek|Ryc\."
    r"|Obrázek|图|圖"
)
TABLES = (
    r"Table|Tab\.|Tabelle|Tabla|Tabela|Tableau|Tabella|Taula|Tabulka|Tabel|Tabell|Taulukko|Таблица|Таблиця|Табела|Tablo"
    r"|表|Quadro|Cuadro|Tablica"
)
"""What figures and tables are called before their numbers, in the languages of publishing."""
FIGURE_LABEL = re.compile(
    rf"^\s*(?:{FIGURES})\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s+",
    re.IGNORECASE,
)
TABLE_LABEL = re.compile(
    rf"^\s*(?:{TABLES})\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)


_POINTS = re.compile(r"^\s*[.:)|–—-]*\s*")


def without_label(caption: tuple[Inline, ...], label: re.Pattern[str]) -> tuple[Inline, ...]:
    """A caption without "Table 3.", which may be in bold, since pages number tables themselves."""
    if not caption:
        return caption
    first, *rest = caption
    if isinstance(first, Text) and (found := label.match(first.text)):
        return (Text(first.text[found.end() :]), *rest)
    if isinstance(first, Styled):
        words = words_of(first.content)
        found = label.match(f"{words} ")
        if found and found.end() >= len(words):
            after = rest[0] if rest else None
            return (Text(_POINTS.sub("", after.text)), *rest[1:]) if isinstance(after, Text) else tuple(rest)
        return (replace(first, content=without_label(first.content, label)), *rest)
    return caption
