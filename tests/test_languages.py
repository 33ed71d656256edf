"""No English on sites in the languages that have a catalogue: what a site in English says stands on none of them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hedgesite.build import templates_folder
from hedgesite.publish.mkdocs.languages import nearest
from hedgesite.scaffold import companion_files, plan_of
from hedgesite.words import CATALOGUES, words_for
from hedgesite.words.cldr import locale_of
from tests.companions import SITES, copy_site, publish_site, write_files
from tests.test_catalogues import forms
from tests.test_words_of_pages import FOR_PROGRAMS, NAMES, PIECES, Runs, plain

LANGUAGES = sorted(path.parts[-3].replace("_", "-") for path in CATALOGUES.glob("*/LC_MESSAGES/hedgesite.po"))
COMPANIONS = ("minimal", "handover")
SHELL = files("material") / "templates" / "partials" / "languages"
AROUND_NAMES = re.compile(rf"{FOR_PROGRAMS.pattern}|https://doi\.org/")
FIELD = re.compile(r"%\(\w+\)s|%%|<[^>]*>")
SAME_EVERYWHERE = frozenset(map(plain, (*NAMES, "Material for MkDocs", "WCAG", "Ctrl", "Enter", "Esc", "Tab")))


def published(name: str, language: str, folder: Path) -> dict[str, str]:
    """The pages of a companion's site by path, its article being in the language."""
    companion = copy_site(name, folder / name)
    article = companion / "content" / "article.yml"
    text = re.sub(r"(?m)^language: .*\n", "", article.read_text("utf-8"))
    article.write_text(f"{text}\nlanguage: {language}\n", "utf-8")
    _, site = publish_site(companion)
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def runs(page: str) -> set[tuple[str, ...]]:
    """What readers meet on a page: of each run of text its pieces, letters alone."""
    found = ((plain(piece) for piece in PIECES.split(run)) for run in Runs(AROUND_NAMES.sub("", page)).found)
    return {pieces for run in found if (pieces := tuple(piece for piece in run if len(piece) > 2))}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, ...]]]:
    """All that each companion's site in English says."""
    folder = tmp_path_factory.mktemp("en")
    return {name: set().union(*map(runs, published(name, "en", folder).values())) for name in COMPANIONS}


@cache
def content(name: str) -> str:
    """All that a companion's authors wrote."""
    folder = SITES / name
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in {".md", ".yml", ".bib"}]
    return f" {plain(' '.join(re.sub(r'[*_]|given:|family:', '', text) for text in texts))} "


def shells_words(language: str) -> set[str]:
    """What the shell says in a language, or in the one that it has in its place."""
    names = [path.name.removesuffix(".html") for path in SHELL.iterdir()]
    text = (SHELL / f"{nearest(language, names)}.html").read_text("utf-8")
    return {plain(said) for said in re.findall(r'": "(.*)"', text)}


def months(language: str) -> set[str]:
    """Names of months, which come from CLDR: `Nov` is one in German, too."""
    names = locale_of(language).months["format"]
    return {plain(name) for width in ("wide", "abbreviated") for name in names[width].values()}


def same_words(language: str) -> re.Pattern[str]:
    """Messages that the language says as English does: `Dimensions` in French."""
    with (CATALOGUES / language.replace("-", "_") / "LC_MESSAGES" / "hedgesite.po").open("rb") as opened:
        found = [message for message in read_po(opened) if message.id]
    ids = {form for each in found for form in forms(each.id)}
    said = {form for each in found for form in forms(each.string)}
    parts = [[plain(part) for part in FIELD.split(form)] for form in ids & said if form]
    return re.compile("|".join(".*".join(map(re.escape, part)) for part in parts if any(part)) or "$.")


def left(language: str, name: str, pages: dict[str, str], english: set[tuple[str, ...]]) -> set[tuple[str, str]]:
    """What pages say as the English site does, by page, where no author wrote it and the language would not."""
    same, known = same_words(language), shells_words(language) | months(language) | SAME_EVERYWHERE
    return {
        (path, piece)
        for path, page in pages.items()
        for run in runs(page) & english
        for piece in run
        if piece not in known and f" {piece} " not in content(name) and not same.fullmatch(piece)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_on_a_site_in_the_language(
    language: str, tmp_path: Path, english: dict[str, set[tuple[str, ...]]]
) -> None:
    for name in COMPANIONS:
        pages = published(name, language, tmp_path)
        assert left(language, name, pages, english[name]) == set()
        # So is marked what a catalogue lacks.
        assert [path for path, page in pages.items() if re.search(r'<(?!body)[^>]* lang="en"', page)] == []


def test_english_that_is_left_is_found(tmp_path: Path, english: dict[str, set[tuple[str, ...]]]) -> None:
    """With the catalogue of another language, as if this one had none."""
    pages = published("minimal", "en", tmp_path)
    found = {run for _, run in left("de", "minimal", pages, english["minimal"])}
    assert {"sources", "how to cite", "all parts of this site"} <= found
    assert "an abstract" not in found
    assert "introduction" not in found


def test_a_new_companion_is_in_its_language(tmp_path: Path) -> None:
    """The shell, its switches and the page about the site too."""
    plan = plan_of("Ein Titel", ["A B"], ["Eins", "Zwei"], language="de")
    _, site = publish_site(write_files(tmp_path, companion_files(plan, templates_folder())))
    home = (site / "index.html").read_text("utf-8")
    assert '<html lang="de" dir="ltr"' in home
    assert ' lang="en"' not in home
    about = words_for("de").gettext("About")
    for said in ("Start reading", "Use the light palette", "Use the dark palette", "Use the palette of the system"):
        assert words_for("de").gettext(said) in home
        assert said not in home
    assert home.count(about) > 1
    assert f'<h1 id="top">{about}</h1>' in (site / "about" / "index.html").read_text("utf-8")


def test_a_page_at_a_former_address_is_named_as_the_one_that_it_leads_to(tmp_path: Path) -> None:
    pages = published("handover", "de", tmp_path)
    redirecting = pages["dimensions/information/index.html"]
    title = re.search(r"<title>(.*?)</title>", redirecting)
    target = re.search(r'<a href="\.\./\.\./(dimensions/[^"]*)">(.*?)</a>', redirecting)
    assert title
    assert target
    assert title[1] == target[2]
    assert f"<title>{target[2]} · " in pages[f"{target[1]}index.html"]
    assert '<html lang="de" dir="ltr">' in redirecting
