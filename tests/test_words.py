"""Words in languages: dates, lists, numbers, counts; catalogues, and what is extracted into them."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from datetime import date
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.model.dates import Edtf
from hedgesite.words import CATALOGUES, ENGLISH, Words, count_in_words, date_in_words, words_for
from hedgesite.words.within import within

ROOT = Path(__file__).parents[1]


def tool() -> ModuleType:
    """The program behind `make words`."""
    found = importlib.util.spec_from_file_location("catalogues_tool", ROOT / "docs" / "tools" / "catalogues.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def catalogue(language: str, *messages: tuple[str | tuple[str, str], str | tuple[str, ...], str | None]) -> Words:
    """Words of a language that has some messages."""
    made = Catalog(locale=language.replace("-", "_"))
    for id, string, context in messages:
        made.add(id, string, context=context)
    compiled = BytesIO()
    write_mo(compiled, made)
    return Words(language, GNUTranslations(BytesIO(compiled.getvalue())))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-11-10", "10 November 2020"),
        ("2020-11", "November 2020"),
        ("2020", "2020"),
        ("201X", "2010s"),
        ("20XX", "the 21st century"),
        ("21XX", "the 22nd century"),
        ("22XX", "the 23rd century"),
        ("10XX", "the 11th century"),
        ("11XX", "the 12th century"),
        ("12XX", "the 13th century"),
        ("19XX", "the 20th century"),
        ("00XX", "the 1st century"),
        ("0000", "1 BCE"),
        ("0000-02-28", "28 February 0"),
        ("0987-XX", "987"),
        ("2016-22", "summer 2016"),
        ("2015~", "about 2015"),
        ("2015-21?", "spring 2015 (uncertain)"),
        ("2015%", "about 2015 (uncertain)"),
        ("2007/2020", "2007 to 2020"),
        ("2007/..", "since 2007"),
        ("/2007-05", "until May 2007"),
    ],
)
def test_dates_in_english(edtf: str, words: str) -> None:
    assert date_in_words(ENGLISH, Edtf.parse(edtf)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "10 November 2020"),
        ("en-GB", "10 November 2020"),
        ("en-US", "November 10, 2020"),
        ("en-XA", "10 November 2020"),
        ("de", "10. November 2020"),
        ("sr", "10. новембар 2020."),
        ("sr-Latn", "10. novembar 2020."),
        ("sr-Latn-RS-x-private", "10. novembar 2020."),
        ("ru", "10 ноября 2020\u202fг."),
        ("zh", "2020年11月10日"),
        ("ar", "10 نوفمبر 2020"),
        ("xx", "10 November 2020"),
        ("not a tag", "10 November 2020"),
    ],
)
def test_days_by_language(language: str, words: str) -> None:
    assert date_in_words(Words(language), Edtf.parse("2020-11-10")) == words


def test_centuries_take_the_ordinals_of_their_language() -> None:
    german = catalogue(
        "de",
        ("the %(ordinal)s century", "das %(ordinal)s Jahrhundert", None),
        ("%(number)sth", "%(number)s.", "ordinal, other"),
    )
    assert date_in_words(german, Edtf.parse("20XX")) == "das 21. Jahrhundert"
    assert date_in_words(german, Edtf.parse("201X")) == "2010s", "what a catalogue lacks is said in English"


@given(st.integers(1, 9999), st.integers(1, 12), st.sampled_from(["en", "de", "sr", "ar", "zh", "ru", "fa", "tlh"]))
def test_every_month_has_words_in_every_language(year: int, month: int, language: str) -> None:
    words = date_in_words(Words(language), Edtf.parse(f"{year:04}-{month:02}"))
    assert str(year) in words
    assert len(words) > len(str(year))
    assert date(year, month, 1)


def test_lists_and_numbers() -> None:
    assert [ENGLISH.listed(list("abc")[:n]) for n in range(1, 4)] == ["a", "a and b", "a, b, and c"]
    assert Words("de").listed(list("abc")) == "a, b und c"
    assert [ENGLISH.number(n) for n in (0, 999, 1000, 1234567, -1, 0.5)] == [
        "0",
        "999",
        "1,000",
        "1,234,567",
        "-1",
        "0.5",
    ]
    assert Words("de").number(1234) == "1.234"


def test_counts_take_the_plural_forms_of_their_language() -> None:
    assert [count_in_words(ENGLISH, n, "passage") for n in (0, 1, 2, 1234)] == [
        "no passages",
        "1 passage",
        "2 passages",
        "1,234 passages",
    ]
    forms = ("%(num)s пасус", "%(num)s пасуса", "%(num)s пасуса?")
    serbian = catalogue("sr", (("%(num)s passage", "%(num)s passages"), forms, None))
    assert [count_in_words(serbian, n, "passage") for n in (1, 2, 11, 21)] == [
        "1 пасус",
        "2 пасуса",
        "11 пасуса?",
        "21 пасус",
    ]
    with pytest.raises(KeyError):
        count_in_words(ENGLISH, 1, "unknown")


@pytest.mark.parametrize(
    ("name", "language", "inside"),
    [
        ("Answers to drought", "en", "answers to drought"),
        ("Strategies of NATO", "en", "strategies of NATO"),
        ("NATO’s strategies", "en", "NATO’s strategies"),
        ("Antworten auf Wasserknappheit", "de-AT", "Antworten auf Wasserknappheit"),
        ("İki yol", "tr", "İki yol"),
        ("答案", "zh", "答案"),
        ("", "en", ""),
    ],
)
def test_a_name_inside_a_sentence_begins_small_where_its_language_has_it_so(
    name: str, language: str, inside: str
) -> None:
    assert within(name, language) == inside


def test_a_catalogue_is_found_by_the_tag_or_a_part_of_it(tmp_path: Path) -> None:
    for language, word in (("de", "Quelle"), ("sr", "извор"), ("sr_Latn", "izvor")):
        made = Catalog(locale=language)
        made.add("source", word)
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "hedgesite.mo").open("wb") as opened:
            write_mo(opened, made)
    found = {tag: words_for(tag, tmp_path) for tag in ("de", "de-AT", "sr", "sr-Latn-RS", "sr-Cyrl", "fr")}
    assert {tag: words.gettext("source") for tag, words in found.items()} == {
        "de": "Quelle",
        "de-AT": "Quelle",
        "sr": "извор",
        "sr-Latn-RS": "izvor",
        "sr-Cyrl": "извор",
        "fr": "source",
    }
    assert found["de-AT"].language == "de-AT"
    assert found["fr"].language == "en", "dates and plurals go with the language of the messages"


def test_what_is_extracted_is_what_the_code_says(tmp_path: Path) -> None:
    """Run `make words` where this fails."""
    tool().extract(tmp_path / "hedgesite.pot")
    assert (tmp_path / "hedgesite.pot").read_text("utf-8") == (CATALOGUES / "hedgesite.pot").read_text("utf-8")


def test_catalogues_are_sound_and_compiled() -> None:
    """Every language's messages have the fields of the English ones, and the compiled file is made of them."""
    for file in tool().languages():
        with file.open("rb") as opened:
            read = read_po(opened, locale=file.parts[-3])
        faults = [str(fault) for message, found in [(m, list(m.check(read))) for m in read] for fault in found]
        assert faults == [], file
        compiled = BytesIO()
        write_mo(compiled, read)
        assert file.with_suffix(".mo").read_bytes() == compiled.getvalue(), f"{file}: run `make words`"


def test_reading_a_companion_does_not_load_what_writes_pages() -> None:
    code = "import sys, hedgesite.cli, hedgesite.build, hedgesite.words; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
