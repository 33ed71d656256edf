"""What pages that lie equally deep show alike is made once, and shows on each what it would show alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.render.made_alike import Alike, MadeAlike
from hedgesite.render.page_context import PageContext
from hedgesite.render.passage_views import passage_view
from hedgesite.render.source_views import source_view

SITES = Path(__file__).parent / "sites"


def contexts_of(name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Built, Mapping[str, PageContext]]:
    """A built companion, and the view that each of its pages had of it, by path."""
    found: dict[str, PageContext] = {}

    class Kept(PageContext):
        def __init__(self, site: object, path: str) -> None:
            super().__init__(site, path)  # type: ignore[arg-type]  # a site, whatever its class
            found[path] = self

    monkeypatch.setattr("hedgesite.render.PageContext", Kept)
    return build_pages(SITES / name / "content", templates_folder()), found


def test_pages_equally_deep_share_what_a_passage_and_a_source_are_coded_to(monkeypatch: pytest.MonkeyPatch) -> None:
    built, contexts = contexts_of("full", monkeypatch)
    passage = next(each for section in built.library.sections for each in section.passages if each.annotation.actors)
    one, other, *_ = [context for path, context in contexts.items() if path.startswith("actors/") and path != "actors/"]
    assert passage_view(one, passage).things is passage_view(other, passage).things
    key = built.library.sources[0].key
    assert source_view(one, key, popup=False) is source_view(other, key, popup=False)
    one.popups.clear()
    assert source_view(one, key).popup
    assert ("source", key) in one.popups


def test_a_page_on_which_things_have_their_place_has_links_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    built, contexts = contexts_of("full", monkeypatch)
    passage = built.library.sections[0].passages[0]
    own, elsewhere = (
        contexts[f"read/{passage.section}/"],
        next(context for path, context in contexts.items() if path.startswith("actors/") and path != "actors/"),
    )
    assert own.to("passage", passage.id) == f"#{passage.id}"
    assert elsewhere.to("passage", passage.id) == f"../../read/{passage.section}/#{passage.id}"


@pytest.mark.parametrize("name", ["full", "bilingual"])
def test_pages_are_what_they_would_be_if_each_stood_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = SITES / name / "content"
    together = build_pages(content, templates_folder())
    monkeypatch.setattr(MadeAlike, "on", lambda *_: Alike({}, {}))
    assert build_pages(content, templates_folder()).pages == together.pages
