"""Hypotheses, timeline, actors and data: the pages say what the derivations hold, and nothing of any one companion."""

from __future__ import annotations

import ast
import re
from itertools import combinations
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.derive import Derived, derive
from hedgesite.derive.coding import Cooccurrence, cooccurrence_of, support_by_hypothesis
from hedgesite.derive.timeline import timeline_of

ROOT = Path(__file__).parents[1]
SITES_HERE = tuple(ROOT / "tests" / "sites" / name / "content" for name in ("full", "handover"))
COMPANIONS = (ROOT / "content", *SITES_HERE)
MINE = ("hypotheses", "timeline", "actors", "actor", "data")


class Companion:
    """A built companion with what follows from its content."""

    def __init__(self, built: Built) -> None:
        self.library = built.library
        self.derived: Derived = derive(built.library)
        self.cooccurrence: Cooccurrence = cooccurrence_of(self.library, self.derived.relations)
        self.pages = {page.path: page for page in built.pages}

    def body(self, path: str) -> str:
        return self.pages[path].body

    def passages_of(self, kind: str, id: str) -> tuple[str, ...]:
        return self.derived.relations.passages_of.get((kind, id), ())

    def hrefs(self, path: str, passages: tuple[str, ...]) -> set[str]:
        """Links from a page to passages."""
        up = "../" * path.count("/")
        return {up + self.derived.routes["passage", id] for id in passages}


@pytest.fixture(scope="module", params=COMPANIONS, ids=("companion", "full", "handover"))
def companion(request: pytest.FixtureRequest) -> Companion:
    built = build_pages(request.param, templates_folder())
    assert built.pages, built.report
    return Companion(built)


def cut(body: str, start: str, end: str) -> str:
    """The part of a page between two markers."""
    return body.split(start, 1)[1].split(end, 1)[0]


def to_passages(html: str) -> set[str]:
    return set(re.findall(r'href="((?:\.\./)+read/[^"]+#[^"]+)"', html))


# Hypotheses


def test_each_branch_of_a_map_leads_to_its_passages(companion: Companion) -> None:
    body = companion.body("hypotheses/")
    supports = support_by_hypothesis(companion.library, companion.derived.names, companion.derived.relations)
    for id, support in supports.items():
        assert set().union(*support.branches.values(), set()) == set(support.passages)
        for dimension, passages in support.branches.items():
            branch = cut(body, f'id="{id}--{dimension or ""}"', "hs-map__branch").partition('class="hs-thing')[0]
            assert to_passages(branch) == companion.hrefs("hypotheses/", passages), (id, dimension)


def test_a_map_leads_on_to_the_sources_of_each_passage(companion: Companion) -> None:
    body = companion.body("hypotheses/")
    for id, support in support_by_hypothesis(
        companion.library, companion.derived.names, companion.derived.relations
    ).items():
        keys = {
            thing for passage in support.passages for thing in companion.derived.relations.things_of[passage]
            if thing[0] == "source"
        }  # fmt: skip
        sources = {"../" + companion.derived.routes[thing] for thing in keys}
        found = re.findall(r'<ul class="hs-map__sources".*?</ul>', cut(body, f'id="{id}"', "</section>"), re.DOTALL)
        assert {href for part in found for href in re.findall(r'href="([^"]+)"', part)} == sources


# Timeline


def test_every_event_leads_to_its_passages(companion: Companion) -> None:
    body = companion.body("timeline/")
    for event in companion.library.events:
        part = cut(body, f'<li class="hs-event" id="{event.id}"', "</dl>")
        assert to_passages(part) >= companion.hrefs("timeline/", companion.passages_of("event", event.id))


def test_both_diagrams_and_the_list_hold_the_same_events(companion: Companion) -> None:
    body = companion.body("timeline/")
    timeline = timeline_of(companion.library, companion.derived.names)
    drawn = sorted(id for _, events in timeline.lanes for id in events)
    wide, narrow = cut(body, 'role="group"', "</svg>"), cut(body, "hs-lanes--narrow", "</svg>")
    assert sorted(re.findall(r'data-event="([^"]+)"', wide)) == drawn
    assert sorted(re.findall(r'data-event="([^"]+)"', narrow)) == drawn
    assert set(drawn) == set(re.findall(r'<li class="hs-event" id="([^"]+)"', body))
    assert sorted(re.findall(r'<a href="#([^"]+)" aria-label', wide)) == drawn


def test_the_filters_name_what_events_have(companion: Companion) -> None:
    body = companion.body("timeline/")
    timeline = timeline_of(companion.library, companion.derived.names)
    offered = dict(re.findall(r'<option value="([^"]+)">[^<]*\((\d+)\)', cut(body, 'name="actor"', "</select>")))
    assert offered == {
        actor: str(sum(actor in actors for actors in timeline.actors.values()))
        for actor in set().union(*timeline.actors.values())
    }


# Actors


def test_company_is_kept_both_ways(companion: Companion) -> None:
    for one, other in combinations([actor.id for actor in companion.library.actors], 2):
        shared = set(companion.passages_of("actor", one)) & set(companion.passages_of("actor", other))
        assert set(companion.cooccurrence.together(one, other)) == shared
        assert companion.cooccurrence.together(one, other) == companion.cooccurrence.together(other, one)


def test_an_actor_has_its_passages_and_its_company(companion: Companion) -> None:
    for actor in companion.library.actors:
        path = f"actors/{actor.id}/"
        body = companion.body(path)
        passages = companion.passages_of("actor", actor.id)
        assert to_passages(body.split('id="passages"')[1]) >= companion.hrefs(path, passages)
        for other, shared in companion.cooccurrence.shared[actor.id].items():
            part = cut(body, f'id="with-{other}"', "</li>")
            assert to_passages(part) == companion.hrefs(path, shared)


def test_dimensions_of_actors_are_counted_from_codings(companion: Companion) -> None:
    for actor in companion.library.actors:
        for dimension, passages in companion.cooccurrence.coded[actor.id].items():
            coded = companion.derived.relations.coded["dimension", dimension]
            assert passages == tuple(p for p in companion.passages_of("actor", actor.id) if p in coded)


# Data


def test_every_figure_stands_in_words_beside_its_diagram(companion: Companion) -> None:
    body = companion.body("data/")
    for item in companion.library.series:
        part = cut(body, f'id="{item.id}"', "</article>")
        assert ("<svg" in part) == (len(item.value.rows) > 1)
        if "<svg" not in part:
            assert "<table" not in part
            continue
        told = cut(part, "<desc", "</desc>")
        for value in re.findall(r'<td class="hs-number">([^<]+)</td>', part):
            assert value in told
        labelled = set(cut(part, 'aria-labelledby="', '"').split()) | set(
            cut(part, 'role="img" aria-labelledby="', '"').split()
        )
        assert {id for id in labelled if f'id="{id}"' in part} >= {f"{item.id}-chart-title", f"{item.id}-chart-desc"}


# All of them


def test_nothing_is_styled_or_scripted_within_the_line(companion: Companion) -> None:
    for page in companion.pages.values():
        if page.kind in MINE:
            assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)=", page.body)
            assert "<script" not in page.body
            assert "<style" not in page.body


EVERYDAY = {"plan", "risk", "silence", "repair", "teaching", "feeling", "training"}
"""Codes and events of the companions here that are called by words that any code may use."""


def test_code_and_templates_name_nothing_of_a_companion(companion: Companion) -> None:
    library = companion.library
    names = {d.id for d in library.dimensions} | {event.id for event in library.events}
    names |= {actor.name.casefold() for actor in library.actors} | {d.name.casefold() for d in library.dimensions}
    names -= EVERYDAY
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "src" / "hedgesite").rglob("*.py")]:
        text = (_strings_of(path) if path.suffix == ".py" else path.read_text("utf-8")).casefold()
        assert not [name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)], path


def _strings_of(path: Path) -> str:
    """The strings of a module, without those that only explain."""
    tree = ast.parse(path.read_text("utf-8"))
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in explaining)
    return "\n".join(node.value for node in strings if isinstance(node.value, str))
