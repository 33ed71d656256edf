"""Quotation marks: what markdown-it-py makes of them, in time that grows with the text."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hedgesite.diagnostics import Origin
from hedgesite.markdown import scan_body
from hedgesite.markdown.quotation_marks import _curl, quotation_marks_plugin
from hedgesite.markdown.sentences import _END
from hedgesite.styles.quotes import typographic
from tests.work import calls_made


def parser(*, ours: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"typographer": True}).enable("smartquotes")
    if ours:
        quotation_marks_plugin(md)
    return md


OURS, THEIRS = parser(ours=True), parser(ours=False)


@given(st.text("\"' a7.*_`[]()\\-\n«»“’é<", max_size=60))
def test_marks_are_those_of_the_parser_s_own_rule(text: str) -> None:
    assert OURS.render(text) == THEIRS.render(text)


@pytest.mark.parametrize("unit", ["'", '"', "'\"", " 'a\"", " \"a'", "a'", "'*a*", '*"a*', '*"*', "`a`'", '7""'])
def test_work_grows_with_the_number_of_marks(unit: str) -> None:
    few, many = (calls_made(partial(scan_body, unit * number, Origin("a.md"))) for number in (500, 2_000))
    assert many < 6 * few


class CountingToken(Token):
    """Counts the characters that are written into it."""

    written = 0

    def __setattr__(self, name: str, value: object) -> None:
        if name == "content":
            CountingToken.written += len(str(value))
        object.__setattr__(self, name, value)


@pytest.mark.parametrize("unit", ["'", '"a" ', "a'a"])
def test_a_text_is_written_once_however_many_marks_it_holds(unit: str) -> None:
    token = CountingToken("text", "", 0, content=unit * 1_000)
    CountingToken.written = 0
    _curl([token])
    assert CountingToken.written == len(unit) * 1_000


@given(st.text("'’\" ab1\n.", max_size=40))
def test_a_title_s_mark_opens_where_its_line_closes_it(text: str) -> None:
    closed_later = re.compile(r"[^\W\d_]{2}.*?\S['’](?![^\W\d_])")
    for position, mark in enumerate(typographic(text)):
        if mark == "‘":
            assert closed_later.match(text, position + 1)
        elif mark == "’" and (position == 0 or text[position - 1] in ' "'):
            assert not closed_later.match(text, position + 1)


@pytest.mark.parametrize("unit", [".", "!", "?", "?!"])
def test_a_run_of_signs_is_looked_through_once(unit: str) -> None:
    """A sentence's end is looked for from the first sign of a run alone."""
    run = unit * 1_000 + " A"
    assert [at for at in range(len(run)) if _END.match(run, at)] == [0]
