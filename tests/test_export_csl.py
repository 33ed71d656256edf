"""CSL-JSON: the mapping entry by entry, and the schema for whatever a bibliography may hold."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.model.dates import Edtf
from hedgesite.model.source import Person
from hedgesite.model.vocabulary import ENTRY_TYPES
from hedgesite.styles.csl.item_terms import TYPES
from hedgesite.styles.csl.item_values import date, name
from hedgesite.styles.csl.items import csl_array, csl_item, csl_text, translated_title
from tests.exports import COMPANIONS, GOLDEN, TESTS, cards_of, corpus, downloaded, sources_of

RULES: dict[str, Any] = json.loads((TESTS / "csl" / "csl-data.schema.json").read_text("utf-8"))
SCHEMA = jsonschema.Draft7Validator(RULES)
NO_WORKS = {"set", "xdata", "bibnote", "custom", "customa", "customb", "customc", "customd", "custome", "customf"}


def item_of(entry: str, language: str = "en") -> dict[str, Any]:
    (source,) = sources_of(entry)
    return csl_item(source, language)


def test_every_mapping_is_as_before(update_cases: bool) -> None:
    sources = sources_of((GOLDEN / "references.bib").read_text("utf-8"))
    written = csl_array(csl_text(csl_item(source, "en")) for source in sources)
    golden = GOLDEN / "references.csl.json"
    if update_cases:
        golden.write_bytes(written)
    assert written == golden.read_bytes()


def test_items_keep_to_the_schema() -> None:
    items = [csl_item(source, "en") for source in corpus()]
    assert len(items) > 300
    assert [f"{error.instance}: {error.message}" for error in SCHEMA.iter_errors(items)] == []


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_files_are_arrays_that_keep_to_the_schema(content: Any) -> None:
    files = [json.loads(data) for path, data in cards_of(content).items() if path.endswith(".csl.json")]
    whole = json.loads(downloaded(content, "references.csl.json"))
    for items in (*files, whole):
        SCHEMA.validate(items)
    assert [[item] for item in whole] == files


def test_every_entry_type_has_a_type() -> None:
    assert ENTRY_TYPES - NO_WORKS - {"misc"} == set(TYPES)
    known = RULES["items"]["properties"]["type"]["enum"]
    assert set(TYPES.values()) <= set(known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-11-10", {"date-parts": [[2020, 11, 10]]}),
        ("2008-08", {"date-parts": [[2008, 8]]}),
        ("2007", {"date-parts": [[2007]]}),
        ("2007/2020", {"date-parts": [[2007], [2020]]}),
        ("2004-03-01/2004-03-03", {"date-parts": [[2004, 3, 1], [2004, 3, 3]]}),
        ("2015~", {"date-parts": [[2015]], "circa": True}),
        ("2015?", {"date-parts": [[2015]], "circa": True}),
        ("2015-22", {"date-parts": [[2015]], "season": 2}),
        ("2015-22/2016-21", {"raw": "2015-22/2016-21"}),
        ("2007/", {"raw": "2007/"}),
        ("../2007", {"raw": "../2007"}),
        ("201X", {"raw": "201X"}),
        ("20XX", {"raw": "20XX"}),
    ],
)
def test_dates(text: str, expected: object) -> None:
    assert date(Edtf.parse(text)) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            Person(family="Berg", given="Jan", particle="van der", suffix="Jr."),
            {"family": "Berg", "given": "Jan", "dropping-particle": "van der", "suffix": "Jr."},
        ),
        (
            Person(family="Gogh", given="Vincent", particle="van", keeps_particle=True),
            {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        ),
        (Person(literal="World Bank"), {"literal": "World Bank"}),
        (Person(family="Socrates"), {"family": "Socrates"}),
    ],
)
def test_names(person: Person, expected: object) -> None:
    assert name(person) == expected


def test_titles_keep_their_emphasis_and_protected_capitals() -> None:
    item = item_of(r"@book{a, title={On \emph{Leviathan}, {NATO} and H\textsubscript{2}O}, date={2000}}")
    assert item["title"] == 'On <i>Leviathan</i>, <span class="nocase">NATO</span> and H<sub>2</sub>O'


def test_only_a_title_in_another_language_is_translated() -> None:
    entry = "@book{{a, title={{Наслов}}, titleaddon={{A title}}, langid={{{}}}, date={{2000}}}}"
    (foreign,) = sources_of(entry.format("serbian"))
    (own,) = sources_of(entry.format("english"))
    assert csl_item(foreign, "en")["title"] == "Наслов [A title]"
    assert csl_item(foreign, "sr")["title"] == "Наслов. A title"
    assert csl_item(own, "en")["title"] == "Наслов. A title"
    assert translated_title(own, "en") == ""


def test_a_year_that_is_no_date_is_not_made_one() -> None:
    assert "issued" not in item_of("@book{a, title={T}, year={n.d.}}")
    assert item_of("@book{a, title={T}, year={forthcoming}}")["status"] == "forthcoming"


def test_locators_and_private_fields_are_left_out() -> None:
    item = item_of("@book{a, title={T}, date={2000}, file={/home/somebody/t.pdf}}")
    assert "locator" not in item
    assert "somebody" not in json.dumps(item)


@given(st.integers(1000, 2999), st.integers(1000, 2999), st.sampled_from(["", "-05", "-23", "~", "?"]))
def test_any_date_keeps_to_the_schema(first: int, second: int, end: str) -> None:
    start, last = sorted((first, second))
    edtf = Edtf.parse(f"{start}{end}/{last}{end}")
    SCHEMA.validate([{"id": "a", "type": "book", "issued": date(edtf)}])


def test_an_entry_says_whether_particles_stay() -> None:
    kept, dropped = (
        item_of(f"@book{{a, author={{von Fintel, Kai}}, title={{T}}, date={{2008}}, {option}}}")["author"][0]
        for option in ("options={useprefix=true}", "")
    )
    assert kept["non-dropping-particle"] == dropped["dropping-particle"] == "von"


def test_numbers_of_other_catalogues() -> None:
    item = item_of("@book{a, title={T}, date={2008}, pmid={123}, eprinttype={googlebooks}, eprint={AbC}}")
    assert (item["PMID"], item["URL"]) == ("123", "https://books.google.com/books?id=AbC")
