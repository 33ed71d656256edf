"""BibLaTeX's entry types, roles and keywords as CSL's item types, name variables and words.

Sources: the item types and variables of CSL 1.0.2 (docs.citationstyles.org, appendices III and IV); the manual of
biblatex, sections 2.1, 2.3.6 and 4.9.2; for what corresponds to what, Pandoc and the table of citeproc-lua, and where
these differ CSL's own description of the type.
"""

from __future__ import annotations

from types import MappingProxyType

from hedgesite.model.source import Source
from hedgesite.styles.bibtex_keys import KINDS, STATES

TYPES = MappingProxyType(
    {
        "article": "article-journal",
        "artwork": "graphic",
        "audio": "song",
        "book": "book",
        "bookinbook": "chapter",
        "booklet": "pamphlet",
        "collection": "book",
        "commentary": "book",
        "dataset": "dataset",
        "image": "graphic",
        "inbook": "chapter",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "inreference": "entry-encyclopedia",
        "jurisdiction": "legal_case",
        "legal": "treaty",
        "legislation": "legislation",
        "letter": "personal_communication",
        "manual": "book",
        "movie": "motion_picture",
        "music": "song",
        "mvbook": "book",
        "mvcollection": "book",
        "mvproceedings": "book",
        "mvreference": "book",
        "online": "webpage",
        "patent": "patent",
        "performance": "performance",
        "periodical": "periodical",
        "proceedings": "book",
        "reference": "book",
        "report": "report",
        "review": "review",
        "software": "software",
        "standard": "standard",
        "suppbook": "chapter",
        "suppcollection": "chapter",
        "suppperiodical": "article-journal",
        "thesis": "thesis",
        "unpublished": "manuscript",
        "video": "motion_picture",
    }
)
"""CSL's type by BibLaTeX's; `document` for all others."""

_SUBTYPES = MappingProxyType(
    {
        ("article", "magazine"): "article-magazine",
        ("article", "magazinearticle"): "article-magazine",
        ("article", "news"): "article-newspaper",
        ("article", "newsarticle"): "article-newspaper",
        ("article", "newspaper"): "article-newspaper",
        ("article", "newspaperarticle"): "article-newspaper",
        ("image", "map"): "map",
        ("inreference", "dictionary"): "entry-dictionary",
        ("legislation", "bill"): "bill",
        ("legislation", "regulation"): "regulation",
        ("misc", "interview"): "interview",
        ("misc", "map"): "map",
        ("online", "blog"): "post-weblog",
        ("online", "forum"): "post",
        ("review", "book"): "review-book",
        ("unpublished", "interview"): "interview",
        ("unpublished", "speech"): "speech",
        ("video", "broadcast"): "broadcast",
    }
)
"""CSL's type by BibLaTeX's type and its `entrysubtype`, or else `type`."""

PERIODICAL_TYPES = frozenset({"article", "periodical", "suppperiodical", "review"})
"""Entry types whose `number` counts issues."""

HOSTED_TYPES = frozenset(
    {"inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference", "inproceedings"}
)
"""Entry types of parts of books."""

BOOK_TYPES = HOSTED_TYPES | {
    "book", "mvbook", "collection", "mvcollection", "reference", "mvreference", "proceedings", "mvproceedings",
}  # fmt: skip
"""Entry types whose `number` counts the volumes of a series."""

ISSUED_TYPES = frozenset({"jurisdiction", "legislation", "legal"})
"""Entry types of documents that an authority issues."""

RECORDED_TYPES = frozenset({"artwork", "audio", "image", "movie", "music", "performance", "software", "video"})
"""Entry types whose `howpublished` names the medium."""

NAME_VARIABLES = MappingProxyType(
    {
        "author": "author",
        "bookauthor": "container-author",
        "compiler": "compiler",
        "composer": "composer",
        "director": "director",
        "editor": "editor",
        "illustrator": "illustrator",
        "interviewer": "interviewer",
        "narrator": "narrator",
        "organizer": "organizer",
        "performer": "performer",
        "producer": "producer",
        "translator": "translator",
    }
)
"""CSL's variable by role; `contributor` for all others."""

TYPED_ROLES = ("editor", "editora", "editorb", "editorc")
"""Roles that another field (`editoratype`) can refine."""

_KEYWORDS = MappingProxyType({**KINDS, **STATES, "newseries": "New series", "oldseries": "Old series"})
"""Words for the keys that `type`, `pubstate` and `series` may hold."""


def type_of(source: Source) -> str:
    """CSL's type of a source."""
    for field in ("entrysubtype", "type"):
        subtype = (source.type, source.text(field).lower().replace(" ", ""))
        if subtype in _SUBTYPES:
            return _SUBTYPES[subtype]
    if source.type == "article" and not source.text("journaltitle") and source.text("eprint"):
        return "article"
    if source.type == "periodical" and source.text("issuetitle"):
        return "article-journal"
    if source.type == "unpublished" and source.text("eventtitle"):
        return "speech"
    # Styles write "Review of" themselves before the title of a review.
    says_so = any(source.text(field).lower().startswith("review of ") for field in ("title", "titleaddon"))
    if source.type == "review" and says_so:
        return "article-journal"
    return TYPES.get(source.type, "document")


def worded(text: str) -> str:
    """A field that holds a localisation key or words, in words."""
    return _KEYWORDS.get(text.lower(), text)
