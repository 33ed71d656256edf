"""Parses what follows author and year in an entry: title, container, pages, address, dates.

Source: The Chicago Manual of Style, 17th edition, chapter 15; Publication Manual of the APA, 7th edition, chapter 10;
and the Harvard lists of British universities, which differ only in punctuation. A pattern that does not match to the
end is not used; what no pattern reads is left over, for the caller to report.
"""

from __future__ import annotations

import re

from hedgesite.importer.container_patterns import PATTERNS, take_edition
from hedgesite.importer.dates import find_date
from hedgesite.importer.draft_source import DraftSource
from hedgesite.importer.entries import ITALIC, ROMAN
from hedgesite.importer.visits import DOI_OF_ENTRY, take_visit


def read_work(rest: str, year: str) -> DraftSource:
    """Parse what follows author and year. `year` identifies the full date that is the date of publication."""
    work = DraftSource()
    # Addresses go first: their dots and slashes would confuse every later pattern.
    text = _take_addresses(rest, work)
    text = _take_access(text, work)
    # Emphasis around numbers alone is decoration of a volume, not a name.
    text = _take_title(re.sub(rf"{ITALIC}([\d\s(),–-]+){ROMAN}", r"\1", text), work)
    text = take_edition(text, work)
    for pattern in PATTERNS:
        left = pattern(text, work)
        if left is not None:
            text = left
            break
    work.left_over = _take_date(text, work, year).replace(ITALIC, "").replace(ROMAN, "").strip(" .,;:()<>")
    return work


_URL = re.compile(
    r"(?:(?:Available\s+(?:at|from|online)|Retrieved\s+from|from|at|Dostupno na|Доступно на|Режим доступа)\s*:?\s*)?"
    r"(?:<(?P<a>https?://[^\s<>]+)>|(?P<b>https?://[^\s<>]+?)(?=[.,;)\]]*(?:\s|$)))[.,]?",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"[\[(]?\b(?:last\s+)?(?:accessed|retrieved|visited|viewed)(?:\s+on)?\s*:?\s+(?P<when>[^()\[\]<>]{6,30}?\d{4}"
    r"|\d{1,2}[^()\[\]<>]{3,30}?\d{4}|\d{4}-\d\d-\d\d)[\])]?(?:,?\s+from)?[.,;]?",
    re.IGNORECASE,
)


def _take_addresses(text: str, work: DraftSource) -> str:
    doi = DOI_OF_ENTRY.search(text)
    if doi:
        # Punctuation after a DOI belongs to the sentence, though the syntax of DOIs would allow it.
        work.put("doi", doi["doi"].rstrip(".,;)"))
        text = text[: doi.start()] + text[doi.end() :]
    url = _URL.search(text)
    if url:
        work.fields["url"] = url["a"] or url["b"]
        text = text[: url.start()] + text[url.end() :]
    return text


def _take_access(text: str, work: DraftSource) -> str:
    accessed = _ACCESS.search(text)
    date = find_date(accessed["when"], whole=True) if accessed else None
    if accessed is None or date is None:
        text, visited = take_visit(text)
        work.put("urldate", visited)
        return text
    work.put("urldate", date[0])
    return text[: accessed.start()] + text[accessed.end() :]


_QUOTES = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ('"', '"'), ("‘", "’"), ("'", "'"))
_AFTER_TITLE = r"(?=\s*[.,;?!]|\s+[\[(<]|\s+[Ii]n[:\s]|\s*$|\s+\x02)"
_ITALIC_TITLE = re.compile(rf"{ITALIC}(?P<title>[^{ROMAN}]+){ROMAN}[.,]?\s*")
# The initial of a botanist ends no sentence: `Parkinsonia aculeata L. por estaquillado`.
_SENTENCE = re.compile(rf"(?P<title>.+?[\w)”’\"{ROMAN}][.?!])(?!(?<=\b[A-Z]\.)\s+[^\W\d_A-Z])(?=\s|$)")


def _take_title(text: str, work: DraftSource) -> str:
    text = text.strip(" .,")
    for opening, closing in _QUOTES:
        if text.startswith(opening):
            found = re.match(rf"{re.escape(opening)}(?P<title>.+?){re.escape(closing)}{_AFTER_TITLE}", text)
            if found:
                work.is_quoted = True
                work.put("title", found["title"])
                return text[found.end() :].strip(" .,;")
    italic = _ITALIC_TITLE.match(text)
    if italic:
        work.is_italic = True
        # The stop after the year may be in italics too.
        work.put("title", italic["title"].lstrip(" .,"))
        return text[italic.end() :].strip()
    before, mark, after = text.partition(ITALIC)
    # An emphasis after "In" or a full stop is the container's, so the title ends before it.
    contained = re.search(r"[.?!,]\s*(?:In:?\s+(?:.*\s)?)?$", before)
    if mark and contained and before[: contained.start() + 1].strip(" .,"):
        sentence = _SENTENCE.match(before)
        end = sentence.end() if sentence and re.match(r"\s*In:?\s", before[sentence.end() :]) else contained.start() + 1
        work.put("title", before[:end].rstrip(",").removesuffix("."))
        return f"{before[end:]}{mark}{after}".strip()
    return _take_plain_title(text, work)


def _take_plain_title(text: str, work: DraftSource) -> str:
    """Take the first sentence as the title, if neither quotation marks nor emphasis delimit it."""
    sentence = _SENTENCE.match(text)
    if sentence is None:
        work.put("title", text)
        return ""
    work.put("title", sentence["title"].removesuffix("."))
    return text[sentence.end() :].strip()


def _take_date(text: str, work: DraftSource, year: str) -> str:
    """Take the full date of publication, if it lies in the entry's year."""
    found = find_date(text)
    if found is None or "date" in work.fields or (year[:1].isdigit() and found[0][:4] != year):
        return text
    work.put("date", found[0])
    return text[: found[1].start()] + text[found[1].end() :]
