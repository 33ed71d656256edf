"""The dimension index, the codebook and the text with its codes: one count on every page, of whatever companion."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.derive import Derived, derive
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.model.word_lists import ANALYSIS
from tests.companions import IN_ENGLISH, in_one_language

ROOT = Path(__file__).parents[1]
COMPANIONS = {
    "companion": ROOT / "content",
    **{name: ROOT / "tests" / "sites" / name / "content" for name in ("full", "handover")},
}
OURS = (
    "src/hedgesite/derive/coding.py",
    "src/hedgesite/render/cite_this.py",
    "src/hedgesite/render/coding_views.py",
    "src/hedgesite/render/section_renderer.py",
    "src/hedgesite/render/views.py",
    "src/hedgesite/render/pages/dimensions.py",
    "src/hedgesite/render/pages/reading.py",
    "templates/fragments/codes.html",
    "templates/fragments/legend.html",
    "templates/fragments/passage.html",
    "templates/fragments/spectrum.html",
    "templates/pages/contents.html",
    "templates/pages/dimension.html",
    "templates/pages/dimensions.html",
    "templates/pages/section.html",
    "templates/shell/assets/hedgesite/codes.css",
    "templates/shell/assets/hedgesite/codes.js",
)


class Companion:
    """A built companion, and what follows from its content."""

    def __init__(self, content: Path) -> None:
        built = build_pages(content, templates_folder(), catalogues=IN_ENGLISH)
        assert not built.report.errors, built.report
        self.library: Library = built.library
        self.derived: Derived = derive(built.library)
        self.pages: dict[str, Page] = {page.path: page for page in built.pages}

    def body(self, path: str) -> str:
        return in_one_language(self.pages[path].body)

    def weight(self, dimension: str) -> int:
        return self.derived.matrix.weight(dimension)


@pytest.fixture(scope="module", params=COMPANIONS)
def companion(request: pytest.FixtureRequest) -> Companion:
    return Companion(COMPANIONS[request.param])


def elements(html: str, css: str) -> list[str]:
    """All start tags that have a class."""
    return [tag for tag in re.findall(r"<[a-z][^>]*>", html) if css in attribute(tag, "class").split()]


def coded_to(html: str, dimension: str) -> list[str]:
    """Ids of the passages of a page that are coded to a dimension."""
    tags = elements(html, "hs-passage")
    return [attribute(tag, "id") for tag in tags if dimension in attribute(tag, "data-dimensions").split()]


def attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return str(found[1]) if found else ""


def row_of(html: str, table: str, start: str) -> str:
    """A row of a table, by the text that its head contains."""
    rows: list[str] = re.findall(r"<tr>.*?</tr>", html.split(f'class="{table}"', 1)[1].split("</table>", 1)[0], re.S)
    return next(row for row in rows if start in row.split("</th>")[0])


def test_the_matrix_shows_every_coding_and_leads_to_its_passages(companion: Companion) -> None:
    body, cells = companion.body("dimensions/"), companion.derived.matrix.cells
    shown = {(attribute(tag, "href"), attribute(tag, "aria-label")) for tag in elements(body, "hs-cell")}
    parents = {section.id: section.matter.parent.id for section in companion.library.sections if section.matter.parent}
    parts = {section.id: [section.id] for section in companion.library.sections}
    for part, parent in parents.items():
        while parent:
            parts[parent].append(part)
            parent = parents.get(parent, "")
    for dimension in companion.library.dimensions:
        page = companion.body(f"dimensions/{dimension.id}/")
        for section in companion.library.sections:
            passages = cells[dimension.id, section.id]
            within = [(id, len(cells[dimension.id, id])) for id in parts[section.id]]
            number = sum(count for _, count in within)
            words = f"{number} passage" + ("" if number == 1 else "s")
            name = section.short + (" with its parts" if len(within) > 1 else "")
            first = next((id for id, count in within if count), "")
            href = f"../dimensions/{dimension.id}/#in-{first}"
            assert ((href, f"{dimension.name} in {name}: {words}") in shown) == bool(number)
            group = page.split(f'id="in-{section.id}"', 1)[1].split("</section>", 1)[0] if passages else ""
            read = re.findall(r'href="([^"]*)">Read the passage<', group)
            assert read == [f"../../read/{section.id}/#{id}" for id in passages], "all of them, in article order"


def test_all_pages_show_the_same_weights(companion: Companion) -> None:
    index, everything = companion.body("dimensions/"), companion.body("read/all/")
    for dimension in companion.library.dimensions:
        weight = companion.weight(dimension.id)
        words = f"{weight} passage" + ("" if weight == 1 else "s")
        coded = companion.derived.relations.coded.get(("dimension", dimension.id), ())
        roles = [companion.library.passage_by_id[id].annotation.role for id in coded]
        of_analysis = roles.count(ANALYSIS)
        drawn = f"{of_analysis or 'no'} passage" + ("" if of_analysis == 1 else "s")
        drawing = f'href="../dimensions/{dimension.id}/" tabindex="-1"'
        assert (drawing in index) is (dimension.id in companion.derived.spectrum)
        if drawing in index:
            pillar = index.split(drawing, 1)[1].split("</a>", 1)[0]
            assert f"{dimension.name.replace(chr(39), '&#39;')}: {drawn} of analysis</title>" in pillar
            assert 'class="hs-spectrum__number"' in pillar
            assert f">{of_analysis}</text>" in pillar
        listed = index.split("hs-spectrum__list", 1)[1].split(f'href="../dimensions/{dimension.id}/"', 1)[1]
        told = re.sub(r"<[^>]*>", "", listed.split('hs-spectrum__count">', 1)[1].split("</li>", 1)[0]).strip()
        others = weight - of_analysis
        more = f", {others} other" + ("" if others == 1 else "s") if others else ""
        assert told == f"{of_analysis} of analysis{more}"
        legend = everything.split(f'<li data-dimension="{dimension.id}"', 1)[1].split("</li>", 1)[0] if weight else ""
        assert not weight or f">{words}</span>" in legend
        page = companion.body(f"dimensions/{dimension.id}/")
        assert page.count('class="hs-excerpt"') == weight
        assert len(coded_to(everything, dimension.id)) == weight
    totals = row_of(index, "hs-matrix", "All sections")
    assert re.findall(r'<td(?: class="hs-(?:sub|whole)")?>(\d+)</td>', totals) == [
        str(companion.weight(d.id)) for d in companion.library.dimensions
    ]


def test_sections_show_the_codes_of_their_passages(companion: Companion) -> None:
    for section in companion.library.sections:
        body = companion.body(f"read/{section.id}/")
        for dimension in companion.library.dimensions:
            expected = list(companion.derived.matrix.cells[dimension.id, section.id])
            assert coded_to(body, dimension.id) == expected
            assert (f'<li data-dimension="{dimension.id}"' in body) is bool(expected)


def test_meetings_are_the_same_from_both_sides(companion: Companion) -> None:
    index = companion.body("dimensions/")
    for (one, other), passages in companion.derived.matrix.pairs.items():
        for here, there in ((one, other), (other, one)):
            page = companion.body(f"dimensions/{here}/")
            assert (f'id="with-{there}"' in page) is bool(passages)
            if passages:
                shared = page.split(f'id="with-{there}"', 1)[1].split("</ul>", 1)[0]
                assert re.findall(r'href="\.\./\.\./read/[^"]*#([^"]*)"', shared) == list(passages)
        assert (f'href="../dimensions/{other}/#with-{one}"' in index) is bool(passages)


def test_gaps_are_all_there_and_link_to_what_they_are_about(companion: Companion) -> None:
    body, coverage = companion.body("dimensions/"), companion.derived.coverage
    part = body.split('id="gaps"', 1)[1]
    for section in coverage.uncoded_sections:
        assert f'href="../read/{section}/"' in part.split('id="support"', 1)[0]
    for id, passages in (("no-source", coverage.support.none), ("one-source", coverage.support.single)):
        assert (f'id="{id}"' in part) is bool(passages)
        listed = part.split(f'id="{id}"', 1)[1].split("</details>", 1)[0] if passages else ""
        assert set(re.findall(r'href="\.\./read/[^"]*#([^"]*)"', listed)) == set(passages)
    total = row_of(body, "hs-matrix hs-support", "each once")
    support = coverage.support
    assert re.findall(r"<td>(\d+)</td>", total) == [
        str(len(x)) for x in (support.none, support.single, support.several)
    ]


def test_a_dimension_lists_sources_actors_and_events_of_its_passages(companion: Companion) -> None:
    relations, routes = companion.derived.relations, companion.derived.routes
    for dimension in companion.library.dimensions:
        page = companion.body(f"dimensions/{dimension.id}/")
        things = {
            thing for id in relations.coded.get(("dimension", dimension.id), ()) for thing in relations.things_of[id]
        }
        cited = {routes[thing] for thing in things if thing[0] == "source"}
        listed = page.split('id="sources"', 1)[1].split("</section>", 1)[0] if cited else ""
        cards = [attribute(tag, "href") for tag in elements(listed, "hs-source__card")]
        assert sorted(cards) == sorted(f"../../{address}" for address in cited), "each once"
        actors = page.split('id="actors"', 1)[1].split("</section>", 1)[0] if 'id="actors"' in page else ""
        named = {routes[thing] for thing in things if thing[0] == "actor"}
        assert set(re.findall(r'href="\.\./\.\./(actors/[^"]+)"', actors)) == named
        events = page.split('id="event-list"', 1)[1].split("</ol>", 1)[0] if 'id="event-list"' in page else ""
        own = [
            event.id
            for event in companion.library.events
            if dimension.id in {companion.derived.names.resolve("dimension", ref.id) for ref in event.dimensions}
        ]
        assert sorted(re.findall(r'href="\.\./\.\./timeline/#([^"]+)"', events)) == sorted(own)


class _Links(HTMLParser):
    """Notes links inside links, which no browser shows as written."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.nested = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "a":
            self.nested += self.depth > 0
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "a"


def test_pages_keep_style_and_script_out_of_the_markup(companion: Companion) -> None:
    for path, page in companion.pages.items():
        if page.kind in {"dimensions", "dimension", "section", "contents", "everything"}:
            assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page.body), path
            assert "<script" not in page.body, path
            links = _Links()
            links.feed(page.body)
            assert links.nested == 0, path


def test_every_passage_can_be_cited_and_the_whole_text_leads_there(companion: Companion) -> None:
    everything = companion.body("read/all/")
    assert "hs-apparatus" not in everything
    for section in companion.library.sections:
        body = companion.body(f"read/{section.id}/")
        assert body.count("Cite this passage") == len(section.passages)
        for passage in section.passages:
            permalink = f"read/{section.id}/#{passage.id}"
            assert body.count(f'<span class="hs-address">{permalink}</span>') == 3
            assert f'class="hs-permalink" href="../../{permalink}"' in everything


def test_code_and_templates_name_nothing_of_a_companion() -> None:
    names = set()
    for content in COMPANIONS.values():
        library = build_pages(content, templates_folder()).library
        names |= {name.lower() for d in library.dimensions for name in (d.id, d.name, d.colour)}
        names |= {name.lower() for actor in library.actors for name in (actor.id, actor.name) if len(name) > 3}
    for path in OURS:
        text = (ROOT / path).read_text("utf-8").lower()
        assert [name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)] == [], path
