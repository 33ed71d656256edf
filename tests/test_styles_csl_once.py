"""What styles of CSL print of a source stands there once, in its place and in its form."""

from __future__ import annotations

import pytest

from hedgesite.load.bibtex import read_bibliography
from hedgesite.styles import format_references, style_named

NAMES = "Ada van den Heron and Bo de Egret and Cy da Costa"
WORK = "author = {Heron, Ada}, publisher = {Marsh Press}"


def listed(style: str, text: str) -> str:
    [source] = read_bibliography(text, "references.bib")[0].sources
    return format_references([source], style_named(style))[source.key].list_text


@pytest.mark.parametrize("year", ["Spring 2012 or so", "forthcoming", "ca. 12th cent."])
@pytest.mark.parametrize("style", ["apa", "chicago-author-date-17th-edition"])
def test_a_date_in_words_is_printed_once(style: str, year: str) -> None:
    text = f"@online{{a, author = {{Heron, Ada}}, title = {{Reeds}}, year = {{{year}}}, url = {{https://example.org}}}}"
    entry = listed(style, text)
    assert entry.count(year.rstrip(".")) == 1
    assert ".." not in entry


def test_the_volume_of_a_series_is_printed_once() -> None:
    series = "series = {Studies of Birds}, volume = {12}, year = 2001"
    part = listed("ieee", f"@incollection{{a, {WORK}, title = {{Reeds}}, booktitle = {{Marshes}}, {series}}}")
    assert "in Marshes, vol. 12, in Studies of birds, Marsh Press, 2001" in part
    assert listed("ieee", f"@book{{a, {WORK}, title = {{Reeds}}, {series}}}").count("12") == 1


def test_apa_counts_particles_to_family_names() -> None:
    text = f"@book{{a, author = {{{NAMES}}}, title = {{Reeds}}, year = 2001}}"
    assert listed("apa", text).startswith("van den Heron, A., de Egret, B., & Costa, C. da. (2001)")
    dropped = text.replace("year = 2001", "year = 2001, options = {useprefix=false}")
    assert listed("apa", dropped).startswith("Heron, A. van den, Egret, B. de")
    assert listed("modern-language-association", text).startswith("Heron, Ada van den")


def test_the_number_of_a_book_is_none_of_its_pages() -> None:
    number = "eid = {B12}, year = 2001"
    assert listed("apa", f"@book{{a, {WORK}, title = {{Reeds}}, {number}}}").endswith("Reeds (No. B12). Marsh Press.")
    article = f"@article{{a, {WORK}, title = {{Reeds}}, journaltitle = {{Birds}}, {number}}}"
    assert listed("apa", article).endswith("Birds, B12.")


def test_the_number_of_a_case_is_one() -> None:
    text = (
        "@jurisdiction{a, title = {Heron v Egret}, number = {24-62}, institution = {Court of Reeds}, date = 2001-02-03}"
    )
    assert listed("apa", text) == "Heron v Egret, 24-62 (Court of Reeds February 3, 2001)."


@pytest.mark.parametrize(
    ("style", "title"),
    [("apa", "Herons (vs. egrets) of St. Reed"), ("modern-language-association", "Herons (vs. Egrets) of St. Reed")],
)
def test_what_follows_an_abbreviation_begins_no_sentence(style: str, title: str) -> None:
    text = (
        f"@article{{a, {WORK}, title = {{Herons (vs. Egrets) of {{St. Reed}}}}, journaltitle = {{Birds}}, year = 2001}}"
    )
    assert title in listed(style, text)


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "ieee", "nature"])
def test_the_court_of_a_case_is_printed(style: str) -> None:
    text = (
        "@jurisdiction{a, title = {Heron v Egret}, number = {C-1}, institution = {Court of Reeds}, date = 2001-02-03}"
    )
    assert listed(style, text).count("Court of Reeds") == 1


def test_a_book_is_not_in_itself() -> None:
    text = f"@book{{a, {WORK}, title = {{{{Âme}} et Reeds}}, journal = {{Âme et Reeds}}, year = 2001}}"
    assert listed("apa", text).count("Reeds") == 1
