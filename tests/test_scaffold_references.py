"""Bibliographies that a new companion can begin with: BibTeX, CSL-JSON and RIS."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.cli import main
from hedgesite.diagnostics import as_text
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Source
from hedgesite.scaffold import ReferencesError, as_bib
from hedgesite.styles.csl.items import csl_item
from tests.exports import GOLDEN, corpus

KEPT_ONLY_IN_OTHER_WORDS = {"id", "citation-key", "type", "number", "collection-number"}
"""A key with blanks is no key; BibLaTeX has no type for a preprint, and no number of one paper of a conference."""


def read(text: str) -> tuple[Source, ...]:
    return read_bibliography(as_bib(text)[0], "references.bib", ("annotation", "keywords", "file"))[0].sources


@pytest.mark.parametrize("source", corpus(), ids=lambda source: source.key)
def test_what_is_exported_as_csl_json_comes_back(source: Source) -> None:
    item = csl_item(source, "en")
    (again,) = read(json.dumps([item]))
    back = csl_item(again, "en")
    lost = {name for name in item | back if item.get(name) != back.get(name)} - KEPT_ONLY_IN_OTHER_WORDS
    assert lost == set()


def test_what_is_exported_as_ris_comes_back() -> None:
    text = (GOLDEN / "references.ris").read_text("utf-8")
    found = read(text)
    assert len(found) == len(re.findall("^TY  - ", text, re.MULTILINE))
    before = {source.key: source for source in corpus()}
    for source in found:
        assert source.key in before
        assert source.persons.get("author") or not before[source.key].persons.get("author")
        assert source.text("doi") == before[source.key].text("doi")


RIS = """\
TY  - JOUR
AU  - van der Berg, Jan
AU  - Gates, Henry, Jr.
T1  - Big things: a study of 50% & more,
      in two lines
JO  - Journal of Things
PY  - 2020
DA  - 2020/05/03/
VL  - 3
SP  - 10
EP  - 20
N1  - mine
KW  - one
KW  - two
L1  - file:///home/a.pdf
XX  - what is this
ER  -
"""


def test_a_record_of_ris() -> None:
    text, form = as_bib(RIS)
    assert form == "RIS"
    assert text.startswith("% Not taken over: XX - what is this\n@article{van-der-berg2020,\n")
    (source,) = read(RIS)
    assert [person.name for person in source.persons["author"]] == ["Jan van der Berg", "Henry Gates Jr."]
    assert source.text("title") == "Big things: a study of 50% & more, in two lines"
    assert (source.dates["date"].text, source.text("pages")) == ("2020-05-03", "10-20")
    assert (source.text("annotation"), source.text("keywords")) == ("mine", "one, two")


def test_years_before_the_common_era_and_pages_with_hyphens_come_through_ris() -> None:
    (source,) = read("TY  - BOOK\nAU  - Homer\nTI  - Songs\nDA  - ///45 BCE\nSP  - 1-15\nEP  - 1-20\nER  -\n")
    assert (source.dates["date"].text, source.text("pages")) == ("-0044", "1-15–1-20")


def record(*lines: str, type: str = "JOUR") -> Source:
    (source,) = read("\n".join([f"TY  - {type}", "TI  - Reeds", "PY  - 2001", *lines, "ER  - "]))
    return source


def test_tags_of_ris_mean_what_their_type_says() -> None:
    case = record("PB  - Court of Reeds", "SV  - C-1", type="CASE")
    assert (case.text("institution"), case.text("number")) == ("Court of Reeds", "C-1")
    book = record("T2  - Studies", "M1  - 12", "SN  - 1234-567X", type="BOOK")
    assert [book.text(name) for name in ("series", "number", "issn")] == ["Studies", "12", "1234-567X"]
    paper = record("C3  - Marshes", "T2  - Meeting", "CY  - Lake", "C1  - River", "PB  - Press", type="CONF")
    assert [paper.text(name) for name in ("booktitle", "eventtitle", "venue", "location")] == [
        "Marshes", "Meeting", "Lake", "River"
    ]  # fmt: skip
    alike = record("C3  - Marshes", "T2  - Marshes", type="CONF")
    assert (alike.text("booktitle"), alike.text("eventtitle")) == ("Marshes", "")


@pytest.mark.parametrize(("written", "date"), [("2001///Spring", "2001-21"), ("2001///2001–2003", "2001/2003")])
def test_what_follows_the_day_of_a_date_in_ris(written: str, date: str) -> None:
    assert record(f"DA  - {written}").dates["date"].text == date


def test_signs_of_the_web_of_science_are_no_numbers() -> None:
    assert record("SP  - 781", "EP  - +").text("pages") == "781+"
    assert record("AN  - WOS:000363402200019").text("number") == ""
    assert record("AN  - 25081398").text("pmid") == "25081398"


def test_names_in_spoken_order_are_those_of_persons_if_no_name_has_a_comma() -> None:
    source = record("AU  - Ada M. Heron", "AU  - Bo van Egret", "AU  - Ministry of Reeds", "AU  - Plato")
    assert [(one.family or one.literal, one.given) for one in source.persons["author"]] == [
        ("Heron", "Ada M."), ("van Egret", "Bo"), ("Ministry of Reeds", ""), ("Plato", ""),
    ]  # fmt: skip
    mixed = record("AU  - Heron, Ada", "AU  - Marsh Society", "AU  - Reed Club")
    assert [one.literal for one in mixed.persons["author"]] == ["", "Marsh Society", "Reed Club"]


def test_jstor_writes_names_as_they_are_spoken_also_of_one_article() -> None:
    record = "TY  - JOUR\nAU  - Ada Heron\nAU  - University of the Marsh\nT1  - Reeds\n{}ER  - \n"
    (elsewhere,), (source,) = read(record.format("")), read(record.format("DB  - JSTOR\n"))
    assert elsewhere.persons["author"][0].literal == "Ada Heron"
    person, body = source.persons["author"]
    assert (person.given, person.family) == ("Ada", "Heron")
    assert body.literal == "University of the Marsh"


def test_a_whole_work_has_so_many_pages_and_an_article_stands_on_one() -> None:
    record = "TY  - {}\nAU  - Heron, Ada\nT1  - Reeds\nSP  - 250\nC7  - 1045\nER  - \n"
    (thesis,), (article,) = read(record.format("THES")), read(record.format("JOUR"))
    assert (thesis.text("pagetotal"), thesis.text("pages")) == ("250", "1045")
    assert article.text("pages") == "250"
    assert "C7 - 1045" in as_bib(record.format("JOUR"))[0]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("PMID- 1\nTI  - Reeds\n", "PubMed"),
        ("%0 Journal Article\n%T Reeds\n", "EndNote"),
        ("FN Clarivate\nVR 1.0\nPT J\n", "the Web of Science"),
        ("RT Journal Article\nT1 Reeds\n", "RefWorks"),
        ('Authors,Title,Year\n"Heron, A.",Reeds,2001\n', "a database, as a table"),
    ],
)
def test_exports_in_other_formats_say_what_to_do(text: str, program: str) -> None:
    with pytest.raises(ReferencesError, match=f"is an export of {program}; .*import it into Zotero"):
        as_bib(text)


def test_a_comment_is_a_bibliography_so_far() -> None:
    assert as_bib("% Sources of the marsh\n") == ("% Sources of the marsh\n", "BibTeX")


def test_fields_of_programs_are_no_notes() -> None:
    fields = '{"extrafields":{"publisher":"Marsh"}}'
    note = f"A remark.\nselect: zotero://x\nmlzsync1:{len(fields):04}{fields}_eprint: https://example.org\nAnd more."
    item = {"type": "book", "title": "Reeds", "id": "a", "note": note, "issued": {"literal": "1995-01-0009"}}
    text = as_bib(json.dumps([item]))[0]
    assert text.startswith("% Not taken over: note: mlzsync1:")
    (source,) = read(text)
    assert (source.text("note").split("\n"), source.dates["date"].text) == (["A remark. And more."], "1995-01-09")


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"id": "http://zotero.org/users/1/items/AB", "citation-key": "roe2020"}, "roe2020"),
        ({"id": "http://zotero.org/users/1/items/AB", "note": "Citation Key: roe-20"}, "roe-20"),
        ({"id": "http://zotero.org/users/1/items/AB", "author": [{"family": "Müller"}]}, "muller2020"),
        ({"id": "a key", "title": "Some things"}, "some-things2020"),
        ({"id": "müller_2020"}, "müller_2020"),
    ],
)
def test_a_key_is_the_reference_manager_s_or_says_author_and_year(item: dict[str, object], key: str) -> None:
    (source,) = read(json.dumps([{"type": "book", "issued": {"date-parts": [["2020"]]}, **item}]))
    assert source.key == key


def test_keys_do_not_repeat() -> None:
    items = [{"type": "book", "id": "a"}, {"type": "book", "id": "A"}, {"type": "book", "id": "a"}]
    assert [source.key for source in read(json.dumps(items))] == ["a", "A-2", "a-3"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[{", "not valid JSON"),
        ('[{"title": "no type"}]', "its item 1 is none of CSL-JSON"),
        ("<xml/>", "XML or HTML"),
        ("%PDF-1.7", ""),
        ("Some words\nin lines", "'Some words' begins neither"),
    ],
)
def test_other_files_are_refused(text: str, problem: str) -> None:
    if problem:
        with pytest.raises(ReferencesError, match=problem):
            as_bib(text)
    else:
        assert as_bib(text)[1] == "BibTeX"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("export.json", '[{"id": "roe2020", "type": "book", "title": "T", "issued": {"date-parts": [[2020]]},'
         ' "author": [{"family": "Roe", "given": "R."}], "publisher": "P"}]'),
        ("export.ris", "TY  - BOOK\nID  - roe2020\nAU  - Roe, R.\nTI  - T\nPY  - 2020\nPB  - P\nER  - \n"),
    ],
)  # fmt: skip
def test_a_companion_begins_with_each(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    folder = tmp_path / "new"
    options = ["--title", "T", "--author", "A. Example", "--from", str(tmp_path / name)]
    result = CliRunner().invoke(main, ["new", str(folder), *options])
    assert result.exit_code == 0, result.output
    read, report = read_bibliography((folder / "content/references.bib").read_text("utf-8"), "references.bib")
    assert as_text(report) == ""
    assert [source.key for source in read.sources] == ["roe2020"]
    assert "[@roe2020" in (folder / "content/sections/01-introduction.md").read_text("utf-8")


def test_what_is_no_bibliography_is_an_error_without_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[{", "utf-8")
    options = ["--title", "T", "--author", "A", "--from", str(tmp_path / "a.json")]
    result = CliRunner().invoke(main, ["new", str(tmp_path / "new"), *options])
    assert result.exit_code != 0
    assert "is no bibliography" in result.output + str(result.exception)


def test_numbers_and_braces_come_back_as_they_were() -> None:
    item = {"id": "a", "type": "book", "title": "Sets a} and {b}", "ISBN": "0306487144 9780306487149"}
    (source,) = read(json.dumps([item]))
    assert source.text("title") == item["title"]
    assert source.text("isbn") == item["ISBN"]
