"""Patterns for the container of a work: the journal, book, newspaper, publisher or site that its entry names.

A pattern is used only if it matches everything after the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hedgesite.importer.dates import A_YEAR, find_date
from hedgesite.importer.draft_source import DraftSource, page_range
from hedgesite.importer.entries import ITALIC, ROMAN
from hedgesite.importer.names import as_bibtex, read_list, read_natural

_EDITION = re.compile(r"[\s,(]*(?P<edition>\d+)(?:st|nd|rd|th)\s+(?:ed(?:ition|n)?\b\.?)\)?[.,]?\s*", re.IGNORECASE)


def take_edition(text: str, work: DraftSource) -> str:
    found = _EDITION.match(text)
    if found is None:
        return text
    work.put("edition", found["edition"])
    return text[found.end() :]


_NUMBER = r"[A-Za-z]{0,4}\d+\w*(?:\s*[-–—]+\s*[A-Za-z]?\d+\w*)?"
_PAGES = rf"(?P<pages>{_NUMBER}(?:,\s*{_NUMBER})*)"
# Up to 120 characters: without emphasis nothing marks the end of a name, and longer matches are mostly sentences.
_CONTAINER = rf"(?:{ITALIC}(?P<name>[^{ROMAN}]+?){ROMAN}|(?P<bare>[^{ITALIC}{ROMAN}\d“”\"]{{3,120}}?))"
_VOLUME = r"(?:[Vv]ol(?:ume)?\.?\s*)?(?P<volume>\d+(?:[-–/]\d+)?)"


def _issue(name: str) -> str:
    """Pattern of a journal's issue, in brackets or after its abbreviation, with groups named after `name`."""
    return (
        rf"(?:\s*\(\s*(?:[Nn]o\.?\s*)?(?P<{name}1>\d[\w\s–/-]*|[A-Z][a-z]+)\s*\)"
        rf"|,?\s*\b(?:no|No|nr|Nr|br|issue|Issue|iss|№|бр)\.?\s*(?P<{name}2>\d[\w–/-]*))"
    )


_JOURNAL = re.compile(
    rf"{_CONTAINER},?\s*(?:{_VOLUME}{_issue('within')}?|{_issue('alone')})"
    rf"(?:\s*\((?P<when>[^()]*\d{{4}})\))?(?:\s*[:,]\s*(?:[Pp]p?\.\s*|S\.\s*|str\.\s*|Art(?:icle|\.|ículo|igo|ikel)\s*(?:[Nn]o\.\s*)?)?{_PAGES})?\s*\.?"
)
_ACADEMIC_EDITORS = re.compile(rf"(?<={ROMAN})\.?\s*Edited by (?P<names>[^\d{ITALIC}]{{3,120}}?)(?=,\s*\d)")
_ISSUES = ("within1", "within2", "alone1", "alone2")


def _journal(text: str, work: DraftSource) -> str | None:
    """`*Journal* 9 (19): 113-143`, `*Journal, 9*(19), 113–143`, `*Journal*, vol. 9, no. 19, pp. 113–143`."""
    # APA sets the volume in italics with the journal; moving it out lets one pattern read both styles.
    text = re.sub(rf"{ITALIC}([^{ROMAN}]+?),\s*(\d+(?:[-–/]\d+)?){ROMAN}", rf"{ITALIC}\1{ROMAN} \2", text)
    edited = _ACADEMIC_EDITORS.search(text)
    text = _ACADEMIC_EDITORS.sub("", text)
    found = _JOURNAL.fullmatch(text)
    # A name without emphasis beside a date is more likely a web page than a journal.
    if found is None or (found["bare"] and find_date(found[0])):
        return None
    if found["bare"] and re.fullmatch(rf"{A_YEAR}", found["volume"] or "") and not found["pages"]:
        return _imprint_with_year(found["bare"], work)
    work.type = "article"
    if edited:
        work.fields["editor"] = as_bibtex(read_natural(edited["names"]))
    work.put("journaltitle", re.sub(r"^[Ii]n:\s*", "", found["name"] or found["bare"]))
    work.put("volume", found["volume"])
    work.put("number", next((found[name] for name in _ISSUES if found[name]), None))
    work.put("pages", page_range(found["pages"]))
    date = find_date(found["when"]) if found["when"] else None
    if date:
        work.put("date", date[0])
    return found["when"] if found["when"] and not date else ""


def _imprint_with_year(text: str, work: DraftSource) -> str | None:
    """`Place: Publisher, 2012` and `Place, Publisher, 2012` without the year."""
    place, mark, publisher = text.partition(":" if ":" in text else ",")
    if not mark or not publisher.strip():
        return None
    work.type = "book"
    work.put("location", place)
    work.put("publisher", publisher)
    return ""


def _newspaper(text: str, work: DraftSource) -> str | None:
    """`*Newspaper*, December 10, 2020`."""
    found = re.match(rf"{ITALIC}(?P<name>[^{ROMAN}]+){ROMAN}[.,]?\s*", text)
    # An emphasised title makes the work a book, whose second emphasis is not a newspaper's name.
    if found is None or work.is_italic:
        return None
    rest = text[found.end() :].strip(" .,")
    date = find_date(rest, whole=True)
    # A year or month alone also fits magazines and sites; only a full day is typical of newspapers.
    if date is None or len(date[0]) < len("2020-12-10"):
        return None
    work.type = "article"
    work.fields["entrysubtype"] = "newspaper"
    work.put("journaltitle", found["name"])
    return rest


_IN = re.compile(
    rf"(?:[Ii]n:?\s+)(?:(?P<editors>[^{ITALIC}]{{3,300}}?)\s*[(\[](?P<role>[Ee]ds?)\.?[)\]],?\s*)?{_CONTAINER}(?=[.,\s]*(?:\(|,|\.|$))"
)
_EDITED = re.compile(
    r"[.,\s]*(?:edited by|ed\. by|eds?\.|ur\.|prir\.)\s+(?P<editors>.+?)"
    r"(?=[.,]*\s*,\s*(?:pp?\.\s*)?\d|(?<!\b[^\W\d_])\.\s+[^\W\d_]{3,}|\.?\s*$|\s+\()",
    re.IGNORECASE,
)
_PAGES_WITHIN = re.compile(rf"[.,\s]*\(?(?:[Pp]p?\.\s*|str\.\s*|S\.\s*)?{_PAGES}\)?(?=[.,\s]|$)")


def _chapter(text: str, work: DraftSource) -> str | None:
    """`In: *Book*, edited by A and B, 17-38. Place: Publisher`, `In A. B (Eds.), *Book* (pp. 17–38). Publisher`."""
    found = _IN.match(text)
    # "In" also begins ordinary phrases; without emphasis, a quoted title or editors must confirm a book.
    if found is None or (found["bare"] and not work.is_quoted and not found["editors"]):
        return None
    work.type = "inproceedings" if _MEETING.search(found["name"] or found["bare"]) else "incollection"
    work.put("booktitle", found["name"] or found["bare"])
    rest = text[found.end() :]
    editors = found["editors"]
    edited = _EDITED.match(rest)
    if edited and not editors:
        editors, rest = edited["editors"], rest[edited.end() :]
    if editors:
        # `Family, Given` shows inverted names; otherwise editors are named in natural order.
        persons = read_list(editors)[0] if re.match(r"[^\W\d_][\w'’-]+, ", editors) else read_natural(editors)
        work.fields["editor"] = as_bibtex(persons)
    rest = take_edition(rest, work)
    pages = _PAGES_WITHIN.match(rest)
    if pages:
        work.put("pages", page_range(pages["pages"]))
        rest = rest[pages.end() :]
    left = _imprint(rest.strip(" .,"), work)
    # Some lists put the pages after the publisher, where they would become part of its name.
    trailing = re.fullmatch(rf"(?P<publisher>.+?),\s*(?:pp?\.\s*){_PAGES}", work.fields.get("publisher", ""))
    if trailing:
        work.put("publisher", trailing["publisher"])
        work.put("pages", page_range(trailing["pages"]))
    return left


_MEETING = re.compile(
    r"\b(?:conference|proceedings|symposium|workshop|congress|konferencij\w*|зборник)\b", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"(?P<place>[^\W\d_][^.:;\d\x02]{1,60}?(?:,\s*[A-Z]\.?[A-Z]\.?)?)\s*:\s+(?P<publisher>[^\W_][^\x02:;<>]{1,100}?)\.?"
)
_NAME_OF_BODY = re.compile(r"(?P<publisher>[^\W_][^\x02:;<>.]{1,100}?(?:\.[A-Z][^\x02:;<>.]*)*)\.?")


def _imprint(text: str, work: DraftSource) -> str:
    """Read `Place: Publisher`, or a publisher alone. Returns the text if it is neither."""
    text = text.strip()
    found = _IMPRINT.fullmatch(text)
    if found:
        work.put("location", found["place"])
        work.put("publisher", found["publisher"])
        return ""
    alone = _NAME_OF_BODY.fullmatch(text)
    # A date is never a publisher, though its words look like a name.
    if alone and not find_date(text):
        work.put("publisher", alone["publisher"])
        return ""
    return text


_KIND_OF_THESIS = r"(?P<kind>(?:[\w’'.]+\s+){0,3}(?:dissertation|thesis|disertacija|диссертация))"
_THESES = (
    re.compile(rf"\[{_KIND_OF_THESIS}[,.]\s*(?P<where>[^\]]+)\][.,]?(?P<rest>.*)", re.IGNORECASE),
    re.compile(rf"{_KIND_OF_THESIS}(?:\s+defended)?[.,:]?\s*(?:at\s+)?(?P<where>[^\x02<>\]]*)(?P<rest>)", re.I),
)


def _thesis(text: str, work: DraftSource) -> str | None:
    """`Doctoral Dissertation. Johns Hopkins University`, `[Doctoral dissertation, University of X]`."""
    for pattern in _THESES:
        found = pattern.fullmatch(text.strip(" ."))
        if found and found["where"].strip(" ."):
            work.type = "thesis"
            work.put("type", found["kind"])
            work.put("institution", found["where"])
            return found["rest"]
    return None


def _part_of_book(text: str, work: DraftSource) -> str | None:
    """`*Proceedings of the 3rd Conference*. Paris: Press`, after a title in quotation marks."""
    found = re.match(rf"{ITALIC}(?P<name>[^{ROMAN}]+){ROMAN}[.,]?\s*", text)
    if found is None or not work.is_quoted:
        return None
    # Reads into a copy, so that a pattern that fails leaves no fields behind.
    attempt = DraftSource()
    rest = text[found.end() :].strip(" .,")
    # Without a place, the text after the italics may be anything; a place makes it an imprint.
    if not rest or _imprint(rest, attempt) or "location" not in attempt.fields:
        return None
    work.type = "inproceedings" if _MEETING.search(found["name"]) else "incollection"
    work.put("booktitle", found["name"])
    work.fields |= attempt.fields
    return ""


def _book(text: str, work: DraftSource) -> str | None:
    """`Place: Publisher` after an emphasised title, or after any title where the place is given."""
    attempt = DraftSource()
    if not text or _imprint(text, attempt):
        return None
    has_place = "location" in attempt.fields
    # A web address without a place suggests a page, whose "publisher" is the name of its site.
    is_page = "url" in work.fields and "doi" not in work.fields and not has_place
    if is_page or not (has_place or work.is_italic) or (work.is_quoted and not has_place):
        return None
    work.type = "book"
    work.fields |= attempt.fields
    return ""


def _online(text: str, work: DraftSource) -> str | None:
    """A page of a site: a title, perhaps the site's name, and an address."""
    if "url" not in work.fields and "doi" not in work.fields:
        return None
    work.type = "online" if "url" in work.fields else "misc"
    dated = find_date(text)
    name = text[: dated[1].start()] + text[dated[1].end() :] if dated else text
    name = name.strip(" .,;()")
    site = re.fullmatch(rf"{ITALIC}?(?P<name>[^\x02\x03<>:;]{{2,100}}){ROMAN}?", name)
    if name and site is None:
        return text
    work.put("organization", site["name"] if site else "")
    return dated[1][0] if dated else ""


_KINDS = (
    ("software", re.compile(r"(?:computer |mobile )?(?:software|app)|programa|logiciel", re.IGNORECASE)),
    ("dataset", re.compile(r"data ?set|conjunto de datos|datensatz|jeu de données", re.IGNORECASE)),
)
_DESCRIBED = re.compile(
    r"(?:\(?(?:R package\s+)?(?:versi(?:on|ón|ão)|v)\.?\s*(?P<version>[\w.-]*\w)\)?\s*)?"
    r"(?:\[(?P<kind>[^\[\]]{2,40})\])?\.?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _described(text: str, work: DraftSource) -> str | None:
    """`(Version 2.11) [Computer software]. Publisher`, and `[Data set]. Publisher`, as in APA."""
    found = _DESCRIBED.fullmatch(text)
    kind = next((name for name, words in _KINDS if found and words.fullmatch(found["kind"] or "")), "")
    if found is None or not kind:
        return None
    work.type = kind
    work.put("version", found["version"])
    return _imprint(found["rest"], work) if found["rest"] else ""


PATTERNS: tuple[Callable[[str, DraftSource], str | None], ...] = (
    _described,
    _thesis,
    _chapter,
    _journal,
    _newspaper,
    _part_of_book,
    _book,
    _online,
)
"""Patterns in the order in which they are tried after the title. Each returns what it left unread, or None if it does
not match. Specific patterns come before general ones.
"""
