"""Labels of numbers, `pp. 12–15`, `Vol. 3`, which are taken off once: styles and exports write them themselves."""

from __future__ import annotations

import re

from hedgesite.load.bibtex.macros import RawField
from hedgesite.model.vocabulary import words

_LABELS = {
    "pages": re.compile(
        r"\s*(?:(?:pp|pgs?|págs?|pages?|seiten?|стр|str|ss)\.?|[pSsсС]\.)[\s~]*(?=[\divxlcdm{A-Z])", re.I
    ),
    "chapter": re.compile(
        r"\s*(?:chap(?:ter)?|ch|kap(?:itel)?|cap|гл)\.?[\s~]+"
        r"(?=[\divxlcdm{]|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
        re.IGNORECASE,
    ),
    "volume": re.compile(
        r"\s*(?:(?:vols?|volume|bd|band|tome|том|cilt)\.?[\s~]*|v\.[\s~]*)(?=[\divxlcdm{])", re.IGNORECASE
    ),
    "number": re.compile(r"\s*(?:no|nos|nr|issue|н|№|n[°º])\.?[\s~]*(?=\d)", re.IGNORECASE),
    "issue": re.compile(r"\s*(?:no|nos|nr|issue|№|n[°º])\.?[\s~]*(?=\d)", re.IGNORECASE),
}
LABELLED = frozenset(_LABELS)
"""Fields that may have a label."""
_LABEL_BEHIND = re.compile(r"(?<=\d)[\s~]*(?:pp?|págs?|стр|с)\.[\s~]*$", re.IGNORECASE)
_WHOLE_WORKS = words(
    "book mvbook collection mvcollection reference mvreference proceedings mvproceedings thesis manual"
)
_TOTAL = re.compile(r"(?:[ivxlc]+\s*[,+]\s*)?\[?\d+\]?\s*(?:p|pp|pages|s|с)?\.?", re.IGNORECASE)


def is_page_total(type: str, pages: str) -> bool:
    """Whether the `pages` of a whole work count them: Mendeley and libraries write the length of a book there."""
    return type in _WHOLE_WORKS and _TOTAL.fullmatch(pages.strip()) is not None


def without_label(name: str, field: RawField) -> RawField:
    """A field that may have a label, without it."""
    if name == "pages":
        field = field._replace(raw=_LABEL_BEHIND.sub("", field.raw))
    if label := _LABELS[name].match(field.raw):
        field = field._replace(raw=field.raw[label.end() :], value_start=field.value_start + label.end())
    return field
