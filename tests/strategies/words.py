"""Words, ids, keys and dates that content may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from hedgesite.check.identity import reserved_addresses

PHRASES = (
    "the lake feeds two rivers", "water is dear", "l’eau monte", "вода је заједничка", "žene i ribari",
    "a price of 3.5 million", "half of it", "50 % of the catch", "fish & boats", "less < more", "„quoted” words",
    '"straight" ones', "it’s said", "d'accord", "in 1998", "na obali – ili ne", "one -- or two --- or three",
    "so ... it goes", "湖の水", "مياه البحيرة", "🐟 swim", "co-operation", "snake_case words", "as agreed (see above)",
    "a line: and more", "the cost was $5", "x = y", "Ve\u030cra", "ß and ſ", "AT&amp;T", "a\u00a0b", "100 km/h",
    "so-called [sic]", "not \\*starred\\*", "O(n) at best", "the end; of it", "ИРИ и НАТО", "Dž, Lj, Nj", "éé\u0301",
    "1,5 м", "a+b", "tab key", "percent%2F", "c:\\\\d", "under __ line", "v. Chr",
)  # fmt: skip
"""None begins or continues a construct of Markdown."""
STARTS = ("Thus", "Овде", "Et", "Zato", "The lake", "Élan", "No one", "Yet", "Ђаво", "Many")
NAMES = (
    "Lake",
    "Вода",
    "Le lac",
    "Žito & co",
    "River: north",
    "No. 5",
    "“Shore”",
    "A/B",
    "null",
    "2020",
    "yes",
    "Ω",
    "a #1",
    "- x",
)
"""Of things: text in YAML fields."""

_WORDS = (
    "lake", "shore", "water", "law", "fish", "tide", "boat", "north", "rule", "share", "null", "true", "no", "y", "1",
    "0x1", "007", "1e3", "2020-11-10", "a-", "b--c", "x", "on", "read-all", "index", "main", "content", "passages",
    "title", "id", "search", "header", "n1", "fn1", "a1b2c3",
    "the-quick-brown-fox-jumps-over-the-lazy-dog-again-and-again-until-night",
)  # fmt: skip
ids: st.SearchStrategy[str] = st.sampled_from(_WORDS) | st.from_regex(r"[a-z0-9][a-z0-9-]{0,6}", fullmatch=True)
"""Device names of Windows are too long to be drawn and not among the words, save these."""
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))})
_LANGUAGES = frozenset({"de", "uk"})
"""Into which articles are translated here."""
phrases = st.sampled_from(PHRASES)
names = st.sampled_from(NAMES) | phrases
_KEYS = (
    "example2018", "Example2018", "modele1999a", "office_lacs", "doi:10.5555/x", "a.b", "smith+jones", "x-1",
    "RFC2119", "2020", "_u", "null", "Ivanov2003", "zz:top:1", "long-key-of-many-parts-2001", "q", "A", "b2", "n.d",
    "k/l",
)  # fmt: skip
keys: st.SearchStrategy[str] = st.sampled_from(_KEYS) | st.from_regex(
    r"[A-Za-z0-9]{1,5}(?:[:._/+-][A-Za-z0-9]{1,3})?", fullmatch=True
)


@st.composite
def some_ids(draw: st.DrawFn, least: int, most: int, taken: Sequence[str] = ()) -> list[str]:
    """Distinct ids that make addresses of their own, also where a file is named by them."""
    reserved = {*taken, *_DEVICES, *reserved_addresses(), *_LANGUAGES, "all", "top", "notes"}
    free = ids.filter(lambda id: id not in reserved and not re.match(r"\d+-[a-z0-9]", id))
    return draw(st.lists(free, min_size=least, max_size=most, unique=True))


_years = st.integers(1000, 2030)
_months = st.integers(1, 12)
_points = st.one_of(
    st.builds("{:04}".format, _years),
    st.builds("{:04}-{:02}".format, _years, _months),
    st.builds("{:04}-{:02}-{:02}".format, _years, _months, st.integers(1, 28)),
    st.builds("{:04}-{}".format, _years, st.integers(21, 24)),
    st.builds("{:04}{}".format, _years, st.sampled_from("~?%")),
    st.builds("{:03}X".format, st.integers(100, 202)),
    st.builds("{:02}XX".format, st.integers(10, 20)),
)
_intervals = st.one_of(
    st.builds(lambda first, more: f"{first:04}/{first + more:04}", _years, st.integers(1, 30)),
    st.builds("{:04}-{:02}/..".format, _years, _months),
    st.builds("../{:04}".format, _years),
)
dates: st.SearchStrategy[str] = _points | _intervals
plain_dates = st.sampled_from(("1998", "2003-07", "2008-11-10", "2015", "2020-02-29", "1999-12-31", "2021"))
