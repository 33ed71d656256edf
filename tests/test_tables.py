"""Tables with files of their own: spans, typed columns, places of findings, and the download."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import as_text
from tests.companions import copy_site, read, write_files

TEXT = """---
title: Trade
---

{#trade-text}
See [](table:trade).

![Trade by *shore* [@example2020, 3]](tables/trade.yml){#trade}

Note: Counted by hand.[^hand]

[^hand]: In the spring.
"""
TABLE = """columns:
  - Shore
  - {text: "Boats^[Rowing boats.]", type: number}
  - {text: First, type: date}
  - {text: Remark, align: center}
groups: [null, {text: Counted, colspan: 2}, null]
rows:
  - [North, "1,204", 1815-03, "Most are *rowing boats*"]
  - [South, 88, 1790~, "So @example2020 [7] says"]
  - [East, -3, –, "=cmd|' /C calc'!A0"]
  - [West, "0.5***", .., null]
"""


def built(folder: Path, table: str = TABLE, text: str = TEXT, name: str = "trade.yml", **files: str) -> Built:
    content = copy_site("minimal", folder) / "content"
    written = {"sections/introduction.md": text, f"tables/{name}": table, **files}
    return build_pages(write_files(content, written), templates_folder())


def table_of(made: Built, page: str = "read/introduction/") -> str:
    html = next(each.body for each in made.pages if each.path == page)
    return re.search(r"<table.*?</table>", html, re.DOTALL)[0]  # type: ignore[index]


def download(made: Built, name: str = "trade.csv") -> list[list[str]]:
    data = made.files[f"downloads/tables/{name}"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data, newline="")))


def test_a_table_is_shown_where_the_text_names_its_file(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert not made.report.diagnostics, as_text(made.report)
    html = table_of(made)
    assert '<table data-sort="text number date text"' in html
    assert '<th scope="colgroup" colspan="2" class="align-center">Counted</th>' in html
    assert '<th scope="row">North</th>' in html
    assert '<td data-value="1204" class="align-right">1,204</td>' in html
    assert ">March 1815</td>" in html
    assert ">about 1790</td>" in html
    assert '<td class="align-center">Most are <em>rowing boats</em></td>' in html
    assert 'data-pop="pop-sources-example2020"' in html
    assert html.count('role="doc-noteref"') == 1


def test_what_cells_say_belongs_to_the_section(tmp_path: Path) -> None:
    made = built(tmp_path)
    section = made.library.sections[0]
    assert [(group.passage, group.citations[0].origin.file[-9:]) for group in section.body.citations] == [
        ("trade", "uction.md"),
        ("trade", "trade.yml"),
    ]
    assert [note.text for note in section.body.notes] == ["Rowing boats.", "In the spring."]
    passage = made.library.passage_by_id["trade"]
    assert "Most are rowing boats" in passage.block.text
    assert any("North" in page.body for page in made.pages if page.path == "figures/")


def test_the_download_is_text_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    assert download(built(tmp_path)) == [
        ["", "Counted", "", ""],
        ["Shore", "Boats", "First", "Remark"],
        ["North", "1,204", "1815-03", "Most are rowing boats"],
        ["South", "88", "1790~", "So Example (2020, 7) says"],
        ["East", "-3", "–", "'=cmd|’ /C calc’!A0"],
        ["West", "0.5***", "..", ""],
    ]


@pytest.mark.parametrize("begin", ["=1+1", "+1+1", "-1-1", "@sum", "＝1", "＋1", "－1", "＠a"])
def test_cells_that_would_be_run_are_guarded(begin: str, tmp_path: Path) -> None:
    written = begin.replace("@", "\\@")
    made = built(tmp_path, f'columns: [a, b]\nrows:\n  - ["{written.replace(chr(92), chr(92) * 2)}", x]\n')
    assert download(made)[1][0].startswith(f"'{begin[0]}")


SPANS = """columns: [Group, City, Bells]
rows:
  - [{text: Low Countries, colspan: 3, header: yes}]
  - [{text: Flanders, rowspan: 2, header: yes}, Ghent, 54]
  - [Bruges, 47]
  - [{text: "All", colspan: 2}, 101]
"""


def test_spans_are_placed_as_html_places_them(tmp_path: Path) -> None:
    made = built(tmp_path, SPANS)
    assert not made.report.diagnostics
    html = table_of(made)
    assert 'class="hs-data hs-spans"' in html
    assert "data-sort" not in html
    assert '<th colspan="3" scope="rowgroup">Low Countries</th>' in html
    assert '<th rowspan="2" scope="rowgroup" class="hs-first">Flanders</th>' in html
    assert download(made)[1:] == [
        ["Low Countries", "", ""],
        ["Flanders", "Ghent", "54"],
        ["", "Bruges", "47"],
        ["All", "", "101"],
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("columns: [a, b]\nrows:\n  - [1]\n", ["3:5: table: a row of a table has 1 instead of 2 cells"]),
        ("columns: [a, b]\nrows:\n  - [1, 2, 3]\n", ["3:5: table: a row of a table has 3 instead of 2 cells"]),
        (
            "columns: [a, b]\nrows:\n  - [{text: x, colspan: 3}]\n",
            ["3:5: table: a row of a table has 3 instead of 2 cells, counting what spans"],
        ),
        (
            "columns: [a, b]\nrows:\n  - [{text: x, rowspan: 2}, y]\n  - [x, y]\n",
            ["4:5: table: a row of a table has 3 instead of 2 cells, counting what spans"],
        ),
        ("columns: [a]\nrows:\n  - [{text: x, rowspan: 2}]\n", ["3:6: table: a cell spans more rows than follow"]),
        (
            "columns: [a, b, c]\nrows:\n  - [x, {text: y, rowspan: 2}, z]\n  - [{text: q, colspan: 2}]\n",
            ["4:5: table: cells of a row overlap with one that spans rows"],
        ),
        (
            "columns: [{text: a, type: number}]\nrows:\n  - [many]\n",
            ["3:6: field-value: 'many' is not a number, as its column says"],
        ),
        ("columns: [{text: a, type: date}]\nrows:\n  - [2020-13]\n", ["3:6: date-syntax: '2020-13' has no month 13"]),
        ("columns: [{text: a, type: numbr}]\nrows:\n  - [1]\n", ["1:27: field-value: 'numbr' does not fit"]),
        ("columns: [a]\nrows:\n  - [{txt: 1}]\n", ["3:7: field-unknown: 'txt' is not a field here"]),
        ("columns: [a]\nrows:\n  - [{text: 1, colspan: 0}]\n", ["3:25: field-value: '0' does not fit"]),
        ("columns: [a]\nrows:\n  - 1\n", ["3:5: field-value: '1' does not fit"]),
        ("columns: []\nrows: []\n", ["1:10: field-value:", "2:7: field-value:"]),
        ("columns: [a]\nrows:\n  - ['[@nobody]']\n", ["3:8: citation-unknown: there is no source 'nobody'"]),
        ("columns: [a]\nrows:\n  - ['x [^n]']\n", ["3:9: note-undefined: the note '[^n]' is not defined"]),
        ("columns: [a]\nrows:\n  - ['[x](term:y)']\n", ["3:11: link-unknown: there is no term 'y'"]),
        ("columns: [a]\nrows:\n  - [x #1]\n", ["3:8: yaml-syntax: the comment that begins here ends the value"]),
    ],
)
def test_findings_stand_at_their_cell(table: str, expected: list[str], tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    text = "---\ntitle: Trade\n---\n\n![Trade](tables/trade.yml){#trade}\n"
    _, report = read(write_files(content, {"sections/introduction.md": text, "tables/trade.yml": table}))
    found = [finding for finding in report.diagnostics if finding.origin.file.endswith("trade.yml")]
    assert len(found) == len(expected), as_text(report)
    for finding, text in zip(found, expected, strict=True):
        shown = f"{finding.origin.line}:{finding.origin.column}: {finding.rule.id}: {finding.problem}"
        assert text in shown
    others = [finding.rule.id for finding in report.diagnostics if finding not in found]
    assert set(others) <= {"source-uncited"}, as_text(report)


def test_a_date_of_a_cell_is_offered_as_it_was_probably_meant(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    table = "columns: [{text: a, type: date}]\nrows:\n  - [10 November 2020]\n"
    _, report = read(write_files(content, {"tables/trade.yml": table}))
    assert [each.remedy for each in report.diagnostics if each.rule.id == "date-syntax"] == ["did you mean 2020-11-10?"]


CSV: Mapping[str, tuple[str, list[str]]] = {
    "comma": ("a,b\nx,1\n", ["x 1"]),
    "semicolon": ("a;b\nx;1,5\n", ["x 1,5"]),
    "tab": ("a\tb\nx\t1\n", ["x 1"]),
    "quoted": ('a,b\n"x, y","say ""hi"""\n', ["x, y say “hi”"]),
    "lines": ('a,b\n"x\ny",1\nz,2\n', ["x y 1", "z 2"]),
    "bom": ("\ufeffa,b\nx,1\n", ["x 1"]),
    "crlf": ("a,b\r\nx,1\r\n", ["x 1"]),
    "blank": ("a,b\n\nx,1\n\n", ["x 1"]),
    "no end": ("a,b\nx,1", ["x 1"]),
    "empty": ("a,b\nx,\n,1\n", ["x ", " 1"]),
    "markup": ("a,b\n*x*,[@example2020]\n", ["x Example 2020"]),
}


@pytest.mark.parametrize("name", CSV)
def test_a_table_may_be_csv(name: str, tmp_path: Path) -> None:
    written, rows = CSV[name]
    content = copy_site("minimal", tmp_path) / "content"
    (content / "tables").mkdir()
    (content / "tables" / "t.csv").write_bytes(written.encode())
    text = "---\ntitle: T\n---\n\n![T [@example2020]](tables/t.csv){#t}\n"
    made = build_pages(write_files(content, {"sections/introduction.md": text}), templates_folder())
    assert not made.report.diagnostics, as_text(made.report)
    assert [" ".join(row).replace("(", "").replace(")", "") for row in download(made, "t.csv")[1:]] == rows


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a,b\nx\n", "2:1: table: a row of a table has 1 instead of 2 cells"),
        ("a,b\nx,y,z\n", "2:1: table: a row of a table has 3 instead of 2 cells"),
        ('a,b\n"x,y\n', "2:1: table: a quotation mark is not closed"),
        ('a,b\n"x"y,z\n', "2:4: table: text follows the quotation mark that closes a cell"),
        ("", "1:1: table: the file is empty"),
        ("a,b\n", "1:1: table: the table has no rows"),
        ("a,b\nx,[@nobody]\n", "2:4: citation-unknown: there is no source 'nobody'"),
        ('a,b\n"""q"" [@nobody]",x\n', "2:9: citation-unknown: there is no source 'nobody'"),
        ('a,b\n"x\n[@nobody]",x\n', "3:2: citation-unknown: there is no source 'nobody'"),
        ("a,b\n" + "x,y\n" * 2501, "1:1: table: the table has 5002 cells, of which a page can show 5000"),
    ],
)
def test_findings_in_csv(written: str, expected: str, tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    text = "---\ntitle: T\n---\n\n![T](tables/t.csv){#t}\n"
    _, report = read(write_files(content, {"sections/introduction.md": text, "tables/t.csv": written}))
    shown = [f"{it.origin.line}:{it.origin.column}: {it.rule.id}: {it.problem}" for it in report.errors]
    assert shown == [expected]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("![x](tables/none.yml){#a}", "table-missing: there is no table 'tables/none.yml'"),
        ("Text ![x](tables/trade.yml) text", "image-place: the table 'tables/trade.yml' stands within a text"),
        ("![x](tables/trade.yml)\n![y](tables/trade.yml)", "image-place: the table 'tables/trade.yml' is among images"),
        ("![x](tables/trade.yml)", "passage-id-missing: the table that begins"),
        ('![x](tables/trade.yml){#a alt="b"}', "attribute: the attribute 'alt' is not used"),
        ('![x](tables/trade.yml "title"){#a}', "attribute: the title 'title' of an image is not shown"),
    ],
)
def test_tables_that_cannot_be_shown_there(text: str, finding: str, tmp_path: Path) -> None:
    made = built(tmp_path, text=f"---\ntitle: T\n---\n\n{{#p}}\nWords [@example2020].\n\n{text}\n")
    assert finding in as_text(made.report)


def test_a_table_in_a_field_is_reported(tmp_path: Path) -> None:
    text = TEXT.replace("title: Trade", "title: Trade\nsummary: |\n  ![x](tables/trade.yml)")
    assert "image-place: a table stands in a field" in as_text(built(tmp_path, text=text).report)


def test_two_tables_may_not_be_one_download(tmp_path: Path) -> None:
    report = built(tmp_path, **{"tables/trade.csv": "a,b\nx,y\n"}).report
    assert "id-duplicate: 'trade.csv' is called alike" in as_text(report)


@pytest.mark.parametrize("name", ["trade.yaml", "trade.YML", "Trade.yml", "trade.tsv"])
def test_files_under_other_names_are_reported(name: str, tmp_path: Path) -> None:
    report = built(tmp_path, name=name).report
    assert {"file-name", "file-unexpected"} & {finding.rule.id for finding in report.diagnostics}, as_text(report)


@pytest.mark.parametrize(
    ("language", "written", "value"),
    [
        ("en", "1,204", 1204),
        ("en", "1.5", 1.5),
        ("en", "1,204.5", 1204.5),
        ("en", "1,204,500", 1204500),
        ("de", "1.204", 1204),
        ("de", "1,5", 1.5),
        ("de", "1.204,5", 1204.5),
        ("de", "0,375", 0.375),
        ("fr", "1 204,5", 1204.5),
        ("de-CH", "1’204.5", 1204.5),
        ("en", "−0.45***", -0.45),
        ("en", "(0.03)", 0.03),
        ("en", "12 %", 12),
        ("en", "$5", 5),
        ("en", "-$5", -5),
        ("en", "12^a^", 12),
        ("en", "**7**", 7),
        ("en", ".05", 0.05),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(
    language: str, written: str, value: float, tmp_path: Path
) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    article = content / "article.yml"
    article.write_text(re.sub("language: .*\n", "", article.read_text("utf-8")) + f"\nlanguage: {language}\n", "utf-8")
    table = f'columns: [a, {{text: b, type: number}}]\nrows:\n  - [x, "{written}"]\n  - [y, 1]\n'
    library, report = read(write_files(content, {"tables/t.yml": table}))
    assert not [it for it in report.errors if "t.yml" in it.origin.file], as_text(report)
    assert library.tables["tables/t.yml"].rows[0][1].value == value
