"""A value that takes long: the former one in the meantime, and the newest in the end."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hedgesite.build import BuildCache, build_pages, templates_folder
from hedgesite.cache.later import Later
from hedgesite.styles.csl import engine
from tests.companions import copy_site

IN_TIME = 30.0


def test_without_a_server_each_value_is_awaited() -> None:
    later: Later[str] = Later()
    assert later.get_or_make(1, lambda: "one", str) == "one"
    assert later.get_or_make(1, lambda: "other", str) == "one"
    assert later.get_or_make(2, lambda: "two", str) == "two"


def test_what_it_raises_is_passed_on() -> None:
    later: Later[int] = Later()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            later.get_or_make(1, lambda: 1 // 0, int)


def test_a_server_shows_the_former_value_until_the_next_is_made() -> None:
    later: Later[str] = Later()
    ready, go = threading.Event(), threading.Event()
    later.patience, later.ready = 0.01, ready.set
    assert later.get_or_make(1, lambda: "one", str) == "one"

    def slow() -> str:
        go.wait(IN_TIME)
        return "two"

    assert later.get_or_make(2, slow, str.upper) == "ONE"
    assert later.get_or_make(2, slow, str.upper) == "ONE"
    # Asked for something newer, it is skipped if its turn has not come.
    assert later.get_or_make(3, lambda: "three", str.upper) == "ONE"
    go.set()
    assert ready.wait(IN_TIME)
    later.patience = IN_TIME
    assert later.get_or_make(3, lambda: "never", str) == "three"


def test_a_build_of_a_server_does_not_wait_for_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = copy_site("notes", tmp_path / "notes") / "content"
    monkeypatch.setattr("hedgesite.cache.kept_results.cache_folder", lambda: tmp_path / "cache")
    cache, ready, go = BuildCache(), threading.Event(), threading.Event()
    cache.references.ready = ready.set
    first = build_pages(content, templates_folder(), cache=cache)
    run, cache.references.patience = engine._run, 0.01

    def slow(*given: object) -> str:
        go.wait(IN_TIME)
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "_run", slow)
    bib, section = content / "references.bib", content / "sections" / "02-keeping.md"
    bib.write_text(bib.read_text("utf-8") + "@book{rail2019, author={Rail, Ed}, title={New}, date={2019}}\n", "utf-8")
    section.write_text(section.read_text("utf-8").replace("@egret2014, 110", "@rail2019, 5"), "utf-8")
    meanwhile = build_pages(content, templates_folder(), cache=cache)
    assert not meanwhile.report.errors
    assert {page.path for page in meanwhile.pages} == {page.path for page in first.pages} | {"sources/rail2019/"}
    go.set()
    assert ready.wait(IN_TIME)
    cache.references.patience = IN_TIME
    after, clean = build_pages(content, templates_folder(), cache=cache), build_pages(content, templates_folder())
    assert [page.body for page in after.pages] == [page.body for page in clean.pages]
    assert [page.body for page in after.pages] != [page.body for page in meanwhile.pages]
