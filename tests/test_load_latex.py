"""LaTeX of bibliographies as Unicode and as rich text: a table of cases, and what holds for any text."""

from __future__ import annotations

import sys
import unicodedata
from functools import partial
from itertools import groupby
from operator import itemgetter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.richtext import HRef, Protected, Tag, Text

from hedgesite.load.latex import to_plain, to_runs
from hedgesite.load.latex_tokens import DEEPEST_NESTING
from hedgesite.model.richtext import from_pybtex, text_of
from tests.work import calls_made

PLAIN_CASES = [
    # Accents, in every spelling
    (r"\'e", "é"),
    (r"\'{e}", "é"),
    (r"{\'e}", "é"),
    (r"{\'{e}}", "é"),
    (r"\' e", "é"),
    (r"\`a \^o \~n \=a", "à ô ñ ā"),
    (r"\"u \"{U} {\"o}", "ü Ü ö"),
    (r"\.{I}stanbul", "İstanbul"),
    (r"\.z \.{Z}", "ż Ż"),
    (r"\v{s} \v s {\v{s}} {\v s}", "š š š š"),
    (r"\v{S}e\v{s}elj", "Šešelj"),
    (r"Kova\v c", "Kovač"),
    (r"Kova\v{c}evi\'{c}", "Kovačević"),
    (r"\v{t} \v{d} \v{l} \v{n} \v{r} \v{z}", "ť ď ľ ň ř ž"),
    (r"\c{c} \c c \c{C} {\c c}", "ç ç Ç ç"),
    (r"\c{s} \c{S} \c{t}", "ş Ş ţ"),
    (r"\textcommabelow{s}\textcommabelow{T}", "șȚ"),
    (r"\u{g} \u g \u{G} \u{a}", "ğ ğ Ğ ă"),
    (r"Erdo\u{g}an", "Erdoğan"),
    (r"\H{o} \H o \H{U}", "ő ő Ű"),
    (r"\k{a} \k{e} \k E", "ą ę Ę"),
    (r"\d{a} \d{H} \d s", "ạ Ḥ ṣ"),
    (r"\b{d} \b{o}", "ḏ o̱"),
    (r"\r{a} \r{U} \r u", "å Ů ů"),
    (r"\h{a}", "ả"),
    (r"\G{a}", "ȁ"),
    (r"\f{a}", "ȃ"),
    (r"\t{oo}", "o͡o"),
    (r"\t oo", "o͡o"),
    (r"\'{\i} \'\i{} {\'\i} \'{i}", "í í í í"),
    (r"Garc\'\i a", "García"),
    (r"\"{\i} \^{\i} \u{\i}", "ï î ĭ"),
    (r"\v{\j}", "ǰ"),
    (r"\'{\^a} \'{\u{a}} \d{\^e}", "ấ ắ ệ"),
    (r"\'{\ae} \'{\o} \'{\aa}", "ǽ ǿ ǻ"),
    (r"\'{ab}", "áb"),
    # Accents as they are called within a tabbing
    (r"Mich{\a`e}le Lazarevi{\a'c} \a=o", "Michèle Lazarević ō"),
    (r"\a'{\i} \a 'e {\a`\i} \alpha'", "í é ì α’"),
    (r"\'{}", "´"),
    (r"\~{} \^{}", "~ ^"),
    (r"\'", "´"),
    (r"\'{c} \'n \'z \'s", "ć ń ź ś"),
    (r"\={\i}", "ī"),
    (r"\'{e}t\'{e}", "été"),
    (r"Fran\c{c}ois", "François"),
    (r"G{\"o}del", "Gödel"),
    (r"{\'E}cole", "École"),
    (r"\'Etudes", "Études"),
    (r"Jovi\'c-Lazi\'c", "Jović-Lazić"),
    (r"Bo\v{s}kovi{\'c}", "Bošković"),
    (r"\capitalacute{E}", "É"),
    # Letters
    (r"\i \j", "ıȷ"),
    (r"\dj or{\dj}e", "đorđe"),
    (r"\DJ in{\dj}i\'c", "Đinđić"),
    (r"{\DJ}uri\'{c}", "Đurić"),
    (r"Stra\ss e", "Straße"),
    (r"Stra{\ss}e", "Straße"),
    (r"Stra\ss{}e", "Straße"),
    (r"\aa \AA", "åÅ"),
    (r"\o \O", "øØ"),
    (r"S{\o}rensen", "Sørensen"),
    (r"\l{} \L{} {\L}{\'o}d{\'z}", "ł Ł Łódź"),
    (r"\ae \AE \oe \OE", "æÆœŒ"),
    (r"\th \TH \dh \DH \ng", "þÞðÐŋ"),
    (r"G\"ul \"Ozer", "Gül Özer"),
    (r"\.{I}smay{\i}lov", "İsmayılov"),
    (r"Al\i yev \textschwa", "Alıyev ə"),
    (r"{\cyrchar\CYRS}{\cyrchar\cyro}{\cyrchar\cyrk}", "Сок"),
    (r"\CYRSHCH\cyrya\CYRDJE\cyrlje", "ЩяЂљ"),
    # Dashes, blanks, quotation marks
    ("12--15", "12–15"),
    ("a---b", "a—b"),
    ("a-b", "a-b"),
    ("a - b", "a - b"),
    ("a----b", "a—-b"),
    ("-{}-", "--"),
    ("A.~Jovi\\'c", "A.\u00a0Jović"),
    (r"a\ b", "a b"),
    (r"a\,b\;c", "a\u202fb\u202fc"),
    (r"a\\b", "a b"),
    (r"co\-operation", "cooperation"),
    (r"shelf\/ful", "shelfful"),
    ("a\n   b\t c", "a b c"),
    ("  a  b ", "a b"),
    ("a\u00a0b", "a\u00a0b"),
    ("``a''", "“a”"),
    ("`a'", "‘a’"),
    ("Russia's", "Russia’s"),
    ("``a `b' c''", "“a ‘b’ c”"),
    ('the "new" Russia', 'the "new" Russia'),
    (r"\textquoteleft a\textquoteright", "‘a’"),
    (r"\textquotedblleft{}a\textquotedblright{} b", "“a” b"),
    (r"\textquotesingle", "'"),
    (r"\glqq{}a\grqq{} \flqq{}b\frqq", "„a“ «b»"),
    (r"\quotedblbase a\quotesinglbase", "„a‚"),
    (r"\guillemotleft a\guillemotright", "«a»"),
    (r"\enquote{a}", "“a”"),
    (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
    (r"\mkbibquote{a}", "“a”"),
    (r"\textendash{}\textemdash", "–—"),
    ("?`Qui\\'en?", "¿Quién?"),
    ("!`Ay!", "¡Ay!"),
    # Signs
    (r"\& \% \$ \# \_ \{ \}", "& % $ # _ { }"),
    (r"Crime \& Punishment", "Crime & Punishment"),
    ("Simon & Schuster", "Simon & Schuster"),
    ("100% sure", "100% sure"),
    ("a_b ^ c # d", "a_b ^ c # d"),
    (r"\ldots \dots", "……"),
    (r"wait\ldots{} what", "wait… what"),
    (r"\copyright{} \textcopyright{} \textregistered", "© © ®"),
    (r"\S 4 \P", "§4 ¶"),
    (r"\pounds{}5 \euro{}5 \texteuro", "£5 €5 €"),
    (r"\textdegree C 5\textdegree", "°C 5°"),
    (r"\textnumero{} 5", "№ 5"),
    (r"\textbackslash{} \textasciitilde{} \textasciicircum{} \textunderscore{} \textbar", "\\ ~ ^ _ |"),
    (r"\textless b\textgreater", "<b>"),
    (r"\textbraceleft\textbraceright", "{}"),
    (r"\slash", "/"),
    (r"\LaTeX{} and \BibTeX", "LaTeX and BibTeX"),
    (r"\textonehalf", "½"),
    (r"\dag\ddag", "†‡"),
    (r"\textperiodcentered{} \textbullet", "· •"),
    # Commands that leave their text as it is
    (r"\emph{a} \textit{b} \textbf{c}", "a b c"),
    (r"{\it a} {\em b} {\bf c} {\sc d}", "a b c d"),
    (r"\textsc{nato} \textrm{a} \mbox{b}", "nato a b"),
    (r"\foreignlanguage{russian}{Россия}", "Россия"),
    (r"\MakeUppercase{abc} \uppercase{d}", "ABC D"),
    (r"\lowercase{ABC}", "abc"),
    (r"{\noopsort{1973b}}1973", "1973"),
    (r"{\relax Ch}arles", "Charles"),
    (r"\protect\emph{a}", "a"),
    (r"\NoCaseChange{NATO}", "NATO"),
    (r"\url{https://example.org/a_b~c%20d}", "https://example.org/a_b~c%20d"),
    (r"\url{https://example.org/a\_b}", "https://example.org/a_b"),
    (r"\href{https://example.org}{there}", "there"),
    # Maths
    ("$^{2}$", "2"),
    ("m$^2$", "m2"),
    ("CO$_2$", "CO2"),
    ("CO$_{2}$ and H$_2$O", "CO2 and H2O"),
    (r"$\alpha$-decay", "α-decay"),
    (r"$\alpha \times \beta$", "α×β"),
    (r"$\sim$50", "∼50"),
    (r"5\(\pm\)2", "5±2"),
    (r"$n$", "n"),
    ("$n-1$", "n−1"),
    (r"$\frac{1}{2}$", "1/2"),
    (r"$\sqrt{2}$", "√2"),
    (r"$\mathrm{kg}$", "kg"),
    (r"$\to$ \textrightarrow", "→ →"),
    (r"\ensuremath{\leq}", "≤"),
    (r"\textsuperscript{th} \textsubscript{2}", "th 2"),
    (r"costs \$5", "costs $5"),
    # Braces
    ("{NATO}", "NATO"),
    ("{{NATO}}", "NATO"),
    ("{A} {b} c", "A b c"),
    ("{}", ""),
    ("", ""),
    # HTML that Zotero writes
    ("<i>Homo sapiens</i>", "Homo sapiens"),
    ("CO<sub>2</sub>", "CO2"),
    ("x<sup>2</sup>", "x2"),
    ('<span class="nocase">NATO</span>', "NATO"),
    ('<span style="font-variant:small-caps;">nato</span>', "nato"),
    ("a < b > c", "a < b > c"),
    ("<i>open", "<i>open"),
    ("close</i>", "close</i>"),
    ("AT&amp;T &lt;3 &#233;", "AT&T <3 é"),
    # Programs export the HTML of publishers' records, and escape its signs
    (r"{\textless}i{\textgreater}Homo{\textless}/i{\textgreater}", "Homo"),
    ("{$<$}em{$>$}Homo{$<$}/em{$>$} a $<$ b", "Homo a < b"),
    ("<p>A<br/>b</p> <jats:italic>c</jats:italic> <mml:math><mml:mi>d</mml:mi></mml:math>", "A b c d"),
    (r"<script>a</script> {\textless}null{\textgreater}", "<script>a</script> <null>"),
    (r"&rsquo; \&rsquo; {\&}quot; \&\#8230; \&\#xe9; &lgr;", '’ ’ " … é &lgr;'),
    (r"{\$}B{\^{}}{\{}0{\}} \backslashto \backslashpi{\_}1{\$}", "B0 →π1"),
    (r"from {\$}5 to {\$}10", "from $5 to $10"),
    # Quotation marks of other languages, as TeX's fonts join them
    (",,Zitat`` (,,a'')", "„Zitat“ („a”)"),
    ("a,,b, ,, c", "a,,b, ,, c"),
    ("<<Системы>> a << b, c >> d", "«Системы» a << b, c >> d"),
    # Other scripts pass untouched
    ("Россия и Азербайджан: «стратегия»", "Россия и Азербайджан: «стратегия»"),
    ("Əliyev, Çelik, Ђурић", "Əliyev, Çelik, Ђурић"),
]


@pytest.mark.parametrize(("raw", "expected"), PLAIN_CASES, ids=[raw for raw, _ in PLAIN_CASES])
def test_plain_text(raw: str, expected: str) -> None:
    assert to_plain(raw) == (expected, ())


def test_table_is_long_enough_to_mean_something() -> None:
    assert len(PLAIN_CASES) >= 130
    assert len({raw for raw, _ in PLAIN_CASES}) == len(PLAIN_CASES)


RICH_CASES = [
    (r"\emph{a} b", Text(Tag("em", "a"), " b")),
    (r"\textit{a}", Text(Tag("em", "a"))),
    (r"\textbf{a}", Text(Tag("strong", "a"))),
    (r"\textsc{a}", Text(Tag("sc", "a"))),
    (r"\texttt{a}", Text(Tag("tt", "a"))),
    (r"{\it a \bf b} c", Text(Tag("em", "a ", Tag("strong", "b")), " c")),
    (r"\emph{a \textbf{b}}", Text(Tag("em", "a ", Tag("strong", "b")))),
    (r"\emph a b", Text(Tag("em", "a"), " b")),
    ("{NATO} and {the EU}", Text(Protected("NATO"), " and ", Protected("the EU"))),
    ("{{NATO}}", Text(Protected("NATO"))),
    ("{A {B} c}", Text(Protected("A B c"))),
    (r"{\'E}cole", Text("École")),
    (r"{a \emph{b}}", Text(Protected("a ", Tag("em", "b")))),
    (r"\emph{a {NATO}}", Text(Tag("em", "a ", Protected("NATO")))),
    ("CO$_2$", Text("CO", Tag("sub", "2"))),
    ("m$^{2}$", Text("m", Tag("sup", "2"))),
    (r"\textsuperscript{th}", Text(Tag("sup", "th"))),
    ("<i>a <b>b</b></i>", Text(Tag("em", "a ", Tag("strong", "b")))),
    ("x<sup>{2}</sup>", Text("x", Tag("sup", Protected("2")))),
    ('<span class="nocase">NATO</span> a', Text(Protected("NATO"), " a")),
    (r"\href{https://a.example/b_c}{t}", Text(HRef("https://a.example/b_c", "t"))),
    (r"\url{https://a.example}", Text(HRef("https://a.example", "https://a.example"))),
    (r"\url{/home/a}", Text("/home/a")),
    (r"a{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}", Text("a", Tag("sub", "2"))),
    ("<jats:bold>a</jats:bold><inf>2</inf>", Text(Tag("strong", "a"), Tag("sub", "2"))),
    (r"{\$}x{\^{}}2{\$}", Text("x", Tag("sup", "2"))),
    (r"\enquote{a \emph{b}}", Text("“a ", Tag("em", "b"), "”")),
]


@pytest.mark.parametrize(("raw", "expected"), RICH_CASES, ids=[raw for raw, _ in RICH_CASES])
def test_rich_text(raw: str, expected: Text) -> None:
    runs, problems = to_runs(raw)
    by_marks = groupby(runs, itemgetter(1))
    assert tuple(("".join(text for text, _ in run), marks) for marks, run in by_marks) == from_pybtex(expected)
    assert problems == ()


PROBLEM_CASES = [
    (r"a \foo{b} c", "a b c", 2, r"LaTeX command '\foo' is not known"),
    (r"a \cite{b}", "a b", 2, r"LaTeX command '\cite' is not known"),
    (r"3\xrd Workshop", "3 Workshop", 1, r"LaTeX command '\xrd' is not known"),
    (r"{\$}\backslashfoo{\$}", "", 0, r"LaTeX command '\foo' is not known"),
    (r"caf\é", "café", 3, r"LaTeX command '\é' is not known"),
    (r"\xyz", "", 0, r"LaTeX command '\xyz' is not known"),
    ("costs $5", "costs $5", 6, "'$' does not open a formula"),
    ("a } b", "a b", 2, "'}' has no opening brace"),
    ("a {b", "a b", 4, "a brace is not closed"),
    ("a \\", "a \\", 2, "'\\' has nothing after it"),
    (r"\href{javascript:x}{t}", "t", 0, r"\href links to 'javascript:x'"),
]


@pytest.mark.parametrize(("raw", "text", "offset", "problem"), PROBLEM_CASES)
def test_problems_are_named_at_their_place_and_lose_no_text(raw: str, text: str, offset: int, problem: str) -> None:
    shown, problems = to_plain(raw)
    assert shown == text
    assert [(p.offset, p.problem) for p in problems] == [(offset, problem)]


@pytest.mark.parametrize("opening", ["{", r"\emph{", r"\'{", r"\it ", "<i>", r"\enquote{", "{\\bf ", r"\'", "$\\frac{"])
def test_nesting_is_bounded(opening: str) -> None:
    depth = sys.getrecursionlimit()
    rich, problems = to_runs(opening * depth + "a")
    assert "a" in unicodedata.normalize("NFD", text_of(rich))
    assert any(f"deeper than {DEEPEST_NESTING}" in p.problem for p in problems)


@pytest.mark.parametrize(
    "unit",
    ["{a}", "$", "$a$ ", "<i>", "<i>a</i>", r"\'e", "\\", "``", "---", "{", "}", "&amp;", "<", r"\emph{", "$ {$} "],
)
def test_work_is_linear(unit: str) -> None:
    few, many = (calls_made(partial(to_runs, unit * n)) for n in (1_000, 8_000))
    assert many < 12 * few + 10_000


LATEX_LIKE = st.text(st.sampled_from(list("ab1 \\{}$~`'\"^_-<>/&;.%i\n")), max_size=40)


@given(st.one_of(LATEX_LIKE, st.text(max_size=40)))
@example("\\")
@example("$$")
@example("{\\it")
def test_never_raises_and_places_problems_within_the_text(raw: str) -> None:
    rich, problems = to_runs(raw)
    assert to_plain(raw) == (text_of(rich), problems)
    assert all(0 <= p.offset <= len(raw) for p in problems)


@given(st.text(st.characters(exclude_characters="\\{}$~`'<&-", exclude_categories=["C", "Z"])))
def test_text_without_markup_is_its_own_text(text: str) -> None:
    assert to_plain(text) == (text, ())
