"""Whole companions in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.strategies.plan import Companion, Page
from tests.strategies.prose import Mentionable
from tests.strategies.sections import free_pages, sections
from tests.strategies.sources import bibliographies
from tests.strategies.things import articles, codebooks, series, things
from tests.strategies.words import keys, some_ids

_LISTS = ("hypothesis", "actor", "event", "term")
_hands = st.sampled_from((0, 1, 2, 3, 5, 8, 13, 21))


@st.composite
def valid_companions(draw: st.DrawFn) -> Companion:
    """A companion of which nothing is said, not even a warning. It builds."""
    kept, former = _split(draw)
    passages = _dealt(draw, kept["passage"], len(kept["section"]))
    known = Mentionable({kind: (*kept[kind], *former[kind]) for kind in kept if kind != "page"})
    books = draw(codebooks(kept["dimension"], former["dimension"], known)) if kept["dimension"] else None
    listed = [draw(things(kind, kept[kind], former[kind], known)) for kind in _LISTS]
    found = Companion(
        hand=draw(_hands),
        article=draw(articles(known)),
        codebook=books,
        series={id: draw(series(known)) for id in kept["series"]},
        hypotheses=listed[0],
        actors=listed[1],
        events=listed[2],
        terms=listed[3],
        sections=tuple(
            draw(sections(id, number, ids, known))
            for (id, number), ids in zip(_numbered(draw, kept["section"]), passages, strict=True)
        ),
        pages=tuple(draw(free_pages(id, known)) for id in kept["page"]),
        entries=draw(bibliographies(kept["source"], former["source"])),
    )
    return with_nocite(_with_former(draw, found, former))


def _split(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Ids and former ids by kind."""
    least = {"section": 1, "passage": 1}
    most = {"section": 3, "passage": 6, "source": 5}
    kept, former = {}, {}
    for kind in ("section", "passage", "dimension", *_LISTS, "series", "page", "source"):
        count = draw(st.integers(least.get(kind, 0), most.get(kind, 2)))
        old = draw(st.integers(0, 1)) if count else 0
        total = count + old
        if kind == "source":
            drawn = draw(st.lists(keys, min_size=total, max_size=total, unique_by=str.lower))
        else:
            drawn = draw(some_ids(total, total))
        kept[kind], former[kind] = drawn[:count], drawn[count:]
    return kept, former


def _dealt(draw: st.DrawFn, ids: Sequence[str], hands: int) -> list[list[str]]:
    """The passages of each section."""
    dealt: list[list[str]] = [[] for _ in range(hands)]
    for id in ids:
        dealt[draw(st.integers(0, hands - 1))].append(id)
    return dealt


def _numbered(draw: st.DrawFn, ids: Sequence[str]) -> list[tuple[str, str]]:
    is_numbered = draw(st.booleans())
    return [(id, f"{at:02}-" if is_numbered else "") for at, id in enumerate(ids, 1)]


def _with_former(draw: st.DrawFn, found: Companion, former: dict[str, list[str]]) -> Companion:
    """Give former ids to the first section, passage, series and page; and parents to some sections."""
    pages = {"section": list(found.sections), "page": list(found.pages)}
    for kind, those in pages.items():
        if those and former[kind]:
            those[0] = replace(those[0], matter={**those[0].matter, "aliases": former[kind]})
    shown = [page for page in pages["section"] if page.passages]
    if shown and former["passage"]:
        page, coded = shown[0], shown[0].matter["passages"]
        first = shown[0].passages[0].id
        matter = {**page.matter, "passages": {**coded, first: {**coded[first], "aliases": former["passage"]}}}
        pages["section"][pages["section"].index(page)] = replace(page, matter=matter)
    if len(pages["section"]) > 1 and draw(st.booleans()):
        child = pages["section"][1]
        pages["section"][1] = replace(child, matter={**child.matter, "parent": pages["section"][0].id})
    series: dict[str, dict[str, Any]] = dict(found.series)
    if series and former["series"]:
        first = next(iter(series))
        series[first] = {**series[first], "aliases": former["series"]}
    return replace(found, sections=tuple(pages["section"]), pages=tuple(pages["page"]), series=series)


def with_nocite(companion: Companion) -> Companion:
    """The same, with every source that nothing cites under `nocite`."""
    used = cited_keys(companion)
    left = [entry for entry in companion.entries if not used & {entry.key, *entry.aliases}]
    article = {name: value for name, value in companion.article.items() if name != "nocite"}
    if left:
        article["nocite"] = [("@" if number % 2 else "") + entry.key for number, entry in enumerate(left)]
    return replace(companion, article=article)


def cited_keys(companion: Companion) -> set[str]:
    """Every key that a text cites or a field names."""
    pages: tuple[Page, ...] = (*companion.sections, *companion.pages)
    texts = [*companion.fields(), *(text for page in pages for text in page.texts)]
    cited = {key for text in texts for key in text.all_cites}
    holders = [*(item for items in companion.lists().values() for item in items), *companion.series.values()]
    holders += companion.codebook["dimensions"] if companion.codebook else []
    cited |= {key for holder in holders for key in holder.get("sources", ())}
    return cited
