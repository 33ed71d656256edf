"""Two revisions of a companion into what the one changes in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from hedgesite.changes.addresses import address_changes
from hedgesite.changes.facts import (
    Present,
    codebook_facts,
    facts_of,
    markup_of,
    page_facts,
    section_facts,
    source_facts,
)
from hedgesite.changes.findings import finding_changes
from hedgesite.changes.naming import Naming, Pair, pairs
from hedgesite.changes.passages import passage_changes, place
from hedgesite.changes.values import Change, Changes, Difference, Part, Piece, Status
from hedgesite.changes.wording import Fact, difference, displaced
from hedgesite.diagnostics import Report
from hedgesite.model.library import Library
from hedgesite.model.names import Names

Facts = Callable[[Any, Present], dict[str, Fact]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How things of one kind are found, named and read."""

    name: str
    things: Callable[[Library], Mapping[str, Any]]
    title: Callable[[Any], str]
    facts: Facts
    has_order: bool = False
    """Whether the order of the file is one that readers see."""


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    """Things by id; of two with one id the first."""
    found: dict[str, Any] = {}
    for thing in things:
        found.setdefault(thing.id, thing)
    return found


def _series_facts(item: Any, present: Present) -> dict[str, Fact]:
    return facts_of(item.series, present)


_SOURCES = _Kind(
    "source",
    lambda library: {source.key: source for source in reversed(library.sources)},
    lambda source: str(source.text("title")),
    source_facts,
)
_OTHERS = (
    _Kind("section", lambda library: _by_id(library.sections), lambda it: str(it.title), section_facts, True),
    _Kind("dimension", lambda library: _by_id(library.dimensions), lambda it: str(it.name), facts_of, True),
    _Kind("hypothesis", lambda library: _by_id(library.hypotheses), lambda it: str(it.short), facts_of, True),
    _Kind("actor", lambda library: _by_id(library.actors), lambda it: str(it.name), facts_of),
    _Kind("event", lambda library: _by_id(library.events), lambda it: str(it.name), facts_of),
    _Kind("term", lambda library: _by_id(library.terms), lambda it: str(it.term), facts_of),
    _Kind("series", lambda library: _by_id(library.series), lambda it: str(it.series.title), _series_facts),
    _Kind("page", lambda library: _by_id(library.pages), lambda it: str(it.matter.title), page_facts),
)
_NO_FINDINGS = Report()


def compare(
    before: Library, after: Library, before_report: Report = _NO_FINDINGS, after_report: Report = _NO_FINDINGS
) -> Changes:
    """What a reader, a coder and somebody with an old link would notice between two revisions.

    Formatting of the files is not compared. Reports are those of the whole revision, where findings are wanted.
    """
    names = Names.of(before), Names.of(after)
    paired = {kind.name: _paired(kind, before, after, names[1]) for kind in (_SOURCES, *_OTHERS)}
    passages = pairs("passage", _by_id(before.passages), _by_id(after.passages), names[1], lambda it: it.block.text)
    paired["passage"] = passages
    renamed = {(name, pair.former): pair.id for name, found in paired.items() for pair in found if pair.former}
    naming = Naming(*names, renamed)
    appeared, gone = finding_changes(before_report, after_report, (before.root, after.root))
    return Changes(
        passages=tuple(passage_changes(before, after, passages, naming)),
        sources=tuple(_things(_SOURCES, paired["source"], naming)),
        others=(
            *_whole(before, after, naming),
            *(change for kind in _OTHERS for change in _things(kind, paired[kind.name], naming, _order(kind, before))),
        ),
        addresses=tuple(address_changes(before, after, naming)),
        appeared=appeared,
        gone=gone,
        unread=tuple(name for name, library in (("before", before), ("after", after)) if not library.is_complete),
    )


def _paired(kind: _Kind, before: Library, after: Library, names: Names) -> list[Pair[Any]]:
    return pairs(kind.name, kind.things(before), kind.things(after), names, kind.title)


def _whole(before: Library, after: Library, naming: Naming) -> Iterator[Change]:
    """Changes of what there is one of: the article, and the codebook around its dimensions."""
    old, new = partial(naming.present, earlier=True), partial(naming.present, earlier=False)
    articles = facts_of(before.article, old), facts_of(after.article, new)
    codebooks = codebook_facts(before.codebook, old), codebook_facts(after.codebook, new)
    for kind, (then, now) in (("article", articles), ("codebook", codebooks)):
        found = tuple(_differences(then, now))
        if found:
            yield Change(kind, "", Status.CHANGED, differences=found)


def _order(kind: _Kind, library: Library) -> tuple[str, ...]:
    return tuple(kind.things(library)) if kind.has_order else ()


def _things(kind: _Kind, paired: list[Pair[Any]], naming: Naming, order: tuple[str, ...] = ()) -> Iterator[Change]:
    places = _moved([naming.present(kind.name, id, earlier=True) for id in order], [it.id for it in paired if it.after])
    for pair in paired:
        status = Status.CHANGED if pair.before and pair.after else Status.ADDED if pair.after else Status.REMOVED
        then = kind.facts(pair.before, partial(naming.present, earlier=True)) if pair.before else {}
        now = kind.facts(pair.after, partial(naming.present, earlier=False)) if pair.after else {}
        found = (*places.get(pair.id, ()), *_differences(then, now))
        if kind is _SOURCES and pair.before and pair.after and not found:
            found = tuple(_differences(markup_of(pair.before), markup_of(pair.after)))
        if found or pair.former or status is not Status.CHANGED:
            yield Change(kind.name, pair.id, status, kind.title(pair.after or pair.before), "", pair.former, found)


def _moved(before: list[str], after: list[str]) -> dict[str, tuple[Difference, ...]]:
    """Of things that changed their place among the others: what they stood after, and what they stand after now."""
    places: dict[str, tuple[Difference, ...]] = {}
    for id in displaced(before, after):
        then, now = (ids[ids.index(id) - 1] if ids.index(id) else "" for ids in (before, after))
        pieces = (Piece(Part.LOST, place(then)), Piece(Part.ADDED, place(now)))
        places[id] = (Difference("place", pieces),)
    return places


def _differences(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> Iterator[Difference]:
    for aspect in dict.fromkeys((*after, *before)):
        found = difference(aspect, before.get(aspect, ""), after.get(aspect, ""))
        if found:
            yield found
