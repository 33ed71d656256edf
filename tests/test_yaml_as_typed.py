"""YAML as typed: no field publishes another value than the one that is written; where that is impossible, a finding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.load.validation import decode, decode_list
from hedgesite.load.yaml import read_yaml
from hedgesite.model.article import Article
from hedgesite.model.base import Value
from hedgesite.model.content import Actor, Codebook, Event, Series
from hedgesite.model.front_matter import FrontMatter

ARTICLE = "authors: [{family: B}]\nabstract: C\n"

AS_WRITTEN = [
    "No",
    "Off",
    "yes",
    "on",
    "y",
    "true",
    "1984",
    "010",
    "08",
    "0476",
    "1.10",
    "3.10",
    "1_000",
    "1e3",
    "0x1F",
    "0o17",
    "0b1",
    "12:30",
    "1:30:45",
    "2019-11-10",
    "2020-11",
    "2001-12-14t21:59:43.10-05:00",
    ".inf",
    ".nan",
    "-5",
    "+1",
    "100% bells",
    "--- a dash",
    "<<",
    "=",
    "a#b",
    "Ghent:Bruges",
    "Bells :tower",
]


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_text_is_what_is_written(written: str) -> None:
    text = (
        f"title: A\ncompanion:\n  version: {written}\nkeywords: [{written}]\njournal: {{volume: {written}}}\n{ARTICLE}"
    )
    article = value_of(Article, text)
    assert (article.companion.version, article.keywords, article.journal.volume) == (written, (written,), written)


@pytest.mark.parametrize("written", ["no", "yes", "on", "007", "1815", "010", "1e3", "true"])
def test_an_id_is_what_is_written(written: str) -> None:
    matter = value_of(
        FrontMatter, f"title: A\nparent: {written}\npassages: {{{written}: {{actors: [{written}], role: context}}}}\n"
    )
    assert str(matter.parent) == written
    assert [(id, [ref.id for ref in note.actors]) for id, note in matter.passages.items()] == [(written, [written])]
    actors = f"- {{id: {written}, name: {written}, kind: state, part: {written}}}\n"
    document, _ = read_yaml(actors, "f.yml")
    assert document is not None
    (actor,) = decode_list(Actor, document).items
    assert (actor.id, actor.name, actor.part.text) == (written, written, written)


def test_languages_and_marks_are_what_is_written() -> None:
    assert value_of(Article, f"title: A\nlanguage: no\n{ARTICLE}").language == "no"
    dimension = "id: no, name: No, short: Off, colour: '#1d4f72', stance: neutral, definition: A, applies: B"
    codebook = value_of(Codebook, f"framework: {{name: 1984}}\ndimensions: [{{{dimension}, excludes: C, mark: NO}}]\n")
    assert (codebook.dimensions[0].mark, codebook.dimensions[0].short) == ("NO", "Off")


@pytest.mark.parametrize("written", ["0476", "0765", "0476/0765", '"0476"', "1815-06", "2019-03-01"])
def test_a_date_is_what_is_written(written: str) -> None:
    event = value_of(Event, f"{{id: a, name: A, date: {written}, description: B, key: yes}}")
    assert event.date.text == written.strip('"')
    assert event.key is True


def test_a_date_that_is_none_is_quoted_as_written() -> None:
    found = findings(Event, "{id: a, name: A, date: 047, description: B}")
    assert found == ["1:24 date-syntax: '047' is not an EDTF date"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), ("1_000.5", 1000.5), (".5", 0.5), ("5.", 5), ("-0.25", -0.25), ("1e3", 1000), ("+7", 7), ("0", 0)],
)
def test_a_number_is_what_is_written(written: str, number: float) -> None:
    series = value_of(Series, f"title: A\nunit: B\nrows:\n- {{label: ON, value: {written}}}\n")
    assert (series.rows[0].label, series.rows[0].value) == ("ON", number)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("010", "write 10: with a 0 before it, YAML means an octal number"),
        ("0x1F", "write the number in decimal digits"),
        ("0o17", "write the number in decimal digits"),
        ("12:30", "write one decimal number such as 12.5: YAML takes the parts between colons for sixtieths"),
        ("1,000", "write 1000, without a separator of thousands"),
        ("12,5", "write 12.5, with a decimal point"),
        ("1.23456789012345678", "round it to 15 digits"),
        ("'5'", "write a number such as 3.5, without its unit and without quotation marks"),
    ],
)
def test_a_number_that_others_read_differently_is_a_finding(written: str, remedy: str) -> None:
    text = f"title: A\nunit: B\nrows:\n- label: a\n  value: {written}\n"
    assert findings(Series, text, remedies=True) == [
        f"5:10 field-value: '{written.strip(chr(39))}' does not fit the field 'value'; {remedy}"
    ]


_COMMENT = "is a comment to YAML, so that it would not be published"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: Bell #2 of Ghent", f"1:13 yaml-comment: '#2 of Ghent' {_COMMENT}"),
        ('title: Bells #2 and "quotes"', f"1:14 yaml-comment: '#2 and \"quotes\"' {_COMMENT}"),
        ("title: Bell # 2", f"1:13 yaml-comment: '# 2' {_COMMENT}"),
        ("title: Written in C #", f"1:21 yaml-comment: '#' {_COMMENT}"),
        ("title: 'Bell' #2", f"1:15 yaml-comment: '#2' {_COMMENT}"),
        ("title: #bells", f"1:8 yaml-comment: '#bells' {_COMMENT}"),
        ("title: 1984 #2", f"1:13 yaml-comment: '#2' {_COMMENT}"),
        ("title: A\nkeywords: [Bell #2\n  ]", f"2:17 yaml-comment: '#2' {_COMMENT}"),
        ("title: A\nkeywords: [bell, #2]", "2:18 yaml-syntax: the comment that begins here ends the value before it"),
        ("title: Bell #2\n  of Ghent", "1:13 yaml-syntax: the comment that begins here ends the value before it"),
        ("title: &c. and the like", "1:8 yaml-syntax: a value cannot begin with '&'"),
        ("title: &Bells in Ghent", "1:8 yaml-unsafe: '&Bells' is an anchor to YAML, so that it would not be published"),
        ("title: *Bells* in Ghent", "1:8 yaml-syntax: a value cannot begin with '*'"),
        ("title: *Bells", "1:8 yaml-unsafe: the alias '*Bells' repeats a value from elsewhere"),
        ("title: !important bells", "1:8 yaml-unsafe: the tag '!important' makes this more than plain data"),
        ("title: @home with bells", "1:8 yaml-syntax: a value cannot begin with '@'"),
        ("title: `bells`", "1:8 yaml-syntax: a value cannot begin with '`'"),
        ("title: %bells", "1:8 yaml-syntax: a value cannot begin with '%'"),
        ("title: ? bells", "1:8 yaml-syntax: a value cannot begin with '?'"),
        ("title: - bells", "1:8 yaml-syntax: a list cannot begin here"),
        ("title: > 50 bells", "1:8 yaml-syntax: the '>' begins a text on the lines below, but this line goes on"),
        ("title: | bells", "1:8 yaml-syntax: the '|' begins a text on the lines below, but this line goes on"),
        ("title: Bells: a history", "1:13 yaml-syntax: a colon is not allowed here"),
        ("title: “Bells”: a history", "1:15 yaml-syntax: a colon is not allowed here"),
        ('title: "Bells" in Ghent', "1:16 yaml-syntax: text follows the end of the value"),
        ("title: [Bells] in Ghent", "1:16 yaml-syntax: text follows the end of the value"),
        ("title: 'tis the bell", "1:8 yaml-syntax: the quotation mark that opens here is not closed"),
        (
            "title: A\nkeywords: [10,000 bells]",
            "2:14 yaml-syntax: the comma after '10' separates two items of the list",
        ),
        ("title: A\nkeywords:\n- Bells: tower", "3:3 field-value: an item of the field 'keywords' contains a mapping"),
        ("- title: A\n\u00a0 volume: 1", "2:1 yaml-syntax: this line is indented with a blank of another width"),
        ("\ttitle: A", "1:1 yaml-syntax: this line is indented with a tab"),
        (
            "title: Null",
            "1:8 field-value: 'Null' without quotation marks stands for nothing, so that the field 'title' is empty",
        ),
    ],
)
def test_what_would_be_lost_is_a_finding(line: str, expected: str) -> None:
    assert expected in findings(Article, f"{line}\n{ARTICLE}")


@pytest.mark.parametrize(
    "line",
    [
        "title: Bells # a note to myself",
        "title: Bells #",
        "format: 1 # 2 is not yet written",
        "short: Bells ## a heading of comments",
        "abstract: | # a comment\n  A #2 text.",
        "keywords: [one, two] # 2 of them",
        "journal: # 1 of the fields\n  volume: 7",
        "companion: #the site\n  title: A",
    ],
)
def test_a_comment_is_no_finding(line: str) -> None:
    expected = ["1:14 yaml-comment"] if line.endswith(" #") else []
    found = read_yaml(line, "f.yml")[1].diagnostics
    assert [f"{d.origin.line}:{d.origin.column} {d.rule.id}" for d in found] == expected


@given(st.text("abN0129_.:-+xeE#&*!%@`'\"~[]{}>|?, \t", min_size=1, max_size=12))
def test_a_text_is_published_as_written_or_there_is_a_finding(written: str) -> None:
    document, report = read_yaml(f"title: A\ncompanion:\n  version: {written}\n{ARTICLE}", "f.yml")
    decoded = decode(Article, document) if document else None
    if decoded is None or report.diagnostics or decoded.report.diagnostics or decoded.value is None:
        return
    plain = written.split(" # ")[0].split("\t# ")[0].strip()
    quoted = plain[:1] in {"'", '"'} and plain[-1:] == plain[:1]
    version = decoded.value.companion.version
    assert version == (plain if not quoted else version)


def value_of(model: type[Any], text: str) -> Any:
    document, report = read_yaml(text, "f.yml")
    assert document is not None
    decoded = decode(model, document)
    assert [str(found) for found in (*report.diagnostics, *decoded.report.diagnostics)] == []
    return decoded.value


def findings(model: type[Value], text: str, *, remedies: bool = False) -> list[str]:
    document, report = read_yaml(text, "f.yml")
    found = [*report.diagnostics, *(decode(model, document).report.diagnostics if document else ())]
    shown = [f"{d.origin.line}:{d.origin.column} {d.rule.id}: {d.problem}" for d in found]
    return [f"{line}; {d.remedy}" for line, d in zip(shown, found, strict=True)] if remedies else shown
