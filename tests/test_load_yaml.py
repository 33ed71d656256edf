"""YAML: every part of the data knows where it is written, to the character."""

from __future__ import annotations

import string
from functools import partial
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Origin, as_text
from hedgesite.load import yaml_nodes
from hedgesite.load.files import ContentFile
from hedgesite.load.markdown_files import read_free_page
from hedgesite.load.yaml import Unread, YamlDocument, read_yaml
from hedgesite.markdown import scan_body
from hedgesite.model.base import LocatedDict, LocatedStr, PlainStr, origin_of
from hedgesite.model.lines import Lines
from tests.work import calls_made


def read(text: str, offset: int = 0) -> YamlDocument:
    document, report = read_yaml(text, "f.yml", offset)
    assert as_text(report) == ""
    assert document is not None
    return document


def found_in(text: str) -> list[str]:
    """Findings as `line:column: rule: problem`."""
    return [
        f"{d.origin.line}:{d.origin.column}: {d.rule.id}: {d.problem}" for d in read_yaml(text, "f.yml")[1].diagnostics
    ]


def place(line: int, column: int) -> Origin:
    return Origin("f.yml", line, column)


@pytest.mark.parametrize(
    ("text", "value", "line", "column"),
    [
        ("a: plain", "plain", 1, 4),
        ("a:   far", "far", 1, 6),
        ("a: 'single'", "single", 1, 5),
        ('a: "double"', "double", 1, 5),
        ("a:\n  below", "below", 2, 3),
        ("a: |\n  block", "block", 2, 3),
        ("a: |\n    deeper\n    lines\n", "deeper\nlines\n", 2, 5),
        ("a: |-\n\n\n  after blank lines", "\n\nafter blank lines", 2, 3),
        ("a: |2\n    kept indent\n", "  kept indent\n", 2, 3),
        ("a: | # a comment\n  block", "block", 2, 3),
        ("a: >\n  folded\n  text\n", "folded text\n", 2, 3),
        ("a: >-\n  folded\n", "folded", 2, 3),
        ("a: 😀", "😀", 1, 4),
        ("é: x", None, 1, 4),
        ("# a comment\n\na: x", "x", 3, 4),
        ("---\na: x\n", "x", 2, 4),
        ("{a: x}", "x", 1, 5),
        ("? a\n: x", "x", 2, 3),
    ],
)
def test_a_text_knows_where_its_first_character_stands(text: str, value: str | None, line: int, column: int) -> None:
    data = read(text).data
    found = next(iter(data.values()))
    assert value in (found, None)
    assert origin_of(found) == place(line, column)


def test_a_document_may_begin_further_down_in_its_file() -> None:
    document = read("a: x\nb: [y]\n", offset=10)
    assert origin_of(document.data["b"][0]) == place(12, 5)
    assert document.origin_at(("b", 0)) == place(12, 5)
    assert document.origin_at(("b",), key=True) == place(12, 1)


def test_keys_and_mappings_know_their_place() -> None:
    data = read("a:\n  b: {c: 1}\n").data
    assert isinstance(data, LocatedDict)
    assert data.origin == place(1, 1)
    assert [origin_of(key) for key in data["a"]] == [place(2, 3)]
    assert data["a"]["b"].origin == place(2, 6)
    assert [origin_of(key) for key in data["a"]["b"]] == [place(2, 7)]


def test_a_place_that_is_not_there_is_the_nearest_one() -> None:
    document = read("a:\n  - b: c\n")
    assert document.origin_at(()) == place(1, 1)
    assert document.origin_at(("a", 0, "b")) == place(2, 8)
    assert document.origin_at(("a", 0, "missing")) == place(2, 5)
    assert document.origin_at(("a", 7)) == place(2, 3)
    assert document.origin_at(("nothing", "at", "all")) == place(1, 1)
    assert read("").origin_at(("a",)) == place(1, 1)


def test_what_is_written_can_be_shown() -> None:
    document = read("a: yes\nb: 1:30\nc: [0x1F]\nd: {e: ''}\n")
    assert [document.written_at(path) for path in (("a",), ("b",), ("c", 0), ("d", "e"), ("d",), ("x",))] == [
        "yes",
        "1:30",
        "0x1F",
        "",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-11-10", "2020-11-10"),
        ("2020-11-10 12:00:00", "2020-11-10 12:00:00"),
        ("2007/2020", "2007/2020"),
        ("12", "12"),
        ("-1.50", "-1.50"),
        ("1_000", "1_000"),
        ("010", "010"),
        ("true", "true"),
        ("No", "No"),
        ("~", None),
        ("", None),
        ("null", None),
        ("'12'", "12"),
        ("0x_", "0x_"),
        ("0b_", "0b_"),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("12:60:61", "12:60:61"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_plain_data_is_text_as_written_or_nothing(text: str, value: object) -> None:
    found = read(f"a: {text}").data["a"]
    assert found == value
    assert type(found) is (type(None) if value is None else LocatedStr if text.startswith("'") else PlainStr)


def test_an_empty_text_is_no_fault() -> None:
    for text in ("", "\n\n", "# a comment\n", "---\n", "---\n...\n"):
        assert read(text).data is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: yaml-duplicate-key: 'a' occurs twice in this mapping, first on line 1"),
        ("a: {b: 1, b: 2}", "1:11: yaml-duplicate-key: 'b' occurs twice in this mapping, first on line 1"),
        ("'a': 1\n\"a\": 2\n", "2:1: yaml-duplicate-key: 'a' occurs twice in this mapping, first on line 1"),
        ("a: &x [b]\nc: *x\n", "2:4: yaml-unsafe: the alias '*x' repeats a value from elsewhere"),
        ("a: *x\n", "1:4: yaml-unsafe: the alias '*x' repeats a value from elsewhere"),
        ("a: &x [*x]\n", "1:8: yaml-unsafe: the alias '*x' repeats a value from elsewhere"),
        ("a: &x b", "1:4: yaml-unsafe: '&x' is an anchor to YAML, so that it would not be published"),
        ("a: &x [b]\n*x : c\n", "2:1: yaml-unsafe: a key is not a plain word"),
        ("<<: {a: 1}\n", "1:1: yaml-unsafe: '<<' merges fields from elsewhere"),
        ("? [a]\n: b\n", "1:3: yaml-unsafe: a key is not a plain word"),
        (
            "a: !!python/name:os.system x",
            "1:4: yaml-unsafe: the tag '!!python/name:os.system' makes this more than plain data",
        ),
        ("a: !own x", "1:4: yaml-unsafe: the tag '!own' makes this more than plain data"),
        ("a: !!int x", "1:4: yaml-unsafe: the tag '!!int' makes this more than plain data"),
        ("a: ! x", "1:4: yaml-unsafe: the tag '!' makes this more than plain data"),
        ("!!set {a, b}", "1:1: yaml-unsafe: the tag '!!set' makes this more than plain data"),
        ("- !!omap [a: 1]", "1:3: yaml-unsafe: the tag '!!omap' makes this more than plain data"),
        ("a: b\n---\nc: d\n", "2:1: yaml-syntax: a second YAML document begins here"),
        ("a: b: c", "1:5: yaml-syntax: a colon is not allowed here"),
        ("a: [b\nc: d\n", "1:4: yaml-syntax: the list that opens here lacks a comma or its ']'"),
        ("a: {b: c\n", "1:4: yaml-syntax: the mapping that opens here lacks a comma or its '}'"),
        ("a: 'b\nc: d\n", "1:4: yaml-syntax: the quotation mark that opens here is not closed"),
        ("a: b\nword\nc: d\n", "2:1: yaml-syntax: this is not 'field: value'"),
        ("a:\n  b: c\n d: e\n", "3:2: yaml-syntax: this line matches neither the fields nor the items above it"),
        ("- a\nb: c\n", "2:1: yaml-syntax: this line matches neither the fields nor the items above it"),
        ("a: 'it's'\n", "1:8: yaml-syntax: text follows the end of the value"),
        ("a: @key\n", "1:4: yaml-syntax: a value cannot begin with '@'"),
        ("a:\n\tb: c\n", "2:1: yaml-syntax: this line is indented with a tab"),
        ("key: - a\n", "1:6: yaml-syntax: a list cannot begin here"),
        ('a: "b\\q"\n', "1:6: yaml-syntax: this backslash is not an escape sequence in double quotation marks"),
        ("a: &\n", "1:4: yaml-syntax: a value cannot begin with '&'"),
        ("a: 😀 \x00", "1:6: yaml-syntax: the control character U+0000 is not allowed in YAML"),
        ("a: b\u2028\nc: [b\n", "2:4: yaml-syntax: the list that opens here lacks a comma or its ']'"),
        ("a: [\n", "2:1: yaml-syntax: a value is missing here"),
        ("a: , b\n", "1:4: yaml-syntax: a value is missing here"),
        ("[" * 60 + "]" * 60, "1:42: yaml-syntax: this is more than 40 levels deep"),
        ("{a: " * 60 + "}" * 60, "1:162: yaml-syntax: this is more than 40 levels deep"),
        ("[" * 200_000, "1:42: yaml-syntax: this is more than 40 levels deep"),
        ("[" * 60 + "@", "1:42: yaml-syntax: this is more than 40 levels deep"),
        ("a: {b: " + "[" * 2_000, "1:47: yaml-syntax: this is more than 40 levels deep"),
        ("- " * 20 + "[" * 2_000, "1:62: yaml-syntax: this is more than 40 levels deep"),
        ("- " * 2_000, "1:83: yaml-syntax: this is more than 40 levels deep"),
        ("? " * 2_000, "1:83: yaml-syntax: this is more than 40 levels deep"),
        (
            "\n".join(" " * depth + "a:" for depth in range(1_200)),
            "41:41: yaml-syntax: this is more than 40 levels deep",
        ),
        ("- 'text'\n" * 2_000 + "- [" + "[\n" * 1_200, "2040:1: yaml-syntax: this is more than 40 levels deep"),
        ("a: [" * 600, "1:81: yaml-syntax: this is more than 40 levels deep"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_no_plain_data_is_found_at_its_place(text: str, expected: str) -> None:
    assert found_in(text) == [expected]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("unit", ["[", "{a: ", "a: [", "- ", "? "])
def test_what_is_too_deep_is_found_alike_by_every_parser(
    unit: str, loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some bound nesting themselves, and read far ahead."""
    monkeypatch.setattr(yaml_nodes, "LOADER", loader)
    for number in (60, 999, 1_001, 20_000):
        (found,) = found_in(unit * number)
        assert found.endswith(": yaml-syntax: this is more than 40 levels deep")
        assert int(found.split(":")[1]) <= 42 * len(unit)


def test_work_for_deep_yaml_grows_with_the_text() -> None:
    few, many = (calls_made(partial(read_yaml, "- a\n" * number + "[" * 2_000, "f.yml")) for number in (500, 2_000))
    assert many < 5 * few


def test_front_matter_that_is_too_deep_is_found_at_its_place() -> None:
    file = ContentFile("a.md", f"---\ntitle: {'[' * 2_000}\n---\n\nText.\n", "a")
    assert "a.md:2:48: yaml-syntax: this is more than 40 levels deep" in as_text(read_free_page(file, Memo()).report)


def test_every_fault_of_a_document_is_found() -> None:
    assert found_in("a: !x 1\nb: *y\na: 2\nc: [*y, {d: 1, d: 2}]\n") == [
        "1:4: yaml-unsafe: the tag '!x' makes this more than plain data",
        "2:4: yaml-unsafe: the alias '*y' repeats a value from elsewhere",
        "3:1: yaml-duplicate-key: 'a' occurs twice in this mapping, first on line 1",
        "4:5: yaml-unsafe: the alias '*y' repeats a value from elsewhere",
        "4:16: yaml-duplicate-key: 'd' occurs twice in this mapping, first on line 4",
    ]


def test_the_first_of_two_equal_keys_is_read() -> None:
    document, _ = read_yaml("a: 1\na: 2\n", "f.yml")
    assert document is not None
    assert document.data == {"a": "1"}


def test_an_alias_is_no_data() -> None:
    document, _ = read_yaml("a: *x\n", "f.yml")
    assert document is not None
    assert isinstance(document.data["a"], Unread)


def links_in(text: str) -> list[tuple[int, int]]:
    """Line and column of each target of a typed link in the field `a`."""
    value = read(text).data["a"]
    assert isinstance(value, LocatedStr)
    body, _ = scan_body(value, value.origin, places=value.places)
    return [(link.origin.line, link.origin.column) for link in body.links]


@pytest.mark.parametrize(
    "text",
    [
        "a: Text [one](term:x) and [two](term:x).",
        "a: |\n  Text [one](term:x)\n  and [two](term:x).\n\n  And [three](term:x).\n",
        "a: |2\n    code\n\n  and [two](term:x).\n",
        "a: >\n  Text [one](term:x)\n  and [two](term:x).\n\n  And\n  [three](term:x).\n",
        "a: >-\n\n  Text that is folded\n  over lines\n  until [one](term:x)\n\n\n  and [two](term:x).\n",
        "a: >-\n  - an item\n    with [one](term:x)\n  - an item\n    with [two](term:x)\n",
        "a: Plain text\n  over lines [one](term:x)\n\n  and [two](term:x)\n  and [three](term:x) # a comment\n",
        "a: 'It''s [one](term:x) and\n  it''s\n\n  [two](term:x)'\n",
        'a: "A \\"word\\" [one](term:x) and \\u00e9\\x41\\U0001F600 [two](term:x)\\n\\nand \\\n   [three](term:x)"\n',
        "{b: 😀, a: '😀😀 [one](term:x)'}",
        "a:\n  Text [one](term:x)\n",
    ],
)
def test_markdown_in_every_kind_of_text_knows_its_places(text: str) -> None:
    lines = text.split("\n")
    expected = [
        (number, at + 1)
        for number, line in enumerate(lines, start=1)
        for at in range(len(line))
        if line.startswith("term:x", at)
    ]
    assert expected
    assert links_in(text) == expected


words = st.text(string.ascii_letters + "éß中😀'\"\\:#- ", min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from(["|", ">", "'", '"']), st.integers(1, 4))
def test_each_character_stands_where_its_place_says(parts: list[str], style: str, indent: int) -> None:
    content = " @".join(part.strip() or "x" for part in parts)
    text = yaml.safe_dump({"a": content}, default_style=style, allow_unicode=True, indent=indent + 1, width=20)
    found = next(iter(read(text).data.values()))
    assert found == content
    lines = text.split("\n")
    body, _ = scan_body(found, found.origin, places=found.places)
    for group in body.citations:
        for citation in group.citations:
            assert lines[citation.origin.line - 1][citation.origin.column - 1] == "@"


@given(st.text())
def test_no_text_does_harm(text: str) -> None:
    document, report = read_yaml(text, "f.yml")
    assert document is not None or report.errors
    assert all(d.origin.line >= 1 and d.origin.column >= 1 for d in report.diagnostics)


@given(st.text("ab:-[]{}'\"|>&*!#,?\n \t@%"))
def test_no_yaml_does_harm(text: str) -> None:
    document, report = read_yaml(text, "f.yml")
    assert document is not None or report.errors
    lines = text.split("\n")
    for finding in report.diagnostics:
        assert 1 <= finding.origin.line <= len(lines)
        assert 1 <= finding.origin.column <= len(lines[finding.origin.line - 1]) + 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-999, 999) | st.text(string.printable.strip() + "é \n", max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc-", min_size=1), inner, max_size=4),
        max_leaves=12,
    )
)
def test_data_comes_back_as_it_was_written(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    assert read(text).data == _as_text(data)


def _as_text(data: Any) -> Any:
    """Data in which numbers and truth values are the text that YAML writes for them."""
    if isinstance(data, dict):
        return {key: _as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_text(value) for value in data]
    return str(data).lower() if isinstance(data, bool) else str(data) if isinstance(data, int) else data


def test_offsets_are_lines_and_columns() -> None:
    lines = Lines.of("ab\n\ncd", "f.yml", 5)
    assert [lines.at(index) for index in range(7)] == [
        place(line + 5, column) for line, column in [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3)]
    ]
