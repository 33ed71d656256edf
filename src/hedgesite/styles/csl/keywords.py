"""Words for BibLaTeX's localisation keys in the article's language: `phdthesis` is a `Dissertation` in German.

`keywords.txt` has a row for each key and a column for each language. Other languages have the English words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def keyword(key: str, language: str) -> str:
    """The word for a key in a language; empty if the table lacks one of them."""
    words = _words()
    tag = language if language in words else language.partition("-")[0]
    return words.get(tag, {}).get(key.strip().lower(), "")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """The words of each language by key."""
    head, *rows = files("hedgesite.styles.csl").joinpath("keywords.txt").read_text("utf-8").splitlines()
    columns = zip(*(row.split("\t") for row in rows), strict=True)
    keys, *words = columns
    return {
        language: dict(zip(keys, column, strict=True))
        for language, column in zip(head.split("\t")[1:], words, strict=True)
    }
