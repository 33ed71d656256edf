"""Fields that a reference needs, by entry type.

Source: the manual of biblatex, section 2.1 (required fields), relaxed where a reference reads naturally without one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from hedgesite.model.vocabulary import words

_NOTHING_NEEDED = frozenset(
    {"set", "bibnote", "custom", "customa", "customb", "customc", "customd", "custome", "customf"}
)
_READS_UNTITLED = frozenset(
    {"letter", "image", "artwork", "review", "commentary", "legislation", "jurisdiction", "patent"}
)
_NEEDS_NAMES = words(
    "article book inbook bookinbook incollection inproceedings thesis unpublished report letter booklet"
)
_READS_UNDATED = words("periodical image artwork performance legislation letter mvbook mvcollection")
_NAMES = words(
    "author editor editora translator director bookauthor holder organization institution publisher shortauthor label"
)
_TITLES = ("title", "maintitle", "shorttitle")
_HOSTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("journaltitle",),
        "review": ("journaltitle", "booktitle", "url"),
        "inbook": ("booktitle", "maintitle"),
        "bookinbook": ("booktitle", "maintitle"),
        "suppbook": ("booktitle", "maintitle"),
        "incollection": ("booktitle", "maintitle"),
        "inreference": ("booktitle", "maintitle"),
        "suppcollection": ("booktitle", "maintitle"),
        "inproceedings": ("booktitle", "maintitle", "eventtitle"),
        "suppperiodical": ("journaltitle", "booktitle"),
        "thesis": ("institution",),
        "report": ("institution", "publisher", "organization", "author"),
        "book": ("publisher", "institution", "organization", "howpublished", "url", "doi", "eprint", "isbn"),
        "online": ("url", "doi", "eprint"),
        "patent": ("number",),
    }
)
"""Fields that tell where a work is found, by type: one of them is needed, and the first one is requested."""
_FIRST_WITH_PUBLISHER = 1900
"""Of older books, the place is enough (The Chicago Manual of Style, 17th ed., 14.128)."""


def missing(type: str, given: Collection[str], year: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield the field to add and a description for each gap. `given` has the names of fields, roles and dates; `year`
    is that of the printing.
    """
    if type in _NOTHING_NEEDED:
        return

    def has(names: Collection[str]) -> bool:
        return any(name in given for name in names)

    if not has(_TITLES) and type not in _READS_UNTITLED:
        yield "title", "no title"
    is_unsigned_news = type == "article" and "entrysubtype" in given
    if type in _NEEDS_NAMES and not has(_NAMES) and not is_unsigned_news:
        yield "author", "neither author nor editor"
    hosts = _HOSTS.get(type, ())
    if type == "book" and year is not None and year < _FIRST_WITH_PUBLISHER:
        hosts = (*hosts, "location")
    if hosts and not has(hosts):
        yield hosts[0], f"no {hosts[0]}"
    dated = has(("date", "year", "pubstate", "urldate", "eventdate", "origdate"))
    if not dated and type not in _READS_UNDATED and not (type == "online" and "url" in given):
        yield "date", "no date"
