"""Decoding: what does not fit is said in words, and costs no more than it must."""

from __future__ import annotations

import pytest

from hedgesite.diagnostics import Report
from hedgesite.load.validation import decode, decode_list
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.model.article import Article
from hedgesite.model.base import Value
from hedgesite.model.content import Actor, Event, Series
from hedgesite.model.front_matter import FrontMatter
from hedgesite.model.slugs import id_of

ARTICLE = "title: A\nauthors: [{family: B}]\nabstract: C\n"


def document(text: str) -> YamlDocument:
    found, _ = read_yaml(text, "f.yml")
    assert found is not None
    return found


def shown(report: Report) -> list[str]:
    return [f"{d.origin.line}:{d.origin.column} {d.problem}; {d.remedy}" for d in report.diagnostics]


def misfits(model: type[Value], text: str) -> list[str]:
    return shown(decode(model, document(text)).report)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "subtitle: Null",
            "4:11 'Null' without quotation marks stands for nothing, so that the field 'subtitle' is empty; "
            "put it in quotation marks if it is a text, or remove it",
        ),
        ("subtitle: [a]", "4:11 the field 'subtitle' contains a list; write text"),
        (
            "subtitle: {a: b}",
            "4:11 the field 'subtitle' contains a mapping; put text that holds ': ' in quotation marks",
        ),
        ("subtitle:", "4:10 the field 'subtitle' is empty; write its value, or remove it"),
        ("format: '1'", "4:9 '1' does not fit the field 'format'; write the number of a format; the latest is 1"),
        ("format: 0", "4:9 '0' does not fit the field 'format'; write the number of a format; the latest is 1"),
        ("format: -3", "4:9 '-3' does not fit the field 'format'; write the number of a format; the latest is 1"),
        ("format: 1.0", "4:9 '1.0' does not fit the field 'format'; write the number of a format; the latest is 1"),
        ("format: yes", "4:9 'yes' does not fit the field 'format'; write the number of a format; the latest is 1"),
        (
            "format: ~",
            "4:9 '~' without quotation marks stands for nothing, so that the field 'format' is empty; "
            "write the number of a format; the latest is 1",
        ),
        ("format: [1]", "4:9 the field 'format' contains a list; write the number of a format; the latest is 1"),
        (
            "format: 2",
            "4:9 this companion is written in format 2, which needs a later version of "
            "hedgesite; update hedgesite; this version reads formats up to 1",
        ),
        (
            "format: 99999999999999999999999",
            "4:9 this companion is written in format 99999999999999999999999, which needs a later version of "
            "hedgesite; update hedgesite; this version reads formats up to 1",
        ),
        ("keywords: a, b", "4:11 'a, b' does not fit the field 'keywords'; write it as a list: [a, b]"),
        ("keywords:", "4:10 the field 'keywords' is empty; write a list, or remove the field"),
        (
            "keywords: {a: b}",
            "4:11 the field 'keywords' contains a mapping; write a list: begin each item with a hyphen",
        ),
        ("keywords: ['']", "4:12 '' does not fit the field 'keywords'; write text"),
        (
            "keywords: [a, ~]",
            "4:15 '~' without quotation marks stands for nothing, so that an item of the field 'keywords' is empty; "
            "put it in quotation marks if it is a text, or remove it",
        ),
        ("dates: 2020", "4:8 '2020' does not fit the field 'dates'; write its fields below it, indented"),
        ("dates: {recieved: 2020}", "4:9 'recieved' is not a field here; did you mean 'received'?"),
        ("dates: {received: 10.11.2020}", "4:19 '10.11.2020' is not an EDTF date; did you mean 2020-11-10?"),
        (
            "dates: {received: in spring}",
            "4:19 'in spring' is not an EDTF date; write a date such as 2020-11-10, 2008-08, 2007/2020 or 2015~",
        ),
        ("licence: {url: 'https://example.org'}", "4:10 the field 'name' is missing; add 'name: …'"),
        (
            "licence: {name: A, url: www.example.org}",
            "4:25 'www.example.org' does not fit the field 'url'; write the whole address, beginning with https://",
        ),
        (
            "journal: {doi: 'doi:10.1/x'}",
            "4:16 'doi:10.1/x' does not fit the field 'doi'; write it without a resolver, as 10.1234/abc",
        ),
        ("journal: {first_page: '1'}", "4:11 'first_page' is not a field here; did you mean 'first-page'?"),
        (
            "translations: {en: {title: A, abstract: B}, Deutsch: {title: A, abstract: B}}",
            "4:45 'Deutsch' is not a language tag; write a language tag such as en or sr-Latn",
        ),
        ("translations: [en]", "4:15 the field 'translations' contains a list; write its fields below it, indented"),
        (
            "style: ../chicago",
            "4:8 '../chicago' does not fit the field 'style'; correct it",
        ),
        (
            "style: []",
            "4:8 the field 'style' contains a list; write text",
        ),
        ("nocite: ['']", "4:10 '' does not fit the field 'nocite'; write text"),
        ("companion: {authors: []}", None),
        ("extra: 1", "4:1 'extra' is not a field here; remove it"),
        ("zzz: 1", "4:1 'zzz' is not a field here; remove it"),
        (
            "subtitle: |\n  " + "long " * 30 + "\nlanguage: de DE",
            "6:11 'de DE' does not fit the field 'language'; write a language tag such as en or sr-Latn",
        ),
        (
            "language: " + "x" * 100,
            f"4:11 '{'x' * 59}…' does not fit the field 'language'; write a language tag such as en or sr-Latn",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_misfit_is_said_in_words(line: str, expected: str | None) -> None:
    assert misfits(Article, ARTICLE + line) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 there is nothing here; write fields such as 'title: …'"),
        ("# nothing", "1:1 there is nothing here; write fields such as 'title: …'"),
        ("[a]", "1:1 this is not a mapping of fields to values; write fields such as 'title: …'"),
        ("a text", "1:1 this is not a mapping of fields to values; write fields such as 'title: …'"),
    ],
)
def test_a_file_holds_fields(text: str, expected: str) -> None:
    decoded = decode(Article, document(text))
    assert decoded.value is None
    assert decoded.lost == ((),)
    assert shown(decoded.report) == [expected]


def test_every_misfit_is_found_at_once() -> None:
    assert misfits(Actor, "id: A B\nname:\nkind: sate\nalso: C\nnotes: D\n") == [
        "1:1 the field 'part' is missing; add 'part: …'",
        "1:5 'A B' is not an id; use a-z, 0-9 and hyphens, such as 'a-b'",
        "2:6 the field 'name' is empty; write its value, or remove it",
        "3:7 'sate' does not fit the field 'kind'; did you mean 'state'?",
        "4:7 'C' does not fit the field 'also'; write it as a list: [C]",
        "5:1 'notes' is not a field here; remove it, or use one of: id, name, kind, part, also, translations, aliases",
    ]


def test_as_much_is_kept_as_can_be() -> None:
    text = (
        ARTICLE + "subtitle: [1]\nkeywords: [a, [2], b]\ncompanion:\n  authors: [{family: D, orcid: 1}, {given: E}]\n"
    )
    decoded = decode(Article, document(text))
    assert decoded.value is not None
    assert decoded.value.subtitle == ""
    assert decoded.value.keywords == ("a", "b")
    assert [author.name for author in decoded.value.companion.authors] == ["D"]
    assert set(decoded.lost) == {
        ("subtitle",),
        ("keywords", 1),
        ("companion", "authors", 0, "orcid"),
        ("companion", "authors", 1, "family"),
    }


def test_something_may_stand_in_for_what_is_missing() -> None:
    text = "short: A\npassages:\n  one: {role: theory}\n"
    assert decode(FrontMatter, document(text)).value is None
    decoded = decode(FrontMatter, document(text), instead={"title": "Untitled"})
    assert decoded.value is not None
    assert (decoded.value.title, decoded.value.short) == ("Untitled", "A")
    assert shown(decoded.report) == ["1:1 the field 'title' is missing; add 'title: …'"]
    assert decoded.lost == (("title",),)


def test_what_does_not_fit_may_be_stood_in_for_too() -> None:
    decoded = decode(FrontMatter, document("title: [a]\n"), instead={"title": "Untitled"})
    assert decoded.value is not None
    assert shown(decoded.report) == ["1:8 the field 'title' contains a list; write text"]


def test_a_list_that_loses_all_its_items_is_not_said_to_be_short() -> None:
    assert misfits(Series, "title: A\nunit: B\nrows: [{value: x}]\n") == [
        "3:16 'x' does not fit the field 'value'; "
        "write a number such as 3.5, without its unit and without quotation marks"
    ]
    assert misfits(Series, "title: A\nunit: B\nrows: []\n") == [
        "3:7 the field 'rows' has too few items; give at least one"
    ]


def test_what_is_reported_already_is_not_reported_again() -> None:
    text = "id: a\nname: *x\ndate: *x\ndescription: A.\nactors: [*x, b]\n"
    decoded = decode(Event, document(text))
    assert decoded.value is None
    assert shown(decoded.report) == []
    assert set(decoded.lost) == {("name",), ("date",), ("actors", 0)}


def test_items_that_fit_are_kept() -> None:
    text = "- {id: a, name: A, kind: state, part: P}\n- {id: b}\n- c\n- {id: d, name: D, kind: state, part: P}\n"
    decoded = decode_list(Actor, document(text))
    assert [actor.id for actor in decoded.items] == ["a", "d"]
    assert not decoded.is_whole
    assert shown(decoded.report) == [
        "2:3 the field 'kind' is missing; add 'kind: …'",
        "2:3 the field 'name' is missing; add 'name: …'",
        "2:3 the field 'part' is missing; add 'part: …'",
        "3:3 this is not a mapping of fields to values; write fields such as 'id: …'",
    ]


@pytest.mark.parametrize("text", ["a: b\n", "a text\n", "12\n"])
def test_a_file_of_things_is_a_list(text: str) -> None:
    decoded = decode_list(Actor, document(text))
    assert decoded.items == ()
    assert not decoded.is_whole
    assert shown(decoded.report) == ["1:1 this is not a list; begin each item with a hyphen"]


def test_a_file_of_things_may_be_empty() -> None:
    decoded = decode_list(Actor, document("# none yet\n"))
    assert (decoded.items, shown(decoded.report), decoded.is_whole) == ((), [], True)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Économie & commerce", "economie-commerce"),
        ("A_B", "a-b"),
        ("--", "an-id"),
        ("Увод", "uvod"),
        ("…", "an-id"),
        ("x" * 3, "xxx"),
    ],
)
def test_the_nearest_id_can_be_told(text: str, id: str) -> None:
    assert id_of(text, "an-id") == id
