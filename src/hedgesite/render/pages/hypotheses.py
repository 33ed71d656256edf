"""`/hypotheses/`: each hypothesis with the passages that bear on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive.coding import HypothesisSupport, support_by_hypothesis
from hedgesite.derive.evidence import HypothesisSides, sides_of
from hedgesite.model.evidence import Relation
from hedgesite.model.kinds import kind_of
from hedgesite.model.page import Page
from hedgesite.render.evidence_views import EvidenceView, evidence_views
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import index_page
from hedgesite.render.passage_views import SectionView, grouped_passages
from hedgesite.render.thing_views import HypothesisView, PlaceView, hypothesis_view, places
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link

SIDES = {
    Relation.SUPPORTS: "For",
    Relation.QUALIFIES: "Qualifying",
    Relation.CONTRADICTS: "Against",
    Relation.BACKGROUND: "Background",
}
"""Heading of each side."""


class BranchView(NamedTuple):
    """A dimension of a hypothesis with the passages that bear on it, or the passages without a dimension."""

    id: str
    dimension: DimensionView | None
    passages: int
    sources: int
    sections: tuple[SectionView, ...]


class ReasonView(NamedTuple):
    """A passage that bears on a hypothesis, and why."""

    passage: LinkView
    why: Markup


class SideView(NamedTuple):
    """What speaks for a hypothesis, qualifies it or speaks against it."""

    name: str
    passages: int
    reasons: tuple[ReasonView, ...]
    plain: tuple[PlaceView, ...]
    """Passages without a reason."""
    records: tuple[EvidenceView, ...]
    """Sources that dispute a claim of a passage that supports the hypothesis."""


class MappedView(NamedTuple):
    """A hypothesis with its branches."""

    hypothesis: HypothesisView
    parent: LinkView | None
    children: tuple[LinkView, ...]
    sources: int
    branches: tuple[BranchView, ...]
    sides: tuple[SideView, ...]
    unsourced: tuple[PlaceView, ...]
    """Passages of analysis that bear on it and cite no source."""

    @property
    def branch_of(self) -> Mapping[str, BranchView]:
        """Branches by the id of their dimension; that of passages without one has an empty id."""
        return {branch.dimension.id if branch.dimension else "": branch for branch in self.branches}


def hypotheses_page(context: PageContext) -> Page:
    """Each hypothesis as a map that is a list: hypothesis, dimensions, passages, sources."""
    site = context.site
    supports = support_by_hypothesis(site.library, site.derived.names, site.derived.relations)
    sides = sides_of(site.library, site.derived.names, site.derived.relations, site.derived.evidence)
    mapped = [_mapped(context, id, support, sides[id]) for id, support in supports.items()]
    shown = {branch.dimension.id for view in mapped for branch in view.branches if branch.dimension}
    return index_page(
        context,
        kind_of("hypothesis"),
        context.words.gettext("What the article sets out to show, and the passages that bear on it."),
        mapped=mapped,
        dimensions=dimension_views(context, shown),
        with_uncoded=any(branch.dimension is None for view in mapped for branch in view.branches),
    )


def _mapped(context: PageContext, id: str, support: HypothesisSupport, sides: HypothesisSides) -> MappedView:
    names = context.site.derived.names
    hypotheses = {hypothesis.id: hypothesis for hypothesis in context.site.library.hypotheses}
    parents = {
        hypothesis.id: names.resolve("hypothesis", hypothesis.parent.id)
        for hypothesis in hypotheses.values()
        if hypothesis.parent
    }
    parent = parents.get(id)
    return MappedView(
        hypothesis_view(context, hypotheses[id]),
        link(context, "hypothesis", parent) if parent else None,
        tuple(link(context, "hypothesis", child) for child, above in parents.items() if above == id),
        _sources_behind(context, support.passages),
        tuple(_branch(context, id, dimension, support) for dimension in support.branches),
        tuple(_side_views(context, sides)),
        places(context, sides.unsourced),
    )


def _side_views(context: PageContext, sides: HypothesisSides) -> Iterator[SideView]:
    """For, qualifying and against, even if empty, so that what is missing is seen; background only if there is any."""
    for relation, links in sides.links.items():
        records = sides.disputed[relation]
        if relation is Relation.BACKGROUND and not links:
            continue
        reasons = tuple(
            ReasonView(link(context, "passage", id), context.inline(each.why)) for id, each in links if each.why
        )
        plain = places(context, (id for id, each in links if not each.why))
        name = context.words.term(SIDES[relation])
        yield SideView(name, len(links), reasons, plain, evidence_views(context, records))


def _branch(context: PageContext, hypothesis: str, dimension: str | None, support: HypothesisSupport) -> BranchView:
    passages = support.branches[dimension]
    return BranchView(
        f"{hypothesis}--{dimension or ''}",
        next(iter(dimension_views(context, (dimension or "",))), None),
        len(passages),
        _sources_behind(context, passages),
        grouped_passages(context, passages),
    )


def _sources_behind(context: PageContext, passages: tuple[str, ...]) -> int:
    things_of = context.site.derived.relations.things_of
    return len({thing for passage in passages for thing in things_of[passage] if thing[0] == "source"})
