"""Template views of hypotheses, events, actors and terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import passages_by_section
from hedgesite.model.base import Ref
from hedgesite.model.content import Actor, Event, Hypothesis, Term
from hedgesite.model.word_lists import ANALYSIS
from hedgesite.render.page_context import PageContext
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link
from hedgesite.words import date_in_words


class PlaceView(NamedTuple):
    """The passages of one section, to be named by their numbers."""

    section: LinkView
    passages: tuple[tuple[int, LinkView], ...]


def places(context: PageContext, passages: Iterable[str]) -> tuple[PlaceView, ...]:
    """Passages grouped by section, for long lists."""
    return tuple(
        PlaceView(
            link(context, "section", section.id),
            tuple((passage.block.number, link(context, "passage", passage.id)) for passage in found),
        )
        for section, found in passages_by_section(context.site.library, passages)
    )


def passages_about(context: PageContext, kind: str, id: str) -> tuple[LinkView, ...]:
    """The backlinks of a thing."""
    passages = context.site.derived.relations.passages_of.get((kind, id), ())
    return tuple(link(context, "passage", passage) for passage in passages)


def named(context: PageContext, kind: str, refs: Iterable[Ref]) -> tuple[LinkView, ...]:
    """The things of one kind that references mean, each once; unknown ones are left out."""
    return tuple(link(context, kind, id) for id in context.site.derived.names.meant(kind, refs))


class EventView(NamedTuple):
    """An event with its backlinks."""

    id: str
    href: str
    name: str
    date: str
    datetime: str
    description: Markup
    actors: tuple[LinkView, ...]
    dimensions: tuple[DimensionView, ...]
    passages: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    fact: Markup
    """What another source says about a fact that the article states."""
    key: bool
    aliases: tuple[str, ...]


def event_view(context: PageContext, event: Event) -> EventView:
    """An event with its date in words."""
    names = context.site.derived.names
    return EventView(
        event.id,
        context.to("event", event.id),
        event.name,
        date_in_words(context.words, event.date),
        event.date.text,
        context.inline(event.description),
        named(context, "actor", event.actors),
        dimension_views(context, names.meant("dimension", event.dimensions)),
        passages_about(context, "event", event.id),
        named(context, "source", event.sources),
        context.inline(event.fact),
        event.key,
        event.aliases,
    )


class HypothesisView(NamedTuple):
    """A hypothesis with the passages that bear on it."""

    id: str
    href: str
    short: str
    statement: Markup
    kind: str
    kind_name: str
    """Kind in words: `main hypothesis`."""
    dimensions: tuple[DimensionView, ...]
    passages: tuple[LinkView, ...]
    of_analysis: int
    """Number of these passages whose role is analysis."""
    aliases: tuple[str, ...]


def hypothesis_view(context: PageContext, hypothesis: Hypothesis) -> HypothesisView:
    """A hypothesis with the passages that bear on it."""
    names, passages = context.site.derived.names, passages_about(context, "hypothesis", hypothesis.id)
    roles = (context.site.library.passage_by_id[passage.id].annotation.role for passage in passages)
    return HypothesisView(
        hypothesis.id,
        context.to("hypothesis", hypothesis.id),
        hypothesis.short,
        context.inline(hypothesis.statement),
        hypothesis.kind,
        context.site.kind_name("hypothesis-kinds", hypothesis.kind),
        dimension_views(context, names.meant("dimension", hypothesis.dimensions)),
        passages,
        sum(role == ANALYSIS for role in roles),
        hypothesis.aliases,
    )


class ActorView(NamedTuple):
    """An actor in a list."""

    id: str
    href: str
    name: str
    kind: str
    part: Markup
    also: tuple[str, ...]
    passages: int


def actor_view(context: PageContext, actor: Actor) -> ActorView:
    found = context.site.derived.relations.passages_of.get(("actor", actor.id), ())
    part = context.inline(actor.part)
    kind = context.site.kind_name("actor-kinds", actor.kind)
    return ActorView(actor.id, context.to("actor", actor.id), actor.name, kind, part, actor.also, len(found))


class TermView(NamedTuple):
    """A term with its backlinks."""

    id: str
    term: str
    definition: Markup
    sources: tuple[LinkView, ...]
    passages: tuple[LinkView, ...]
    aliases: tuple[str, ...]


def term_views(context: PageContext) -> list[TermView]:
    """The terms in the order of a glossary."""
    return [term_view(context, term) for term in sorted(context.site.library.terms, key=lambda it: it.term.casefold())]


def term_view(context: PageContext, term: Term) -> TermView:
    sources = named(context, "source", term.sources)
    passages = passages_about(context, "term", term.id)
    return TermView(term.id, term.term, context.inline(term.definition), sources, passages, term.aliases)
