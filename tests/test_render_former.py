"""Published links to a passage's former id still lead to it."""

from __future__ import annotations

from pathlib import Path

from hedgesite.build import build_pages, templates_folder

CONTENT = Path(__file__).parent / "sites" / "full" / "content"


def test_a_former_id_of_a_passage_is_an_anchor_in_it() -> None:
    built = build_pages(CONTENT, templates_folder())
    bodies = {page.path: page.body for page in built.pages}
    renamed = [passage for passage in built.library.passages if passage.annotation.aliases]
    assert renamed
    for passage in renamed:
        body = bodies[f"read/{passage.section}/"]
        inside = body[body.index(f'id="{passage.id}"') :]
        for alias in passage.annotation.aliases:
            assert inside.index(f'id="{alias}"') < inside.index("hs-passage__text")
