"""Addresses at the hosts of repositories: of a line, and of an issue that knows where the error is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from hedgesite.publish.edit_links import line_address, report_address

FORM = Path(__file__).parents[1] / ".github" / "ISSUE_TEMPLATE" / "passage.yml"


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        ("https://github.com/a/b/edit/main/c/x.md", "https://github.com/a/b/blob/main/c/x.md?plain=1#L"),
        ("https://github.com/a/b/blob/dev/c/x.md", "https://github.com/a/b/blob/dev/c/x.md?plain=1#L"),
        ("https://github.com/edit/b/edit/main/x.md", "https://github.com/edit/b/blob/main/x.md?plain=1#L"),
        ("https://gitlab.com/g/s/b/-/edit/main/x.md", "https://gitlab.com/g/s/b/-/blob/main/x.md?plain=1#L"),
        ("https://codeberg.org/a/b/_edit/main/x.md", "https://codeberg.org/a/b/src/branch/main/x.md?display=source#L"),
        ("https://bitbucket.org/a/b/src/main/x.md", "https://bitbucket.org/a/b/src/main/x.md#lines-"),
        ("https://git.example.org/a/b/edit/main/x.md", ""),
        ("https://github.com/a/b/wiki/x", ""),
        ("", ""),
    ],
)
def test_a_host_shows_lines_in_its_own_way(edit: str, line: str) -> None:
    assert line_address(edit) == line


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_github_fills_in_the_form() -> None:
    url = report_address("https://github.com/a/b/", "War & “peace”", "https://a.org/x/", "content/x.md")
    assert url.startswith("https://github.com/a/b/issues/new?")
    said = query(url)
    assert said == {
        "template": FORM.name,
        "title": "Error: War & “peace”",
        "address": "https://a.org/x/",
        "file": "content/x.md",
    }
    form = yaml.safe_load(FORM.read_text("utf-8"))
    assert set(said) - {"template", "title"} <= {part["id"] for part in form["body"] if "id" in part}


def test_other_hosts_fill_in_the_text() -> None:
    gitlab = report_address("https://gitlab.com/a/b", "T", "https://a.org/x/", "content/x.md")
    assert gitlab.startswith("https://gitlab.com/a/b/-/issues/new?")
    assert query(gitlab) == {"issue[title]": "Error: T", "issue[description]": "https://a.org/x/\n\ncontent/x.md\n\n"}
    codeberg = report_address("https://codeberg.org/a/b", "T", "/x/", "")
    assert query(codeberg) == {"title": "Error: T", "body": "/x/\n\n"}


@pytest.mark.parametrize("url", ["", "https://git.example.org/a/b"])
def test_where_the_host_is_unknown_a_letter_is_begun(url: str) -> None:
    letter = report_address(url, "War & peace", "https://a.org/x/", "content/x.md", "lake+site@example.org")
    assert letter.startswith("mailto:lake+site@example.org?subject=Error%3A%20War%20%26%20peace&body=https%3A%2F%2F")
    assert query(letter) == {"subject": "Error: War & peace", "body": "https://a.org/x/\n\ncontent/x.md\n\n"}


def test_a_form_comes_before_a_letter() -> None:
    assert report_address("https://github.com/a/b", "T", "/x/", "", "a@example.org").startswith("https://github.com/")


@pytest.mark.parametrize("url", ["", "https://git.example.org/a/b", "https://bitbucket.org/a/b"])
def test_where_the_host_is_unknown_there_is_no_address(url: str) -> None:
    assert report_address(url, "T", "/x/", "content/x.md") == ""


def test_a_page_without_a_file_names_none() -> None:
    assert "file" not in query(report_address("https://github.com/a/b", "T", "/x/", ""))
    assert not re.search(r"\s$", query(report_address("https://github.com/a/b", "T", "/x/", ""))["address"])
