"""What a build shows while it runs, and says of its time."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.build import build_pages, templates_folder
from hedgesite.cli.main import main
from hedgesite.cli.progress import ProgressBar, timings
from hedgesite.publish import shell_for
from hedgesite.timing import STAGES, Stages
from tests.companions import copy_site, settings_of


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands still until a test moves it."""
    now = [100.0]
    monkeypatch.setattr("time.perf_counter", lambda: now[0])
    return now


def test_every_moment_belongs_to_one_stage(clock: list[float]) -> None:
    stages = Stages()
    clock[0] += 1
    stages.enter("load")
    clock[0] += 2
    stages.enter("shell")
    clock[0] += 4
    stages.enter("write")
    clock[0] += 8
    stages.enter("shell")
    clock[0] += 16
    seconds = stages.seconds()
    assert {name: spent for name, spent in seconds.items() if spent} == {
        "import": 1,
        "load": 2,
        "shell": 20,
        "write": 8,
    }
    assert sum(seconds.values()) == 31


def test_pages_are_counted() -> None:
    told: list[tuple[int, int]] = []
    stages = Stages(lambda done, pages: told.append((done, pages)))
    stages.enter("load")
    for done in (1, 2):
        stages.enter("shell")
        stages.count(done, 2)
        stages.enter("write")
    assert list(dict.fromkeys(told)) == [(0, 0), (1, 2), (2, 2)]
    assert told == sorted(told)


def test_a_table_of_times() -> None:
    assert timings({"load": 0.5, "render": 1.5}).splitlines() == [
        "load       0.500 s   25.0%",
        "render     1.500 s   75.0%",
        "all        2.000 s",
    ]


def test_a_bar_shows_once_a_second_has_passed(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with ProgressBar(clock[0]) as bar:
        clock[0] += 0.9
        bar.show(0, 0)
        assert bar.bar is None
        clock[0] += 0.2
        bar.show(0, 0)
        assert bar.bar is not None
        assert bar.bar.pct == 0
        clock[0] += 1
        bar.show(3, 4)
        assert bar.bar.pct == pytest.approx(0.75)
    shown = capsys.readouterr().err
    assert "Building" in shown
    assert "3/4" in shown


def test_sheets_of_a_book_have_a_bar_of_their_own(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with ProgressBar(clock[0]) as bar:
        for done, of in ((56, 57), (57, 57), (1, 100), (2, 100)):
            clock[0] += 2
            bar.show(done, of)
        assert bar.bar.pct == pytest.approx(0.02)
    shown = capsys.readouterr().err
    assert "57/57" in shown
    assert "2/100" in shown


def test_nobody_at_a_terminal_sees_no_bar(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(clock[0]) as bar:
        clock[0] += 10
        bar.show(1, 2)
        assert bar.bar is None
    assert capsys.readouterr().err == ""


def test_a_build_says_where_its_time_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_site("minimal", tmp_path)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["build", "--timings"])
    assert result.exit_code == 0, result.output
    found = re.findall(r"^(\w+) +([\d.]+) s +[\d.]+%$", result.stdout, re.MULTILINE)
    assert [name for name, _ in found] == list(STAGES)
    whole = re.search(r"^all +([\d.]+) s$", result.stdout, re.MULTILINE)
    assert whole
    assert float(whole[1]) == pytest.approx(sum(float(spent) for _, spent in found), abs=0.01)


def test_without_the_option_nothing_is_said_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_site("minimal", tmp_path))
    assert "%" not in CliRunner().invoke(main, ["build"]).stdout


def test_the_pages_that_a_build_counts_are_those_of_its_site(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    built = build_pages(folder / "content", templates_folder())
    told: list[tuple[int, int]] = []
    shell_for(settings_of(folder)).publish(built, Stages(lambda done, pages: told.append((done, pages))))
    pages = len(built.pages)
    assert list(dict.fromkeys(told)) == [(0, 0), *((number + 1, pages) for number in range(pages))]
