"""Fields that a layout has no place for: they follow it as sentences of their own, so that nothing is lost silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from hedgesite.model.richtext import NOTHING, Runs, capitalized, italic, plain, text_of
from hedgesite.model.vocabulary import words
from hedgesite.styles import entry_parts
from hedgesite.styles.bibtex_keys import STATES
from hedgesite.styles.edition import edition
from hedgesite.styles.entry_head import Head
from hedgesite.styles.names import running
from hedgesite.styles.options import StyleOptions
from hedgesite.styles.quotes import ranges, short_ranges
from hedgesite.styles.styled_source import StyledSource


def _titled(work: StyledSource, name: str) -> Runs:
    return italic(work.field(name))


def _labelled(label: str) -> Callable[[StyledSource, str], Runs]:
    return lambda work, name: plain(f"{label} {ranges(work.text(name))}")


def _as_written(work: StyledSource, name: str) -> Runs:
    return work.field(name)


SHOWN: Mapping[str, Callable[[StyledSource, str], Runs]] = MappingProxyType(
    {
        **dict.fromkeys(words("maintitle booktitle journaltitle issuetitle"), _titled),
        **dict.fromkeys(
            words(
                "subtitle mainsubtitle booksubtitle journalsubtitle issuesubtitle titleaddon maintitleaddon "
                "booktitleaddon eventtitle eventtitleaddon venue howpublished institution organization publisher issue "
                "collection archive library shelfmark reporter eid origpublisher origlocation"
            ),
            _as_written,
        ),
        "pubstate": lambda work, _: plain(STATES.get(work.text("pubstate").lower(), work.text("pubstate"))),
        "month": _as_written,
        "series": lambda work, _: entry_parts.series_name(work),
        "type": lambda work, _: NOTHING if entry_parts.has_generic_type(work) else work.field("type"),
        "location": entry_parts.place,
        "edition": lambda work, _: edition(work),
        "version": _labelled("Version"),
        "volume": _labelled("Vol."),
        "volumes": lambda work, name: plain(f"{work.text(name)} vols."),
        "number": lambda work, name: plain(f"No. {work.text(name)}" if work.type != "standard" else work.text(name)),
        "part": _labelled("Pt."),
        "chapter": _labelled("Chap."),
        "pages": lambda work, name: plain(ranges(work.text(name))),
    }
)
"""How a field is written that the layout has not used, by name, in the order in which they follow."""

_ALWAYS_LABELLED = words("chapter part volumes")
_SERIAL = words("article review suppperiodical periodical")
LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # 14.182: a journal needs no publisher and no place; a newspaper's place stands behind its name.
        **dict.fromkeys(_SERIAL, words("publisher institution organization location howpublished")),
        "thesis": words("location"),
    }
)
"""Fields that the Manual leaves out on purpose, by type of work."""
LEFT_OUT_OF_NEWS = words("volume number issue pages")
"""Fields that identify an issue of a newspaper or magazine, which its date identifies (14.188, 14.191)."""
NEVER_SHOWN = words(
    "abstract addendum annotation annotator author doi editor editorialnote entrysubtype eprint eprintclass eprinttype "
    "extradate file gender indextitle isbn isrn issn keywords label langid language note options origlanguage "
    "origtitle pagetotal pagination bookpagination presort related relatedtype relatedstring shortauthor shorteditor "
    "shorthand shortjournal shorttitle sortkey sortname sorttitle sortyear title url urldate xref crossref entryset "
    "ids nameaddon"
)
"""Fields that name, sort, link or describe a work, and those that have a place in every layout."""


def remaining(work: StyledSource, head: Head, shown: str) -> Iterator[Runs]:
    """Sentences for the persons and fields of a source whose text is not in `shown`, the text of its entry."""
    yield from (capitalized(phrase) for phrase in _persons(work, head, shown))
    left_out = LEFT_OUT.get(work.type, frozenset()) | (LEFT_OUT_OF_NEWS if work.is_news else frozenset())
    for name, written in SHOWN.items():
        if name not in work.source.fields or name in left_out or _is_dropped(work.options, name):
            continue
        runs = written(work, name)
        known = ranges(work.text(name))
        # A bare number may be that of another field.
        is_number = name in _ALWAYS_LABELLED and known.isdecimal()
        bare = () if is_number else (work.text(name), known, short_ranges(known))
        if runs and not _contains(shown, text_of(runs), *bare):
            # The number of an article is no word.
            yield runs if name == "eid" else capitalized(runs)


def _is_dropped(options: StyleOptions, name: str) -> bool:
    """Whether an edition of the Manual leaves the field out in all entries."""
    return (name in {"location", "origlocation"} and not options.places) or (
        name == "pages" and not options.chapter_pages
    )


def _persons(work: StyledSource, head: Head, shown: str) -> Iterator[Runs]:
    for role, names in work.roles.items():
        text = running(names.persons, others=names.others)
        # Families are enough to tell that a person is there, since the first one may be inverted.
        if role != head.role and not all(_contains(shown, p.family or p.name, running((p,))) for p in names.persons):
            verb = entry_parts.VERBS.get(role)
            yield plain(f"{verb} {text}" if verb else f"{role.capitalize()}: {text}")


def _contains(shown: str, *texts: str) -> bool:
    """Whether one of the texts stands in the entry, as a whole word and in any case."""
    # Names of newspapers lose their article, and quotation marks take in the stop behind them.
    bare = (text.strip(" .“”").casefold().removeprefix("the ") for text in texts)
    return any(not text or re.search(rf"(?<!\w){re.escape(text)}(?!\w)", shown.casefold()) for text in bare)
