"""Entries whose authors are in capitals, as lists in Portuguese, Spanish, French and Czech have them.

`SOUZA, Ana; LIMA, J. Título. Cidade: Editora, 2010.`, `BRASIL. Ministério da Saúde. Título. Brasília, 2012.`

Sources: ABNT NBR 6023:2018; ISO 690:2021.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from hedgesite.importer.capital_names import capital_names
from hedgesite.importer.capital_titles import read_after_names
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.entries import Listed
from hedgesite.importer.sources import Entry, key_of

_YEAR_FIRST = re.compile(rf"\W*{A_YEAR}")


def read_capitals(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    """The source of an entry that begins with names in capitals and has its year behind; None for other entries."""
    marked = listed.marked
    # In Russian lists signs part the fields, which another reader knows.
    if "//" in re.sub(r"https?://\S+", "", marked) or " / " in marked:
        return None
    names = capital_names(marked)
    if names is None or _YEAR_FIRST.match(marked, names.end):
        return None
    work = read_after_names(marked[names.end :])
    if work is None:
        return None
    entry = Entry(
        key=key_of(names.persons, names.short, work.year, work.letter, keys, numbers),
        type="collection" if work.type == "book" and names.editors else work.type,
        offset=listed.offset,
        plain=listed.words,
        persons=names.persons,
        others=names.others,
        editors=names.editors,
        short=names.short,
        year=work.year,
        letter=work.letter,
        fields=MappingProxyType(work.fields),
    )
    keys.add(entry.key)
    return entry
