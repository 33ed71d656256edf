"""Title pages of theses: which of their lines are no names, and which one may be the title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hedgesite.importer.tree import Block, Para
from hedgesite.importer.tree_walk import text_of
from hedgesite.importer.unstyled_headings import is_bold

INSTITUTION = re.compile(
    r"universi|institut|department|faculty|fakult|school of|college|academy|akadem|centre|center|laborator"
    r"|hospital|zavod"
    r"|университет|институт|факультет|академ|кафедра|大学|学院|研究所|école|escuela|facultad|faculdade|dipartimento"
    r"|katedra|e-?mail|orcid",
    re.IGNORECASE,
)
_OF_A_DEGREE = re.compile(
    r"\b(?:grado|ingenier|licenciatura|m[aá]ster|maestr[ií]a|doctor|tesis|trabajo|proyecto|trabalho|projeto|curso|tese"
    r"|dissert|thesis|bachelor|degree|mémoire|rapport|licence|diplom|masterarbeit|skripsi|tugas akhir|program studi"
    r"|tezi)"
    r"|диплом|курсов|выпускн|магистр|бакалавр|направлен|робота|спеціальн|論文|论文|专业",
    re.IGNORECASE,
)
"""What title pages say of a thesis, in words that could be a name."""
_FEWEST, _MOST = 4, 40
"""Words of a title that is taken for one because it is bold: shorter lines are names and labels."""


_IN_TITLES = frozenset(
    {
        "A", "AND", "AS", "AT", "BY", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH", "DANS", "DES", "ET", "LES", "POUR",
        "SUR", "EN", "PARA", "POR", "COM", "NA", "NO", "UND", "FÜR", "IM", "DER", "DIE", "VE", "İLE", "DAN", "DALAM",
        "PADA", "UNTUK", "И", "В", "НА", "ПО", "ТА", "ДЛЯ",
    }
)  # fmt: skip
"""Words of titles in capitals that names do not have."""


def is_of_an_institution(words: str) -> bool:
    """Whether words name an institution or a degree, and no person."""
    return bool(INSTITUTION.search(words) or _OF_A_DEGREE.search(words))


def is_no_name(words: str) -> bool:
    """Whether words cannot be a name: one begins and ends with a capital, and a longer line in capitals is a title."""
    parts = words.split()
    is_loud = words.isupper() and (len(parts) >= _FEWEST or not _IN_TITLES.isdisjoint(parts))
    return is_loud or not (parts[0][0].isupper() and parts[-1][0].isupper())


def guessed_title(blocks: Iterable[Block]) -> Block | None:
    """The first line of a title page that is bold or in capitals, and long enough for a title."""
    for block in blocks:
        words = text_of(block) if isinstance(block, Para) else ""
        if not isinstance(block, Para) or not (is_bold(block) or words.isupper()):
            continue
        if _FEWEST <= len(words.split()) < _MOST and not is_of_an_institution(words):
            return block
    return None
