"""Quotation marks by language: opening and closing, then those within a quotation.

Source: CLDR, "delimiters". French quotations within quotations have “ ”, as the Imprimerie nationale prescribes.
"""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """The marks of a language."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Marks("“", "”", "‘", "’")
_LOW = Marks("„", "“", "‚", "‘")
_POINTED = Marks("«", "»", "“", "”")
_EASTERN = Marks("«", "»", "„", "“")
_SWISS = Marks("«", "»", "‹", "›")
_RAISED = Marks("”", "”", "’", "’")
_FRENCH = Marks("«\u00a0", "\u00a0»", "“", "”")
_NORWEGIAN = Marks("«", "»", "‘", "’")

_BY_LANGUAGE = (
    dict.fromkeys(("de", "cs", "sk", "sl", "hr", "is", "lb", "dsb", "hsb"), _LOW)
    | dict.fromkeys(("it", "es", "ca", "el", "pt-pt", "sq", "oc", "rm", "mt"), _POINTED)
    | dict.fromkeys(("ru", "uk", "be", "tt", "ba"), _EASTERN)
    | dict.fromkeys(("de-ch", "de-li", "fr-ch", "it-ch", "fa", "ps"), _SWISS)
    | dict.fromkeys(("sv", "fi", "he", "se"), _RAISED)
    | dict.fromkeys(("no", "nb", "nn"), _NORWEGIAN)
    | dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk", "zh-mo"), Marks("「", "」", "『", "』"))
    | {
        "fr": _FRENCH,
        "pl": Marks("„", "”", "«", "»"),
        "hu": Marks("„", "”", "»", "«"),
        "ro": Marks("„", "”", "«", "»"),
        "sr": Marks("„", "”", "’", "’"),
        "bs": Marks("„", "”", "’", "’"),
        "bg": Marks("„", "“", "’", "’"),
        "mk": Marks("„", "“", "’", "‘"),
        "et": Marks("„", "“", "«", "»"),
        "lt": Marks("„", "“", "‚", "‘"),
        "ka": Marks("„", "“", "“", "”"),
        "hy": Marks("«", "»", "“", "”"),
        "es-419": _ENGLISH,
        "es-mx": _ENGLISH,
        "es-us": _ENGLISH,
    }
)


def marks_of(language: str) -> Marks:
    """The marks of a language tag, or of the language without its script or country; English ones otherwise."""
    tag = language.lower()
    while tag:
        if tag in _BY_LANGUAGE:
            return _BY_LANGUAGE[tag]
        tag = tag.rpartition("-")[0]
    return _ENGLISH
