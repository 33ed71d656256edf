"""An id as `<!-- #id -->` is the same as `{#id}`, for everything that reads, compares or writes a companion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.changes import as_text, compare, read_work_tree
from tests.companions import copy_site, write_files

LINE = re.compile(r"^(\s*(?:> ?|- )*)\{(#[a-z0-9-]+[^{}\n]*)\}$", re.MULTILINE)


def rewritten(folder: Path) -> int:
    """Write every id before a block as a comment; how many there were."""
    number = 0
    for path in sorted((folder / "content").rglob("*.md")):
        text, here = LINE.subn(r"\1<!-- \2 -->", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
        number += here
    return number


def said(built: Built) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.problem) for finding in built.report.diagnostics]


def built(folder: Path) -> Built:
    return build_pages(folder / "content", templates_folder())


@pytest.mark.parametrize(("site", "least"), [("full", 10), ("whole", 10), ("handover", 5)])
def test_pages_and_downloads_are_the_same(site: str, least: int, tmp_path: Path) -> None:
    folder = copy_site(site, tmp_path)
    before, revision = built(folder), read_work_tree(folder / "content")
    assert rewritten(folder) >= least
    after, now = built(folder), read_work_tree(folder / "content")
    assert not after.report.errors
    assert {page.path: page.body for page in after.pages} == {page.path: page.body for page in before.pages}
    assert said(after) == said(before)
    told = {path: LINE.sub(r"\1<!-- \2 -->", data.decode("utf-8", "replace")) for path, data in before.files.items()}
    # What is written of the content itself has the content's own writing.
    assert {path for path, data in after.files.items() if data.decode("utf-8", "replace") != told[path]} <= {
        "downloads/companion.json",
        "downloads/content.zip",
    }
    changes = compare(revision.library, now.library, revision.report, now.report)
    assert not changes, as_text(changes)


@pytest.mark.parametrize(
    "comment", ["<!-- #TODO -->", "<!-- # lake -->", "<!-- #lake: more -->", "<!-- lake -->", "<!-- #lake -- #b -->x"]
)
def test_any_other_comment_is_one(comment: str, tmp_path: Path) -> None:
    text = f"---\ntitle: T\n---\n\n{comment}\nText.\n"
    folder = write_files(copy_site("minimal", tmp_path), {"content/sections/introduction.md": text})
    report = read_work_tree(folder / "content").report
    assert "passage-id-missing" in {finding.rule.id for finding in report.diagnostics}


def test_an_attribute_that_is_none_is_a_finding(tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n\n<!-- #lake onclick=tripped() -->\nText [@example2020].\n"
    folder = write_files(copy_site("minimal", tmp_path), {"content/sections/introduction.md": text})
    report = read_work_tree(folder / "content").report
    assert [(d.rule.id, d.origin.column) for d in report.diagnostics] == [("attribute", 12)]


def test_a_preview_shows_neither_the_id_nor_a_gap() -> None:
    # The parser of VS Code's preview, in its Python port, with HTML on as there.
    shown = MarkdownIt("commonmark", {"html": True}).render("<!-- #lake -->\nText.\n")
    assert re.sub(r"<!--.*?-->\s*", "", shown) == "<p>Text.</p>\n"
    assert "{#lake}" in MarkdownIt("commonmark").render("{#lake}\nText.\n")
