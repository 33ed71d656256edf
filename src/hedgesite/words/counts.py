"""How many there are of something, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hedgesite.model.kinds import Kind, kind_of
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


_OTHERS: Mapping[str, tuple[str, Forms]] = {
    "citation": (N_("no citations"), n_("%(num)s citation", "%(num)s citations")),
    "coded passage": (N_("no coded passages"), n_("%(num)s coded passage", "%(num)s coded passages")),
    "other": (N_("no others"), n_("%(num)s other", "%(num)s others")),
    "trade-off": (N_("no trade-offs"), n_("%(num)s trade-off", "%(num)s trade-offs")),
    "work": (N_("no works"), n_("%(num)s work", "%(num)s works")),
}
"""Messages for none and for a number of what is counted but is not a kind."""


def messages_of(kind: Kind) -> tuple[str, Forms]:
    """Messages for none and for a number of the things of a kind."""
    return f"no {kind.plural}", Forms(f"%(num)s {kind.id}", f"%(num)s {kind.plural}")


def count_in_words(words: Words, number: int, noun: str) -> str:
    """`1 passage`, `3 passages`, `no passages`. Raises KeyError for a noun that is neither a kind nor in the table."""
    none, forms = _OTHERS[noun] if noun in _OTHERS else messages_of(kind_of(noun))
    return words.ngettext(forms.one, forms.many, number) if number else words.gettext(none)
