"""Values of `type` that only repeat the kind of the entry.

Source: the reference types of EndNote, whose export of BibTeX writes them into every entry.
"""

from __future__ import annotations

GENERIC_TYPES = frozenset(
    {
        "blog",
        "book",
        "book section",
        "conference paper",
        "conference proceedings",
        "edited book",
        "electronic article",
        "electronic book",
        "electronic book section",
        "generic",
        "journal article",
        "magazine article",
        "newspaper article",
        "online database",
        "serial",
        "unpublished work",
        "web page",
    }
)
