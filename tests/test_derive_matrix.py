"""The coding is counted once: over generated companions, every number that a page shows is the same number."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from hedgesite.derive import Derived, derive
from hedgesite.diagnostics import Origin, Span
from hedgesite.model.article import Article
from hedgesite.model.content import Codebook, Stance
from hedgesite.model.front_matter import FrontMatter, Role
from hedgesite.model.library import Library, Section
from hedgesite.model.source import Source
from hedgesite.model.text import Block, Body, Citation, CitationGroup, CitationMode, TypedLink

HERE = Origin("generated")
DIMENSIONS = ("d-one", "d-two", "d-three", "d-four")
KEYS = ("first", "second", "third")
ALIASES = {"d-one": "former-one"}

ids = st.lists(st.sampled_from((*DIMENSIONS, *ALIASES.values())), max_size=4)


@st.composite
def passages(draw: st.DrawFn) -> tuple[list[str], list[str], list[str], Role]:
    """A passage's codes, sources, linked dimensions and role."""
    return (
        draw(ids),
        draw(st.lists(st.sampled_from(KEYS), max_size=3)),
        draw(st.lists(st.sampled_from(DIMENSIONS), max_size=2)),
        draw(st.sampled_from(Role)),
    )


def section_of(number: int, items: list[tuple[list[str], list[str], list[str], Role]]) -> Section:
    names = [f"s{number}-p{index}" for index in range(len(items))]
    matter = FrontMatter.model_validate(
        {
            "title": f"Section {number}",
            "passages": {
                name: {"role": role.value, "dimensions": codes}
                for name, (codes, _, _, role) in zip(names, items, strict=True)
            },
        }
    )
    blocks = tuple(Block(name, index + 1, Span(HERE, HERE), "text", "text") for index, name in enumerate(names))
    groups = tuple(
        CitationGroup((Citation(key, CitationMode.PARENTHETICAL, HERE),), HERE, 1, passage=name)
        for name, (_, keys, _, _) in zip(names, items, strict=True)
        for key in keys
    )
    links = tuple(
        TypedLink("dimension", target, HERE, passage=name)
        for name, (_, _, targets, _) in zip(names, items, strict=True)
        for target in targets
    )
    return Section(f"s{number}", number, matter, Body(HERE, "", blocks, groups, links), f"s{number}.md")


def codebook_of(stances: list[Stance]) -> Codebook:
    dimensions = [
        {
            "id": id,
            "name": id.title(),
            "short": id,
            "mark": id[2:4].upper(),
            "colour": "#1f5f8b",
            "stance": stance.value,
            "definition": "A definition.",
            "applies": "Here.",
            "excludes": "There.",
            "aliases": [ALIASES[id]] if id in ALIASES else [],
        }
        for id, stance in zip(DIMENSIONS, stances, strict=True)
    ]
    return Codebook.model_validate({"framework": {"name": "A theory"}, "dimensions": dimensions})


@st.composite
def companions(draw: st.DrawFn) -> Library:
    """Companions of up to four sections, some without passages, whose codes name former ids, too."""
    sections = draw(st.lists(st.lists(passages(), max_size=5), min_size=1, max_size=4))
    stances = draw(st.lists(st.sampled_from(Stance), min_size=len(DIMENSIONS), max_size=len(DIMENSIONS)))
    article = Article.model_validate({"title": "An article", "authors": [{"family": "Author"}], "abstract": "Text."})
    codebook = codebook_of(stances)
    words = [prose for d in codebook.dimensions for prose in (d.definition, d.applies, d.excludes)]
    return Library(
        "content",
        article,
        codebook,
        MappingProxyType(
            {
                "section": tuple(section_of(number, items) for number, items in enumerate(sections, start=1)),
                "dimension": codebook.dimensions,
                "source": tuple(Source(key, "book", HERE) for key in KEYS),
            }
        ),
        prose=MappingProxyType({prose: Body(HERE, prose.text) for prose in words}),
    )


def codings(library: Library, derived: Derived) -> dict[str, set[str]]:
    """The codes of each passage, straight from the annotations."""
    return {
        passage.id: {derived.names.canonical["dimension", ref.id] for ref in passage.annotation.refs("dimensions")}
        for passage in library.passages
    }


@given(companions())
def test_the_matrix_adds_up_to_the_codings(library: Library) -> None:
    derived = derive(library)
    codes, matrix = codings(library, derived), derived.matrix
    assert sum(len(found) for found in matrix.cells.values()) == sum(len(found) for found in codes.values())
    for dimension in DIMENSIONS:
        coded = [passage for passage, found in codes.items() if dimension in found]
        assert matrix.weight(dimension) == len(coded)
        assert list(matrix.both(dimension, dimension)) == coded, "in article order"
        assert list(derived.relations.coded.get(("dimension", dimension), ())) == coded
    for section in library.sections:
        own = [passage.id for passage in section.passages]
        assert list(matrix.coded[section.id]) == [passage for passage in own if codes[passage]]
        for dimension in DIMENSIONS:
            assert list(matrix.cells[dimension, section.id]) == [p for p in own if dimension in codes[p]]


@given(companions())
def test_two_dimensions_meet_where_their_passages_do(library: Library) -> None:
    matrix = derive(library).matrix
    assert set(matrix.pairs) == set(combinations(DIMENSIONS, 2))
    for one, other in combinations(DIMENSIONS, 2):
        shared = set(matrix.both(one, one)) & set(matrix.both(other, other))
        assert matrix.both(one, other) == matrix.both(other, one)
        assert set(matrix.both(one, other)) == shared
        assert len(matrix.both(one, other)) == len(shared)


@given(companions())
def test_gaps_divide_the_passages_without_a_rest(library: Library) -> None:
    derived = derive(library)
    codes, coverage = codings(library, derived), derived.coverage
    coded = [passage for passage, found in codes.items() if found]
    support = coverage.support
    assert sorted((*support.none, *support.single, *support.several)) == sorted(coded)
    for dimension in DIMENSIONS:
        own = coverage.support_by_dimension[dimension]
        assert len(own.none) + len(own.single) + len(own.several) == derived.matrix.weight(dimension)
        assert set(own.none) <= set(support.none)
        assert set(own.single) <= set(support.single)
    assert sorted(p for found in coverage.single_source.values() for p in found) == sorted(support.single)
    for key, found in coverage.single_source.items():
        assert set(found) <= set(derived.relations.passages_of["source", key])
    sizes = [len(found) for found in coverage.single_source.values()]
    assert sizes == sorted(sizes, reverse=True)


@given(companions())
def test_roles_count_what_is_not_coded(library: Library) -> None:
    derived = derive(library)
    codes, coverage = codings(library, derived), derived.coverage
    for section in library.sections:
        uncoded = [p for p in section.passages if not codes[p.id]]
        assert dict(coverage.roles[section.id]) == Counter(p.annotation.role for p in uncoded)
        wholly = bool(section.passages) and len(uncoded) == len(section.passages)
        assert (section.id in coverage.uncoded_sections) is wholly


@given(companions())
def test_backlinks_are_the_inverse_of_links(library: Library) -> None:
    relations = derive(library).relations
    forwards = {(passage, thing) for passage, things in relations.things_of.items() for thing in things}
    backwards = {(passage, thing) for thing, found in relations.passages_of.items() for passage in found}
    assert forwards == backwards
    order = {passage.id: number for number, passage in enumerate(library.passages)}
    for found in relations.passages_of.values():
        assert [order[p] for p in found] == sorted({order[p] for p in found}), "each once, in article order"


@given(companions())
def test_a_dimension_stands_where_its_stance_puts_it(library: Library) -> None:
    spectrum = derive(library).spectrum
    stances = list(Stance)
    ordered = sorted(library.dimensions, key=lambda d: (stances.index(d.stance), DIMENSIONS.index(d.id)))
    centres = [spectrum[d.id].centre for d in ordered]
    assert centres == sorted(set(centres))
    for one, other in pairwise(ordered):
        apart = spectrum[other.id].centre - spectrum[one.id].centre
        assert apart >= (spectrum[one.id].width + spectrum[other.id].width) / 2 - 1e-9, "positions do not overlap"
    for dimension in library.dimensions:
        centre, half = spectrum[dimension.id].centre, spectrum[dimension.id].width / 2
        assert half - 1e-9 <= centre <= 1 - half + 1e-9
        if dimension.stance is Stance.ACCEPTANCE:
            assert centre < 0.5
        if dimension.stance is Stance.REJECTION:
            assert centre > 0.5
    neutral = [spectrum[d.id].centre for d in library.dimensions if d.stance is Stance.NEUTRAL]
    if neutral:
        assert abs(sum(neutral) / len(neutral) - 0.5) < 1e-9
