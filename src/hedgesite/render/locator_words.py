"""Locators in the words of pages."""

from __future__ import annotations

import re

from hedgesite.model.text import Locator
from hedgesite.styles import format_locator
from hedgesite.words import Words


def spoken(words: Words, locator: Locator | None) -> str:
    """A locator as pop-ups and source cards show it: with a label for pages, which the text omits; empty for none."""
    if locator is None:
        return ""
    value = format_locator(locator)
    if locator.label != "page":
        return value
    if re.search(r"[-–,]", value):
        return words.gettext("pp. %(pages)s", pages=value)
    return words.gettext("p. %(page)s", page=value)


def page_in_words(words: Words, page: str) -> str:
    """The number of a page of the article with its label; empty for none."""
    return words.gettext("p. %(page)s", page=page) if page else ""
