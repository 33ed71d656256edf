"""The language of a manuscript that does not say it, by its letters and its most frequent words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.document import Document
from hedgesite.importer.tree import Block
from hedgesite.importer.tree_walk import text_of
from hedgesite.model.frequent_words import FREQUENT_WORDS

_MOST_WORDS = 4000
_FEWEST = 40
"""Minimum number of letters, and of words in scripts that separate words, for a guess at the language."""
_LEAST, _LEAST_OF_ENDINGS = 0.12, 0.06
"""Share of a text that its language's most frequent words have at least."""
_WITH_ENDINGS = frozenset({"tr", "az", "fi", "et", "hu"})
"""Languages that say by endings what others say by such words."""
_BY_SCRIPT = MappingProxyType(
    {
        "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "HEBREW": "he", "ARABIC": "ar", "GREEK": "el",
        "ARMENIAN": "hy", "GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th",
    }
)  # fmt: skip
_PERSIAN = "پچژگ"
"""Letters that Arabic does not have."""
_WORD = re.compile(r"(?!(?<=['’])s\b)[^\W\d_]+")
"""The English genitive is no word of its own, as the Czech 's' is."""


def with_language(document: Document, body: Sequence[Block]) -> list[Diagnostic]:
    """Give a document that does not say its language the one of its words; a finding says which, unless English.

    What stands below its head counts: abstracts in other languages, and the list of references, may be longer than a
    short text.
    """
    head, assumed = document.head, document.assumed_language
    if head.language:
        return []
    by_words = guessed_of(body) or guessed_of(document.blocks)
    # 'pt-BR' says more than words can.
    is_assumed = not by_words or assumed.partition("-")[0].lower() == by_words
    head.language = assumed if is_assumed else by_words
    if is_assumed or (head.language == "en" and not assumed):
        return []
    said = f"the file says the language '{assumed}', but" if assumed else "the manuscript names no language, and"
    problem = f"{said} its words are taken for '{head.language}'"
    remedy = "correct 'language' in article.yml if it is another one"
    return [Diagnostic(Rule.IMPORT_DOUBT, Origin(document.places.file), problem, remedy)]


def guessed_of(blocks: Sequence[Block]) -> str:
    """The tag of the language that blocks are most likely in; empty if it is not clear."""
    return guessed(" ".join(map(text_of, blocks)))


def guessed(text: str) -> str:
    """The tag of the language that a text is most likely in; empty if it is not clear."""
    words = [found[0].casefold() for found, _ in zip(_WORD.finditer(text), range(_MOST_WORDS), strict=False)]
    scripts = Counter(_script(letter) for word in words for letter in word[:20])
    script, letters = scripts.most_common(1)[0] if scripts else ("", 0)
    if letters < _FEWEST:
        return ""
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > letters / 20:
        return "ja"
    if script == "ARABIC" and sum(word.count(letter) for word in words for letter in _PERSIAN) > letters / 100:
        return "fa"
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    counts = Counter(words)
    shares = sorted(
        ((sum(counts[word] for word in common) / len(words), language) for language, common in FREQUENT_WORDS.items()),
        reverse=True,
    )
    (first, language), (second, _) = shares[:2]
    # Related languages share many of these words: only a clear lead tells them apart.
    least = _LEAST_OF_ENDINGS if language in _WITH_ENDINGS else _LEAST
    return language if len(words) >= _FEWEST and first > least and first > 1.15 * second else ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
