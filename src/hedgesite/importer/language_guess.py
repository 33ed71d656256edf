"""The language of a manuscript that does not say it, by its letters and its most frequent words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.document import Document
from hedgesite.importer.tree_walk import text_of

_MOST_WORDS = 4000
_FEWEST = 40
"""Minimum number of letters, and of words in scripts that separate words, for a guess at the language."""
_BY_SCRIPT = MappingProxyType(
    {
        "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "HEBREW": "he", "ARABIC": "ar", "GREEK": "el",
        "ARMENIAN": "hy", "GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th",
    }
)  # fmt: skip
_PERSIAN = "پچژگ"
"""Letters that Arabic does not have."""
_WORDS = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in (
            ("en", "the of and to in is that for with as was are by this which from at be"),
            ("de", "der die und das ist nicht von zu den mit des im ein eine auf für dem sich werden als"),
            ("fr", "le la les des et une est dans que pour du un au sur par qui pas en ce nous"),
            ("es", "el la los las que y en una por del se con para un al no es lo como más"),
            ("pt", "o a os as que e em uma não para com do da dos das no na por um ao se mais"),
            ("it", "il la che di e in un per non del della sono con le dei una al nel più gli"),
            ("nl", "de het een van en is dat op niet te in voor met zijn aan door bij worden"),
            ("pl", "i w na z do że się nie jest oraz jak o dla przez od po są tego"),
            ("tr", "ve bir bu ile için olarak da de olan daha göre gibi en her ise çok"),
            ("sv", "och att det som en på är av för med den till inte har ett om i"),
            ("da", "og at det som en på er af for med den til ikke har et om i der"),
            ("nb", "og at det som en på er av for med den til ikke har et om i å"),
            ("cs", "a v na se že je do s z o pro jako k ve by byl jsou"),
            ("sr-Latn", "i je u se na da su za koji od kao o sa koja iz što nije ili"),
            ("ro", "și în de la cu pe a nu din care este sunt pentru mai prin că un"),
            ("hu", "a az és hogy nem egy is ez volt meg csak mint vagy el"),
            ("fi", "ja on ei että se oli ovat kuin myös sekä tai joka voi"),
            ("id", "dan yang di dari pada dengan untuk dalam ini adalah tidak akan oleh sebagai itu dapat atau ke"),
            ("vi", "và của là các cho trong được có với một những không người này để khi"),
            ("az", "və bir bu ilə üçün olan da də kimi daha görə o ki"),
            ("ru", "и в не на что с по к как это из его для от при а о"),
            ("uk", "і в не на що з та до як це для від у про або які"),
            ("sr", "и у је се на да су за који од као о са која из што није"),
            ("bg", "и в на за се от да не е са по като това с при"),
        )
    }
)
_WORD = re.compile(r"[^\W\d_]+")


def with_language(document: Document) -> list[Diagnostic]:
    """Give a document that does not say its language the one of its words; a finding says which, unless English."""
    head = document.head
    if head.language:
        return []
    head.language = guessed(" ".join(map(text_of, document.blocks)))
    if head.language in {"", "en"}:
        return []
    problem = f"the manuscript does not say its language, and its words are taken for '{head.language}'"
    remedy = "correct 'language' in article.yml if it is another one"
    return [Diagnostic(Rule.IMPORT_DOUBT, Origin(document.places.file), problem, remedy)]


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
        ((sum(counts[word] for word in common) / len(words), language) for language, common in _WORDS.items()),
        reverse=True,
    )
    (first, language), (second, _) = shares[:2]
    # Related languages share many of these words: only a clear lead tells them apart.
    return language if len(words) >= _FEWEST and first > 0.12 and first > 1.15 * second else ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
