"""What is remembered of good answers, whatever becomes of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hedgesite.links import Answer, LinkCache
from hedgesite.links.result import Verdict, dead, unsure

DAY = 24 * 60 * 60
NOW = 1_800_000_000.0
GOOD = Answer(Verdict.GOOD)
A, B = "https://example.org/a", "https://example.org/b"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "links.json"


def test_good_answers_are_remembered_for_a_week(file: Path) -> None:
    moved = Answer(Verdict.GOOD, moved_to="https://example.org/ć")
    LinkCache(file, NOW).store({A: GOOD, B: moved})
    assert dict(LinkCache(file, NOW + 7 * DAY - 1)) == {A: GOOD, B: moved}
    assert dict(LinkCache(file, NOW + 7 * DAY)) == {}


def test_an_answer_of_this_very_moment_is_remembered(file: Path) -> None:
    LinkCache(file, NOW + 0.7).store({A: GOOD})
    assert dict(LinkCache(file, NOW + 0.8)) == {A: GOOD}


def test_bad_answers_are_not_remembered(file: Path) -> None:
    LinkCache(file, NOW).store({A: GOOD})
    LinkCache(file, NOW + DAY).store({A: dead("answers 404"), B: unsure("answers 500")})
    assert dict(LinkCache(file, NOW + DAY)) == {}


def test_what_other_companions_asked_is_kept(file: Path) -> None:
    LinkCache(file, NOW).store({A: GOOD})
    LinkCache(file, NOW + DAY).store({B: GOOD})
    assert set(LinkCache(file, NOW + DAY)) == {A, B}
    assert set(LinkCache(file, NOW + 7 * DAY)) == {B}


def test_what_is_old_leaves_the_file(file: Path) -> None:
    LinkCache(file, NOW).store({A: GOOD})
    LinkCache(file, NOW + 8 * DAY).store({B: GOOD})
    assert A not in file.read_text("utf-8")


def test_a_fresh_look_believes_nothing_and_forgets_nothing(file: Path) -> None:
    LinkCache(file, NOW).store({A: GOOD, B: GOOD})
    fresh = LinkCache(file, NOW + DAY, fresh=True)
    assert dict(fresh) == {}
    fresh.store({A: GOOD})
    assert set(LinkCache(file, NOW + 7 * DAY)) == {A}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '{"version": 1}',
        '{"version": 2, "good": {"https://example.org/a": {"asked": 1800000000}}}',
        '{"version": 1, "good": []}',
        '{"version": 1, "good": {"https://example.org/a": null}}',
        '{"version": 1, "good": {"https://example.org/a": {"asked": "today"}}}',
        '{"version": 1, "good": {"https://example.org/a": {"asked": 1800000000, "moved-to": 3}}}',
        '{"version": 1, "good": {"https://example.org/a": {"asked": 1800000001}}}',
        '{"version": 1, "good": {"https://example.org/a": {"asked": NaN}}}',
        '{"version": 1, "good": {"https://example.org/a": {"asked": 1e999}}}',
        f'{{"version": 1, "good": {{"https://example.org/a": {{"asked": 1{"0" * 400}}}}}}}',
        "[" * 100_000,
        "\ud800",
    ],
)
def test_a_broken_file_is_no_memory(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8", errors="surrogatepass")
    cache = LinkCache(file, NOW)
    assert dict(cache) == {}
    cache.store({B: GOOD})
    assert set(LinkCache(file, NOW)) == {B}


def test_an_address_of_any_letters_is_written(file: Path) -> None:
    odd = "https://example.org/\ud800"
    LinkCache(file, NOW).store({odd: GOOD})
    assert set(LinkCache(file, NOW)) == {odd}


def test_the_file_is_whole_or_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LinkCache(file, NOW).store({A: GOOD})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        LinkCache(file, NOW).store({B: GOOD})
    assert set(LinkCache(file, NOW)) == {A}
    assert [path.name for path in file.parent.iterdir()] == ["links.json"]


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    cache = LinkCache(tmp_path / "taken" / "links.json", NOW)
    cache.store({A: GOOD})
    assert dict(LinkCache(tmp_path / "taken" / "links.json", NOW)) == {}


def test_the_file_can_be_read_by_people(file: Path) -> None:
    LinkCache(file, NOW).store({A: GOOD})
    assert json.loads(file.read_text("utf-8")) == {"version": 1, "good": {A: {"asked": NOW}}}
