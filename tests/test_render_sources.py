"""A source's card links to nothing but the web."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder

MINIMAL = Path(__file__).parent / "sites" / "minimal" / "content"


@pytest.mark.parametrize(
    ("address", "linked"),
    [("https://web.archive.org/web/1/https://example.org", True), ("javascript:alert(1)", False), ("//evil", False)],
)
def test_an_archived_copy_is_linked_where_it_is_a_web_address(tmp_path: Path, address: str, linked: bool) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIMAL, content)
    entry = f"@online{{kept, title={{Kept}}, author={{Example, A.}}, date={{2020}}, archive-url={{{address}}}}}\n"
    with (content / "references.bib").open("a", encoding="utf-8") as file:
        file.write(entry)
    built = build_pages(content, templates_folder())
    card = next(page.body for page in built.pages if page.path == "sources/kept/")
    assert (f'href="{address}"' in card) is linked
    assert "Archived copy" in card if linked else "Archived copy" not in card
