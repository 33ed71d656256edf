"""Languages that nobody speaks: every message changed beyond doubt, and still readable. None is shipped."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from hedgesite.words import CATALOGUES

BEGIN, END = "⟦", "⟧"
"""Around every message, so that what stands outside of them was not looked up."""
_FIELDS = re.compile(r"(%\(\w+\)[a-z]|%%|</?\w+>)")
_ACCENTED = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")
_RIGHT_TO_LEFT, _AS_BEFORE = "\u202e", "\u202c"


def accented(message: str) -> str:
    """`⟦Kéý dátéš ~~~⟧`: a third longer, as German is."""
    parts = _FIELDS.split(message)
    changed = "".join(part if number % 2 else part.translate(_ACCENTED) for number, part in enumerate(parts))
    return f"{BEGIN}{changed}{'~' * (len(message) // 3)}{END}"


def mirrored(message: str) -> str:
    """The same, written from right to left."""
    parts = _FIELDS.split(message)
    changed = "".join(
        part if number % 2 or not part else f"{_RIGHT_TO_LEFT}{part.translate(_ACCENTED)}{_AS_BEFORE}"
        for number, part in enumerate(parts)
    )
    return f"{BEGIN}{changed}{END}"


LANGUAGES = {"en-XA": accented, "ar-XB": mirrored}


def write_catalogue(language: str, folder: Path) -> None:
    """Compile all messages of the repository, changed, to where `words_for` finds them."""
    with (CATALOGUES / "hedgesite.pot").open("rb") as opened:
        template = read_po(opened)
    made, change = Catalog(locale=language.partition("-")[0]), LANGUAGES[language]
    for message in template:
        if not message.id:
            continue
        if isinstance(message.id, str):
            made.add(message.id, change(message.id), context=message.context)
        else:
            made.add(message.id, (change(message.id[1]),) * made.num_plurals, context=message.context)
    place = folder / language.replace("-", "_") / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "hedgesite.mo").open("wb") as compiled:
        write_mo(compiled, made)
