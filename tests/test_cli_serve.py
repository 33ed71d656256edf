"""What `hedgesite serve` says at the terminal: where it serves, what it finds, and when it has built again."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.cli import main
from hedgesite.publish.mkdocs import serve as served
from tests.companions import copy_site


def test_it_says_what_a_writer_needs_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def serve(file: Path, address: str | None, *, open_browser: bool) -> None:
        logging.getLogger("mkdocs").setLevel(logging.INFO)
        for name, level, text in (
            ("mkdocs.commands.build", logging.INFO, "Cleaning site directory"),
            ("mkdocs.livereload", logging.INFO, f"Serving on {address}, {file.name}, {open_browser}"),
            ("mkdocs.plugins.hedgesite", logging.ERROR, "a.md:1:1: \x1b[2J"),
            ("mkdocs.commands.build", logging.WARNING, "Something is odd"),
            ("elsewhere", logging.INFO, "Nobody asked"),
        ):
            logging.getLogger(name).log(level, text)

    monkeypatch.setattr(served, "serve_site", serve)
    (copy_site("minimal", tmp_path) / "mkdocs.yml").rename(tmp_path / "site.yml")
    before = list(logging.getLogger("mkdocs").handlers)
    told = CliRunner().invoke(main, ["serve", "-f", str(tmp_path / "site.yml"), "-a", "127.0.0.1:8123"], color=True)
    assert told.exit_code == 0
    assert told.stdout == ""
    assert told.stderr.splitlines() == [
        "Serving on 127.0.0.1:8123, site.yml, False",
        "\x1b[31ma.md:1:1: \\x1b[2J\x1b[0m",
        "\x1b[33mSomething is odd\x1b[0m",
    ]
    assert logging.getLogger("mkdocs").handlers == before
