"""REFI-QDA: schemas, positions, and GUIDs that stay."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import xmlschema

from hedgesite.export.refi import codebook_qdc, project_qdpx
from tests.exports import COMPANIONS, FULL, MINIMAL, REAL, TESTS, context_of, downloads_of

P = "{urn:QDA-XML:project:1.0}"
C = "{urn:QDA-XML:codebook:1.0}"
CODED = (REAL, FULL)


@cache
def schema(name: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(TESTS / "refi" / f"{name}.xsd"))


def archive(content: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(downloads_of(content)["downloads/companion.qdpx"]))


def project(content: Path) -> Element:
    return ElementTree.fromstring(archive(content).read("project.qde"))


def text_of(content: Path, source: Element) -> str:
    return archive(content).read(source.attrib["plainTextPath"].replace("internal://", "sources/")).decode()


@pytest.mark.parametrize("content", CODED, ids=lambda path: path.parent.name)
def test_the_codebook_keeps_to_the_standard(content: Path) -> None:
    document = downloads_of(content)["downloads/codebook.qdc"].decode()
    schema("codebook").validate(document)
    root = ElementTree.fromstring(document)
    assert root.find(f"{C}Sets") is None


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_the_project_keeps_to_the_standard(content: Path) -> None:
    schema("project").validate(archive(content).read("project.qde").decode())


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: re.sub(r"(<Users>.*?</Users>)(.*)(</Project>)", r"\2\1\3", text, flags=re.DOTALL),
        lambda text: re.sub(r'(<CodeRef targetGUID=")[^"]{8}', r"\g<1>00000000", text, count=1),
        lambda text: re.sub(r"<Sources>.*</Sources>", "<Sources />", text, flags=re.DOTALL),
        lambda text: re.sub(r'startPosition="\d+"', 'startPosition="-1"', text, count=1),
        lambda text: text.replace("<Coding guid", "<Coding id", 1),
    ],
    ids=["order", "unknown-code", "empty-sources", "position", "no-guid"],
)
def test_the_schema_would_notice(broken: object) -> None:
    text = archive(FULL).read("project.qde").decode()
    assert callable(broken)
    assert broken(text) != text
    assert not schema("project").is_valid(broken(text))


@pytest.mark.parametrize("content", CODED, ids=lambda path: path.parent.name)
def test_codes_are_the_dimensions_below_their_framework(content: Path) -> None:
    codebook = context_of(content).library.codebook
    assert codebook is not None
    root = ElementTree.fromstring(downloads_of(content)["downloads/codebook.qdc"])
    (framework,) = root.iterfind(f"{C}Codes/{C}Code")
    assert (framework.attrib["name"], framework.attrib["isCodable"]) == (codebook.framework.name, "false")
    codes = [
        (code.attrib["name"], code.attrib["color"], code.attrib["isCodable"]) for code in framework.iterfind(f"{C}Code")
    ]
    assert codes == [(each.name, each.colour, "true") for each in codebook.dimensions]
    shared = {code.attrib["guid"] for code in root.iter(f"{C}Code")}
    assert shared <= {code.attrib["guid"] for code in project(content).iter(f"{P}Code")}


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_selections_are_the_passages(content: Path) -> None:
    context = context_of(content)
    sources = project(content).findall(f"{P}Sources/{P}TextSource")
    assert len(sources) == len(context.library.sections)
    for section, source in zip(context.library.sections, sources, strict=True):
        text = text_of(content, source)
        assert text.startswith(section.title)
        assert "\r" not in text
        expected = context.texts.passages(section)
        for selection in source.iterfind(f"{P}PlainTextSelection"):
            start, end = (int(selection.attrib[f"{name}Position"]) for name in ("start", "end"))
            selected = re.sub(r"\[\d+\]", "", text[start:end])
            assert selected == expected[selection.attrib["name"]]


@pytest.mark.parametrize("content", CODED, ids=lambda path: path.parent.name)
def test_codings_are_those_of_the_companion(content: Path) -> None:
    context, root = context_of(content), project(content)
    names = {code.attrib["guid"]: code.attrib["name"] for code in root.iter(f"{P}Code")}
    found = {
        (selection.attrib["name"], names[reference.attrib["targetGUID"]])
        for selection in root.iter(f"{P}PlainTextSelection")
        for reference in selection.iter(f"{P}CodeRef")
    }
    labels = {dimension.id: dimension.name for dimension in context.library.dimensions}
    coded = {
        (passage, name)
        for id, name in labels.items()
        for passage in context.derived.relations.coded.get(("dimension", id), ())
    }
    assert coded
    assert {pair for pair in found if pair[1] in labels.values()} == coded


def test_nothing_of_a_section_is_left_out() -> None:
    root = project(FULL)
    source = next(each for each in root.iter(f"{P}TextSource") if each.attrib["name"] == "02 Les usages du lac")
    assert text_of(FULL, source) == (
        "Les usages du lac\n\n"
        "On pêche le matin et l’on se baigne le soir (Exemple and Modèle 2018b, 7; 2018a, 40; Office 2003–2004, "
        "sec. 3). Personne n’y trouve à redire.[1] Les riverains le savent, et le mot lake aussi.\n\n"
        "Une liste\n\n"
        "la pêche, d’abord\u202f;\nl’irrigation[1]\u00a0:\n\nau printemps,\nen été.\n\n"
        "Un tableau et une citation\n\n"
        "Usage\tPart\nPêche\t20\u00a0%\nIrrigation\t70\u00a0%\n\nTable 1\n\n"
        "«\u00a0Je ferme la vanne à huit heures\u00a0», dit le garde (Le garde du lac, n.d., 1).\n\nEt il la ferme.\n\n"
        "Vanne\nCe qui retient l’eau.\nDigue\nCe qui la contient.\n\n"
        "vanne = ouverte  # @pas-une-citation\n\n"
        "[1] Les pêcheurs étaient d’accord (Exemple and Modèle 2018b, 9).\n\nLa note a un second alinéa, avec du code."
    )


def test_a_selection_tells_why() -> None:
    selection = next(
        each for each in project(FULL).iter(f"{P}PlainTextSelection") if each.attrib["name"] == "peche-et-baignade"
    )
    assert selection.findtext(f"{P}Description") == (
        "In the article: § 2, ¶ 1\n\n"
        "Le passage dit sans règle\u202f; il ne dit pas sans accord (Exemple and Modèle 2018a).\n\n"
        "Editorial note: L’article écrit «\u00a0pêcheurs\u00a0» puis «\u00a0pécheurs\u00a0».\n\n"
        "Note on a fact: Un annuaire parle de trois pêcheurs (Registre 2005, 12).\n\n"
        "Evidence: Exemple and Modèle 2018b (scholarship): Les usages se côtoient\n\n"
        "Evidence: Office 2003–2004 (statistics): Le nombre des pêcheurs et des baigneurs"
    )


def test_the_archive_is_flat_plain_and_timeless() -> None:
    files = archive(REAL).infolist()
    assert [file.filename for file in files] == sorted(file.filename for file in files)
    assert files[0].filename == "project.qde"
    assert all(re.fullmatch(r"sources/[0-9a-f-]{36}\.txt", file.filename) for file in files[1:])
    assert {file.date_time for file in files} == {(1980, 1, 1, 0, 0, 0)}
    assert {file.compress_type for file in files} == {zipfile.ZIP_STORED}
    assert archive(REAL).testzip() is None


def test_guids_stay_when_the_words_change() -> None:
    before = ElementTree.fromstring(codebook_qdc(context_of(REAL)))
    other = ElementTree.fromstring(codebook_qdc(context_of(FULL)))
    again = ElementTree.fromstring(codebook_qdc(context_of(REAL, "https://example.org/")))
    guids = [{code.attrib["guid"] for code in root.iter(f"{C}Code")} for root in (before, other, again)]
    assert guids[0] == guids[2]
    assert not guids[0] & guids[1]


def test_a_companion_without_codes_is_a_project_all_the_same() -> None:
    assert "downloads/codebook.qdc" not in downloads_of(MINIMAL)
    root = project(MINIMAL)
    assert root.find(f"{P}CodeBook") is None
    assert project_qdpx(context_of(MINIMAL)) == downloads_of(MINIMAL)["downloads/companion.qdpx"]


NESTED = """---
title: Nested
---

{#outer}
> First *line*
> goes on.
>
> {#inner}
> Second, with <b> & [a link](https://example.org/?a=1&b=2 "a > b") 😀.

{#empty}
`` ``

{#code}
    a  <b>
      c

{#last}
A line with a hard\\
break.
"""


def test_positions_count_code_points_through_all_markup(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "sections" / "zz.md").write_text(NESTED, encoding="utf-8")
    context = context_of(tmp_path)
    found = context.texts.section(context.library.sections[-1])
    assert {id: found.text[start:end] for id, (start, end) in found.passages.items()} == {
        "outer": "First line goes on.\n\nSecond, with <b> & a link 😀.",
        "inner": "Second, with <b> & a link 😀.",
        "code": "a  <b>\n  c",
        "last": "A line with a hard\nbreak.",
    }
