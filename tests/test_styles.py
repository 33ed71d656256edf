"""What golden cases do not show of references: order, safety, robustness, speed, and pybtex as host."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex import PybtexEngine

from hedgesite.diagnostics import Origin
from hedgesite.load.bibtex import read_bibliography
from hedgesite.markdown.locators import read_locator
from hedgesite.model.article import OWN_STYLES
from hedgesite.model.dates import Edtf
from hedgesite.model.richtext import marked, plain, text_of
from hedgesite.model.source import FieldValue, Person, Source
from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles import (
    STYLES,
    Reference,
    References,
    StyleError,
    format_citation,
    format_locator,
    format_references,
    style_named,
)
from hedgesite.styles.collation import Collate, collation_key, collation_of
from hedgesite.styles.icu import icu_collation
from hedgesite.styles.languages import language_tag
from hedgesite.styles.pybtex_style import ChicagoAuthorDate
from hedgesite.styles.quotes import ranges, short_ranges
from tests.work import calls_made

NOWHERE = Origin("references.bib")
ROOT = Path(__file__).parent.parent


def field(text: str) -> FieldValue:
    return FieldValue(text, text, plain(text), NOWHERE)


def source(
    key: str = "walt1987",
    kind: str = "book",
    *,
    authors: Sequence[Person] = (Person("Walt", "Stephen M."),),
    date: str = "1987",
    aliases: tuple[str, ...] = (),
    **fields: str,
) -> Source:
    return Source(
        key,
        kind,
        NOWHERE,
        MappingProxyType({name: field(text) for name, text in fields.items()}),
        MappingProxyType({"author": tuple(authors)} if authors else {}),
        dates=MappingProxyType({"date": Edtf.parse(date)} if date else {}),
        aliases=aliases,
    )


def only(*sources: Source, style: str = "chicago-author-date") -> Reference:
    return next(iter(format_references(sources, STYLES[style]).values()))


class Balance(HTMLParser):
    """Collects what is wrong with the nesting of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"i", "em", "strong", "sup", "sub", "code", "a", "span"}:
            self.faults.append(tag)
        href = dict(attrs).get("href")
        if href is not None and not href.lower().startswith(("http://", "https://")):
            self.faults.append(href)
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            self.faults.append(f"/{tag}")


def faults(html: str) -> list[str]:
    parser = Balance()
    parser.feed(html)
    parser.close()
    return [*parser.faults, *parser.opened]


def text_in(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_a_source_without_anything_gives_an_entry() -> None:
    reference = only(Source("key", "no-such-type", NOWHERE))
    assert (reference.text, reference.label, reference.year) == ("key. n.d.", "key", "n.d.")


def test_the_first_of_two_equal_keys_counts() -> None:
    references = format_references([source(title="First"), source(title="Second")])
    assert [r.text for r in references.values()] == ["Walt, Stephen M. 1987. First."]


def test_other_keys_of_a_source_lead_to_it() -> None:
    references = format_references([source(aliases=("walt",), title="Origins")])
    assert references["walt"] is references["walt1987"]
    assert "walt" in references
    assert list(references) == ["walt1987"]


def test_a_key_that_is_nowhere_is_missing() -> None:
    with pytest.raises(KeyError):
        format_references([])["nowhere"]


def test_the_name_says_author_year_and_title() -> None:
    assert only(source(title="The Origins of Alliances")).name == "Walt 1987, The Origins of Alliances"
    assert only(source(title="The Origins of Alliances", authors=())).name == "The Origins of Alliances 1987"


def test_only_the_list_has_a_dash_for_a_repeated_author() -> None:
    _, second = format_references([source("a", title="A"), source("b", title="B", date="1990")]).values()
    assert second.html == "Walt, Stephen M. 1990. <i>B</i>."
    assert second.list_html == "———. 1990. <i>B</i>."
    assert second.list_text == "———. 1990. B."


@pytest.mark.parametrize(
    ("date", "year", "opening"),
    [
        ("1478~", "ca. 1478", "Ca. 1478."),
        ("1515?", "[1515?]", "[1515?]."),
        ("158X", "1580s", "1580s."),
        ("15XX", "1500s", "1500s."),
        ("2007/2020", "2007–2020", "2007–2020."),
        ("2007/..", "2007–", "2007–."),
        ("../1999", "–1999", "–1999."),
        ("2020-11-10", "2020", "2020."),
    ],
)
def test_years(date: str, year: str, opening: str) -> None:
    reference = only(source(date=date, title="T"))
    assert reference.year == year
    assert reference.text.startswith(f"Walt, Stephen M. {opening}")


def test_more_than_twenty_six_works_of_a_year_get_letters() -> None:
    references = format_references([source(f"k{n:02}", title=f"Title {n:02}") for n in range(28)])
    years = [reference.year for reference in references.values()]
    assert [years[0], years[25], years[26], years[27]] == ["1987a", "1987z", "1987aa", "1987ab"]


def test_the_order_of_the_sources_does_not_matter() -> None:
    sources = [source(f"k{n}", title=f"Title {n % 3}", date=str(1980 + n % 4)) for n in range(12)]
    there, back = format_references(sources), format_references(sources[::-1])
    assert list(there.items()) == list(back.items())


@pytest.mark.parametrize(
    "ordered",
    [
        ("Dilas", "Đilas", "Djilas"),
        ("Oberg", "Öberg", "Ørsted", "Osgood"),
        ("Hall", "Hallam", "Hall-Jones", "Halm"),
        ("Zürn", "Ψελλός", "Иванов"),
        ("De Vries", "devries", "Dewey"),
    ],
)
def test_collation(ordered: tuple[str, ...]) -> None:
    assert sorted(ordered, key=collation_key) == sorted(ordered, key=lambda name: collation_key(name)[0])
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=collation_key) == list(ordered)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("33--35", "33–35"),
        ("33-35", "33–35"),
        ("xi-xiv", "xi–xiv"),
        ("e12-e15", "e12–e15"),
        ("S1 - S5", "S1–S5"),
        ("14–15", "14–15"),
        ("A-B", "A-B"),
        ("12, 15-17", "12, 15–17"),
        ("mid-section", "mid-section"),
    ],
)
def test_ranges(given_text: str, expected: str) -> None:
    assert ranges(given_text) == expected
    assert ranges(expected) == expected


@pytest.mark.parametrize(
    ("label", "value", "shown"),
    [
        ("page", "297", "297"),
        ("page", "33-35", "33–35"),
        ("chapter", "2", "chap. 2"),
        ("chapter", "2-3", "chaps. 2–3"),
        ("note", "4", "n4"),
        ("sub-verbo", "hedging", "s.v. “hedging”"),
        ("timestamp", "1:20", "timestamp 1:20"),
        ("page", "", ""),
    ],
)
def test_locators(label: str, value: str, shown: str) -> None:
    assert format_locator(Locator(label, value)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (", fols. 85r--88r", "fols. 85r–88r"),
        (", fols. 85r-88r", "fols. 85r–88r"),
        (", fol. 85r", "fol. 85r"),
        (", nos. 6", "nos. 6"),
        (", vol. 2, 115-118", "vol. 2, 115–118"),
        (", chaps. 2", "chaps. 2"),
        (", 33, 35-38", "33, 35–38"),
        (", {1-15--1-20}", "1-15–1-20"),
    ],
)
def test_the_writers_label_and_number_are_kept(written: str, shown: str) -> None:
    locator, _ = read_locator(written)
    assert locator
    assert format_locator(locator) == shown


@pytest.mark.parametrize(
    ("name", "sample", "tag"),
    [
        ("serbian", "Kavkaski vektor", "sr-Latn"),
        ("serbian", "Кавкаски вектор", "sr-Cyrl"),
        ("serbianc", "Кавкаски вектор", "sr-Cyrl"),
        ("sr_RS", "Kavkaski", "sr-Latn-RS"),
        ("sr-Latn", "Kavkaski", "sr-Latn"),
        ("ngerman", "Begriff", "de"),
        ("langrussian", "Мир", "ru"),
        ("english and french", "Peace", "en"),
        ("de-AT", "Begriff", "de-AT"),
        ("brazilian", "A garça", "pt-BR"),
        ("tlhIngan", "Hol", ""),
        ("", "", ""),
    ],
)
def test_languages(name: str, sample: str, tag: str) -> None:
    assert language_tag(name, sample) == tag


def test_titles_in_the_language_around_bear_no_tag() -> None:
    kavkaski = source(title="Kavkaski vektor", langid="serbian")
    assert 'lang="sr-Latn"' in only(kavkaski).html
    assert "lang=" not in next(iter(format_references([kavkaski], language="sr-Latn").values())).html


def test_html_holds_nothing_that_a_field_smuggles_in() -> None:
    reference = only(
        source(
            title='<script>alert("1")</script>',
            publisher="A & B <i>",
            url='https://example.org/"onmouseover="x',
            note="<img src=x>",
        )
    )
    assert faults(reference.html) == []
    assert "<script" not in reference.html
    assert 'href="https://example.org/%22onmouseover=%22x"' in reference.html
    assert text_in(reference.html) == reference.text


def test_addresses_other_than_http_are_no_links() -> None:
    assert "<a" not in only(source(title="T", url="javascript:alert(1)")).html


def test_emphasis_within_an_italic_title_is_roman() -> None:
    rich = plain("Reading ") + marked(plain("The Prince"), "em") + plain(" Today")
    title = FieldValue("", text_of(rich), rich, NOWHERE)
    work = Source("k", "book", NOWHERE, MappingProxyType({"title": title}), MappingProxyType({}))
    assert only(work).html == "<i>Reading </i>The Prince<i> Today</i>. n.d."


def cite(*citations: Citation) -> CitationGroup:
    return CitationGroup(citations, NOWHERE, 1)


def test_pieces_join_to_the_text_of_the_citation() -> None:
    references = format_references([source(title="Origins")])
    citation = Citation("walt1987", CitationMode.PARENTHETICAL, NOWHERE, "see *also*", Locator("page", "3"), ", end")
    pieces = format_citation(cite(citation), references, lambda text: text.replace("*also*", "<em>also</em>"))
    assert "".join(piece.html for piece in pieces) == "(see <em>also</em> Walt 1987, 3, end)"
    assert [piece.html for piece in pieces if piece.citation] == ["Walt 1987, 3"]
    assert [piece.citation for piece in pieces if piece.citation] == [citation]


def test_every_citation_of_a_group_has_one_piece() -> None:
    modes = (CitationMode.NARRATIVE, CitationMode.PARENTHETICAL, CitationMode.YEAR_ONLY)
    group = cite(*(Citation(key, mode, NOWHERE) for key in ("walt1987", "gone") for mode in modes))
    pieces = format_citation(group, format_references([source(title="Origins")]), str)
    assert [piece.citation for piece in pieces if piece.citation] == list(group.citations)


def test_an_empty_group_is_nothing() -> None:
    assert format_citation(cite(), References({}), str) == ()


def test_unknown_keys_are_shown_with_a_question_mark_and_escaped() -> None:
    group = cite(Citation("a<b", CitationMode.PARENTHETICAL, NOWHERE))
    assert "".join(piece.html for piece in format_citation(group, References({}), str)) == "(a&lt;b?)"


FIELDS = """
title subtitle titleaddon shorttitle booktitle maintitle journaltitle issuetitle volume number issue pages eid
edition volumes series publisher institution organization location howpublished type note addendum doi url eprint
eprinttype version pubstate year shorthand label shortauthor langid entrysubtype eventtitle venue origtitle
origpublisher editortype nameaddon archive collection part""".split()  # noqa: SIM905
TYPES = """
article book inbook incollection inproceedings suppbook proceedings thesis report online misc unpublished legal
legislation jurisdiction patent dataset software video audio movie artwork performance periodical manual letter
interview unknown""".split()  # noqa: SIM905
WORDS = st.text(alphabet="aB1 .,:?!…“”‘’„'\"-–<>&()[]{}/%жЖ", max_size=12)
PERSONS = st.builds(Person, family=WORDS, given=WORDS, particle=WORDS, suffix=WORDS) | st.builds(Person, literal=WORDS)
DATES = st.sampled_from(
    ["2020", "2020-11", "2020-11-10", "2008-21", "2007/2020", "2020-01-02/2020-02-03", "199X", "1800~"]
)
SOURCES = st.builds(
    lambda key, kind, fields, persons, others, dates: Source(
        key,
        kind,
        NOWHERE,
        MappingProxyType({name: field(text) for name, text in fields.items()}),
        MappingProxyType({role: tuple(people) for role, people in persons.items()}),
        others,
        MappingProxyType({name: Edtf.parse(text) for name, text in dates.items()}),
    ),
    st.text(alphabet="abc", min_size=1, max_size=3),
    st.sampled_from(TYPES),
    st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=12),
    st.dictionaries(
        st.sampled_from(["author", "editor", "translator", "bookauthor", "director"]), st.lists(PERSONS, max_size=5)
    ),
    st.frozensets(st.sampled_from(["author", "editor"])),
    st.dictionaries(st.sampled_from(["date", "origdate", "urldate", "eventdate"]), DATES),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(SOURCES, max_size=4), st.sampled_from(sorted(STYLES)))
def test_any_source_gives_safe_html_that_says_what_the_text_says(sources: list[Source], style: str) -> None:
    references = format_references(sources, STYLES[style])
    assert set(references) == {source.key for source in sources}
    for reference in references.values():
        for html in (reference.html, reference.list_html, reference.label_html, reference.narrative_html):
            assert faults(html) == []
        assert text_in(reference.html) == reference.text
    cited = [(reference.label, reference.year) for reference in references.values()]
    assert len(set(cited)) == len(cited)


def test_no_two_works_are_cited_alike() -> None:
    names = [Person("Walt", "Stephen M."), Person("Walt", "Vivienne"), Person("Walt", "S."), Person(literal="Walt")]
    sources = [source(f"k{n}", authors=names[n % 4 : n % 4 + 1 + n % 3] or names[:1], title="T") for n in range(24)]
    cited = [(r.label, r.year) for r in format_references(sources).values()]
    assert len(set(cited)) == 24


def test_work_grows_with_the_number_of_sources() -> None:
    def calls(count: int) -> int:
        sources = [
            source(f"k{n}", "article", authors=[Person(f"Family{n // 3}", "G.")], journaltitle="J", title=f"Title {n}")
            for n in range(count)
        ]
        return calls_made(lambda: format_references(sources))

    assert calls(2_000) < 2.2 * calls(1_000)


def test_importing_the_styles_loads_no_plugins() -> None:
    code = "import sys, hedgesite.styles; print([m for m in ('pybtex.plugin', 'pybtex.database') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


BIB = r"""
@article{kuik2016, author = {Kuik, Cheng-Chwee}, title = {How Do Weaker States Hedge?}, year = 2016, month = jan,
  journal = {Journal of Contemporary China}, volume = 25, number = 100, pages = {500--514}}
@book{walt1987, author = {Walt, Stephen M.}, title = {The Origins of Alliances}, year = 1987,
  publisher = {Cornell University Press}, address = {Ithaca, NY}}
@phdthesis{kuik2010, author = {Kuik, Cheng-Chwee}, title = {Smaller States}, school = {Johns Hopkins University},
  year = 2010}
"""


def test_pybtex_formats_by_the_style() -> None:
    html = PybtexEngine().format_from_string(BIB, style=ChicagoAuthorDate, output_backend="html")
    assert (
        "<dt>Kuik 2010</dt>\n<dd>Kuik, Cheng-Chwee. 2010. “Smaller States.” PhD diss., Johns Hopkins University.</dd>"
        in html
    )
    assert (
        "<dd>———. 2016. “How Do Weaker States Hedge?” <i>Journal of Contemporary China</i> 25 (100): 500–514.</dd>"
        in html
    )
    assert html.index("Kuik 2016") < html.index("Walt 1987")


def test_pybtex_finds_each_style_by_its_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entry_points = project["entry-points"]["pybtex.style.formatting"]
    assert set(entry_points) == set(STYLES)
    for name, target in entry_points.items():
        module, _, attribute = target.partition(":")
        assert getattr(import_module(module), attribute).style.name == name


ALPHABETS = {
    "hr": ("Cvijić", "Čolić", "Ćosić", "Dragić", "Džajić", "Đilas", "Erdeljan"),
    "sr-Latn": ("Cvijić", "Čolić", "Ćosić", "Dragić", "Džajić", "Đilas", "Luković", "Ljubić", "Zorić", "Živić"),
    "sr": ("Боровић", "Дедић", "Ђилас", "Јовић", "Лукић", "Љубић", "Тадић", "Ћосић", "Џаковић", "Шешељ"),
    "sv": ("Andersson", "Zetterberg", "Åberg", "Ärlig", "Öberg"),
    "cs": ("Cibulka", "Čapek", "Havel", "Chalupa", "Ira"),
    "es": ("Nadal", "Nuñez", "Ñandú", "Ortega"),
    "tr": ("Cem", "Çelik", "Hakan", "Işık", "İnan", "Oğuz", "Özal", "Sezer", "Şahin"),
    "pl": ("Abacki", "Ądam", "Lem", "Łukasz", "Zuber", "Źrebak", "Żuk"),
    "en": ("Cole", "Čolić", "Cooper", "Åberg", "Zorn"),
}


@pytest.mark.parametrize("language", [name for name in ALPHABETS if name != "en"])
@pytest.mark.parametrize("make", [collation_of, icu_collation], ids=["own", "icu"])
def test_each_language_has_its_alphabet(language: str, make: Callable[[str], Collate]) -> None:
    names = ALPHABETS[language]
    assert tuple(sorted({*names}, key=make(language))) == names


def test_english_ignores_diacritics() -> None:
    ordered = ("Åberg", "Cole", "Čolić", "Cooper", "Zorn")
    assert tuple(sorted(ALPHABETS["en"], key=collation_of("en"))) == ordered
    assert tuple(sorted(ALPHABETS["en"], key=icu_collation("en"))) == ordered


def test_icu_knows_what_our_table_does_not() -> None:
    names = ("李", "王", "张")
    assert tuple(sorted(("张", "王", "李"), key=icu_collation("zh"))) == names
    assert icu_collation("zh-Hant")("王") != icu_collation("zh")("王")


def test_what_is_installed_changes_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert style_named("chicago-author-date") is STYLES["chicago-author-date"]
    bib = "@book{a, author={Öberg, A.}, title={T}, date={2000}}\n@book{b, author={Zorn, A.}, title={T}, date={2000}}"
    sources = read_bibliography(bib, "references.bib")[0].sources
    assert list(format_references(sources, style_named("chicago-author-date"), "sv")) == ["b", "a"]
    with pytest.raises(StyleError, match=r'not installed; run: python -m pip install "hedgesite\[icu\]"'):
        format_references(sources, style_named("chicago-author-date", collation="icu"), "sv")


def test_the_styles_that_need_no_extra_are_named_in_one_place() -> None:
    assert tuple(STYLES) == OWN_STYLES


@pytest.mark.parametrize(
    "text",
    [
        "3–10 71–72 96–117",
        "100–104 600–613 1100–1113",
        "101–8 808–33 1103–4",
        "321–28 498–532 1087–89 1496–500 11564–615 12991–3001",
        "xi–xiv A10–A12 1-15–1-20 e101–e108",
    ],
)
def test_ranges_of_pages_are_short_where_the_article_says_so(text: str) -> None:
    """9.61, with its own examples."""
    whole = {"101–8": "101–108", "808–33": "808–833", "1103–4": "1103–1104", "321–28": "321–328", "498–532": "498–532"}
    whole |= {"1087–89": "1087–1089", "1496–500": "1496–1500", "11564–615": "11564–11615", "12991–3001": "12991–13001"}
    for short in text.split():
        assert short_ranges(whole.get(short, short)) == short


def test_an_article_can_ask_for_short_ranges() -> None:
    text = "@article{a, author={A, B}, title={T}, journaltitle={J}, year={2001}, volume={3}, pages={234--244}}"
    sources = read_bibliography(text, "references.bib")[0].sources
    full, short = (style_named("chicago-author-date", ranges=name) for name in ("full", "short"))
    assert format_references(sources, full)["a"].text == "A, B. 2001. “T.” J 3:234–244."
    assert format_references(sources, short)["a"].text == "A, B. 2001. “T.” J 3:234–44."
    places = [Locator("page", "234-244"), Locator("chapter", "101-108")]
    assert [short.locator(place) for place in places] == ["234–44", "chaps. 101–108"]
    assert full.locator(places[0]) == "234–244"
