"""What the YAML files say: the article, the codebook, hypotheses, actors, events, terms, series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.strategies.prose import Mentionable, texts
from tests.strategies.words import dates, names, phrases, plain_dates

Data = dict[str, Any]

_orcids = st.sampled_from(("0000-0000-0000-0000", "0000-0001-2345-678X"))
_authors = st.fixed_dictionaries(
    {"family": names},
    optional={
        "given": st.sampled_from(("A.", "Ана", "Jean-Luc")),
        "orcid": _orcids,
        "affiliation": phrases,
        "position": phrases,
    },
)
_licences = st.fixed_dictionaries({"name": names}, optional={"url": st.just("https://example.org/licence")})
_journals = st.fixed_dictionaries(
    {},
    optional={
        "title": names,
        "volume": st.sampled_from(("4", "IV", "")),
        "issue": st.just("2"),
        "first-page": st.just("101"),
        "last-page": st.just("123"),
        "doi": st.sampled_from(("10.5555/example.2019", "10.1234/(a)b<c>")),
        "url": st.just("https://example.org/4/2"),
        "pdf-url": st.just("https://example.org/4/2.pdf"),
    },
)
_history = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("received", "revised", "accepted", "published"), plain_dates)
)


def refs(known: Mentionable, kind: str, most: int = 2) -> st.SearchStrategy[list[str]]:
    """Distinct mentions of things of a kind."""
    found = known.names.get(kind)
    return st.lists(st.sampled_from(found), max_size=most, unique=True) if found else st.just([])


@st.composite
def some_of(draw: st.DrawFn, needed: Data, optional: Data) -> Data:
    """Needed fields, and each other one or not. Empty values are left out now and then."""
    data = {name: draw(strategy) for name, strategy in needed.items()}
    for name, strategy in optional.items():
        if draw(st.booleans()):
            data[name] = draw(strategy)
    return data


@st.composite
def articles(draw: st.DrawFn, known: Mentionable) -> Data:
    """`article.yml`; uncited sources are put under `nocite` later."""
    translation = some_of(
        {"title": names, "abstract": texts(known, paragraphs=2)},
        {"subtitle": phrases, "keywords": st.lists(names, max_size=2)},
    )
    companion = some_of(
        {},
        {
            "title": names,
            "authors": st.lists(_authors, max_size=1),
            "licence": _licences,
            "statement": texts(known, paragraphs=2),
        },
    )
    return draw(
        some_of(
            {
                "title": names,
                "authors": st.lists(_authors, min_size=1, max_size=3),
                "abstract": texts(known, paragraphs=2),
            },
            {
                "format": st.just(1),
                "subtitle": phrases,
                "short": names,
                "language": st.sampled_from(("en", "fr", "sr-Latn", "sr")),
                "keywords": st.lists(names, max_size=3),
                "translations": st.dictionaries(st.sampled_from(("de", "sr-Cyrl", "uk")), translation, max_size=2),
                "dates": _history,
                "journal": _journals,
                "licence": _licences,
                "acknowledgement": texts(known),
                "companion": companion,
                "style": st.sampled_from(("chicago-author-date", "chicago-author-date-18")),
            },
        )
    )


@st.composite
def codebooks(draw: st.DrawFn, ids: Sequence[str], former: Sequence[str], known: Mentionable) -> Data:
    """`dimensions.yml`, with the former ids given to its first dimension."""
    ends = st.fixed_dictionaries({"near": names, "far": names})
    framework = draw(some_of({"name": names, "ends": ends}, {"description": texts(known)}))
    dimensions = []
    for number, id in enumerate(ids):
        dimension = draw(
            some_of(
                {
                    "id": st.just(id),
                    "name": names,
                    "short": names,
                    "mark": st.sampled_from(("AB", "x", "Џ", "a&b")),
                    "colour": st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True),
                    "definition": texts(known, paragraphs=2),
                    "applies": texts(known),
                    "excludes": texts(known),
                },
                {
                    "stance": st.sampled_from(("near", "neutral", "far")),
                    **({"parent": st.just(ids[0])} if number else {}),
                    "sources": refs(known, "source"),
                    **({"example": st.sampled_from(known.names["passage"])} if known.names.get("passage") else {}),
                },
            )
        )
        dimensions.append(dimension | ({"aliases": list(former)} if former and not number else {}))
    book: Data = {"framework": framework, "dimensions": dimensions}
    if len(ids) > 1 and draw(st.booleans()):
        trade_off = some_of(
            {"between": st.just(list(ids[:2])), "text": texts(known)}, {"passages": refs(known, "passage")}
        )
        book["trade-offs"] = [draw(trade_off)]
    return book


@st.composite
def things(draw: st.DrawFn, kind: str, ids: Sequence[str], former: Sequence[str], known: Mentionable) -> list[Data]:
    """The list in the file of a kind."""
    found: list[Data] = []
    for number, id in enumerate(ids):
        needed, optional = _fields_of(kind, known, ids[:number])
        thing = draw(some_of({"id": st.just(id), **needed}, optional))
        found.append(thing | ({"aliases": list(former)} if former and not number else {}))
    return found


def _fields_of(kind: str, known: Mentionable, before: Sequence[str]) -> tuple[Data, Data]:
    if kind == "hypothesis":
        parent = {"parent": st.sampled_from(before)} if before else {}
        return (
            {"short": names, "statement": texts(known), "kind": st.sampled_from(("main", "specific"))},
            {**parent, "dimensions": refs(known, "dimension")},
        )
    if kind == "actor":
        kinds = st.sampled_from(("state", "person", "organisation", "alliance"))
        return {"name": names, "kind": kinds, "part": texts(known)}, {"also": st.lists(names, max_size=2)}
    if kind == "event":
        return (
            {"name": names, "date": dates, "description": texts(known, paragraphs=2)},
            {
                "actors": refs(known, "actor"),
                "dimensions": refs(known, "dimension"),
                "sources": refs(known, "source"),
                "key": st.booleans(),
            },
        )
    return {"term": names, "definition": texts(known)}, {"sources": refs(known, "source")}


@st.composite
def rows(draw: st.DrawFn) -> Data:
    """A figure, perhaps a range of figures."""
    value = draw(st.integers(-5, 5_000_000) | st.decimals(-99, 999, places=2).map(float))
    row = draw(
        some_of(
            {},
            {
                "date": dates,
                "label": names,
                "qualifier": st.sampled_from(("exact", "about", "over", "under")),
                "note": phrases,
            },
        )
    )
    above = {"upper": round(value + 1, 2)} if draw(st.integers(0, 4)) == 0 else {}
    return row | {"value": value} | above


def series(known: Mentionable) -> st.SearchStrategy[Data]:
    """A file of `data/`."""
    return some_of(
        {"title": names, "unit": names, "rows": st.lists(rows(), min_size=1, max_size=4)},
        {
            "description": texts(known),
            "passages": refs(known, "passage"),
            "sources": refs(known, "source"),
            "dimensions": refs(known, "dimension"),
        },
    )
