"""Labels before captions, such as "Table 3.", which pages write themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from hedgesite.importer.tree import Inline, Styled, Text
from hedgesite.importer.tree_walk import words_of

FIGURE_LABEL = re.compile(
    r"^\s*(?:Figure|Fig\.?|Illustration|Abbildung|Abb\.?|Figura|Рис(?:унок|\.)|Слика|Slika|Şekil|Rysunek|图)\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s+",
    re.IGNORECASE,
)
TABLE_LABEL = re.compile(
    r"^\s*(?:Table|Tab\.|Tabelle|Tabla|Tabela|Tableau|Tabella|Таблица|Табела|Tablo|表)\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s*",
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
