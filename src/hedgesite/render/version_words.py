"""What a page says of the companion's version."""

from __future__ import annotations

from hedgesite.model.article import CompanionInfo
from hedgesite.words import Words, date_in_words, unmarked


def version_in_words(words: Words, companion: CompanionInfo) -> str:
    """`Version 1.1, 27 November 2026`, or what is known of it; empty if nothing is."""
    number, date = companion.number, date_in_words(words, companion.date) if companion.date else ""
    if number and date:
        return words.gettext("Version %(version)s, %(date)s", version=number, date=date)
    return words.gettext("Version %(version)s", version=number) if number else date


def version_sentence(words: Words, companion: CompanionInfo) -> str:
    """The same as a sentence of a citation."""
    number, date = companion.number, date_in_words(words, companion.date) if companion.date else ""
    if number and date:
        return words.gettext("Version %(version)s, %(date)s.", version=number, date=date)
    if number:
        return words.gettext("Version %(version)s.", version=number)
    # In some languages, a date ends in a full stop of its own.
    return date if not date or unmarked(date).endswith(".") else f"{date}."
