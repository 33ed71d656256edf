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
from hedgesite.markdown import PlainHooks, plain_text, render_body, scan_body
from hedgesite.markdown.quotation_marks import _curl, quotation_marks_plugin
from hedgesite.markdown.sentences import _END
from hedgesite.styles.quotes import typographic
from tests.work import calls_made


@given(st.text("\"' a7.*_`[]()\\-\n«»“’é<", max_size=60), st.sampled_from(["en", "de", "ru", "sr", "ja"]))
def test_nothing_but_straight_marks_changes(text: str, language: str) -> None:
    plain, curled = (MarkdownIt("commonmark", {"typographer": True}) for _ in range(2))
    curled.enable("smartquotes")
    quotation_marks_plugin(curled)
    env = {"language": language}
    before, after = plain.render(text), curled.render(text, env)
    marks = re.compile("&quot;|['\"“”‘’′″„‚«»「」『』]")
    assert marks.sub("'", before) == marks.sub("'", after)


_TEXT = """He said "yes", and 'no' too; it's the '90s, 'tis the season, rock 'n' roll, the Smiths' house.

"She told him: 'Go home'", then "*Treaty of* [Ghent](https://example.org)"'s text and `code`'s quote "`x`".

"A quoted
line" (1812--1815) --- "twice" ... 6'2" tall, "nested 'inner'".

["Quoted link"](https://example.org) and *"quoted emphasis"* and "Chicago says" [@chicago2017]. The 5' 10" man.
"""
_SHOWN = """He said <yes>, and ‹no› too; it’s the ’90s, ’tis the season, rock ’n’ roll, the Smiths’ house.
<She told him: ‹Go home›>, then <Treaty of Ghent>’s text and code’s quote <x>.
<A quoted line> (1812–1815) — <twice> … 6′2″ tall, <nested ‹inner›>.
<Quoted link> and <quoted emphasis> and <Chicago says>. The 5′ 10″ man."""


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", "“”‘’"),
        ("da", "“”‘’"),
        ("de", "„“‚‘"),
        ("de-AT", "„“‚‘"),
        ("de-CH", "«»‹›"),
        ("fr", "« »“”"),
        ("pl", "„”«»"),
        ("ru", "«»„“"),
        ("sr-Latn", "„”’’"),
        ("sv", "””’’"),
        ("nb", "«»‘’"),
        ("ja", "「」『』"),
        ("zh-Hant-TW", "「」『』"),
        ("xx", "“”‘’"),
    ],
)
def test_marks_are_those_of_the_language(language: str, marks: str) -> None:
    space = "\u00a0" if language == "fr" else ""
    outer = marks.replace(" ", "")
    opening, closing, inner_opening, inner_closing = list(outer)
    expected = (
        (
            _SHOWN.replace("‹", inner_opening)
            .replace("›", inner_closing)
            .replace("<", opening + space)
            .replace(">", space + closing)
        )
        if language != "de-CH"
        else _SHOWN.replace("<", "«").replace(">", "»")
    )
    body, report = scan_body(_TEXT, Origin("a.md"), language=language)
    # Polish and Czech add no-break spaces of their own.
    assert plain_text(body).replace("A\u00a0", "A ") == " ".join(expected.split("\n"))
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the '68 elections", "the ’68 elections"),
        ("die '68er", "die ’68er"),
        ("'68 and 'quoted'", "’68 and ‘quoted’"),
        ("he said '42 is it'", "he said ‘42 is it’"),
        ("'Twas the night", "’Twas the night"),
        ("in 's-Hertogenbosch", "in ’s-Hertogenbosch"),
        ("[Ghent](https://x.org)'s bells", "Ghent’s bells"),
        ("*Faust*'s end", "Faust’s end"),
        ("the bells' sound", "the bells’ sound"),
        ('"An open quotation', "“An open quotation"),
        ("'Tomorrow' and 'today'", "‘Tomorrow’ and ‘today’"),
        ('a 12" bell', "a 12″ bell"),
        ('"from 1990"', "“from 1990”"),
        ("'in 1990' 5 times", "‘in 1990’ 5 times"),
    ],
)
def test_apostrophes_and_primes_are_no_quotation_marks(text: str, shown: str) -> None:
    assert plain_text(scan_body(text, Origin("a.md"))[0]) == shown


def test_marks_follow_the_passage_and_the_span() -> None:
    text = '{#a lang=de}\n> "Ja", ["yes"]{lang=en} "ja"\n\n"yes"\n'
    assert plain_text(scan_body(text, Origin("a.md"))[0]) == "„Ja“, “yes” „ja“ “yes”"
    assert plain_text(scan_body('"oui"', Origin("a.md"), language="fr")[0]) == "«\u00a0oui\u00a0»"


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("zh", '他说"好"然后走了', "他说“好”然后走了"),
        ("zh", '他说"OK"就走', "他说“OK”就走"),
        ("zh", '["bells"]{lang=en}留下', "“bells”留下"),
        ("zh", "'好'和\"他说'好'吧\"", "‘好’和“他说‘好’吧”"),
        ("ko", '그는 "마크다운"을 썼다', "그는 “마크다운”을 썼다"),
        ("zh", "李's book", "李’s book"),
        ("en", 'the ["word"]{lang=fr}s', "the «\u00a0word\u00a0»s"),
        ("en", 'one a"b alone', 'one a"b alone'),
    ],
)
def test_marks_stand_among_letters_where_no_blanks_are_written(language: str, text: str, shown: str) -> None:
    assert plain_text(scan_body(text, Origin("a.md"), language=language)[0]) == shown


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("fr", "Quoi ? Oui ; « mot » : l'an 5 !", "Quoi^? Oui^; «~mot~»~: l’an 5^!"),
        ("fr", "*Quoi* ? [oui](https://example.org) ; « *mot* » : **5** km, `c` !", "Quoi^? oui^; «~mot~»~: 5~km, c^!"),
        ("fr", "[en *x* !]{lang=en} *y* !", "en x ! y^!"),
        ("fr-CA", "Quoi ? « mot » :", "Quoi ? «~mot~»~:"),
        ("de", "z. B. J. S. Bach, 10 km", "z.~B.~J.~S.~Bach, 10~km"),
        ("cs", "v Praze a k tomu", "v~Praze a~k~tomu"),
        ("ru", "А. С. Пушкин, 5 км", "А.~С.~Пушкин, 5~км"),
        ("en", "J. S. Bach, 10 km; what ?", "J. S. Bach, 10 km; what ?"),
    ],
)
def test_blanks_are_those_of_the_language(language: str, text: str, shown: str) -> None:
    found = plain_text(scan_body(text, Origin("a.md"), language=language)[0])
    assert found.replace("\u00a0", "~").replace("\u202f", "^") == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("これは**「重要なこと」**です。", "これは<strong>「重要なこと」</strong>です。"),
        ("这是**我想做的事。**所以继续。", "这是<strong>我想做的事。</strong>所以继续。"),
        ("**마크다운(Markdown)**을", "<strong>마크다운(Markdown)</strong>을"),
        ("**《论语》**的版本与*《孟子》*的", "<strong>《论语》</strong>的版本与<em>《孟子》</em>的"),
        ("说**“好”**吗", "说<strong>“好”</strong>吗"),
        ("a * b, 2*3*4 and **(x)**y", "a * b, 2<em>3</em>4 and **(x)**y"),
    ],
)
def test_emphasis_stands_beside_full_width_signs(text: str, html: str) -> None:
    assert render_body(scan_body(text, Origin("a.md"))[0], PlainHooks()).html == f"<p>{html}</p>\n"


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
