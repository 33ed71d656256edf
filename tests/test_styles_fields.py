"""Every field that is read is printed, or stands in a list of fields that are left out on purpose."""

from __future__ import annotations

import pytest

from hedgesite.load.bibtex import read_bibliography
from hedgesite.load.bibtex.months import folded, number_of_month
from hedgesite.model.vocabulary import DATE_PREFIXES, ENTRY_TYPES, PERSON_FIELDS, words
from hedgesite.styles import format_references
from hedgesite.styles.chicago.remaining import LEFT_OUT, NEVER_SHOWN, SHOWN

_NUMBERS = {"volume", "volumes", "number", "part", "chapter", "pages"}
_PERSONS = PERSON_FIELDS - {"author", "sortname", "annotator", "editor"}
BIBLATEX_FIELDS = """
abstract addendum afterword annotation annotator author bookauthor bookpagination booksubtitle booktitle booktitleaddon
chapter commentator date doi edition editor editora editorb editorc eid entrysubtype eprint eprintclass eprinttype
eventdate eventtitle eventtitleaddon file foreword gender holder howpublished indextitle institution introduction isbn
isrn issn
issue issuesubtitle issuetitle journalsubtitle journaltitle keywords label langid language library location mainsubtitle
maintitle maintitleaddon nameaddon note number options organization origdate origlanguage origlocation origpublisher
origtitle pages pagetotal pagination part presort publisher pubstate related relatedstring relatedtype series
shortauthor
shorteditor shorthand shortjournal shorttitle sortkey sortname sorttitle sortyear subtitle title titleaddon translator
type url urldate venue version volume volumes xref crossref entryset ids
"""
"""Source: the manual of biblatex, section 2.2.2."""


def test_every_field_has_a_place_or_a_reason() -> None:
    dates = {f"{prefix}date" for prefix in DATE_PREFIXES}
    assert words(BIBLATEX_FIELDS) <= SHOWN.keys() | NEVER_SHOWN | PERSON_FIELDS | dates
    assert not SHOWN.keys() & NEVER_SHOWN


@pytest.mark.parametrize("type", sorted(ENTRY_TYPES - {"xdata"}))
def test_every_field_is_printed(type: str) -> None:
    for name in (*SHOWN, *_PERSONS):
        text = entry(type, name)
        is_there = "9871" in text if name in _NUMBERS else "Zzq" in text
        assert is_there is not (name in LEFT_OUT.get(type, ())), f"{name}: {text}"


def entry(type: str, name: str) -> str:
    """The reference of an entry of this type that has the field."""
    # The pages of a book are a range: one number would be the length of the book, which no reference tells.
    number = "9871--9872" if name == "pages" else "9871"
    value = number if name in _NUMBERS else "Zzq, Xww" if name in _PERSONS else "Zzq Xww"
    host = {"journaltitle": "A Journal", "volume": "7"} if type in LEFT_OUT else {"publisher": "A Press"}
    fields = {"author": "Smith, Ann", "title": "A Title", "year": "2001", **host, name: f"{value}"}
    if type.startswith(("in", "supp")) and type != "suppperiodical":
        fields.setdefault("booktitle", "A Book")
    written = ", ".join(f"{field} = {{{text}}}" for field, text in fields.items())
    (source,) = read_bibliography(f"@{type}{{key, {written}}}", "references.bib")[0].sources
    return format_references([source])["key"].text


def test_names_of_months_are_those_of_cldr() -> None:
    from babel import Locale

    for language in ("de", "fr", "es", "it", "pt", "ru", "sr", "sr_Latn", "tr", "pl", "hu", "az", "hy", "ar"):
        for number, name in Locale(*language.split("_")[:1]).months["format"]["wide"].items():
            # A name that means another month in another language is not read at all.
            assert number_of_month(name) in {number, None}, folded(name)
