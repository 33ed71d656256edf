"""Notes in fields, pages and headings; appendices; the order of sections."""

from __future__ import annotations

import re

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import as_text
from tests.companions import copy_site, write_files

FILES = {
    "article.yml": """
title: "Reading *The Bells*: Ghent's \\"great\\" bell and H~2~O"
authors: [{family: Example}]
abstract: |
  An abstract[^a] that calls it twice[^a].^[An inline note of the abstract.]

  [^a]: A note of the abstract, which calls another[^b].
  [^b]: A note of that note.
acknowledgement: Thanks^[A note of the acknowledgement.].
translations: {de: {title: Glocken, abstract: "Zusammenfassung^[Eine Anmerkung der Zusammenfassung.]"}}
companion: {statement: "A statement^[A note of the statement.]"}
""",
    "dimensions.yml": """
framework: {name: Theory, description: "A theory^[A note of the framework.]"}
dimensions:
- {id: tuning, name: Tuning, short: Tuning, mark: TU, colour: '#1d4f72', stance: neutral,
   definition: "It is^[A note of the definition.]", applies: "When^[A note on when.]", excludes: "Not^[A note on not.]"}
""",
    "hypotheses.yml": "- {id: h, short: H, kind: main, statement: 'It holds^[A note of the hypothesis.]'}\n",
    "actors.yml": "- {id: guild, name: Guild, kind: organisation, part: 'It casts^[A note of the actor.]'}\n",
    "events.yml": (
        "- {id: fire, name: Fire, date: 0476, key: yes, description: 'It burnt^[A note of the event.]',\n"
        "   fact: 'It did not [@example2020]^[A note on a fact.]'}\n"
    ),
    "glossary.yml": "- {id: bell, term: '*Bell*', definition: 'A cup^[A note of the glossary.]'}\n",
    "data/bells.yml": "title: Bells\nunit: one\ndescription: 'A count^[A note of the series.]'\nrows: [{value: 3}]\n",
    "pages/about.md": """---
title: About
---

## Heading^[A note of the page's heading.] with *emphasis*

Text[^p] and again[^p].

## Notes

> A quotation[^q].
[^q]: A note after a quotation, which cites [@example2020].

[^p]: A note of the page.
""",
    "sections/10-last.md": "---\ntitle: Last\n---\n\n## The last\n",
    "sections/9-tables.md": "---\ntitle: Tables\nappendix: true\n---\n\n## Where\n",
    "sections/11-below.md": "---\ntitle: Below\nparent: tables\n---\n",
    "sections/2-heads.md": """---
title: "On *Faust* and the '90s"
short: Heads
summary: A summary^[A note of the summary.]
passages:
  p1: {dimensions: [tuning], note: "Coded^[A note of the annotation.]", editorial: "A doubt^[A note of the doubt.]"}
---

## The treaty[^h] of [1815](https://example.org/1815) as @example2020 [7] has it [see @example2020, 9]

{#p1}
Text[^t], and labels[^a.b] that[^a-b] differ[^A-B].

## Notes

## 第一章

## 第二章

## Увод

## !!!

[^h]: Note of the heading.
[^t]: Note of the text.
[^a.b]: DOT.
[^a-b]: HYPHEN.
[^A-B]: CAPITAL.
""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = copy_site("minimal", tmp_path_factory.mktemp("notes"))
    write_files(site / "content", {name: text.lstrip() for name, text in FILES.items()})
    built = build_pages(site / "content", templates_folder(), "")
    assert [str(found) for found in built.report.errors] == [], as_text(built.report)
    return built


def html_of(built: Built, path: str) -> str:
    return next(page.body for page in built.pages if page.path == path)


@pytest.mark.parametrize(
    ("path", "notes"),
    [
        ("", ["A note of the abstract", "of that note", "An inline note", "of the hypothesis"]),
        ("", ["of the acknowledgement", "of the statement"]),
        ("de/", ["Eine Anmerkung"]),
        ("dimensions/", ["of the framework", "of the definition"]),
        ("dimensions/tuning/", ["of the definition", "on when", "on not"]),
        ("hypotheses/", ["of the hypothesis"]),
        ("actors/", ["of the actor"]),
        ("actors/guild/", ["of the actor"]),
        ("timeline/", ["of the event", "A note on a fact"]),
        ("glossary/", ["of the glossary"]),
        ("data/", ["of the series"]),
        (
            "about/",
            ["of the page's heading", "A note of the page.", "after a quotation", "of the doubt", "A note on a fact"],
        ),
        ("read/", ["of the summary"]),
        ("read/heads/", ["Note of the heading", "Note of the text", "DOT", "HYPHEN", "CAPITAL", "of the annotation"]),
    ],
)
def test_every_page_has_the_notes_of_what_it_shows(built: Built, path: str, notes: list[str]) -> None:
    html = html_of(built, path)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for note in notes:
        (at,) = {found.start() for found in re.finditer(re.escape(note), html.replace("’", "'"))}
        item = html.rfind("<li id=", 0, at)
        id = re.match(r'<li id="([^"]*)"', html[item:])
        assert id, note
        calls = re.findall(rf'<a id="([^"]*)" role="doc-noteref" href="#{re.escape(id[1])}"', html)
        backs = re.findall(r'role="doc-backlink" href="#([^"]*)"', html[item : html.index("</li>", item)])
        assert calls == backs
        assert calls


def test_numbers_follow_the_page(built: Built) -> None:
    for page in built.pages:
        text = page.body.partition('aria-labelledby="notes:page"')[0]
        shown = [int(number) for number in re.findall(r'href="#note:[0-9]+"[^>]*>([0-9]+)</a>', text)]
        first = list(dict.fromkeys(shown))
        assert first == sorted(first), page.path
        assert "\x02" not in page.body


def test_a_heading_keeps_its_words(built: Built) -> None:
    html = html_of(built, "read/heads/")
    heading = html[html.index("<h2 id=") : html.index("</h2>")]
    for part in ('href="https://example.org/1815"', 'role="doc-noteref"', ">1815</a>", "(2020, 7)", "see "):
        assert part in heading.replace("\xa0", " ")
    assert re.findall(r'<h2 id="heads--([^"]*)"', html) == [
        "the-treaty-of-1815-as-has-it",
        "notes-2",
        "diyizhang",
        "dierzhang",
        "uvod",
        "heading",
    ]
    (page,) = [page for page in built.pages if page.path == "read/heads/"]
    assert page.toc[0].children[0].title == "The treaty of 1815 as … has it"
    about = html_of(built, "about/")
    assert "<em>emphasis</em></h2>" in about


def test_sections_stand_by_number_and_appendices_last(built: Built) -> None:
    sections = built.library.sections
    assert [(each.id, each.mark) for each in sections if each.id != "introduction"] == [
        ("heads", "1"),
        ("last", "2"),
        ("tables", "A"),
        ("below", "B"),
    ]
    assert "Appendix A" in html_of(built, "read/tables/")
    assert "Section 1 of 3" in html_of(built, "read/heads/")
    contents = html_of(built, "read/")
    assert contents.index("Last") < contents.index('<h2 id="appendices">') < contents.index(">Tables<")


def test_the_search_finds_the_words_of_notes(built: Built) -> None:
    text = next(data.decode() for path, data in built.files.items() if "search-index" in path)
    for words in ("A note of the glossary", "A note of the page", "Note of the heading"):
        assert words in text


def test_titles_and_terms_have_emphasis_and_are_plain_in_the_head(built: Built) -> None:
    (home,) = [page for page in built.pages if page.path == ""]
    assert home.title == "Reading The Bells: Ghent’s “great” bell and H2O"
    assert '<h1 id="top">Reading <em>The Bells</em>: Ghent’s “great” bell and H<sub>2</sub>O</h1>' in home.body
    assert "<em>Bell</em></h2>" in html_of(built, "glossary/")
    (section,) = [page for page in built.pages if page.path == "read/heads/"]
    assert section.title == "On Faust and the ’90s"
    assert "On <em>Faust</em> and the ’90s</h1>" in section.body
    assert "*" not in "".join(page.title for page in built.pages)
