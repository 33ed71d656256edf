"""The EDTF date that people mean who write one as in a text: `10.11.2020`, `1914–1918`, `c. 1850`, `March 1848`."""

from __future__ import annotations

import re

from hedgesite.model.date_words import month_number
from hedgesite.model.dates import edtf

_LONGEST = 60
_ABOUT = re.compile(r"(?:circa|about|approx\.?|ca\.?|c\.|um|vers|hacia|около)\s*(?=\d)", re.IGNORECASE)
_DASH = re.compile(r"(?<=[\d~])\s*[-\u2010-\u2015/]\s*(?=\d)")
_FORMS = (
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})\.?"),
    re.compile(r"(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})\.?"),
    re.compile(r"(?:(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?\s+)?(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?:(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<d2>1[3-9]|2\d|3[01]))/(?P<y>\d{4})"),
    re.compile(r"(?P<decade>\d{3})0['’]?s"),
    re.compile(r"(?P<y>\d{4})"),
)
"""One point in time. The order of days and months with slashes differs between countries: one has to be above 12."""


def meant_date(text: str) -> str:
    """The date in EDTF; empty if the text may mean several, or none."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    about = _ABOUT.match(text)
    words = text[about.end() :] if about else text
    whole = _point(words)
    ends = [whole] if whole else [_point(end) for end in _ends(words)]
    found = "/".join(f"{end}~" if about else end for end in ends)
    if not all(ends):
        return ""
    date = edtf(found)
    return date.text if date else ""


def date_remedy(written: str) -> str:
    """What to write instead of a date that is none."""
    meant = meant_date(written)
    return f"did you mean {meant}?" if meant else "write a date such as 2020-11-10, 2008-08, 2007/2020 or 2015~"


def _ends(text: str) -> list[str]:
    """Both ends of `1914–1918`; the second may leave out the century: `1914–18`."""
    ends = _DASH.split(text)
    if len(ends) == 2 and re.fullmatch(r"\d{4}", ends[0]) and re.fullmatch(r"\d\d", ends[1]):
        ends[1] = ends[0][:2] + ends[1]
    return ends if len(ends) == 2 else [""]


def _point(text: str) -> str:
    found = next((found for form in _FORMS if (found := form.fullmatch(text.strip()))), None)
    if found is None:
        return ""
    parts = found.groupdict()
    parts |= {"d": parts.get("d") or parts.get("d2"), "m": parts.get("m") or parts.get("m2")}
    if parts.get("decade"):
        return f"{parts['decade']}X"
    month = int(parts.get("m") or 0) or (month_number(parts["name"]) if parts.get("name") else 0)
    if month is None:
        return ""
    day = f"-{int(parts['d']):02}" if parts.get("d") else ""
    return f"{parts['y']}-{month:02}{day}" if month else str(parts["y"])
