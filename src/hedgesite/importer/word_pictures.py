"""The alternative texts of images in word processors: they are no captions, and programs write many of them.

Source: ECMA-376, Part 1, 20.4.2.5 (docPr, descr); OpenDocument 1.3, 5.5.3 (svg:desc).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.tree import Block, Inline, Picture
from hedgesite.importer.tree_map import each_inline
from hedgesite.importer.tree_walk import words_of

_GENERATED = re.compile(
    r"\s*(?:(?:description|descripción|beschreibung|descrição|descrizione|beskrivning|beskrivelse|opis|açıklama|описание"
    r"|descriere|beschrijving)\s+(?:\w+\s+)?(?:generated|generada|generierte|générée|gerada|generata|gegenereerd\w*"
    r"|genererad|genereret|generert|wygenerowan\w*|oluşturul\w*|создан\w*|generată)[^.]{0,80}"
    r"|(?:automatisch|mit \w+ \w+)\s+(?:generierte|gegenereerde)\s+\w+|automatically generated\b[^.]{0,60}"
    r"|AI-generated content may be incorrect|\w+ otomatik olarak oluşturul\w*|автоматически созданное описание"
    r"|自动生成[^。]{0,20}|描述已自动生成[^。]{0,20}|自動的に生成された説明)\.?\s*$",
    re.IGNORECASE,
)
_OF_A_FILE = re.compile(
    r"[A-Za-z]:\\.*|(?:file|https?):.*|Macintosh HD:.*|/(?:Users|home)/.*"
    r"|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)"
    r"|(?:image|picture|imagen|imagem|immagine|bild|grafik|resim|grafika|obraz|obrázek|slika|图片|изображение|рисунок"
    r"|photo|figure|shape|object|logo)?[\s_-]*\(?\d*\)?",
    re.IGNORECASE | re.DOTALL,
)


def with_alternatives(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks whose images have the words that authors gave them as alternative texts, and no captions of their own."""
    return each_inline(blocks, _with_alternative)


def _with_alternative(each: Inline) -> tuple[Inline, ...]:
    if not isinstance(each, Picture):
        return (each,)
    words = " ".join((words_of(each.content) or each.alt).split())
    words = _GENERATED.sub("", words).strip()
    return (replace(each, content=(), alt="" if _OF_A_FILE.fullmatch(words) else words),)
