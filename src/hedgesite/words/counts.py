"""How many there are of something, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hedgesite.words.translation import Words


class Forms(NamedTuple):
    """Two messages that say one number: of one thing, and of several."""

    one: str
    many: str


def n_(one: str, many: str) -> Forms:
    """Mark two forms of a message for extraction."""
    return Forms(one, many)


def N_(message: str) -> str:  # noqa: N802  (the name that tools for translators know)
    """Mark a message for extraction that is looked up elsewhere."""
    return message


_COUNTED: Mapping[str, tuple[str, Forms]] = {
    "actor": (N_("no actors"), n_("%(num)s actor", "%(num)s actors")),
    "coded passage": (N_("no coded passages"), n_("%(num)s coded passage", "%(num)s coded passages")),
    "dimension": (N_("no dimensions"), n_("%(num)s dimension", "%(num)s dimensions")),
    "event": (N_("no events"), n_("%(num)s event", "%(num)s events")),
    "other": (N_("no others"), n_("%(num)s other", "%(num)s others")),
    "passage": (N_("no passages"), n_("%(num)s passage", "%(num)s passages")),
    "source": (N_("no sources"), n_("%(num)s source", "%(num)s sources")),
    "trade-off": (N_("no trade-offs"), n_("%(num)s trade-off", "%(num)s trade-offs")),
    "work": (N_("no works"), n_("%(num)s work", "%(num)s works")),
}
"""What is counted, to the words for none of it and for a number of it."""


def count_in_words(words: Words, number: int, noun: str) -> str:
    """`1 passage`, `3 passages`, `no passages`. Raises KeyError for a noun that has no messages here."""
    none, forms = _COUNTED[noun]
    return words.ngettext(forms.one, forms.many, number) if number else words.gettext(none)
