"""Titles inside what is said around them, in the marks and with the stops of the language."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from hedgesite.build import templates_folder
from hedgesite.model.article import Author
from hedgesite.render.quoted import between, ended, nested, quoted, quoted_sentence, with_subtitle
from hedgesite.words import Words


@pytest.mark.parametrize(
    ("language", "title", "of", "expected"),
    [
        ("en", "On “Small” States", "en", "“On ‘Small’ States”"),
        ("de", "„Glocken“ einer Stadt", "de", "„‚Glocken‘ einer Stadt“"),
        ("fr", "Le «\u00a0lac\u00a0» commun", "fr", "«\u00a0Le “lac” commun\u00a0»"),
        ("fr", "Le “lac”", "fr", "«\u00a0Le “lac”\u00a0»"),
        ("ru", "О «малых» странах", "ru", "«О „малых“ странах»"),
        ("zh", "“钟”", "zh", "“‘钟’”"),
        # English words around a title in a language without a catalogue.
        ("en", "О „малим“ државама", "en", "“О ‚малим‘ државама”"),
        ("en", "「鐘」", "ja", "“‘鐘’”"),
        ("en", "”Små” stater", "sv", "“’Små’ stater”"),
    ],
)
def test_a_title_has_the_marks_of_the_words_around_it(language: str, title: str, of: str, expected: str) -> None:
    assert quoted(Words(language), title, of) == expected


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "A Title", "“A Title.”"),
        ("en", "Why?", "“Why?”"),
        ("en", "On “Small States.”", "“On ‘Small States.’”"),
        ("de", "Ein Titel", "„Ein Titel“."),
        ("de", "Warum?", "„Warum?“."),
        ("zh", "标题", "“标题”."),
    ],
)
def test_a_title_ends_a_sentence_as_the_language_does(language: str, title: str, expected: str) -> None:
    assert quoted_sentence(Words(language), title, language) == expected


def test_html_stays_html_and_text_is_escaped() -> None:
    words = Words("de")
    title = with_subtitle(words, Markup("„A“ <em>b</em>"), "c < d")
    assert title == "„A“ <em>b</em>: c &lt; d"
    assert nested(words, title, "de") == Markup("‚A‘ <em>b</em>: c &lt; d")
    assert isinstance(quoted_sentence(words, title, "de"), Markup)
    assert not isinstance(quoted(words, "a", "de"), Markup)


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "A: B"), ("fr", "A\u00a0: B"), ("zh", "A：B"), ("ar", "A: B")]
)
def test_a_subtitle_follows_the_colon_of_the_language(language: str, expected: str) -> None:
    assert with_subtitle(Words(language), "A", "B") == expected
    assert with_subtitle(Words(language), "A", "") == "A"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", (": ", ", ", "; ")),
        ("fr-CA", ("\u00a0: ", ", ", "\u00a0; ")),
        ("ar", (": ", "، ", "؛ ")),
        ("zh", ("：", "、", "；")),
    ],
)
def test_what_stands_between_texts_is_that_of_the_language(language: str, expected: tuple[str, ...]) -> None:
    assert tuple(between(Words(language)).values()) == expected


_OF_REFERENCES = frozenset({"cite.html"})
"""Templates whose punctuation is that of a list of references."""
_BETWEEN_PIECES = re.compile(
    r"""\}\}(?:</\w+>|\{%[^%]*%\})*[:,;][ <]|%\}[:,;] (?:\{\{|<a)|<span[^>]*>[:,;] """
    r"""|(?:~ |join\(|=)"[:,;] "|"[:,;] " (?:if|~)"""
)
"""Where a template itself writes a colon, a comma or a semicolon between two texts."""


def test_templates_take_what_stands_between_texts_from_the_language() -> None:
    folder = templates_folder()
    paths = [path for part in ("pages", "fragments", "books") for path in sorted((folder / part).glob("*.html"))]
    assert len(paths) > 40
    found = [
        (path.name, hit[0])
        for path in paths
        if path.name not in _OF_REFERENCES
        for hit in _BETWEEN_PIECES.finditer(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Example, A.", "Example, A."),
        ("Example, A", "Example, A."),
        ("An Institute!", "An Institute!"),
        (Markup("<bdi>Example, A.</bdi>"), Markup("<bdi>Example, A.</bdi>")),
        (Markup("<bdi>Example, A</bdi>"), Markup("<bdi>Example, A</bdi>.")),
    ],
)
def test_a_text_has_one_full_stop(text: str, expected: str) -> None:
    assert ended(Words("en"), text) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (Author(given="Ada", family="Example"), "Example, Ada"),
        (Author(family="An Institute"), "An Institute"),
        (Author(given="雨", family="林"), "林雨"),
    ],
)
def test_a_name_that_leads_is_inverted_where_names_are(author: Author, expected: str) -> None:
    assert author.inverted == expected
