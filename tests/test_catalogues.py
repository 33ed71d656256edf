"""The catalogue of each language: complete, with the fields, elements and plural forms that its messages need."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from hedgesite.words import CATALOGUES, cldr

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "tools" / "languages.py"))
LANGUAGES = [path.parts[-3] for path in TOOL["catalogues"]()]

_CODE = re.compile(r"%(?:\(\w+\)s|.?)")
_NUMBER = "%(num)s"
_ELEMENT = re.compile(r"<[^<>]*>|&#?\w+;")
# Among these is a number of every plural category that any language has for whole numbers.
_NUMBERS = (*range(200), 1000, 1_000_000)

each_language = pytest.mark.parametrize("language", LANGUAGES)


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "hedgesite.po").open("rb") as opened:
        return read_po(opened, locale=language)


def messages(read: Catalog) -> list[Message]:
    return [message for message in read if message.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a message or its translation; a single empty one where there is none."""
    return tuple(text) if isinstance(text, tuple | list) and text else (str(text or ""),)


def parts(text: str) -> Counter[str]:
    """Fields, doubled percent signs, elements and entities of a message; a language may put them in another order."""
    return Counter((*_CODE.findall(text), *_ELEMENT.findall(text)))


def differing(message: Message, of_one_number: frozenset[int] = frozenset()) -> list[str]:
    """The forms of a translation whose fields or elements are not those of the English message.

    A form for one number only may say it as a word: the Arabic dual is `two` and `passages` in one.
    """
    wanted = [parts(form) for form in forms(message.id)]
    in_words = [each - Counter({_NUMBER: 1}) for each in wanted]
    return [
        form
        for index, form in enumerate(forms(message.string))
        if parts(form) not in wanted and not (index in of_one_number and parts(form) in in_words)
    ]


def forms_of_one_number(read: Catalog) -> frozenset[int]:
    """The plural forms of a catalogue that a single number has."""
    uses = Counter(map(c2py(read.plural_expr), _NUMBERS))
    return frozenset(form for form, times in uses.items() if times == 1)


def wrong_numbers(tag: str, expression: str, count: int) -> list[int]:
    """Whole numbers for which the head of a catalogue chooses a form that is not the one of their CLDR category."""
    chosen = c2py(expression)
    of_category: dict[str, int] = {}
    wrong = [n for n in _NUMBERS if of_category.setdefault(cldr.plural_form(tag, n), chosen(n)) != chosen(n)]
    # A form for each category: none is missing, none is without a number, and no two categories share one.
    return wrong if sorted(of_category.values()) == list(range(count)) else [*_NUMBERS]


@each_language
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    with (CATALOGUES / "hedgesite.pot").open("rb") as opened:
        wanted = {(message.context, message.id) for message in messages(read_po(opened))}
    read = catalogue(language)
    assert {(message.context, message.id) for message in messages(read)} == wanted
    assert not read.obsolete


@each_language
def test_no_translation_is_empty_or_fuzzy(language: str) -> None:
    read = catalogue(language)
    assert not read.fuzzy
    lacking = [m.id for m in messages(read) if m.fuzzy or not all(form.strip() for form in forms(m.string))]
    assert lacking == []


@each_language
def test_translations_keep_fields_and_elements(language: str) -> None:
    read = catalogue(language)
    exact = forms_of_one_number(read)
    assert {str(m.id): found for m in messages(read) if (found := differing(m, exact))} == {}


def test_one_and_two_are_words_in_arabic() -> None:
    read = catalogue("ar")
    assert forms_of_one_number(read) == {0, 1, 2}
    message = read.get("%(num)s coded passage")
    assert message
    assert forms(message.string)[1:5] == (
        "مقطع واحد مرمّز", "مقطعان مرمّزان", "%(num)s مقاطع مرمّزة", "%(num)s مقطعًا مرمّزًا"
    )  # fmt: skip
    assert forms_of_one_number(catalogue("ru")) == frozenset()


@each_language
def test_plural_forms_are_those_of_cldr(language: str) -> None:
    read = catalogue(language)
    assert wrong_numbers(language, read.plural_expr, read.num_plurals) == []
    plurals = [m for m in messages(read) if isinstance(m.id, tuple)]
    assert plurals
    assert [m.id for m in plurals if len(forms(m.string)) != read.num_plurals] == []


@each_language
def test_the_header_says_how_the_catalogue_was_made(language: str) -> None:
    made = TOOL["how_made"](catalogue(language).header_comment)
    assert "native speaker" in made


@pytest.mark.parametrize(
    ("english", "translation", "found"),
    [
        ("Of %(name)s", "%(name)s", []),
        ("%(a)s of %(b)s", "%(b)s: %(a)s", []),
        ("<kbd>F</kbd> &amp; %(n)s%%", "%(n)s%% &amp; <kbd>F</kbd>", []),
        ("Of %(name)s", "Of %(nom)s", ["Of %(nom)s"]),
        ("Of %(name)s", "%(name)s, %(name)s", ["%(name)s, %(name)s"]),
        ("Of %(name)s", "%(name)", ["%(name)"]),
        ("%(n)s%%", "%(n)s%", ["%(n)s%"]),
        ("<kbd>F</kbd>", "<b>F</b>", ["<b>F</b>"]),
        ("a", "a &amp; b", ["a &amp; b"]),
        (("%(num)s day", "%(num)s days"), ("%(num)s d", "d", "%(num)s ds"), ["d"]),
    ],
)
def test_what_a_translation_changed_is_found(
    english: str | tuple[str, str], translation: str | tuple[str, ...], found: list[str]
) -> None:
    assert differing(Message(english, translation)) == found


def test_only_a_form_for_one_number_may_leave_the_number_out() -> None:
    message = Message(("%(num)s day", "%(num)s days of %(name)s"), ("d", "%(num)s d of %(name)s"))
    assert differing(message, frozenset({1})) == ["d"]
    assert differing(message, frozenset({0})) == []


@pytest.mark.parametrize(
    ("tag", "expression", "count", "is_right"),
    [
        ("hy", "(n > 1)", 2, True),
        ("hy", "(n != 1)", 2, False),
        ("hy", "(n > 1)", 3, False),
        ("hy", "0", 1, False),
        ("zh", "0", 1, True),
        ("sr", "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)", 3, True),
        ("sr", "(n%10==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2)", 3, False),
        ("sr", "(n != 1)", 2, False),
    ],
)
def test_a_head_with_other_plural_forms_is_found(tag: str, expression: str, count: int, is_right: bool) -> None:
    assert (wrong_numbers(tag, expression, count) == []) == is_right


@pytest.mark.parametrize(
    ("header", "made"),
    [
        ("# Armenian.\n#\n# Machine-made in May; not\n# reviewed.\n#", "Machine-made in May; not reviewed."),
        (
            "# Latin: made from others. Keep it.\n# These are hand-made.",
            "Latin: made from others. These are hand-made.",
        ),
        ("# Armenian.\n# FIRST AUTHOR <EMAIL@ADDRESS>, 2026.", ""),
    ],
)
def test_what_a_header_says_of_how_a_catalogue_was_made(header: str, made: str) -> None:
    assert TOOL["how_made"](header) == made
