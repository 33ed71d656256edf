"""Sort keys for names and titles without ICU (15.16, 16.56–93): letter by letter, Latin before other scripts."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ə": "e"}
)
_ARTICLES = ("the ", "a ", "an ")

_ARABIC_ARTICLE = re.compile(r"(?:a[ldnrstz]|ad-d|el|ul|ed|es|er|en)[-‑](?=\w)")

Key = tuple[str, str]


def collation_key(text: str) -> Key:
    """Letters and digits without diacritics, followed by the text itself to distinguish equal keys.

    Other scripts keep their code points, and so follow Latin in Unicode order (Greek, Cyrillic, …).
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED)
    # Signs such as the ʿ of ʿAbbās count as letters in Unicode, but not in an alphabet.
    return "".join(char for char in folded if char.isalnum() and not "ʰ" <= char <= "˿"), text.casefold()


def without_article(text: str) -> str:
    """The text without an initial article, which the order of titles and bodies ignores (16.56)."""
    lowered = text.lower()
    for article in _ARTICLES:
        if lowered.startswith(article):
            return text[len(article) :]
    return text


def without_arabic_article(family: str) -> str:
    """A family name without `al-`, in lower case, which the alphabet ignores (16.76)."""
    return _ARABIC_ARTICLE.sub("", family, count=1) if _ARABIC_ARTICLE.match(family) else family
