"""Messages in a language: from its compiled catalogue, and in English where the catalogue has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from hedgesite.words import cldr

CATALOGUES = Path(__file__).parents[1] / "locale"
"""Holds `<language>/LC_MESSAGES/hedgesite.mo`."""
_DOMAIN = "hedgesite"
TERM = "term"
"""Context of the messages that are values of tables and enums, not literals; `make words` collects them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Messages are English and have named fields, `%(name)s`; a percent sign is doubled."""

    language: str
    """A language tag such as `en`, `sr-Latn` or `ar`."""
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False)

    def gettext(self, message: str, **fields: object) -> str:
        """A message, with its fields filled in."""
        return self.catalogue.gettext(message) % fields

    def pgettext(self, context: str, message: str, **fields: object) -> str:
        """A message that reads otherwise in other contexts."""
        return self.catalogue.pgettext(context, message) % fields

    def term(self, value: str) -> str:
        """A value of a table or an enum, such as a kind of actor. A value without a message is returned as it is."""
        return self.catalogue.pgettext(TERM, value)

    def ngettext(self, singular: str, plural: str, number: int, **fields: object) -> str:
        """A message that says a number, in the form that the language has for it; `%(num)s` is the number."""
        found = self.catalogue.ngettext(singular, plural, number)
        return found % {"num": self.number(number), **fields}

    def number(self, number: float) -> str:
        """A number in digits: `1,234`."""
        return cldr.number_in_digits(self.language, number)

    def listed(self, items: Sequence[str]) -> str:
        """`a, b, and c`."""
        return cldr.listed(self.language, items)

    def ordinal(self, number: int) -> str:
        """`21st`. A catalogue has the forms of its language; where there is a single one, that is `other`."""
        fields = {"number": number}
        match cldr.ordinal_form(self.language, number):
            case "zero":
                return self.pgettext("ordinal, zero", "%(number)sth", **fields)
            case "one":
                return self.pgettext("ordinal, one", "%(number)sst", **fields)
            case "two":
                return self.pgettext("ordinal, two", "%(number)snd", **fields)
            case "few":
                return self.pgettext("ordinal, few", "%(number)srd", **fields)
            case "many":
                return self.pgettext("ordinal, many", "%(number)sth", **fields)
            case _:
                return self.pgettext("ordinal, other", "%(number)sth", **fields)


ENGLISH = Words("en")


def words_for(language: str, catalogues: Path = CATALOGUES) -> Words:
    """The words of a language tag: from the catalogue of the whole tag, then of ever less of it, else English ones."""
    parts = language.replace("_", "-").split("-")
    while parts:
        file = catalogues / "_".join(parts) / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        if file.is_file():
            with file.open("rb") as opened:
                return Words(language, GNUTranslations(opened))
        parts.pop()
    return ENGLISH
