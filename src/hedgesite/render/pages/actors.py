"""`/actors/` and `/actors/<id>/`: who acts, with whom, in which dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from hedgesite.derive.coding import Cooccurrence
from hedgesite.model.content import Actor
from hedgesite.model.kinds import kind_of
from hedgesite.model.page import Page
from hedgesite.render.chart_findings import pairs_finding
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page, index_nav
from hedgesite.render.passage_views import grouped_passages
from hedgesite.render.site import Site
from hedgesite.render.thing_views import ActorView, PlaceView, actor_view, event_view, places
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link
from hedgesite.words import count_in_words
from hedgesite.words.counts import N_

_KIND_HEADINGS = {
    "state": N_("States"),
    "person": N_("Persons"),
    "organisation": N_("Organisations"),
    "alliance": N_("Alliances and groups of states"),
    "group": N_("Groups of people"),
}
_IN_THE_TABLE = 12
"""Most actors that the table of common appearances can show legibly."""
_OFTEN = 2
"""Fewest passages of an actor in the table."""


class PresentView(NamedTuple):
    """An actor in the index."""

    actor: ActorView
    dimensions: tuple[tuple[DimensionView, int], ...]
    cooccurrence: tuple[tuple[LinkView, int], ...]
    """The actors it appears with most often."""
    others: int
    """Number of further actors."""


class TogetherView(NamedTuple):
    """Another actor, and the passages that both share."""

    other: LinkView
    passages: int
    places: tuple[PlaceView, ...]


class CellView(NamedTuple):
    """Number of common passages of two actors; on the diagonal, of all passages of one."""

    passages: int
    href: str
    label: str
    strength: int
    """From 0, never, to 5, most often."""
    is_own: bool


def actor_pages(site: Site) -> Iterator[PageBuilder]:
    """The index of actors, and a page for each."""
    yield PageBuilder("actors/", _index, index_nav(site.words, kind_of("actor")))
    for actor in site.library.actors:
        yield PageBuilder(f"actors/{actor.id}/", partial(_actor, actor=actor))


def _index(context: PageContext) -> Page:
    site = context.site
    cooccurrence = site.cooccurrence
    name = context.words.gettext("Actors")
    description = context.words.gettext("Who acts in the article, with whom, and in which passages.")
    passages = {actor.id: len(_passages(site, actor.id)) for actor in site.library.actors}
    ordered = sorted(site.library.actors, key=lambda actor: -passages[actor.id])
    groups = [
        (_heading(context, kind), [_present(context, cooccurrence, each) for each in ordered if each.kind == kind])
        for kind in site.library.words.kinds("actor-kinds")
    ]
    often = [actor.id for actor in ordered if passages[actor.id] >= _OFTEN][:_IN_THE_TABLE]
    return build_page(
        context,
        "actors",
        name,
        description=description,
        origin="actors.yml",
        lede=description,
        groups=[(kind, found) for kind, found in groups if found],
        most=max(passages.values()),
        finding=pairs_finding(context, cooccurrence, often),
        often=[link(context, "actor", id) for id in often],
        rows=[(link(context, "actor", id), _cells(context, cooccurrence, id, often)) for id in often],
    )


def _heading(context: PageContext, kind: str) -> str:
    own = context.site.library.words.own_kinds("actor-kinds").get(kind)
    if own is None:
        return context.words.gettext(_KIND_HEADINGS[kind])
    heading = own.plural or own.name
    return heading[:1].upper() + heading[1:]


def _passages(site: Site, actor: str) -> tuple[str, ...]:
    return site.derived.relations.passages_of.get(("actor", actor), ())


def _present(context: PageContext, cooccurrence: Cooccurrence, actor: Actor) -> PresentView:
    shared = cooccurrence.shared[actor.id]
    nearest = [(link(context, "actor", id), len(passages)) for id, passages in shared.items()][:4]
    return PresentView(
        actor_view(context, actor),
        _dimensions(context, cooccurrence, actor.id),
        tuple(nearest),
        len(shared) - len(nearest),
    )


def _dimensions(context: PageContext, cooccurrence: Cooccurrence, actor: str) -> tuple[tuple[DimensionView, int], ...]:
    coded = cooccurrence.coded[actor]
    return tuple((view, len(coded[view.id])) for view in dimension_views(context, coded))


def _cells(context: PageContext, cooccurrence: Cooccurrence, one: str, often: Sequence[str]) -> list[CellView]:
    labels = context.site.labels
    cells = []
    for other in often:
        number = len(cooccurrence.together(one, other) if one != other else _passages(context.site, one))
        href = f"{context.to('actor', one)}#with-{other}" if one != other else f"{context.to('actor', one)}#passages"
        names = [labels["actor", id] for id in dict.fromkeys((one, other))]
        label = f"{context.words.listed(names)}: {count_in_words(context.words, number, 'passage')}"
        cells.append(CellView(number, href, label, _strength(number), one == other))
    return cells


def _strength(number: int) -> int:
    return sum(number >= least for least in (1, 2, 4, 8, 16))


def _actor(context: PageContext, actor: Actor) -> Page:
    site = context.site
    cooccurrence = site.cooccurrence
    passages = _passages(site, actor.id)
    return build_page(
        context,
        "actor",
        actor.name,
        description=context.plain(actor.part),
        origin="actors.yml",
        actor=actor_view(context, actor),
        dimensions=_dimensions(context, cooccurrence, actor.id),
        uncoded=len(passages) - len({p for found in cooccurrence.coded[actor.id].values() for p in found}),
        others=[
            TogetherView(link(context, "actor", id), len(shared), places(context, shared))
            for id, shared in cooccurrence.shared[actor.id].items()
        ],
        sections=grouped_passages(context, passages),
        events=[event_view(context, event) for event in site.derived.timeline.of_actor.get(actor.id, ())],
    )
