"""Labels before captions, such as "Table 3.", which pages write themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from hedgesite.importer.tree import Inline, Styled, Text
from hedgesite.importer.tree_walk import words_of

_FIGURES = (
    r"Figur[ea]?|Figuur|Fig\.?|Figuren|Illustration|Abbildung|Abb\.?|Afbeelding|Slika|Sl\.|Слика|Сл\.|Рисун(?:ок|ак)"
    r"|Рис\.|Мал(?:юнок|юнак|\.)|Фигура|Фиг\.|Şekil|Şəkil|Rysunek|Rys\.|Ryc(?:ina|\.)|Obr(?:ázek|ázok|\.)|Kuvi?o?a?"
    r"|Joonis|Gambar|Rajah|Hình|Σχήμα|Εικόνα|图|圖|図|그림|الشكل|شكل|شکل|איור|चित्र|(?:ภาพ|รูป)ที่|სურათი|Նկար"
)
"""What figures are called before their numbers."""
_PICTURES = (
    r"Graph|Graf(?:ik|ico|ikon|iek|ic|ieken)?|Gr[áà]fic[oa]?|Graphique|Chart|Diagramm?[ae]?|Map[ap]?|Kart[ae]?|Carte"
    r"|Harita|Kaart|Peta|Photo(?:graph(?:ie)?)?|Foto(?:graf(?:ía|ia|ie)|ğraf)?|Fot\.|Plate|Planche|Lámina|Images?|Imagen"
    r"|Imagem|Immagine|Bild|Billede|Resim|Görsel|Schem[ea]|Schéma|Schaubild|Esquema|Wykres|Schemat|Ilustra\w+"
    r"|График|Графикон|Диаграмма|Діаграма|Схема|Шема|Карта|Фото|Dijagram|Qrafik|Biểu đồ|Sơ đồ|Γράφημα|Διάγραμμα|Χάρτης"
    r"|نمودار|تصویر|صورة|תרשים|תמונה|Exhibit|Kaavio|Kartta"
)
"""What some kinds of figures are called, often with numbers of their own."""
_TABLES = (
    r"Tab(?:le|elle|leau|el|ell|ela|ella|elul|lica|ulka|uľka|lo|\.)|Tabla|Taula|Táboa|Taulukko|Таблиц[яа]|Табліца|Табл?\."
    r"|Табела|Preglednica|Çizelge|Cədvəl|Jadual|Bảng|Πίνακας|表|표|الجدول|جدول|טבלה|לוח|सारणी|ตารางที่|ცხრილი|Աղյուսակ"
)
_OTHER_TABLES = r"Quadro|Cuadro|Tavola|Übersicht|Synopse"
_NUMBERED_BEFORE = (
    r"\s*\d{1,3}(?:\.\d{1,3})*\.?\s+(?:ábra|kép|táblázat|diagram|térkép|attēls|tabula|pav(?:eikslas|\.)|lentelė|irudia"
    r"|taula)(?!\w)"
)
"""Hungarian, Latvian, Lithuanian and Basque have the number before the word."""
_NUMBER = r"\(?(?P<number>\d+(?:\.\d+|\.\s\d+(?=\.\s))*)\)?"
_ANY_NUMBER = r"\(?(?:(?-i:[A-Z]{0,2})\.?-?\d+(?:[.-]\d+)*[a-z]?|(?-i:[IVXL]+))\)?"
_DELIMITER = r"(?:\s*[.:)–—|-]|\s|$)"

FIGURE_LABEL = re.compile(rf"^\s*(?:{_FIGURES})\s*{_NUMBER}\s*[.:)–—-]*\s+", re.IGNORECASE)
"""Labels that pages write themselves before the captions of figures."""
TABLE_LABEL = re.compile(rf"^\s*(?:{_TABLES})\s*{_NUMBER}\s*[.:)–—-]*\s*", re.IGNORECASE)
ANY_LABEL = re.compile(
    rf"\s*(?:(?:{_FIGURES}|{_PICTURES}|{_TABLES}|{_OTHER_TABLES})\s*{_ANY_NUMBER}{_DELIMITER}|{_NUMBERED_BEFORE}"
    r"|[^\W\d_]{3,12}\.?\s*[(\[]?\s*(?:[^\W\d_]{1,3}\.?)?\d{1,3}\s*[)\].:–-])",
    re.IGNORECASE,
)
"""What a caption of any kind may begin with: `Figure (3): Wet lakes`, `Chart 2. Dry lakes`, `Table EA.4.`."""
FIGURE_CAPTION = re.compile(
    rf"\s*(?:(?:{_FIGURES}|{_PICTURES})\s*{_ANY_NUMBER}{_DELIMITER}"
    rf"|(?:{_FIGURES}|Graph|Chart|Map|Photo|Plate|Image|Scheme|Diagram|Gráfico|Imagen)(?:[.:\s—–|-]|$)|{_NUMBERED_BEFORE})",
    re.IGNORECASE,
)
"""What the caption of a figure begins with beside its image, where it may have no number."""
TABLE_CAPTION = re.compile(
    rf"\s*(?:(?:{_TABLES}|{_OTHER_TABLES})\s*(?:{_ANY_NUMBER})?(?:[.:\s—–-]|$)|{_NUMBERED_BEFORE})", re.IGNORECASE
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
