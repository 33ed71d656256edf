"""RIS, as a parser reads it that is not ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from hedgesite.export.ris import ris_file, ris_record
from hedgesite.model.source import Source
from hedgesite.styles.csl.items import csl_item, translated_title
from tests.exports import COMPANIONS, GOLDEN, cards_of, context_of, corpus, downloads_of, sources_of

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*\r\n")


def record_of(source: Source) -> str:
    return ris_record(csl_item(source, "en"), translated_title(source, "en"))


def read(entry: str) -> dict[str, Any]:
    (source,) = sources_of(entry)
    (record,) = rispy.loads(record_of(source))
    return dict(record)


def test_every_mapping_is_as_before(update_cases: bool) -> None:
    written = ris_file(record_of(source) for source in sources_of((GOLDEN / "references.bib").read_text("utf-8")))
    golden = GOLDEN / "references.ris"
    if update_cases:
        golden.write_bytes(written)
    assert written == golden.read_bytes()


def test_records_have_the_shape_of_the_specification() -> None:
    for source in corpus():
        record = record_of(source)
        lines = record.splitlines(keepends=True)
        assert all(LINE.fullmatch(line) for line in lines), record
        assert lines[0].startswith("TY  - ")
        assert lines[-1] == "ER  - \r\n"
        assert len([line for line in lines if line.startswith(("TY", "ER"))]) == 2
        assert not [line for line in lines[:-1] if line.endswith("- \r\n")]
        assert not [line for line in lines if line[:2] in {"AU", "A2", "A3", "A4", "KW"} and "*" in line]


def test_a_parser_reads_every_record() -> None:
    sources = corpus()
    records = rispy.loads("".join(map(record_of, sources)))
    assert [record["id"] for record in records] == [" ".join(source.key.split()) for source in sources]
    assert {record["type_of_reference"] for record in records} <= TYPE_OF_REFERENCE_MAPPING.keys()
    unknown = {tag for record in records for tag in record.get("unknown_tag", ())}
    assert unknown <= {"SV"}, "the parser lacks SV, the volume in a series, which the table of 2011 has"


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_the_list_holds_every_source_once(content: Path) -> None:
    whole = downloads_of(content)["downloads/references.ris"]
    assert [record["id"] for record in rispy.loads(whole.decode())] == list(context_of(content).references)
    records = [data for path, data in cards_of(content).items() if path.endswith(".ris")]
    assert b"".join(records) == whole


def test_an_article() -> None:
    record = read(
        "@article{a, author={van der Berg, Jan and {World Bank}}, title={One\n two}, journaltitle={J}, volume={1},"
        "number={2}, pages={3--4}, date={2020-11-10}, urldate={2021-01-02}, keywords={a, b; c}, issn={1234-5678},"
        "doi={10.5555/x}}"
    )
    assert record == {
        "type_of_reference": "JOUR",
        "id": "a",
        "authors": ["van der Berg, Jan", "World Bank"],
        "year": "2020",
        "date": "2020/11/10/",
        "access_date": "2021/01/02/",
        "title": "One two",
        "secondary_title": "J",
        "volume": "1",
        "number": "2",
        "doi": "10.5555/x",
        "start_page": "3",
        "end_page": "4",
        "issn": "1234-5678",
        "keywords": ["a", "b", "c"],
    }


def test_a_translated_title_stands_alone() -> None:
    record = read("@book{a, title={Наслов}, titleaddon={A title}, langid={serbian}, date={2000}}")
    assert (record["title"], record["translated_title"]) == ("Наслов", "A title")


@pytest.mark.parametrize(
    ("text", "year", "shown"),
    [
        ("2015-21", "2015", "2015///Spring"),
        ("2015~", "2015", "2015///ca. 2015"),
        ("2007/2020", "2007", "2007///2007–2020"),
        ("2007/", "2007", "2007///2007–"),
        ("201X", None, "///201X"),
    ],
)
def test_dates_that_are_more_than_a_day(text: str, year: str | None, shown: str) -> None:
    record = read(f"@book{{a, title={{T}}, date={{{text}}}}}")
    assert (record.get("year"), record["date"]) == (year, shown)


def test_others_are_no_author_and_a_patent_has_its_number() -> None:
    record = read("@patent{a, author={Heron, A. and others}, title={T}, date={2008}, number={US1}, pmid={5}}")
    assert record["authors"] == ["Heron, A."]
    (source,) = sources_of("@patent{a, title={T}, date={2008}, number={US1}, pmid={5}}")
    lines = record_of(source).splitlines()
    assert {"SN  - US1", "AN  - 5"} <= {*lines}
    assert not [line for line in lines if line.startswith("M1")]
