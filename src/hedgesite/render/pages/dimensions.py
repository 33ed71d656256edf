"""The dimension index and a page for each dimension."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from hedgesite.model.content import Codebook, Dimension
from hedgesite.model.page import Page
from hedgesite.render.pages.common import finished, page_entry
from hedgesite.render.scope import Scope
from hedgesite.render.site import Site, count_in_words
from hedgesite.render.source_views import source_view
from hedgesite.render.thing_views import event_view
from hedgesite.render.views import (
    DimensionView,
    LinkView,
    dimension_view,
    dimension_views,
    grouped_passages,
    link,
    links,
    section_view,
)


def dimension_pages(site: Site) -> Iterator[Page]:
    """`/dimensions/` and `/dimensions/<id>/`."""
    codebook = site.library.codebook
    if codebook is None:
        return
    yield _index(site, codebook)
    for number, dimension in enumerate(codebook.dimensions, start=1):
        yield _dimension(site, codebook, dimension, number)


def _index(site: Site, codebook: Codebook) -> Page:
    scope = Scope(site, "dimensions/")
    matrix = site.derived.matrix
    rows = [
        (section_view(scope, section), [(d, matrix.cells[d.id, section.id]) for d in site.library.dimensions])
        for section in site.library.sections
    ]
    title = f"Dimensions of {codebook.framework.name.lower()}"
    weights = {d.id: matrix.weight(d.id) for d in codebook.dimensions}
    cards = [(dimension_view(scope, d), scope.block(d.definition), weights[d.id]) for d in codebook.dimensions]
    return finished(
        scope,
        "dimensions",
        title,
        description=f"How the {len(cards)} dimensions run through the text, passage by passage.",
        origin="dimensions.yml",
        nav=("Dimensions", "Index"),
        framework=codebook.framework,
        about=scope.block(codebook.framework.description),
        cards=cards,
        weights=[(view, weight) for view, _, weight in cards],
        most=max(weights.values(), default=0),
        rows=[
            (view, [(dimension_view(scope, d), _cell_links(scope, ids)) for d, ids in cells]) for view, cells in rows
        ],
        trade_offs=_trade_offs(scope, codebook, None),
        pairs=[
            (dimension_views(scope, pair), [link(scope, "passage", id) for id in ids])
            for pair, ids in matrix.pairs.items()
            if ids
        ],
    )


def _cell_links(scope: Scope, passages: tuple[str, ...]) -> list[object]:
    return [link(scope, "passage", id) for id in passages]


def _dimension(site: Site, codebook: Codebook, dimension: Dimension, number: int) -> Page:
    scope = Scope(site, f"dimensions/{dimension.id}/")
    relations, names = site.derived.relations, site.derived.names
    coded = relations.coded.get(("dimension", dimension.id), ())
    things = dict.fromkeys(thing for passage in coded for thing in relations.things_of[passage])
    sources = [key for key in site.references if ("source", key) in things]
    defined_by = {names.resolve("source", ref.id) for ref in dimension.sources}
    example = names.resolve("passage", dimension.example.id) if dimension.example else None
    order = [d.id for d in codebook.dimensions]
    events = [
        e for e in site.library.events if dimension.id in {names.resolve("dimension", r.id) for r in e.dimensions}
    ]
    description = scope.plain(dimension.definition)
    return finished(
        scope,
        "dimension",
        dimension.name,
        description=description,
        origin="dimensions.yml",
        nav=("Dimensions", dimension.name),
        search=(page_entry(dimension.name, description),),
        dimension=dimension_view(scope, dimension),
        number=number,
        of=len(order),
        framework=codebook.framework,
        all=[dimension_view(scope, d) for d in codebook.dimensions],
        definition=scope.block(dimension.definition),
        applies=scope.block(dimension.applies),
        excludes=scope.block(dimension.excludes),
        example=link(scope, "passage", example) if example else None,
        example_text=site.library.passage_by_id[example].block.text if example else "",
        defined_by=[source_view(scope, key) for key in site.references if key in defined_by],
        sections=grouped_passages(scope, coded),
        coded=count_in_words(len(coded), "passage"),
        sources=[source_view(scope, key) for key in sources],
        actors=links(scope, "actor", things),
        events=[event_view(scope, event) for event in sorted(events, key=lambda e: e.date.sort_key)],
        trade_offs=_trade_offs(scope, codebook, dimension.id),
        previous=_neighbour(scope, order, number - 2),
        following=_neighbour(scope, order, number),
    )


def _trade_offs(
    scope: Scope, codebook: Codebook, dimension: str | None
) -> list[tuple[tuple[DimensionView, ...], Markup, list[LinkView]]]:
    names = scope.site.derived.names
    found = []
    for trade_off in codebook.trade_offs:
        ids = {names.resolve("dimension", ref.id) or "" for ref in trade_off.between}
        if dimension is None or dimension in ids:
            passages = [id for ref in trade_off.passages if (id := names.resolve("passage", ref.id))]
            told_in = [link(scope, "passage", id) for id in passages]
            found.append((dimension_views(scope, ids), scope.block(trade_off.text), told_in))
    return found


def _neighbour(scope: Scope, order: list[str], index: int) -> object:
    return link(scope, "dimension", order[index]) if 0 <= index < len(order) else None
