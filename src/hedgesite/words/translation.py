"""Messages in a language: from its compiled catalogue, and in English where the catalogue has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType

from hedgesite.model.direction import script_of
from hedgesite.words import cldr
from hedgesite.words.fallback import MarkedEnglish, is_marked, marked, unmarked
from hedgesite.words.own import OwnForms, OwnMessages

CATALOGUES = Path(__file__).parents[1] / "locale"
"""Holds `<language>/LC_MESSAGES/hedgesite.mo`."""
_DOMAIN = "hedgesite"
TERM = "term"
"""Context of the messages that are values of tables and enums, not literals; `make words` collects them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Messages are English and have named fields, `%(name)s`; a percent sign is doubled.

    What a catalogue lacks is said in English, and marked so: see `fallback`.
    """

    language: str
    """A language tag such as `en`, `sr-Latn` or `ar`: that of dates, lists and numbers too."""
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False)
    own: Mapping[str, OwnForms] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """The companion's own words, by message; the catalogue has them already."""
    page: str = ""
    """The language of the pages where that is another, which has no catalogue: these are English words, then."""

    def with_own(self, own: Mapping[str, OwnForms]) -> Words:
        """The same, with a companion's own words before the catalogue's: they are in the language of its pages."""
        return replace(self, catalogue=self._before(own, html=False), own=own) if own else self

    def in_html(self) -> Words:
        """The same for templates, which take messages as HTML: own words are escaped."""
        return replace(self, catalogue=self._before(self.own, html=True)) if self.own else self

    def _before(self, own: Mapping[str, OwnForms], *, html: bool) -> NullTranslations:
        made = OwnMessages(own, self.page or self.language, html=html)
        made.add_fallback(self.catalogue)
        return made

    def has(self, message: str) -> bool:
        """Whether a message is known in the language, and need not be said in English."""
        return not is_marked(self.catalogue.gettext(message))

    def has_plural(self, one: str, many: str) -> bool:
        return not is_marked(self.catalogue.ngettext(one, many, 1))

    def raw(self, message: str) -> str:
        """A message with its fields, and without a mark."""
        return unmarked(self.catalogue.gettext(message))

    def raw_plural(self, one: str, many: str, number: int) -> str:
        """The form of a message for a number, with its fields and without a mark."""
        return unmarked(self.catalogue.ngettext(one, many, number))

    def marked(self, text: str) -> str:
        """A text that CLDR wrote: marked where that was in English on a page that is not."""
        return marked(text) if self.page else text

    def gettext(self, message: str, **fields: object) -> str:
        """A message, with its fields filled in."""
        return self.catalogue.gettext(message) % fields

    def pgettext(self, context: str, message: str, **fields: object) -> str:
        """A message that reads otherwise in other contexts."""
        return self.catalogue.pgettext(context, message) % fields

    def term(self, value: str) -> str:
        """A value of a table or an enum, such as a kind of actor. A value without a message is returned as it is."""
        return self.catalogue.pgettext(TERM, value)

    def raw_term(self, value: str) -> str:
        """The same without a mark, for what is no HTML."""
        return unmarked(self.term(value))

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
    """The words of a language tag: from the catalogue of the whole tag, then of ever less of it, else English ones.

    A catalogue in another script is none: `zh-Hant` is not read in simplified characters.
    """
    is_english = language.replace("_", "-").partition("-")[0].lower() == "en"
    for name in _names(language):
        file = catalogues / name / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        if script_of(name) == script_of(language) and file.is_file():
            with file.open("rb") as opened:
                found = GNUTranslations(opened)
            if not is_english:
                found.add_fallback(MarkedEnglish())
            return Words(language, found)
    return ENGLISH if is_english else Words("en", MarkedEnglish(), page=language)


def _names(language: str) -> Iterator[str]:
    """Catalogues that a language tag may have, the closest first: `sr_Latn_RS`, `sr_Latn`, `sr`."""
    parts = language.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        yield "_".join(parts[:length])
    # The tag of a country implies a script.
    yield f"{parts[0]}_{script_of(language)}"
