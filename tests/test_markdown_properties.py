"""What holds for any Markdown whatever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hedgesite.diagnostics import Origin
from hedgesite.markdown import PlainHooks, plain_text, render_body, render_inline, render_markup, scan_body
from hedgesite.model.text import Body

START = Origin("a.md", 5, 3)
PIECES = (
    "[", "]", "(", ")", "{", "}", "@", "@a", "-@b", "[@a]", "[@a, 3; @b]", "; ", ", ", " ", "\n", "\n\n", "> ", "- ",
    "1. ", "    ", "\t", "#", "## ", "*", "_", "`", "```\n", "|", "|---|\n", "| a | b |\n|---|---|\n", "\\", "\\|",
    "<", ">", "<b>", "<https://x.org>", "<term:x>",
    "](term:x 't')",
    "<!--", "[^1]", "[^1]: ", "^[", "{#id}\n", "{.x}", "](term:x)", "](https://x.org)", "![", '"', "'", "--",
    "...", "word", "Ж", "é", ": ", "~", "&amp;", "@{", "https://x.org/@a", "\r\n", "\u2003", "\x00", "🙂", "***",
    "===\n", "^", "^x^", "~x~", "~~", "~~x~~", "-->", "<!-- c -->", "| verse\n", "www.x.org", "a@x.org", "https://",
    "(a) ", "i. ", "A)  ", "> -- x\n", "、", "**「a」**",
)  # fmt: skip
MARKDOWN = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
VOID = frozenset(("br", "hr", "img"))


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_every_origin_lies_inside_the_text(markdown: str) -> None:
    body, report = scan_body(markdown, START, ids_required=True)
    lines = re.sub(r"\r\n?", "\n", markdown).split("\n")
    for origin in (*_origins(body), *(finding.origin for finding in report.diagnostics)):
        assert 0 <= origin.line - START.line < len(lines)
        assert 0 <= origin.column - START.column <= len(lines[origin.line - START.line])


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
@example("@{\0}")
@example("{#id}\n\0")
def test_citations_and_links_stand_where_they_are_said_to(markdown: str) -> None:
    body, _ = scan_body(markdown, START)
    # CommonMark, 2.3: the character U+0000 is replaced by U+FFFD.
    lines = re.sub(r"\r\n?", "\n", markdown).replace("\0", "\ufffd").split("\n")
    for group in body.citations:
        for citation in group.citations:
            assert _at(lines, citation.origin).startswith(("@", "-@"))
            assert citation.key in _at(lines, citation.origin)
        assert _at(lines, group.origin)[0] in "[@-;"
    for link in body.links:
        assert _at(lines, link.origin).startswith(("term:", "["))
    for block in body.blocks:
        assert block.markdown.split("\n")[0] == _at(lines, block.span.start).rstrip()


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
def test_html_is_well_formed_and_stable(markdown: str) -> None:
    body, _ = scan_body(markdown, START)
    rendered = render_body(body, PlainHooks())
    for html in (rendered.html, *(note.html for note in rendered.notes), render_inline(body, PlainHooks()).html):
        _check(html)
    _check(render_markup(markdown))
    assert render_body(body, PlainHooks()) == rendered
    assert isinstance(plain_text(scan_body(markdown, Origin("f"))[0]), str)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "@",
        "[@a",
        "[@a; ",
        "[@a, {",
        "(@a, 3",
        "^[",
        "[^a",
        "![",
        "[a](",
        "](",
        "<!--",
        "`",
        "*a ",
        "[a]{",
        "^",
        "~~",
        "~~a ",
        "^a",
        "<!-- a\n\n",
        "--><!--",
        "https://a",
        "a@a.",
        "www.",
        "| a\n",
        "a. b\n",
        "> -- a\n",
        "**「",
        "> ",
        "- ",
    ],
)
def test_long_hostile_input_is_read_in_linear_time(unit: str) -> None:
    """Quadratic reading of 100 kB would take minutes; the suite would not go unnoticed."""
    markdown = unit * (100_000 // len(unit))
    body, _ = scan_body(markdown, START)
    assert body.markdown == markdown


def test_deeply_nested_brackets_are_read_in_linear_time() -> None:
    body, _ = scan_body("[" * 50_000 + "@a" + "]" * 50_000, START)
    assert len(body.citations) == 1


def _origins(body: Body) -> Iterator[Origin]:
    for block in body.blocks:
        yield from (block.span.start, block.span.end)
    for group in body.citations:
        yield from (group.origin, *(citation.origin for citation in group.citations))
    yield from (link.origin for link in body.links)
    yield from (note.origin for note in body.notes)
    yield from (heading.origin for heading in body.headings)


def _at(lines: list[str], origin: Origin) -> str:
    return lines[origin.line - START.line][origin.column - START.column :]


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attrs if name.startswith("on") or name == "style"}
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def _check(html: str) -> None:
    balance = _Balance()
    balance.feed(html)
    balance.close()
    assert balance.opened == []
