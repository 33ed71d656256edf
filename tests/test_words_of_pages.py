"""No English but that of the content: every page of the real companion in languages that nobody speaks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.styles import format_references
from hedgesite.words.cldr import locale_of
from tests.pseudo import BEGIN, END, LANGUAGES, write_catalogue

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"

NOT_YET = {"shell/partials/finder.html": "the search"}
"""Templates whose English is not looked up yet. The list only becomes shorter."""

SAID = ("aria-label", "title", "alt", "placeholder", "summary")
"""Attributes whose text readers meet."""
STYLED = frozenset({"hs-reference", "hs-citation", "hs-citing__text", "hs-address"})
"""Classes of what a citation style writes, and of addresses."""
CODE = frozenset({"code", "pre", "script", "style"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})

PIECES = re.compile(r"…|[,;:·.?!“”](?=\s|$)|(?<=\s)“")
"""What parts a run that is put together of several pieces of content."""
DATES = frozenset(name.casefold() for tag in ("en", "ar") for name in locale_of(tag).months["format"]["wide"].values())
"""Months, which CLDR says in the language of the page."""
NAMES = frozenset({"ORCID", "DOI", "BibTeX", "Chicago", "CSL-JSON", "RIS", "JSON", "REFI-QDA", "https://doi.org/"})
"""What is called the same in every language."""


OTHER_LANGUAGES = frozenset({"Апстракт на српском"})
"""Ways to a translation are named in its language."""


class Runs(HTMLParser):
    """The runs of text that readers meet, without those that a citation style or a message wrote."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._above: list[tuple[str, bool]] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        aside = tag in CODE or bool(STYLED & set(given.get("class", "").split()))
        hidden = aside or any(hidden for _, hidden in self._above)
        if not hidden and self._depth == 0 and not given.get("class", "").startswith("hs-cite"):
            self.found += [given[name] for name in SAID if name in given and BEGIN not in given[name]]
        if tag not in VOID:
            self._above.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self._above and self._above.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        outside = ""
        for sign in data:
            if sign == BEGIN:
                self._depth += 1
                outside += "…"
            elif sign == END:
                self._depth = max(self._depth - 1, 0)
            elif self._depth == 0:
                outside += sign
        if not (self._above and self._above[-1][1]):
            self.found.append(outside)


def plain(text: str) -> str:
    """Letters alone, so that marks of Markdown, of YAML and of typography tell nothing apart."""
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


@cache
def content() -> str:
    """All that the companion's authors wrote."""
    texts = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*")) if path.suffix in {".md", ".yml", ".bib"}]
    without_targets = (re.sub(r"\]\([^)]*\)|\[-?@[^\]]*\]|\[\^[^\]]*\]|@[\w-]+", " ", text) for text in texts)
    return f" {plain(' '.join(without_targets))} "


def english(html: str, known: frozenset[str]) -> Iterator[str]:
    """Pieces of runs that are neither a message nor content nor a name; `known` are more names."""
    for run in Runs(html).found:
        if run.strip() in NAMES | known:
            continue
        for piece in PIECES.split(run):
            said = plain(piece)
            if len(said) > 2 and f" {said} " not in content() and said not in DATES:
                yield piece.strip()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_page_has_english_that_is_not_content(language: str, tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    article = tmp_path / "content" / "article.yml"
    article.write_text(article.read_text("utf-8").replace("\nlanguage: en\n", f"\nlanguage: {language}\n"), "utf-8")
    write_catalogue(language, tmp_path / "locale")
    built = build_pages(tmp_path / "content", templates_folder(), catalogues=tmp_path / "locale")
    assert not built.report.errors
    assert len(built.pages) > 100
    assert sum(page.body.count(BEGIN) for page in built.pages) > 10_000
    library = built.library
    styled = format_references(library.sources, library.article.style, language, library.citation_groups)
    names = frozenset(f"{each.label} {each.year}" for each in styled.values()) | OTHER_LANGUAGES
    left = {
        (run, page.kind)
        for page in built.pages
        if not page.language
        for run in english("".join((page.body, *(f"<p>{escape(name)}</p>" for name in (page.title, *page.nav)))), names)
    }
    assert sorted(left) == []


class Written(Runs):
    """What stands in a template itself; values and messages are gone from it."""


def written_in(template: Path) -> list[str]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    source, kept, inside = template.read_text("utf-8"), [], False
    for _, kind, value in environment.lex(source):
        inside = inside or kind in {"block_begin", "variable_begin", "comment_begin"}
        if kind in {"block_end", "variable_end", "comment_end"}:
            inside = False
            kept.append(" ")
        elif not inside and kind == "data":
            kept.append(value)
    return [run.strip() for run in Written("".join(kept)).found if len(plain(run)) > 2 and run.strip() not in NAMES]


def templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", templates())
def test_no_template_has_text_of_its_own(name: str) -> None:
    text = written_in(TEMPLATES / name)
    if name in NOT_YET:
        assert text, f"{name} is converted: take it off the list"
    else:
        assert text == []


def test_no_template_gives_another_meaning_to_the_name_of_messages() -> None:
    bound = re.compile(r"{%-?\s*(?:for|set)\s[^%]*?\b_\b(?!\()")
    assert [name for name in templates() if bound.search((TEMPLATES / name).read_text("utf-8"))] == []
