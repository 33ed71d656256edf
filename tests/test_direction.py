"""Which way languages and texts run, and what pages say of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from hedgesite.build import templates_folder
from hedgesite.diagnostics import Origin
from hedgesite.markdown import PlainHooks, render_body, scan_body
from hedgesite.model.direction import (
    direction_of,
    direction_of_text,
    runs_against,
    script_of,
    stretches_against,
    with_script,
)
from hedgesite.model.richtext import marked, plain, to_html
from hedgesite.publish.mkdocs.languages import nearest, with_language
from hedgesite.render.environment import dir_attribute, isolated
from hedgesite.scaffold import companion_files, plan_of
from hedgesite.styles.languages import language_tag
from tests.companions import copy_site, publish_site, write_files

STYLES = Path(__file__).parents[1] / "templates" / "shell" / "assets" / "hedgesite"
ARABIC, HEBREW = "ساقية", "תעלה"


@pytest.mark.parametrize(
    ("tags", "direction"),
    [
        ("ar ar-EG AR ar_EG ara arb he iw heb fa pes prs ur ps ckb sd ug yi dv nqo syr arc ota pnb ks", "rtl"),
        ("az-Arab az-IR ku-Arab ku-IQ pa-PK pa-Arab uz-AF crh-Arab ff-Adlm tg-Hebr ms-Arab-MY ar-x-latn", "rtl"),
        ("en fr sr sr-Latn sr-Cyrl az ku pa uz tr zh zh-Hant ja ko hi ar-Latn he-Latn-IL ug-Cyrl sd-Deva", "ltr"),
        ("de-1996 sl-rozaj en-x-arab und xx tlh x-y i-default a 1 -", "ltr"),
    ],
)
def test_a_language_runs_as_its_script_does(tags: str, direction: str) -> None:
    assert {tag: direction_of(tag) for tag in tags.split()} == dict.fromkeys(tags.split(), direction)


def test_no_locale_of_cldr_is_told_another_way() -> None:
    known = {name: Locale.parse(name).text_direction for name in locale_identifiers()}
    horizontal = {name: direction for name, direction in known.items() if direction in {"ltr", "rtl"}}
    assert len(horizontal) > 700
    assert {name: direction_of(name) for name in horizontal} == horizontal


@pytest.mark.parametrize(
    ("tag", "script"), [("sr", "Cyrl"), ("sr-latn", "Latn"), ("zh-TW", "Hant"), ("pa-PK", "Arab"), ("xx", "")]
)
def test_a_script_that_a_tag_does_not_say_is_the_likeliest(tag: str, script: str) -> None:
    assert script_of(tag) == script


def test_most_letters_decide_and_figures_do_not() -> None:
    assert direction_of_text(f"{ARABIC} 2020 COVID {ARABIC} {ARABIC}", "ltr") == "rtl"
    assert direction_of_text(f"Smith and {HEBREW} 2020", "rtl") == "ltr"
    assert direction_of_text("2020, 12–15", "rtl") == "rtl"
    assert direction_of_text("2020, 12–15", "ltr") == "ltr"


@pytest.mark.parametrize("char", ["ا", "א", "ߊ", "ܐ", "ހ", "ﻯ", "יִ", "𐡀", "𞤀", "𞸀"])
def test_no_letter_from_right_to_left_is_overlooked(char: str) -> None:
    assert runs_against(f"a {char}", "ltr")
    assert not runs_against(char, "rtl")
    assert runs_against(f"{char} a", "rtl")


def test_a_stretch_has_its_signs_and_ends_with_the_sentence() -> None:
    text = f"({ARABIC}, {HEBREW}). 2020. {ARABIC}: 12. Press, {HEBREW}"
    assert [text[start:end] for start, end in stretches_against(text, "ltr")] == [
        f"{ARABIC}, {HEBREW}",
        ARABIC,
        HEBREW,
    ]


def test_what_runs_against_a_reference_is_isolated_in_it() -> None:
    runs = plain(f"{ARABIC}, A. 2020. ") + marked(plain(HEBREW), "lang", "he") + marked(plain(f" {ARABIC}"), "i")
    assert to_html(runs) == (
        f'<bdi>{ARABIC}</bdi>, A. 2020. <span lang="he" dir="rtl">{HEBREW}</span><i> </i><bdi><i>{ARABIC}</i></bdi>'
    )
    assert to_html(plain("Smith. 2020."), "ltr") == "Smith. 2020."
    assert to_html(plain(f"{ARABIC}. Press."), "rtl") == f"{ARABIC}. <bdi>Press</bdi>."


def test_a_stretch_over_several_marks_is_one() -> None:
    runs = plain(f"On {ARABIC} ") + marked(plain(HEBREW), "em") + plain(f" {ARABIC}.")
    assert to_html(runs) == f"On <bdi>{ARABIC} <em>{HEBREW}</em> {ARABIC}</bdi>."


def test_an_address_is_one_stretch() -> None:
    address = "https://example.org/2020.1/"
    html = to_html(plain(f"{ARABIC}. ") + marked(plain(address), "a", address), "rtl")
    assert html == f'{ARABIC}. <bdi><a href="{address}" rel="noopener noreferrer">{address}</a></bdi>'


def test_a_transliterated_title_is_told_by_its_script() -> None:
    assert with_script("ar", "Tarikh") == "ar-Latn"
    assert with_script("ar-EG", "Tarikh") == "ar-Latn-EG"
    assert with_script("ar", ARABIC) == "ar"
    assert with_script("az-Latn", ARABIC) == "az-Arab"
    assert with_script("", ARABIC) == ""
    assert language_tag("hebrew", "Toledot") == "he-Latn"
    assert language_tag("azerbaijani", ARABIC) == "az-Arab"


def test_names_are_isolated_where_they_run_against_the_page() -> None:
    assert isolated(ARABIC, "ltr") == f"<bdi>{ARABIC}</bdi>"
    assert isolated(ARABIC, "rtl") == ARABIC
    assert isolated("A <b>", "ltr") == "A <b>", "what is no markup is escaped by the template"
    assert isolated(f"{ARABIC} <b>", "ltr") == f"<bdi>{ARABIC} &lt;b&gt;</bdi>"
    assert dir_attribute(f"{ARABIC} a", "ltr") == ' dir="rtl"'
    assert dir_attribute("a", "ltr") == ""


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (f"[{ARABIC}]{{lang=ar}}", f'<span lang="ar" dir="rtl">{ARABIC}</span>'),
        ("[Istorija]{lang=sr-Latn}", '<span lang="sr-Latn" dir="ltr">Istorija</span>'),
        (f"{{lang=he}}\n> {HEBREW}", '<blockquote lang="he" dir="rtl">'),
        (f"{{lang=az-Arab}}\n- {ARABIC}", '<ul lang="az-Arab" dir="rtl">'),
        ("<https://example.org/1/>", 'dir="ltr">https://example.org/1/</a>'),
    ],
)
def test_marked_languages_have_a_direction(markdown: str, html: str) -> None:
    body, report = scan_body(markdown, Origin("a.md"))
    assert not report.diagnostics
    assert html in render_body(body, PlainHooks()).html


# The shell


@pytest.mark.parametrize(
    ("language", "catalogue"),
    [
        ("ar", "ar"), ("ar-EG", "ar"), ("pt-BR", "pt-BR"), ("pt-AO", "pt"), ("sr-Cyrl", "sr"), ("sr-Latn", "en"),
        ("ku-Arab", "ku-IQ"), ("ku", "en"), ("zh-HK", "zh-TW"), ("zh-hant", "zh-Hant"), ("tlh", "en"),
    ],
)  # fmt: skip
def test_the_shell_speaks_the_language_in_its_script_or_english(language: str, catalogue: str) -> None:
    assert nearest(language, ["ar", "en", "ku-IQ", "pt", "pt-BR", "sr", "zh", "zh-Hant", "zh-TW"]) == catalogue


def test_html_and_body_have_one_direction_and_words_their_language() -> None:
    page = '<html lang="en" class="no-js">\n<body dir="ltr" class="a"><body dir="ltr">'
    assert with_language(page, "ar", "en") == (
        '<html lang="ar" dir="rtl" class="no-js">\n<body dir="rtl" lang="en" class="a"><body dir="ltr">'
    )
    assert '<html lang="en-GB" dir="ltr" class="no-js">\n<body dir="ltr" class="a">' in with_language(
        page, "en-GB", "en"
    )


@pytest.mark.parametrize(
    ("name", "language", "direction"),
    [("arabic", "ar", "rtl"), ("hebrew", "he", "rtl"), ("german", "de", "ltr"), ("chinese", "zh", "ltr")],
)
def test_every_page_says_its_language_and_direction(tmp_path: Path, name: str, language: str, direction: str) -> None:
    built, site = publish_site(copy_site(name, tmp_path))
    assert not built.report.diagnostics
    own = {page.path: page.language for page in built.pages if page.language}
    assert own
    for page in built.pages:
        html = (site / page.path / "index.html").read_text("utf-8")
        spoken = own.get(page.path, language)
        runs = direction_of(spoken)
        assert f'<html lang="{spoken}" dir="{runs}" ' in html, page.path
        # An edition speaks its own language; a section in another language stands among words of the site's.
        words = f' lang="{language}"' if spoken != language and not page.edition else ""
        assert f'<body dir="{runs}"{words} ' in html, page.path
        assert runs == direction or words or page.edition
    missing = (site / "404.html").read_text("utf-8")
    assert f'<html lang="{language}" dir="{direction}" ' in missing


def test_settings_may_choose_another_language_for_the_shells_words(tmp_path: Path) -> None:
    folder = copy_site("arabic", tmp_path)
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("name: material\n", "name: material\n  language: fr\n"), "utf-8"
    )
    _, site = publish_site(folder)
    home = (site / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl" ' in home
    assert '<body dir="rtl" lang="fr" ' in home
    assert "Aller au contenu" in home


def test_references_and_names_run_as_they_are_written(tmp_path: Path) -> None:
    _, site = publish_site(copy_site("arabic", tmp_path / "arabic"))
    sources = (site / "sources" / "index.html").read_text("utf-8")
    listed = re.findall(r'data-cited="\d+"( dir="ltr")?>\s*<span class="hs-reference">(\w+)', sources)
    found = {name: bool(turned) for turned, name in listed}
    assert found["Smith"]
    assert found["Dupont"]
    assert not found["النجار"]
    actor = (site / "actors" / "council" / "index.html").read_text("utf-8")
    assert "<bdi>Town Council</bdi>" in actor
    _, site = publish_site(copy_site("german", tmp_path / "german"))
    assert "<bdi>المجلس</bdi>" in (site / "actors" / "council" / "index.html").read_text("utf-8")
    text = (site / "read" / "turns" / "index.html").read_text("utf-8")
    assert re.search(r'<a class="hs-cite"[^>]* dir="rtl">الخياط 2012, 9</a>', text)


# Style sheets

_SIDES = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?<![\w-])(?:float|clear|text-align|caption-side|resize)\s*:\s*(?:left|right)\b|\bto\s+(?:left|right)\b"
)
_FOUR = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-width|border-style|border-color|scroll-margin|scroll-padding)\s*:\s*([^;}]+)"
)
_SHADOW = re.compile(r"(?<![\w-])(?:box-shadow|text-shadow)\s*:\s*([^;}]+)")
_EXCEPTIONS: dict[str, str] = {}
"""Declarations that name a side, each with the reason."""


def _sides(style: str) -> list[str]:
    """Declarations that name a side of the page. Heights stay: no page is written from top to bottom."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    found = [match[0] for match in _SIDES.finditer(bare)]
    for match in _FOUR.finditer(bare):
        parts = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "()", match[1]).replace("!important", "").split()
        if len(parts) == 4 and parts[1] != parts[3]:
            found.append(match[0])
    for match in _SHADOW.finditer(bare):
        for shadow in re.split(r",(?![^()]*\))", match[1]):
            lengths = [part for part in shadow.split() if part != "inset"]
            if lengths and re.match(r"-?\.?\d", lengths[0]) and float(re.sub(r"[a-z%]+$", "", lengths[0])) != 0:
                found.append(match[0])
    return [declaration for declaration in found if declaration not in _EXCEPTIONS]


@pytest.mark.parametrize("name", sorted(path.name for path in STYLES.glob("*.css")))
def test_no_style_names_a_side_of_the_page(name: str) -> None:
    assert _sides((STYLES / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "style",
    [
        "a { margin-left: 1em; }", "a{left:0}", "a { float: right }", "a { text-align: left; }",
        "a { padding: 1px 2px 3px 4px; }", "a { border-right: 1px solid; }", "a { box-shadow: -1px 0 0 red; }",
        "a { border-top-left-radius: 2px }", "a { background: linear-gradient(to right, red, blue) }",
        "a { margin: 0 calc(1px + (2px)) 0 1px }", "a { box-shadow: 0 0 1px red, 2px 0 red; }",
    ],
)  # fmt: skip
def test_a_side_is_found(style: str) -> None:
    assert _sides(style)


@pytest.mark.parametrize(
    "style",
    [
        "a { margin-inline-start: 1em; inset-inline: 0; float: inline-start; text-align: end }",
        "a { padding: 1px 2px 3px 2px; box-shadow: 0 2px 3px rgb(0 0 0 / .1), inset 0 0 0 1px red; }",
        "/* left: 0 */ a { top: 0; border-block-end: 0 }",
    ],
)
def test_what_names_no_side_is_left_alone(style: str) -> None:
    assert not _sides(style)


def test_a_new_companion_runs_as_its_language_does(tmp_path: Path) -> None:
    for language, runs in {"ar": "rtl", "az-Arab": "rtl", "fr": "ltr"}.items():
        plan = plan_of("T", ["A B"], ["One", "Two"], language=language)
        folder = write_files(tmp_path / language, companion_files(plan, templates_folder()))
        _, site = publish_site(folder)
        home = (site / "index.html").read_text("utf-8")
        assert f'<html lang="{language}" dir="{runs}" ' in home
        assert f'<body dir="{runs}" ' in home
