"""Labels before captions, such as "Table 3.", which pages write themselves."""

from __future__ import annotations

import re

from hedgesite.importer.tree import Inline, Text

FIGURE_LABEL = re.compile(
    r"^\s*(?:Figure|Fig\.?|Illustration|Abbildung|Abb\.?|Figura|Рис(?:унок|\.)|Слика|Slika|Şekil|Rysunek|图)\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s+",
    re.IGNORECASE,
)
TABLE_LABEL = re.compile(
    r"^\s*(?:Table|Tab\.|Tabelle|Tabla|Tabela|Tableau|Tabella|Таблица|Табела|Tablo|表)\s*(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)


def without_label(caption: tuple[Inline, ...], label: re.Pattern[str]) -> tuple[Inline, ...]:
    """A caption without "Table 3.", since pages number tables themselves."""
    if caption and isinstance(caption[0], Text) and (found := label.match(caption[0].text)):
        return (Text(caption[0].text[found.end() :]), *caption[1:])
    return caption
