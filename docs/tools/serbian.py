"""Serbian in Latin letters, from Serbian in Cyrillic ones: `docs/tools/catalogues.py` makes one catalogue of the other.

Each letter of the one alphabet has a letter of the other, or two: `љ`, `њ` and `џ` are `lj`, `nj` and `dž`. Source:
the orthography of Matica srpska ("Pravopis srpskoga jezika"). Fields, elements and entities are in ASCII, and stay as
they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from babel.messages.catalog import Catalog

CYRILLIC, LATIN = "sr", "sr_Latn"
"""Folders of the two catalogues."""

_SINGLE = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_DOUBLE = {"љ": "lj", "њ": "nj", "џ": "dž"}
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        **_SINGLE,
        **_DOUBLE,
        **{one.upper(): other.upper() for one, other in _SINGLE.items()},
        **{one.upper(): other.title() for one, other in _DOUBLE.items()},
    }
)
"""What each letter of the Serbian Cyrillic alphabet is in the Latin one; a capital is that of a word's beginning."""
# A double letter among capitals is two capitals: `ЊУЈОРК` is `NJUJORK`, `Њујорк` is `Njujork`.
_AMONG_CAPITALS = re.compile(r"(?<=[А-ЯЂЈ-ЋЏ])[ЉЊЏ](?![а-яђј-ћџ])|[ЉЊЏ](?=[А-ЯЂЈ-ЋЏ])")


def in_latin(text: str) -> str:
    """`Уџбеник о љубави: %(name)s` is `Udžbenik o ljubavi: %(name)s`."""
    capitals = _AMONG_CAPITALS.sub(lambda found: LETTERS[found[0]].upper(), text)
    return "".join(LETTERS.get(letter, letter) for letter in capitals)


def latin_catalogue(cyrillic: Catalog, header: str) -> Catalog:
    """The catalogue of the Latin alphabet, whole: nothing of a former one stays.

    `header` is the comment at its head.
    """
    made = Catalog(
        LATIN,
        domain=cyrillic.domain,
        header_comment=header,
        project=cyrillic.project,
        version=cyrillic.version,
        creation_date=cyrillic.creation_date,
        revision_date=cyrillic.revision_date,
        last_translator=cyrillic.last_translator,
        language_team=cyrillic.language_team,
        fuzzy=False,
    )
    # An empty one would become a placeholder if it were given above.
    made.msgid_bugs_address = cyrillic.msgid_bugs_address
    for message in cyrillic:
        if message.id:
            string = message.string
            latin = in_latin(string) if isinstance(string, str) else tuple(map(in_latin, string))
            made.add(
                message.id, latin, message.locations, message.flags, message.auto_comments, context=message.context
            )
    return made
