"""What follows from the content: addresses, backlinks and counts, over one companion and over many drawn by chance."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgesite.derive import Derived, derive
from hedgesite.derive.routes import routes_of, source_slugs
from hedgesite.diagnostics import as_text
from hedgesite.model.base import NOWHERE
from hedgesite.model.index import Entity, EntityIndex
from hedgesite.model.library import Library
from tests.companions import SITES, read, write_files

FULL = read(SITES / "full" / "content")[0]
DERIVED = derive(FULL)

Thing = tuple[str, str]
FIELDS = {"dimension": "dimensions", "hypothesis": "hypotheses", "actor": "actors", "event": "events"}
LINKED = (*FIELDS, "term", "source", "section", "passage")


@dataclass
class Passage:
    """A passage as it is drawn: what it annotates, links to and cites, in the text and in a note."""

    id: str
    annotated: list[Thing] = field(default_factory=list)
    linked: list[Thing] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    def text(self) -> str:
        links = " ".join(f"[text]({kind}:{id})" for kind, id in self.linked)
        citations = " ".join(f"[@{key}]" for key in self.cited)
        note = f"[^{self.id}]" if self.noted else ""
        block = f"{{#{self.id}}}\nText {links} and {citations} end.{note}\n"
        if self.noted:
            block += f"\n[^{self.id}]: Note {' '.join(f'@{key} says' for key in self.noted)}.\n"
        return block

    def matter(self) -> str:
        fields = {name: [id for of_kind, id in self.annotated if of_kind == kind] for kind, name in FIELDS.items()}
        inner = ", ".join(f"{name}: [{', '.join(ids)}]" for name, ids in fields.items())
        return f"  {self.id}: {{role: context, {inner}}}\n"


@dataclass
class Companion:
    """A companion as it is drawn: ids by kind, each with a former one, and passages by section."""

    ids: dict[str, list[str]]
    sections: list[list[Passage]]

    @property
    def passages(self) -> list[Passage]:
        return [passage for section in self.sections for passage in section]

    def files(self) -> dict[str, str]:
        def former(id: str) -> str:
            return f"aliases: [old-{id}]"

        files = {
            "article.yml": "title: A\nauthors: [{family: B}]\nabstract: C\n",
            "references.bib": "".join(
                f"@book{{{key}, author={{A, B}}, title={{T}}, date={{2020}}, publisher={{P}}, ids={{old-{key}}}}}\n"
                for key in self.ids["source"]
            ),
            "hypotheses.yml": "".join(
                f"- {{id: {id}, short: H, kind: main, statement: S, {former(id)}}}\n" for id in self.ids["hypothesis"]
            ),
            "actors.yml": "".join(
                f"- {{id: {id}, name: N, kind: state, part: P, {former(id)}}}\n" for id in self.ids["actor"]
            ),
            "events.yml": "".join(
                f"- {{id: {id}, name: N, date: 2020, description: D, {former(id)}}}\n" for id in self.ids["event"]
            ),
            "glossary.yml": "".join(
                f"- {{id: {id}, term: T, definition: D, {former(id)}}}\n" for id in self.ids["term"]
            ),
        }
        if self.ids["dimension"]:
            files["dimensions.yml"] = "framework: {name: F}\ndimensions:\n" + "".join(
                f"  - {{id: {id}, name: N, short: S, mark: M, colour: '#112233', stance: neutral, definition: D,"
                f" applies: A, excludes: E, {former(id)}}}\n"
                for id in self.ids["dimension"]
            )
        for id, passages in zip(self.ids["section"], self.sections, strict=True):
            matter = "passages:\n" + "".join(passage.matter() for passage in passages) if passages else ""
            texts = "\n".join(passage.text() for passage in passages)
            files[f"sections/{id}.md"] = f"---\ntitle: T\naliases: [old-{id}]\n{matter}---\n\n{texts}"
        return files


@st.composite
def companions(draw: st.DrawFn) -> Companion:
    sizes = {kind: draw(st.integers(0, 3)) for kind in (*FIELDS, "term", "source")}
    sections = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
    ids = {kind: [f"{kind[0]}{number}" for number in range(size)] for kind, size in sizes.items()}
    ids["section"] = [f"s{number}" for number in range(len(sections))]
    ids["passage"] = [f"p{one}-{other}" for one, size in enumerate(sections) for other in range(size)]

    def some(*kinds: str, old: bool = True) -> list[Thing]:
        known = [(kind, id) for kind in kinds for id in ids[kind]]
        known += [(kind, f"old-{id}") for kind, id in known if old and kind != "passage"]
        return draw(st.lists(st.sampled_from(known), max_size=4)) if known else []

    def passage(id: str) -> Passage:
        return Passage(
            id,
            some(*FIELDS),
            some(*LINKED),
            [key for _, key in some("source")],
            [key for _, key in some("source")],
        )

    by_section = [[passage(f"p{one}-{other}") for other in range(size)] for one, size in enumerate(sections)]
    return Companion(ids, by_section)


def load(companion: Companion) -> tuple[Library, Derived]:
    with tempfile.TemporaryDirectory() as folder:
        library, report = read(write_files(Path(folder), companion.files()))
    assert not report.errors, as_text(report)
    return library, derive(library)


def present(thing: Thing) -> Thing:
    return thing[0], thing[1].removeprefix("old-")


@given(companions())
@settings(deadline=None, max_examples=60)
def test_backlinks_are_the_exact_inverse_of_links(companion: Companion) -> None:
    relations = load(companion)[1].relations
    there = [(passage, thing) for passage, things in relations.things_of.items() for thing in things]
    back = [(passage, thing) for thing, passages in relations.passages_of.items() for passage in passages]
    assert sorted(there) == sorted(back)
    assert len(there) == len(set(there))
    expected = {
        (passage.id, present(thing))
        for passage in companion.passages
        for thing in (
            *passage.annotated,
            *passage.linked,
            *(("source", key) for key in (*passage.cited, *passage.noted)),
        )
    }
    assert set(there) == expected


@given(companions())
@settings(deadline=None, max_examples=60)
def test_cells_add_up_to_the_codings(companion: Companion) -> None:
    library, derived = load(companion)
    matrix = derived.matrix
    codings = Counter(
        thing[1]
        for passage in companion.passages
        for thing in {present(thing) for thing in passage.annotated}
        if thing[0] == "dimension"
    )
    by_section = {section.id: [passage.id for passage in section.passages] for section in library.sections}
    assert set(matrix.cells) == {(id, section) for id in companion.ids["dimension"] for section in by_section}
    assert sum(len(passages) for passages in matrix.cells.values()) == codings.total()
    for id in companion.ids["dimension"]:
        coded = derived.relations.coded.get(("dimension", id), ())
        assert matrix.weight(id) == codings[id] == len(coded)
        assert [p for section in by_section for p in matrix.cells[id, section]] == list(coded)
    for (id, section), passages in matrix.cells.items():
        assert set(passages) <= set(by_section[section]), id
    for (one, other), passages in matrix.pairs.items():
        both = (derived.relations.coded.get(("dimension", id), ()) for id in (one, other))
        assert set(passages) == set.intersection(*map(set, both))
    assert len(matrix.pairs) == len(companion.ids["dimension"]) * (len(companion.ids["dimension"]) - 1) // 2


@given(companions())
@settings(deadline=None, max_examples=40)
def test_every_citation_is_a_mention(companion: Companion) -> None:
    mentions = load(companion)[1].relations.mentions
    expected = Counter(
        (passage.id, key.removeprefix("old-"))
        for passage in companion.passages
        for key in (*passage.cited, *passage.noted)
    )
    found = Counter((mention.passage, key) for key, each in mentions.items() for mention in each)
    assert found == expected


@given(companions())
@settings(deadline=None, max_examples=40)
def test_everything_has_an_address_of_its_own(companion: Companion) -> None:
    derived = load(companion)[1]
    addresses = derived.routes.addresses
    assert set(addresses) == {(thing.kind, thing.id) for thing in derived.names.things}
    assert len(set(addresses.values())) == len(addresses)
    pages = {address.partition("#")[0] for address in addresses.values()}
    assert pages.isdisjoint(derived.routes.redirects)
    assert set(derived.routes.redirects.values()) <= set(addresses.values())
    for kind in ("section", "dimension", "actor", "source"):
        for id in companion.ids[kind]:
            old = addresses[kind, id].removesuffix(f"{id}/") + f"old-{id}/"
            assert derived.routes.redirects[old] == addresses[kind, id]


def test_backlinks_stand_in_article_order() -> None:
    order = [passage.id for passage in FULL.passages]
    for passages in DERIVED.relations.passages_of.values():
        assert list(passages) == sorted(passages, key=order.index)


def test_a_note_counts_for_the_passage_that_calls_it() -> None:
    assert DERIVED.relations.passages_of["source", "office-lacs"] == (
        "rarete",
        "peche-et-baignade",
        "fermeture-de-la-rive-nord",
    )
    notes = [mention for mention in DERIVED.relations.mentions["exemple2018a"] if mention.group.note]
    assert [mention.passage for mention in notes] == ["peche-et-baignade", "registre"]


def test_words_about_a_thing_mention_sources_too() -> None:
    about = {mention.about for mention in DERIVED.relations.mentions["exemple2018b"] if mention.about}
    assert about == {("passage", "peche-et-baignade"), ("hypothesis", "confiance"), ("page", "about")}
    assert {mention.about for mention in DERIVED.relations.mentions["modele1999"]} >= {
        ("event", "premier-accord"),
        ("term", "tour-d-eau"),
    }


@pytest.mark.parametrize(
    ("thing", "address"),
    [
        (("section", "usages"), "read/usages/"),
        (("passage", "registre"), "read/tours-d-eau/#registre"),
        (("dimension", "regle"), "dimensions/regle/"),
        (("hypothesis", "confiance"), "hypotheses/#confiance"),
        (("actor", "garde"), "actors/garde/"),
        (("event", "secheresse"), "timeline/#secheresse"),
        (("term", "lac"), "glossary/#lac"),
        (("source", "exemple2018a"), "sources/exemple2018a/"),
        (("series", "niveau"), "data/#niveau"),
        (("page", "lire"), "lire/"),
    ],
)
def test_addresses_are_those_of_the_design(thing: Thing, address: str) -> None:
    assert DERIVED.routes[thing] == address


def test_former_pages_lead_to_present_ones() -> None:
    assert DERIVED.routes.redirects == {
        "read/avant-propos/": "read/introduction/",
        "dimensions/usages-libres/": "dimensions/partage/",
        "actors/syndicat-des-eaux/": "actors/syndicat/",
        "sources/office-lacs-alias/": "sources/office-lacs/",
        "mode-d-emploi/": "lire/",
    }


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("rowe2021b", "rowe2021b"),
        ("Rowe2021b", "rowe2021b"),
        ("doe:2020", "doe-2020"),
        ("DBLP:conf/a/B12", "dblp-conf-a-b12"),
        ("_x_", "x"),
        ("čapek1920", "capek1920"),
        ("книга", "kniga"),
        ("Ђорђевић2020", "djordjevic2020"),
        ("王2019", "wang2019"),
        ("con", "con-1"),
        ("...", "source"),
    ],
)
def test_a_key_becomes_part_of_an_address(key: str, address: str) -> None:
    assert source_slugs([key]) == {key: address}


def test_an_address_from_before_letters_were_transliterated_leads_on_where_nothing_else_stands() -> None:
    old = ("книга", "source", "Ψυχή", "łódź2020", "王2019", "x2019")
    things = [Entity("source", id, NOWHERE) for id in old] + [Entity("source", "last", NOWHERE, aliases=("ключ9",))]
    routes = routes_of(EntityIndex(tuple(things), MappingProxyType({}), frozenset()))
    assert [routes["source", id] for id in (*old, "last")] == [
        "sources/kniga/",
        "sources/source/",
        "sources/psychi/",
        "sources/lodz2020/",
        "sources/wang2019/",
        "sources/x2019/",
        "sources/last/",
    ]
    assert routes.redirects == {
        "sources/source-2/": "sources/source/",
        "sources/source-3/": "sources/psychi/",
        "sources/odz2020/": "sources/lodz2020/",
        "sources/2019/": "sources/wang2019/",
        "sources/klyuc9/": "sources/last/",
        "sources/9/": "sources/last/",
    }


def test_keys_that_look_alike_get_addresses_apart() -> None:
    keys = ["a", "A", "a-2", "a:2", "книга", "књига"]
    slugs = source_slugs(keys)
    assert list(slugs) == keys
    assert len(set(slugs.values())) == len(keys)
    assert slugs["a"] == "a"


@given(st.lists(st.text(min_size=1), unique=True))
def test_all_keys_get_addresses_apart(keys: list[str]) -> None:
    slugs = source_slugs(keys)
    assert len(set(slugs.values())) == len(keys)
    assert all(found.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" for found in slugs.values())
