"""A companion's own words in place of hedgesite's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from gettext import NullTranslations
from html import escape

from hedgesite.words import cldr

OwnForms = Mapping[str, str]
"""Text by plural category; a message that says no number has `other` alone. Fields are `%(name)s`."""

_FIELD = re.compile(r"%\(\w+\)s")
_PERCENT = re.compile(r"%%|%(?!\(\w+\)s)")
_TAG = re.compile(r"</?[a-z]+>")
_CODE = re.compile(r"%%|%(?:\([^)]*\)?|[#0+]?[\d.*]*)[hlL]?[a-zA-Z]?")


def fields_of(text: str) -> tuple[str, ...]:
    """The fields of a message, sorted: `%(name)s`."""
    return tuple(sorted(_FIELD.findall(text)))


def tags_of(text: str) -> tuple[str, ...]:
    """The elements that stand in a message, such as `<kbd>` and `</kbd>`, in their order."""
    return tuple(_TAG.findall(text))


def codes_in(text: str) -> tuple[str, ...]:
    """What looks like a code of a format and is no named field, such as `%s` and `%(name)d`."""
    found = (code for code in _CODE.findall(text) if code != "%%" and not _FIELD.fullmatch(code))
    return tuple(code for code in found if code[-1].isalpha() or "(" in code)


class OwnMessages(NullTranslations):
    """A catalogue that has a companion's own words, and asks the next one for the others."""

    def __init__(self, own: Mapping[str, OwnForms], language: str, *, html: bool) -> None:
        super().__init__()
        self._own = {
            message: {category: as_html(text, message) if html else as_text(text) for category, text in forms.items()}
            for message, forms in own.items()
        }
        self._language = language

    def gettext(self, message: str) -> str:
        return self._own[message]["other"] if message in self._own else super().gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        return self._own[message]["other"] if message in self._own else super().pgettext(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._own.get(msgid1)
        if forms is None:
            return super().ngettext(msgid1, msgid2, n)
        return forms.get(cldr.plural_form(self._language, n), forms["other"])

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return (
            self.ngettext(msgid1, msgid2, n) if msgid1 in self._own else super().npgettext(context, msgid1, msgid2, n)
        )


def as_text(text: str) -> str:
    """Own words as a message: a percent sign that begins no field is doubled."""
    return _PERCENT.sub("%%", text)


def as_html(text: str, message: str) -> str:
    """The same for a template: escaped, but for the elements that the original has."""
    escaped = escape(as_text(text))
    for tag in set(tags_of(message)):
        escaped = escaped.replace(escape(tag), tag)
    return escaped
