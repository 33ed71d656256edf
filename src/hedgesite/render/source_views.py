"""Template views of sources and their citations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import CitationOccurrence
from hedgesite.model.dates import DatePoint, Edtf
from hedgesite.model.source import Source
from hedgesite.render.locator_words import spoken
from hedgesite.render.page_context import PageContext
from hedgesite.render.views import DimensionView, dimension_views
from hedgesite.styles.languages import language_tag
from hedgesite.words import ENGLISH, Words, cldr, date_in_words


class SourceView(NamedTuple):
    """A source in a list or in a pop-up."""

    key: str
    href: str
    name: str
    label: str
    year: str
    reference: Markup
    list_entry: Markup
    kind: str
    kind_name: str
    """The same in words of the page."""
    period: str
    """Decade of publication, or `undated`."""
    language: str
    """Its English name."""
    language_name: str
    """The same in words of the page."""
    cited: int
    """Number of passages that cite it."""
    order: int
    """Place in the list, from 0."""
    named: str
    """Author and year, title, everyone who had a part in it: by what the list can be narrowed, each in a line."""
    popup: str = ""
    dimensions: tuple[DimensionView, ...] = ()


class MentionView(NamedTuple):
    """A citation on a source's card."""

    href: str
    where: str
    sentence: str
    locator: str
    in_note: bool


def source_view(context: PageContext, key: str, *, popup: bool = True) -> SourceView:
    view = context.once(("source", key), lambda: _source_view(context, key))
    return view._replace(popup=context.popup_id("source", key)) if popup else view


def source_views(context: PageContext, keys: Iterable[str]) -> list[SourceView]:
    """Sources in a list, whose names need no pop-up."""
    return [source_view(context, key, popup=False) for key in keys]


def _source_view(context: PageContext, key: str) -> SourceView:
    reference = context.site.references[key]
    relations = context.site.derived.relations
    passages = relations.passages_of.get(("source", key), ())
    dimensions = coded_dimensions(context, passages)
    return SourceView(
        key,
        context.to("source", key),
        reference.name,
        reference.label,
        reference.year,
        Markup(reference.html),
        Markup(reference.list_html),
        source_kind(context, key),
        _kind_in_words(context.words, source_kind(context, key)),
        _period(context, key),
        language_of(context.site.library.source_by_key[key]),
        languages_in_words(context.words, context.site.library.source_by_key[key]),
        len(passages),
        context.site.order[key],
        _named(context, key),
        dimensions=dimension_views(context, dimensions),
    )


def _named(context: PageContext, key: str) -> str:
    source, reference = context.site.library.source_by_key[key], context.site.references[key]
    people = (person.name for persons in source.persons.values() for person in persons)
    return "\n".join((f"{reference.label} {reference.year}", source.text("title"), *people))


def coded_dimensions(context: PageContext, passages: Iterable[str]) -> dict[str, int]:
    """The dimensions of the given passages, with the number of these passages."""
    codes_of = context.site.derived.relations.codes_of
    counts = Counter(id for passage in passages for id in codes_of.get(passage, ()))
    return {item.id: counts[item.id] for item in context.site.library.dimensions if counts[item.id]}


_SEVERAL = re.compile(r"\s+and\s+|[,;]")

NEWS, UNDATED, NO_LANGUAGE = "news", "undated", "Not given"
SOURCE_KINDS = {
    "article": "journal article",
    "suppperiodical": "journal article",
    "periodical": "periodical",
    "book": "book",
    "mvbook": "book",
    "bookinbook": "book",
    "booklet": "booklet",
    "collection": "edited volume",
    "mvcollection": "edited volume",
    "incollection": "chapter",
    "inbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "proceedings": "conference proceedings",
    "mvproceedings": "conference proceedings",
    "inproceedings": "conference paper",
    "reference": "reference work",
    "mvreference": "reference work",
    "inreference": "entry in a reference work",
    "thesis": "thesis",
    "report": "report",
    "manual": "manual",
    "standard": "standard",
    "patent": "patent",
    "online": "web page",
    "legal": "agreement",
    "legislation": "law",
    "jurisdiction": "court decision",
    "commentary": "legal commentary",
    "dataset": "data set",
    "software": "software",
    "letter": "letter",
    "review": "review",
    "artwork": "work of art",
    "image": "image",
    "audio": "audio recording",
    "music": "audio recording",
    "video": "video recording",
    "movie": "film",
    "performance": "performance",
    "unpublished": "unpublished work",
}
"""Terms for types of entries; all others are `OTHER_KIND`."""
OTHER_KIND = "other work"
_TERMS = frozenset((*SOURCE_KINDS.values(), OTHER_KIND, NEWS))


def _kind_in_words(words: Words, kind: str) -> str:
    """A kind that the entry names itself stays as it is: it is in the language of its author."""
    return words.term(kind) if kind in _TERMS else kind


def source_kind(context: PageContext, key: str) -> str:
    """The kind of a work, in words."""
    source = context.site.library.source_by_key[key]
    if source.text("entrysubtype") in {"newspaper", "magazine"}:
        return NEWS
    written = source.text("type").lower()
    if written and source.type in {"misc", "online", "legal"}:
        return written
    return SOURCE_KINDS.get(source.type, OTHER_KIND)


def _period(context: PageContext, key: str) -> str:
    date = context.site.library.source_by_key[key].dates.get("date")
    point = date and (date.start or date.end)
    if not point:
        return UNDATED
    decade = DatePoint(point.year // 10 * 10, unspecified_years=10) if point.year > 0 else DatePoint(point.year)
    return date_in_words(context.words, Edtf("", decade, None))


def language_of(source: Source) -> str:
    """The language of a work by its English name, the same on pages in every language; as given where unknown."""
    return languages_in_words(ENGLISH, source)


def languages_in_words(words: Words, source: Source) -> str:
    """The language of a work, or all of them, as pages name them."""
    given = source.language
    if not given:
        return words.term(NO_LANGUAGE)
    names = [_language_in_words(words, each.strip()) for each in _SEVERAL.split(given) if each.strip()]
    return words.listed(names)


def _language_in_words(words: Words, given: str) -> str:
    tag = language_tag(given, "").partition("-")[0]
    known = cldr.language_name(words.language, tag) if tag else ""
    return words.marked(known) if known else given.capitalize()


def mention_view(context: PageContext, mention: CitationOccurrence) -> MentionView:
    locator = spoken(context.words, mention.citation.locator)
    kind, id = ("passage", mention.passage) if mention.passage else mention.about or ("section", mention.section or "")
    label, sentence = context.site.labels[kind, id], context.sentence_of(mention)
    return MentionView(context.to(kind, id), label, sentence, locator, mention.group.note is not None)


def mentions_by_locator(context: PageContext, key: str) -> list[tuple[str, list[MentionView]]]:
    """Citations of a source in the text, by place in the source, in its order; the work as a whole comes first."""
    groups: dict[str, list[CitationOccurrence]] = {}
    for mention in context.site.derived.relations.mentions.get(key, ()):
        if mention.section:
            groups.setdefault(spoken(context.words, mention.citation.locator), []).append(mention)
    ordered = sorted(groups.items(), key=lambda group: _natural(group[0]))
    return [(locator, [mention_view(context, mention) for mention in found]) for locator, found in ordered]


def _natural(locator: str) -> tuple[list[int], str]:
    """Sort key by the numbers of a place, ignoring its label: p. 9, pp. 16–18, p. 26."""
    return [int(number) for number in re.findall(r"\d+", locator)], locator


def other_mentions(context: PageContext, key: str) -> list[MentionView]:
    """Citations of a source in the codebook, the glossary and other descriptions."""
    mentions = context.site.derived.relations.mentions.get(key, ())
    return [mention_view(context, mention) for mention in mentions if mention.about]
