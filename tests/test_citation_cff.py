"""CITATION.cff: what the schema of Citation File Format 1.2.0 demands, and nothing that is not known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hedgesite.build import build_pages, templates_folder
from tests.companions import SITES, copy_site

ROOT_FIELDS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
    "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip
REFERENCE_FIELDS = {
    "type", "title", "authors", "journal", "volume", "issue", "start", "end", "publisher", "date-published", "year",
    "doi", "url",
}  # fmt: skip
DAY = r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])"
DOI = r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+"
URL = r"(https|http|ftp|sftp)://.+"


def citation(content: Path, site_url: str = "") -> dict[str, Any]:
    found = build_pages(content, templates_folder(), site_url)
    assert not found.report.errors, found.report.errors
    loaded: dict[str, Any] = yaml.safe_load(found.files["CITATION.cff"])
    return loaded


def assert_valid(data: dict[str, Any]) -> None:
    assert set(data) <= ROOT_FIELDS
    assert data["cff-version"] == "1.2.0"
    assert data["type"] in {"software", "dataset"}
    for name in ("message", "title"):
        assert isinstance(data[name], str)
        assert data[name]
    assert_people(data["authors"])
    assert isinstance(data.get("version", ""), str)
    assert re.fullmatch(DAY, data.get("date-released", "2026-11-27"))
    assert re.fullmatch(URL, data.get("url", "https://a"))
    assert re.fullmatch(URL, data.get("license-url", "https://a"))
    assert len(data.get("keywords", "a")) == len(set(data.get("keywords", "a"))) > 0
    for reference in data["references"]:
        assert set(reference) <= REFERENCE_FIELDS
        assert_people(reference["authors"])
        assert re.fullmatch(DOI, reference.get("doi", "10.1234/a"))
        assert re.fullmatch(DAY, reference.get("date-published", "2026-11-27"))
        assert all(isinstance(reference.get(name, ""), str) for name in REFERENCE_FIELDS - {"authors", "publisher"})


def assert_people(people: list[dict[str, str]]) -> None:
    assert people
    for person in people:
        assert set(person) <= {"given-names", "family-names", "affiliation", "orcid", "name"}
        assert ("name" in person) != ("family-names" in person)
        orcid = r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"
        assert re.fullmatch(orcid, person.get("orcid", "https://orcid.org/0000-0000-0000-0000"))
        assert all(person.values())


@pytest.mark.parametrize("site", ["full", "minimal", "whole", "arabic", "chinese", "hebrew", "german"])
@pytest.mark.parametrize("site_url", ["", "https://companion.example/here/"])
def test_it_is_valid(site: str, site_url: str) -> None:
    data = citation(SITES / site / "content", site_url)
    assert_valid(data)
    assert data.get("url", "") == site_url


def changed(tmp_path: Path, text: str) -> dict[str, Any]:
    content = copy_site("minimal", tmp_path) / "content"
    path = content / "article.yml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    data = citation(content)
    assert_valid(data)
    return data


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("{name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}", {"license": "CC-BY-4.0"}),
        ("{name: x, url: 'http://creativecommons.org/licenses/by-nc-sa/2.5/deed.sr'}", {"license": "CC-BY-NC-SA-2.5"}),
        ("{name: x, url: 'https://creativecommons.org/publicdomain/zero/1.0/'}", {"license": "CC0-1.0"}),
        ("{name: CC BY-SA 4.0}", {"license": "CC-BY-SA-4.0"}),
        ("{name: CC BY 3.0 RS, url: 'https://creativecommons.org/licenses/by/3.0/rs/'}",
         {"license-url": "https://creativecommons.org/licenses/by/3.0/rs/"}),
        ("{name: Ours, url: 'https://example.org/terms'}", {"license-url": "https://example.org/terms"}),
        ("{name: All rights reserved}", {}),
    ],
)  # fmt: skip
def test_licences_have_the_names_of_spdx(tmp_path: Path, licence: str, expected: dict[str, str]) -> None:
    data = changed(tmp_path, f"companion:\n  licence: {licence}\n")
    assert {name: value for name, value in data.items() if name.startswith("license")} == expected


@pytest.mark.parametrize("version", ["1.10", "2026-11-27", "true", "'it''s: a [test] # x'", '"<b>\\"&"', "ж"])
def test_odd_versions_stay_text(tmp_path: Path, version: str) -> None:
    data = changed(tmp_path, f"companion:\n  version: {version}\n")
    assert data["version"] == str(yaml.load(version, Loader=yaml.BaseLoader))


def test_whose_words_they_are_decides_who_is_cited(tmp_path: Path) -> None:
    maker = "companion:\n  authors: [{given: M., family: Maker}]\n"
    restated = changed(tmp_path / "restatement", maker)
    assert restated["authors"] == [{"given-names": "M.", "family-names": "Maker"}]
    own = changed(tmp_path / "article", f"text: article\n{maker}")
    assert own["authors"] == own["references"][0]["authors"]
    nobody = changed(tmp_path / "nobody", "")
    assert [set(author) for author in nobody["authors"]] == [{"name"}]


def test_a_doi_that_the_format_refuses_is_an_address(tmp_path: Path) -> None:
    data = changed(tmp_path, "journal: {doi: '10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#'}\n")
    assert data["references"][0]["url"] == "https://doi.org/10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#"
