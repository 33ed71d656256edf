"""Entries of references.bib that have all that their references need."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.strategies.bib_writing import Entry

_PERSONS = (
    "Example, A.", "Модел, Б.", "van der Model, Jan", "{Office of Lakes}", "Jovi{\\'c}, Ana", "{\\DJ}or{\\dj}e Uzor",
    "Essai, C. and others", "Example, A. and Modèle, Béa", "Gates, Jr., H. L.", "family=Example, given=Ana", "Single",
    "A. and B. and C. and D. Many",
)  # fmt: skip
_TITLES = (
    "The lake and its uses", "Le lac {\\&} ses usages", "Вода за све", "{NATO} at the lake", "On \\emph{Homo} lacus",
    "A 50\\% share", "Pitanje: zašto?", "``Quoted'' words", "Tides--and boats", "H\\textsubscript{2}O", "The lake",
    "Lacs d'Afrique", "An {\\\"o}ld law!",
)  # fmt: skip
_texts = st.sampled_from(_TITLES)
_persons = st.sampled_from(_PERSONS)
_dates = st.sampled_from(("2018", "2018-05", "1999-12-31", "1920~", "2003/2004", "2018-21", "201X", "2010/.."))
_remarks = st.sampled_from(("", "", "", "% kept from an older list", "@comment{kept from an older list}"))
_web = {
    "url": st.sampled_from(("https://example.org/a?b=1&c=2", "https://example.org/%C5%A1_x")),
    "urldate": st.just("2020-01-02"),
}
_NEEDED: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "book": {
        "author": _persons,
        "date": _dates,
        "publisher": st.sampled_from(("press", "Presses")),
        "location": _texts,
    },
    "article": {
        "author": _persons,
        "year": st.sampled_from(("1999", "2018")),
        "journal": _texts,
        "volume": st.just("3"),
        "pages": st.just("40--58"),
    },
    "incollection": {
        "author": _persons,
        "date": _dates,
        "booktitle": _texts,
        "editor": _persons,
        "pages": st.just("5--9"),
    },
    "inproceedings": {"author": _persons, "date": _dates, "booktitle": _texts},
    "thesis": {"author": _persons, "date": _dates, "institution": _texts, "type": st.just("phdthesis")},
    "report": {"author": _persons, "date": _dates, "institution": _texts, "number": st.just("7")},
    "online": {"author": _persons, "date": _dates, **_web},
    "misc": {"date": _dates},
    "collection": {"editor": _persons, "date": _dates, "publisher": st.just("press")},
    "unpublished": {"author": _persons, "date": _dates, "note": _texts},
}
_OPTIONAL: dict[str, st.SearchStrategy[str]] = {
    "subtitle": _texts,
    "doi": st.sampled_from(("10.5555/example.2018", "10.5555/a_b(c)")),
    "langid": st.sampled_from(("french", "serbian", "english")),
    "translator": _persons,
    "abstract": _texts,
    "keywords": st.just("lake, water"),
    "edition": st.just("2"),
    "series": _texts,
    "addendum": _texts,
    "month": st.just("jan"),
}
KINDS = tuple(_NEEDED)


@st.composite
def entries(draw: st.DrawFn, key: str, aliases: Sequence[str] = (), parents: Sequence[str] = ()) -> Entry:
    """An entry; one within a collection may take what it needs from there by `crossref`."""
    kind = draw(st.sampled_from(KINDS))
    # Two entries of one title, year and author would be one work under two keys.
    fields = {"title": f"{draw(_texts)} {key.encode().hex()}"} | {
        name: draw(strategy) for name, strategy in _NEEDED[kind].items()
    }
    for name in draw(st.lists(st.sampled_from(tuple(_OPTIONAL)), max_size=3, unique=True)):
        if name != "month" or "year" in fields:
            fields.setdefault(name, draw(_OPTIONAL[name]))
    if "doi" in fields:
        fields["doi"] += f".{key.encode().hex()}"
    if kind == "incollection" and parents and draw(st.booleans()):
        del fields["booktitle"], fields["editor"], fields["date"]
        fields["crossref"] = draw(st.sampled_from(parents))
    return Entry(kind, key, fields, tuple(aliases), draw(_remarks))


@st.composite
def bibliographies(draw: st.DrawFn, keys: Sequence[str], former: Sequence[str]) -> tuple[Entry, ...]:
    """An entry for each key; the first has the former keys."""
    found: list[Entry] = []
    for number, key in enumerate(keys):
        parents = [entry.key for entry in found if entry.type == "collection"]
        found.append(draw(entries(key, former if not number else (), parents)))
    return tuple(found)
