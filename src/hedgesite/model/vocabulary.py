"""Names of BibTeX and BibLaTeX: entry types, fields, and the content types of fields.

Source: the manual of biblatex, sections 2.1 (entry types), 2.2 (fields), 2.2.5 (field aliases) and appendix B.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


ENTRY_TYPES = words(
    "article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection "
    "suppcollection dataset manual misc online patent periodical suppperiodical proceedings mvproceedings "
    "inproceedings reference mvreference inreference report set software thesis unpublished xdata custom "
    "customa customb customc customd custome customf artwork audio bibnote commentary image jurisdiction "
    "legislation legal letter movie music performance review standard video"
)
"""Entry types of BibLaTeX."""

TYPE_ALIASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "conference": ("inproceedings", ""),
        "electronic": ("online", ""),
        "www": ("online", ""),
        "bachelorsthesis": ("thesis", "bathesis"),
        "bathesis": ("thesis", "bathesis"),
        "candthesis": ("thesis", "candthesis"),
        "mastersthesis": ("thesis", "mathesis"),
        "masterthesis": ("thesis", "mathesis"),
        "mathesis": ("thesis", "mathesis"),
        "phdthesis": ("thesis", "phdthesis"),
        "techreport": ("report", "techreport"),
    }
)
"""BibLaTeX type and value of its `type` field, by BibTeX type."""

TYPE_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "web_page": "online",
        "webpage": "online",
        "website": "online",
        "internet": "online",
        "blog": "online",
        "journal": "article",
        "newspaper_article": "article",
        "newspaperarticle": "article",
        "magazine_article": "article",
        "magazinearticle": "article",
        "book_section": "incollection",
        "booksection": "incollection",
        "chapter": "incollection",
        "bookchapter": "incollection",
        "paper": "inproceedings",
        "statute": "legislation",
        "bill": "legislation",
        "case": "jurisdiction",
        "film": "movie",
        "broadcast": "video",
        "computer_program": "software",
        "data": "dataset",
        "workingpaper": "report",
        "speech": "unpublished",
    }
)
"""BibLaTeX type by the names that other programs use."""

FIELD_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "address": "location",
        "annote": "annotation",
        "archiveprefix": "eprinttype",
        "journal": "journaltitle",
        "key": "sortkey",
        "pdf": "file",
        "primaryclass": "eprintclass",
        "school": "institution",
        "hyphenation": "langid",
        "titletranslation": "titleaddon",
        "translatedtitle": "titleaddon",
        "lastchecked": "urldate",
        "lastaccessed": "urldate",
        "accessed": "urldate",
    }
)
"""BibLaTeX name by the name in BibTeX or in older versions."""

FIELD_NAMES = words(
    "abstract addendum archive authortype bookpagination booksubtitle booktitle booktitleaddon chapter collection "
    "crossref doi edition editoratype editorbtype editorctype editorialnote editortype eid entryset entrysubtype "
    "eprint eprintclass eprinttype eventtitle eventtitleaddon execute extradate gender howpublished ids "
    "indexsorttitle indextitle institution isbn isrn issn issue issuesubtitle issuetitle issuetitleaddon "
    "journalsubtitle journaltitle jurisdiction label langid language library location mainsubtitle maintitle "
    "maintitleaddon nameaddon note number options organization origlanguage origlocation origpublisher "
    "origtitle pages pagetotal pagination part pmid presort publisher pubmed pubstate related relatedstring "
    "relatedtype reporter series shelfmark shortauthor shorteditor shorthand shortjournal shortseries shorttitle "
    "sortkey sortshorthand sorttitle sortyear subtitle title titleaddon type url venue version volume volumes "
    "xdata xref"
)
"""Fields that are neither dates nor lists of persons."""

PERSON_FIELDS = words(
    "author editor editora editorb editorc translator director bookauthor holder annotator commentator "
    "introduction foreword afterword sortname compiler composer illustrator interviewer narrator performer producer"
)
"""Fields that list persons."""

NAMING_FIELDS = ("crossref", "xref", "xdata", "entryset", "related")
"""Fields that name other entries (2.2.3)."""

DATE_PREFIXES = ("", "orig", "url", "event")
"""Prefixes of date fields: `date`, `origdate`, `urldate`, `eventdate`, and likewise `year`, `month` and `day`."""

DATE_FIELDS = frozenset(f"{prefix}{part}" for prefix in DATE_PREFIXES for part in ("date", "year", "month", "day"))

VERBATIM_FIELDS = words("url doi eprint isbn issn isrn")
"""Fields that contain addresses and numbers rather than LaTeX."""

MARKDOWN_FIELDS = frozenset({"editorialnote"})
"""hedgesite's own fields, written in Markdown."""

PRIVATE_FIELDS = words(
    "annotation comment comments file groups keyword keywords localfile local-url notes owner printed priority "
    "privatenote qualityassured ranking rating read readstatus relevance review tags timestamp username"
)
"""Fields for the author's own use: notes on what was read, keywords, and files on a disk.

Reference managers write them into every export: Zotero, JabRef, BibDesk, Mendeley, Citavi and Papers.
"""
_PRIVATE_BEGINNINGS = ("annote-", "bdsk-", "comment-", "date-", "jabref-", "mendeley-", "papers-", "zotero-")


def is_private(name: str, published: Collection[str] = ()) -> bool:
    """Whether a field stays with the author; `published` are fields that article.yml opens, by any of their names."""
    name = FIELD_ALIASES.get(name, name)
    if name not in PRIVATE_FIELDS and not name.startswith(_PRIVATE_BEGINNINGS):
        return False
    return name not in {FIELD_ALIASES.get(each, each) for each in published}
