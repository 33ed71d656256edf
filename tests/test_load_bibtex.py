"""Reading bibliographies: nothing is lost, every fault is named at its line, and the time grows with the file alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database.input.bibtex import LowLevelParser, month_names

from hedgesite.diagnostics import Report, Rule, Severity, as_text
from hedgesite.load.bibtex import read_bibliography
from hedgesite.load.bibtex.dates import Reading, read_date
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.names import read_names
from hedgesite.load.bibtex.splitter import Splitter
from hedgesite.model.richtext import text_of
from hedgesite.model.source import Person, Source
from tests.work import calls_made

FILE = "references.bib"


def read(text: str) -> tuple[dict[str, Source], Report]:
    bibliography, report = read_bibliography(text, FILE)
    return {source.key: source for source in bibliography.sources}, report


# A thousand faults


def entry(number: int) -> list[str]:
    return [
        f"@article{{key{number},",
        f"  author = {{Family{number}, Given}},",
        f"  title = {{Title of {{Entry {number}}}}},",
        f'  journal = "Journal {number}",',
        "  year = 2001,",
        f"  doi = {{10.1000/{number}}}",
        "}",
    ]


def replaced(line: int, old: str, new: str) -> Callable[[list[str]], int]:
    """A fault made by changing one line; gives the line's index back."""

    def change(lines: list[str]) -> int:
        assert old in lines[line]
        lines[line] = lines[line].replace(old, new, 1)
        return line

    return change


def without_last_line(lines: list[str]) -> int:
    del lines[-1]
    return 0


FAULTS: dict[str, tuple[Callable[[list[str]], int], Rule, bool]] = {
    # name: what changes a good entry, the rule it breaks, whether the entry can still be read
    "comma after key": (replaced(0, ",", ""), Rule.BIB_SYNTAX, True),
    "comma after field": (replaced(2, "}},", "}}"), Rule.BIB_SYNTAX, True),
    "closing brace of field": (replaced(2, "}},", "},"), Rule.BIB_SYNTAX, True),
    "closing quote of field": (replaced(3, '",', ","), Rule.BIB_SYNTAX, True),
    "brace too many": (replaced(2, "}},", "}}},"), Rule.BIB_SYNTAX, True),
    "accent in quotes": (replaced(3, '"J', '"\\"Ojesund J'), Rule.BIB_SYNTAX, True),
    "equals sign": (replaced(2, "= ", ""), Rule.BIB_SYNTAX, True),
    "braces around value": (replaced(4, "2001", "2001 b"), Rule.BIB_SYNTAX, True),
    "value": (replaced(4, "2001", ""), Rule.BIB_SYNTAX, True),
    "key": (lambda lines: replaced(0, lines[0][9:-1], "")(lines), Rule.BIB_KEY, False),
    "type": (replaced(0, "article", "artikel"), Rule.BIB_TYPE, True),
    "macro": (
        replaced(
            3,
            '"Journal ',
            'jour #\n"',
        ),
        Rule.BIB_MACRO,
        True,
    ),
    "date": (replaced(4, "2001", "{the year before}"), Rule.BIB_DATE, True),
    "LaTeX": (replaced(2, "Title", r"\Title"), Rule.BIB_LATEX, True),
    "name": (replaced(1, "Given", "Given; Other, Name"), Rule.BIB_NAME, True),
    "double field": (replaced(4, "2001,", "2001, title = {Other},"), Rule.BIB_FIELD, True),
    "closing brace of entry": (without_last_line, Rule.BIB_SYNTAX, True),
    "DOI": (replaced(5, "10.1000", "ten"), Rule.BIB_FIELD, True),
    "crossref": (replaced(5, "doi = {10.1000/", "crossref = {nothing"), Rule.BIB_CROSSREF, True),
}


@pytest.mark.parametrize("seed", range(3))
def test_of_a_thousand_faults_each_is_named_on_its_line_and_costs_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    lines: list[str] = []
    expected: dict[int, tuple[str, Rule]] = {}
    kept: list[str] = []
    for number in range(1_000):
        name = chance.choice([*FAULTS, "none"])
        fresh = entry(number)
        if name != "none":
            change, rule, _ = FAULTS[name]
            fault = change(fresh)
            expected[len(lines) + 1 + fault] = (f"{name} in key{number}", rule)
        if name == "none" or FAULTS[name][2]:
            kept.append(f"key{number}")
        lines += [*"\n".join(fresh).split("\n"), ""]
    sources, report = read("\n".join(lines))
    assert list(sources) == kept
    for number, source in ((int(key[3:]), source) for key, source in sources.items()):
        assert source.persons["author"][0].family == f"Family{number}"
        assert f"Entry {number}" in source.text("title")
        assert f"{number}" in source.text("journaltitle")
    found = {d.origin.line: d.rule for d in report.diagnostics if d.rule is not Rule.BIB_MISSING_FIELD}
    assert {line: (expected.get(line, ("no fault", rule))[0], rule) for line, rule in found.items()} == expected


def test_every_place_lies_in_the_file() -> None:
    text = "@a{b,\r\n c = {d}\r\n e = f,\r g = \\x}\n@misc{b}"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _, report = read(text)
    for d in report.diagnostics:
        assert 1 <= d.origin.line <= len(lines)
        assert 1 <= d.origin.column <= len(lines[d.origin.line - 1]) + 1
    assert report.diagnostics


# What the file says is kept


def test_raw_is_the_entrys_own_characters() -> None:
    text = "\ufeff% head\n@Article(a, title = {T}) @misc{b,\r\n  x = {y}, % z\r\n}\nfoot"
    sources, _ = read(text)
    assert sources["a"].raw == "@Article(a, title = {T})"
    assert sources["b"].raw == "@misc{b,\r\n  x = {y}, % z\r\n}"


def test_local_paths_stay_out_of_the_fields() -> None:
    path = "/home/somebody/paper.pdf"
    text = f"@misc{{a, title = {{T}}, year = 2001, file = {{:{path}:PDF}}, pdf = {{{path}}}, bdsk-file-1 = {{{path}}}}}"
    sources, report = read(text)
    assert report == Report()
    assert set(sources["a"].fields) == {"title"}


def test_an_editorial_note_is_markdown() -> None:
    sources, report = read("@misc{a, title = {T}, year = 2001, editorialnote = {*So* `it` -- \\emph{is} [@a, 5] {x}}}")
    assert report == Report()
    note = sources["a"].fields["editorialnote"]
    assert note.text == note.raw == text_of(note.rich) == "*So* `it` -- \\emph{is} [@a, 5] {x}"


def test_duplicates_name_both_lines() -> None:
    sources, report = read("@misc{a, title = {One}, year = 1}\n\n@misc{a, title = {Two}, year = 2}")
    assert sources["a"].text("title") == "One"
    (duplicate,) = [d for d in report.diagnostics if d.rule is Rule.BIB_DUPLICATE_KEY]
    assert "line 1" in duplicate.problem
    assert "line 3" in duplicate.problem
    assert (duplicate.origin.line, duplicate.origin.column) == (3, 7)


def test_sources_are_frozen() -> None:
    sources, _ = read("@misc{a, title = {T}, author = {A, B}, year = 2001}")
    with pytest.raises(TypeError):
        sources["a"].fields["x"] = sources["a"].fields["title"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        sources["a"].key = "b"  # type: ignore[misc]


# Against pybtex, on files without a fault

WORD = st.text(st.sampled_from("abcxyzABC"), min_size=1, max_size=6)
INNER = st.recursive(
    st.text(st.sampled_from("ab 1,=#%@'\\\n"), max_size=8),
    lambda inner: st.lists(st.one_of(inner, inner.map(lambda text: f"{{{text}}}")), max_size=3).map("".join),
    max_leaves=5,
)
VALUE = st.one_of(
    INNER.map(lambda text: f"{{{text}}}"),
    INNER.map(lambda text: f'"{text}"'),
    st.integers(0, 9999).map(str),
    st.sampled_from(sorted(month_names)),
)
FIELD = st.tuples(WORD, st.lists(VALUE, min_size=1, max_size=3).map(" # ".join))
ENTRY = st.tuples(st.sampled_from(["article", "Book", "misc"]), st.lists(FIELD, max_size=4))


@given(st.lists(ENTRY, max_size=4))
def test_reads_what_pybtex_reads(entries: list[tuple[str, list[tuple[str, str]]]]) -> None:
    text = "\n".join(
        f"@{type}{{key{number},{','.join(f' {name} = {value}' for name, value in fields)}\n}}"
        for number, (type, fields) in enumerate(entries)
    )
    theirs = [
        (type.lower(), key, [(name.lower(), "".join(parts)) for name, parts in fields])
        for type, (key, fields) in LowLevelParser(text, macros=dict(month_names))
    ]
    report = LocatedReport(text, FILE)
    ours = [(e.type, e.key, [(f.name, f.raw) for f in e.fields]) for e in Splitter(text, report).read().entries]
    assert ours == theirs
    assert report.to_report() == Report()


# Whatever the text

FRAGMENTS = (
    "@misc{|@article(|@comment{|@string{|@preamble{|k|title|year|date|author|crossref|xdata|ids|2001|A, B| and "
    "| = |,|{|}|#|%|@|~|/|-|\\'|\"|\n|\r"
)
BIB_LIKE = st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=40).map("".join)


@settings(max_examples=300)
@given(st.one_of(BIB_LIKE, st.text(max_size=60)))
@example("@misc{k, title = {")
@example('@misc{k, title = "')
@example("@misc{k, author = {,}}")
@example("@string{a = a # a}")
@example("@misc{a, crossref = {b}, ids = {b}}@misc{b, crossref = {a}, xdata = {a, b}}")
@example("@misc{k, month = 99999, year = 9999, day = {x}}")
@example("@misc{k, date = {٢٠٠٩-٠١}, month = ²}")
def test_never_raises(text: str) -> None:
    bibliography, report = read_bibliography(text, FILE)
    assert read_bibliography(text, FILE) == (bibliography, report)
    for source in bibliography.sources:
        assert source.raw in text
    as_text(report)


@given(st.text(max_size=40))
def test_names_and_dates_never_raise(text: str) -> None:
    read_names(text)
    read_date(text)


HOSTILE = {
    "open values": "a = {x\n",
    "open braces": "{",
    "open entries": "@misc{k, a = {\n",
    "open comments": "@comment{\n",
    "nested commands": "@misc{k, a = {\n@misc{\n",
    "lost quotes": '@misc{k, a = "b\n',
    "quotes": '"',
    "fields": "@misc{k, a = b c d = e\n",
    "at signs": "@",
    "duplicates": "@misc{k, title = {T}}\n",
    "orphans": "@misc{k, crossref = {nobody}}\n",
    "names": "a and ",
    "blanks": " \t\n",
    "one line": "@misc{k, a = {x, b = {y}, ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "frame", ["{}", "@misc{{k, author = {{{}}}, year = 2001}}", "@misc{{k, a = {{x\n b = {{y}}, {}"]
)
def test_work_is_linear_on_hostile_text(unit: str, frame: str) -> None:
    few, many = (calls_made(partial(read_bibliography, frame.format(unit * n), FILE)) for n in (200, 1_600))
    assert many < 12 * few + 10_000


def test_chains_of_crossrefs_are_followed_to_any_length() -> None:
    count = 3_000
    text = (
        "\n".join(f"@misc{{k{n}, crossref = {{k{n + 1}}}}}" for n in range(count))
        + f"\n@misc{{k{count}, note = {{N}}}}"
    )
    sources, _ = read(text)
    assert sources["k0"].text("note") == "N"


def test_a_macro_cannot_grow_without_end() -> None:
    doubling = "\n".join(f"@string{{{chr(98 + n)} = {chr(97 + n)} # {chr(97 + n)}}}" for n in range(24))
    _, report = read(f"@string{{a = {{{'x' * 100}}}}}\n{doubling}")
    assert {d.rule for d in report.diagnostics} == {Rule.BIB_MACRO}


# Parts


@pytest.mark.parametrize(
    ("text", "reading", "date"),
    [
        ("2020-11-10", Reading.DATE, "2020-11-10"),
        ("2020-1-5", Reading.DATE, "2020-01-05"),
        ("ca. 1890", Reading.DATE, "1890~"),
        ("[1890?]", Reading.DATE, "1890?"),
        ("(2009)", Reading.DATE, "2009"),
        ("2009–2010", Reading.DATE, "2009/2010"),
        ("2009--11", Reading.DATE, "2009/2011"),
        ("2009--", Reading.DATE, "2009/"),
        ("10 November 2020", Reading.DATE, "2020-11-10"),
        ("Sept. 2020", Reading.DATE, "2020-09"),
        ("201X", Reading.DATE, "201X"),
        ("In preparation", Reading.STATE, ""),
        ("to appear", Reading.STATE, ""),
        ("n. d.", Reading.UNDATED, ""),
        ("s.a.", Reading.UNDATED, ""),
        ("б. г.", Reading.UNDATED, ""),
        ("11/10/2020", Reading.WORDS, ""),
        ("10.11.2020", Reading.DATE, "2020-11-10"),
        ("2020-02-30", Reading.WORDS, ""),
        ("soon", Reading.UNREADABLE, ""),
    ],
)
def test_dates(text: str, reading: Reading, date: str) -> None:
    result = read_date(text)
    assert (result.reading, result.date.text if result.date else "") == (reading, date)


@pytest.mark.parametrize(
    ("raw", "person"),
    [
        ("Kuik, Cheng-Chwee", Person("Kuik", "Cheng-Chwee")),
        ("Cheng-Chwee Kuik", Person("Kuik", "Cheng-Chwee")),
        ("de la Cruz, Juana Inés", Person("Cruz", "Juana Inés", "de la")),
        ("King, Jr., Martin Luther", Person("King", "Martin Luther", "", "Jr.")),
        ("{World Bank}", Person(literal="World Bank")),
        ("Plato", Person("Plato")),
        ("{\\'E}mile Zola", Person("Zola", "Émile")),
        ("{\\L}ukasz Ko{\\l}akowski", Person("Kołakowski", "Łukasz")),
        ("Jan {\\o}ster Berg", Person("Berg", "Jan", "øster")),
        ("Emile {de} Zola", Person("Zola", "Emile de")),
        ("{van den} Berg, Jan", Person("van den Berg", "Jan")),
        ("d'Artagnan, Charles", Person("d’Artagnan", "Charles")),
        ("family=Berg, given=Jan, prefix=van", Person("Berg", "Jan", "van")),
        ("family={van Berg}, given=Jan, prefix=van", Person("Berg", "Jan", "van")),
        ("von der {Leyen}, Ursula", Person("Leyen", "Ursula", "von der")),
    ],
)
def test_names(raw: str, person: Person) -> None:
    names = read_names(raw)
    assert names.persons == (person,)
    assert names.problems == ()


def test_rules_of_the_bibliography_that_stop_a_build() -> None:
    stopping = {rule.id for rule in Rule if rule.id.startswith("bib-") and rule.severity is Severity.ERROR}
    assert stopping == {"bib-syntax", "bib-duplicate-key", "bib-date", "bib-crossref"}


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year={2001}, date={17--22 September}", "2001-09-17/2001-09-22"),
        ("year={2001}, date={the end of summer}", "2001"),
        ("year={2013}, number={September}", "2013-09"),
        ("year={19xx}", "19XX"),
        ("year={192?}", "192X"),
    ],
)
def test_a_date_is_read_from_what_there_is(fields: str, date: str) -> None:
    read, report = read_bibliography(f"@misc{{a, title={{T}}, {fields}}}", "references.bib")
    assert read.sources[0].dates["date"].text == date
    assert not report.errors


@pytest.mark.parametrize("word", ["s.f.", "s. d.", "o. J.", "n.d.", "б. г.", "s.a."])
def test_words_for_no_date_are_no_fault(word: str) -> None:
    read, report = read_bibliography(f"@misc{{a, title={{T}}, year={{{word}}}}}", "references.bib")
    assert not report.diagnostics
    assert "date" not in read.sources[0].dates


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={T}\n year={2001}}",
        "@misc{a\n title={T}, year={2001}}",
        "@misc{a, title={T}, // doi={10.1234/a},\n year={2001}}",
        "@misc{a, title={T}, @url={https://a.org},\n year={2001}}",
        "@misc{a, title={The same thing}, year={2001}}\n@misc{a, title={The {Same} Thing}, year={2001}}",
        "@misc{a, title={T}, year={2001}}\n@misc{b, title={U}, year={2001}, ids={a}}",
    ],
)
def test_a_fault_that_loses_nothing_is_a_warning(text: str) -> None:
    read, report = read_bibliography(text, "references.bib")
    assert report.warnings
    assert not report.errors
    assert (read.sources[0].key, read.sources[0].dates["date"].text) == ("a", "2001")


@pytest.mark.parametrize("number", ["IV", "XII", "Spring", "Special Issue", "B"])
def test_a_number_in_letters_is_no_month(number: str) -> None:
    read, report = read_bibliography(
        f"@article{{a, author={{A, B}}, title={{T}}, journaltitle={{J}}, year={{2001}}, number={{{number}}}}}",
        "references.bib",
    )
    assert (read.sources[0].text("number"), read.sources[0].dates["date"].text) == (number, "2001")
    assert not report.diagnostics
