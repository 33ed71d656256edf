"""Nothing but a companion's own files speaks of its theory, and a codebook of any form is shown whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import as_text
from tests.companions import SITES, copy_site, read
from tests.exports import downloaded

ROOT = Path(__file__).resolve().parents[1]
HANDOVER = SITES / "handover" / "content"
THEORYS_WORDS = re.compile(r"hedging|bandwagon|acceptance|rejection", re.IGNORECASE)
TEXTS = {".py", ".html", ".css", ".js", ".json", ".yml", ".md", ".pot", ".po", ".txt", ".xml"}


def texts_of_the_program() -> Iterator[Path]:
    for folder in ("src", "templates"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS and path.is_file())


def test_no_theorys_words_stand_in_code_templates_styles_or_interface() -> None:
    texts = list(texts_of_the_program())
    assert len(texts) > 300
    found = {str(path.relative_to(ROOT)): THEORYS_WORDS.findall(path.read_text("utf-8")) for path in texts}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.fixture(scope="module")
def built() -> Built:
    return build_pages(HANDOVER, templates_folder())


def page(built: Built, path: str) -> str:
    return next(str(each.body) for each in built.pages if each.path == path)


def test_a_codebook_of_eleven_without_a_spectrum_is_shown_whole(built: Built) -> None:
    assert as_text(built.report) == ""
    dimensions = built.library.dimensions
    assert len(dimensions) == 11
    index = page(built, "dimensions/")
    assert "hs-spectrum__axis" not in index
    assert "How often each is coded" in index
    for dimension in dimensions:
        assert f'href="../dimensions/{dimension.id}/"' in index
        assert page(built, f"dimensions/{dimension.id}/")


def test_a_passage_counts_once_at_the_whole_in_every_place(built: Built) -> None:
    coded = {"content-of-talk": 10, "patient-state": 4, "plan": 4, "risk": 4}
    document: dict[str, Any] = json.loads(downloaded(HANDOVER, "companion.json"))
    backlinks = {each["id"]: each["coded"] for each in document["backlinks"] if each["kind"] == "dimension"}
    index = page(built, "dimensions/")
    for id, number in coded.items():
        assert len(backlinks[id]) == number
        assert f"{number} coded passages" in page(built, f"dimensions/{id}/")
        assert re.search(rf'href="../dimensions/{id}/#passages">{number} coded passages', index)
    assert "everything-about-one" in backlinks["content-of-talk"], "it has three of the parts"
    legend = page(built, "read/what-is-said/")
    assert re.search(r'data-dimension="content-of-talk".*?>7<', legend)
    assert re.search(r'data-dimension="patient-state" class="hs-sub" data-above="content-of-talk"', legend)


def test_parts_of_parts_and_former_codes(built: Built) -> None:
    assert 'data-former="information"' in page(built, "read/what-is-said/")
    assert built.library.levels.parent_of["plan"] == "content-of-talk", "its parent is named by a former id"


def test_lanes_and_exports_have_both_levels(built: Built) -> None:
    timeline = page(built, "timeline/")
    assert "What is said: The state of a patient" in timeline
    assert 'data-dimensions="patient-state content-of-talk plan"' in timeline
    rows = downloaded(HANDOVER, "passages.csv")
    assert "patient-state; plan" in rows
    codebook = downloaded(HANDOVER, "codebook.qdc")
    whole = codebook.index('name="What is said"')
    part = codebook.index('name="The state of a patient"')
    assert whole < part < codebook.index("</Codes>", whole), "the part is inside the whole"


def test_kinds_of_ones_own_are_named_in_ones_own_words(built: Built) -> None:
    actors = page(built, "actors/")
    assert "Wards" in actors
    assert "Devices and records" in actors
    assert "Persons" in actors, "a usual kind keeps its heading"
    assert "proposition" in page(built, "hypotheses/")
    assert "vignette" in page(built, "read/the-place/")
    assert "what others have found" in page(built, "read/introduction/"), "a usual role has another name here"
    assert "field notes" in page(built, "read/what-is-said/")


@pytest.mark.parametrize(
    ("file", "written", "instead", "finding"),
    [
        ("actors.yml", "kind: ward,", "kind: wart,", "'wart' does not fit the field 'kind'; did you mean 'ward'?"),
        ("sections/04-the-place.md", "role: vignette", "role: vinette", "did you mean 'vignette'?"),
        ("sections/02-what-is-said.md", "kind: field-notes", "kind: notes", "'notes' does not fit the field 'kind'"),
        ("hypotheses.yml", "kind: proposition", "kind: propositions", "did you mean 'proposition'?"),
        ("words.yml", "id: ward,", "id: Ward,", "'Ward' is not an id"),
        ("dimensions.yml", "parent: information", "parent: informatio", "there is no dimension 'informatio'"),
        ("dimensions.yml", "name: Feeling", "name: Feeling\n    stance: near", ""),
    ],
)
def test_a_misspelt_kind_is_found(file: str, written: str, instead: str, finding: str, tmp_path: Path) -> None:
    content = copy_site("handover", tmp_path) / "content"
    path = content / file
    text = path.read_text("utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), "utf-8")
    found = as_text(read(content)[1])
    assert finding in found
    assert found.count("\n") <= 1, "nothing follows from it"


@pytest.mark.parametrize(
    ("stances", "finding"),
    [
        (("near", "far"), ""),
        (("near", "neutral"), ""),
        (("near", "far", "other"), "'other' does not fit the field 'stance'"),
    ],
)
def test_a_spectrum_has_two_ends(stances: tuple[str, ...], finding: str, tmp_path: Path) -> None:
    content = copy_site("handover", tmp_path) / "content"
    path = content / "dimensions.yml"
    text = path.read_text("utf-8")
    for name, stance in zip(("Teaching", "Feeling", "Surroundings"), stances, strict=False):
        text = text.replace(f"    name: {name}\n", f"    name: {name}\n    stance: {stance}\n")
    path.write_text(text, "utf-8")
    library, report = read(content)
    assert finding in as_text(report)
    assert bool(finding) is bool(report.diagnostics)
    assert library.codebook
    assert next(iter(library.codebook.ends)) == "near"


def test_names_of_ends_may_stand_among_the_fields_of_the_framework() -> None:
    library, report = read(SITES / "german" / "content")
    assert as_text(report) == ""
    assert library.codebook
    assert list(library.codebook.ends.values()) == ["Hinnahmebereitschaft", "Zurückweisung"]
