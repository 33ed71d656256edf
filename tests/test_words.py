"""Words in languages: dates, lists, numbers, counts; catalogues, and what is extracted into them."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from gettext import GNUTranslations
from html import unescape
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import assume, given
from hypothesis import strategies as st

from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.changes import compare
from hedgesite.model.dates import Edtf
from hedgesite.words import (
    CATALOGUES,
    ENGLISH,
    SCRIPT,
    Words,
    count_in_words,
    date_in_words,
    script,
    with_languages,
    words_for,
)
from hedgesite.words.fallback import MarkedEnglish, marked
from hedgesite.words.own import codes_in, fields_of
from hedgesite.words.within import within
from tests.companions import SITES, copy_site, write_files

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
        "−1",
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
    found = {
        tag: words_for(tag, tmp_path)
        for tag in ("de", "de-AT", "sr", "sr-Latn-RS", "sr-ME", "sr-Cyrl", "de-Hebr", "fr")
    }
    assert {tag: words.gettext("source") for tag, words in found.items()} == {
        "de": "Quelle",
        "de-AT": "Quelle",
        "sr": "извор",
        "sr-Latn-RS": "izvor",
        "sr-ME": "izvor",
        "sr-Cyrl": "извор",
        "de-Hebr": marked("source"),
        "fr": marked("source"),
    }
    assert found["de-AT"].language == "de-AT"
    assert found["fr"].language == "en", "dates and plurals go with the language of the messages"


def test_simplified_chinese_is_not_for_readers_of_traditional_characters() -> None:
    assert words_for("zh-Hans-SG").gettext("Close") == words_for("zh").gettext("Close") != "Close"
    assert words_for("zh-TW").page == "zh-TW"


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


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Уџбеник, њега, љубав: Њ. Џ.", "Udžbenik, njega, ljubav: Nj. Dž."),
        ("ЊУЈОРК, ЉУБ., ПАЊ", "NJUJORK, LJUB., PANJ"),
        ("Њујорк, Љубљана, инјекција", "Njujork, Ljubljana, injekcija"),
        ("ђак, ћирилица, чаша, жир, шум, цео, хор", "đak, ćirilica, čaša, žir, šum, ceo, hor"),
        ("<kbd>Esc</kbd>: %(name)s &amp; 5%% DOI", "<kbd>Esc</kbd>: %(name)s &amp; 5%% DOI"),
    ],
)
def test_serbian_has_its_latin_letters(cyrillic: str, latin: str) -> None:
    assert tool()._beside("serbian").in_latin(cyrillic) == latin


def test_serbian_in_latin_letters_follows_that_in_cyrillic_ones() -> None:
    """Run `make words` where this fails."""
    serbian = tool()._beside("serbian")
    files = [CATALOGUES / each / "LC_MESSAGES" / "hedgesite.po" for each in (serbian.CYRILLIC, serbian.LATIN)]
    cyrillic, latin = (
        {(message.context, message.id): message.string for message in read_po(BytesIO(file.read_bytes())) if message.id}
        for file in files
    )
    assert latin.keys() == cyrillic.keys()
    written = {key: joined(string) for key, string in latin.items()}
    assert [text for text in written.values() if re.search("[\u0400-\u04ff]", text)] == []
    for key, string in cyrillic.items():
        assert written[key] == serbian.in_latin(joined(string)), key


def joined(forms: object) -> str:
    """All forms of a translated message."""
    return forms if isinstance(forms, str) else " ".join(map(str, forms)) if isinstance(forms, tuple | list) else ""


def test_reading_a_companion_does_not_load_what_writes_pages() -> None:
    code = "import sys, hedgesite.cli, hedgesite.build, hedgesite.words; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


OWN = {
    "Key dates": {"other": "<b>What</b> happened & when, 100 % of it"},
    "%(num)s passage": {"one": "%(num)s paragraph", "other": "%(num)s paragraphs"},
}


def test_own_words_stand_before_those_of_the_catalogue() -> None:
    serbian = catalogue("sr", ("Key dates", "Важни датуми", None), ("Close", "Затвори", None))
    forms = {"one": "%(num)s одељак", "few": "%(num)s одељка", "other": "%(num)s одељака"}
    words = serbian.with_own({**OWN, "%(num)s passage": forms})
    assert words.gettext("Key dates") == "<b>What</b> happened & when, 100 % of it"
    assert words.in_html().gettext("Key dates") == "&lt;b&gt;What&lt;/b&gt; happened &amp; when, 100 % of it"
    assert words.gettext("Close") == "Затвори"
    assert [count_in_words(words, n, "passage") for n in (1, 2, 5, 21)] == [
        "1 одељак",
        "2 одељка",
        "5 одељака",
        "21 одељак",
    ]


def test_elements_of_a_message_stay_in_own_words() -> None:
    message = "<kbd>Esc</kbd> closes."
    words = ENGLISH.with_own({message: {"other": "Closed by <kbd>Esc</kbd> <script>"}})
    assert words.in_html().gettext(message) == "Closed by <kbd>Esc</kbd> &lt;script&gt;"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("50 % of it, 100%, 100 %.", ()),
        ("100%-ig and %% and %(name)s", ()),
        ("%s", ("%s",)),
        ("%(name)d %5.2f %(name", ("%(name)d", "%5.2f", "%(name")),
    ],
)
def test_codes_of_formats_are_told_from_percent_signs(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


@given(st.text(alphabet="ab %()sd<>&\"'\ufdd0\ufdd1", max_size=30))
def test_any_own_text_without_codes_comes_out_as_it_is(text: str) -> None:
    assume(not codes_in(text) and not fields_of(text))
    words = ENGLISH.with_own({"Key dates": {"other": text}})
    assert words.gettext("Key dates") == text.replace("%%", "%")
    assert unescape(words.in_html().gettext("Key dates")) == text.replace("%%", "%")
    assert not set(words.in_html().gettext("Key dates")) & set("<>\"'")


MESSAGE = marked("Key dates")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<h2>Daten</h2>", "<h2>Daten</h2>"),
        (f"<h2>{MESSAGE}</h2>", '<h2 lang="en">Key dates</h2>'),
        (f'<h2 lang="de">{MESSAGE}</h2>', '<h2 lang="de"><span lang="en">Key dates</span></h2>'),
        (f"<p>{MESSAGE} und <em>mehr</em></p>", '<p><span lang="en">Key dates</span> und <em>mehr</em></p>'),
        (f"<p>{marked('a <em>b</em> c')} d</p>", '<p><span lang="en">a <em>b</em> c</span> d</p>'),
        (f"<p>{marked(f'since {MESSAGE}')}</p>", '<p lang="en">since Key dates</p>'),
        (f'<a title="{MESSAGE}">x</a>', '<a title="Key dates">x</a>'),
        (f"<option>{MESSAGE} x</option>", "<option>Key dates x</option>"),
        (f"<option value=1>{MESSAGE}</option>", '<option value=1 lang="en">Key dates</option>'),
        (f"<svg><text>a {MESSAGE}</text></svg>", '<svg><text>a <tspan lang="en">Key dates</tspan></text></svg>'),
        (
            f"<p>{MESSAGE}<br>{MESSAGE}</p>",
            '<p><span lang="en">Key dates</span><br><span lang="en">Key dates</span></p>',
        ),
        ("<p>\ufdd0a</p><p>b\ufdd1</p>", "<p>a</p><p>b</p>"),
        ("\ufdd1<p>\ufdd0", "<p>"),
    ],
)
def test_what_is_in_english_says_so(html: str, shown: str) -> None:
    assert with_languages(html) == shown


def test_english_runs_from_left_to_right_on_pages_that_do_not() -> None:
    assert with_languages(f"<h2>{MESSAGE}</h2>", "rtl") == '<h2 lang="en" dir="ltr">Key dates</h2>'


def test_scripts_have_each_form_of_a_language() -> None:
    forms = ("%(num)s резултат", "%(num)s резултата", "%(num)s резултата.")
    serbian = catalogue("sr", (("%(num)s result", "%(num)s results"), forms, None), ("Close", "Затвори", None))
    serbian.catalogue.add_fallback(MarkedEnglish())
    made = script(serbian, "sr", "run();")
    assert made.isascii()
    assert made.endswith(";\nrun();")
    data = json.loads(made.partition(".said=")[2].removesuffix(";\nrun();"))
    assert data["messages"]["search-found"] == {"one": forms[0], "few": forms[1], "other": forms[2]}
    assert data["messages"]["close"] == "Затвори"
    assert "close" not in data["english"]
    assert data["messages"]["sources-all"] == {"one": "%(num)s source", "other": "%(num)s sources"}
    assert "sources-all" in data["english"]


def build(folder: Path, files: Mapping[str, str], cache: BuildCache | None = None) -> Built:
    """The smallest companion with these files in it."""
    copy_site("minimal", folder)
    write_files(folder / "content", files)
    built = build_pages(folder / "content", templates_folder(), cache=cache)
    assert built.report.errors == ()
    return built


def home(built: Built) -> str:
    return next(page.body for page in built.pages if not page.path)


def test_a_companion_says_it_in_its_own_words(tmp_path: Path) -> None:
    cache = BuildCache()
    before = build(tmp_path, {}, cache)
    assert "Abstract" in home(before)
    own = 'interface:\n  Abstract: "In <i>short</i> & 100 %"\n  Copied: "Taken \\u2028</script>"\n'
    after = build(tmp_path, {"words.yml": own}, cache)
    assert "In &lt;i&gt;short&lt;/i&gt; &amp; 100 %" in home(after)
    assert '"copied":"Taken \\u2028</script>"' in after.files[SCRIPT].decode()
    again = build(tmp_path, {"words.yml": own.replace("short", "brief")}, cache)
    assert "In &lt;i&gt;brief&lt;/i&gt;" in home(again)
    changes = compare(before.library, again.library)
    assert [(change.kind, change.differences[0].aspect) for change in changes.others] == [
        ("words", "interface.Abstract.other")
    ]
    (tmp_path / "content" / "words.yml").write_text("# nothing yet\n", "utf-8")
    assert home(build(tmp_path, {}, cache)) == home(before)


def test_pages_in_a_language_without_a_catalogue_say_that_their_words_are_english(tmp_path: Path) -> None:
    article = (SITES / "minimal" / "content" / "article.yml").read_text("utf-8")
    polish = build(tmp_path, {"article.yml": f"{article}\nlanguage: pl\n"})
    assert '<h2 lang="en">Abstract</h2>' in re.sub(r' id="[^"]*"', "", home(polish))
    for page in polish.pages:
        assert not set(repr(page)) & {"\ufdd0", "\ufdd1"}, page.path
    own = build(tmp_path, {"words.yml": "interface:\n  Abstract: Streszczenie\n"})
    assert "<h2>Streszczenie</h2>" in re.sub(r' id="[^"]*"', "", home(own))
    assert all(b"\\ufdd0" not in content and "\ufdd0".encode() not in content for content in own.files.values())
