"""Sort keys for names and titles (15.16, 16.56–93): letter by letter, Latin before other scripts.

The alphabet is that of a language, by our own table or by ICU. Source of the table: CLDR's collation rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

_FOLDED = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ə": "e"}
)
_ARTICLES = ("the ", "a ", "an ")

_ARABIC_ARTICLE = re.compile(r"(?:a[ldnrstz]|ad-d|el|ul|ed|es|er|en)[-‑](?=\w)")

Key = tuple[str, str]
Collate = Callable[[str], Key]
"""Makes sort keys; the second part distinguishes texts whose first parts are equal."""

_CROATIAN = "c č ć,d dž đ,l lj,n nj,s š,z ž"
_SCANDINAVIAN = "z æ ä ø ö å"
_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "az": "c ç,e ə,g ğ,h x ı,k q,o ö,s ş,u ü",
        "bs": _CROATIAN,
        "cs": "c č,h ch,r ř,s š,z ž",
        "cy": "c ch,d dd,f ff,g ng,l ll,p ph,r rh,t th",
        "da": _SCANDINAVIAN,
        "eo": "c ĉ,g ĝ,h ĥ,j ĵ,s ŝ,u ŭ",
        "es": "n ñ",
        "et": "s š z ž,w õ ä ö ü",
        "fi": "z å ä ö",
        "hr": _CROATIAN,
        "hu": "c cs,d dz dzs,g gy,l ly,n ny,o ö,s sz,t ty,u ü,z zs",
        "is": "d ð,z þ æ ö",
        "lt": "c č,s š,z ž",
        "lv": "c č,g ģ,k ķ,l ļ,n ņ,s š,z ž",
        "nb": _SCANDINAVIAN,
        "nn": _SCANDINAVIAN,
        "no": _SCANDINAVIAN,
        "pl": "a ą,c ć,e ę,l ł,n ń,o ó,s ś,z ź ż",
        "ro": "a ă â,i î,s ș ş,t ț ţ",
        "sk": "a ä,c č,h ch,o ô,s š,z ž",
        "sl": "c č ć,d đ,s š,z ž",
        "sq": "c ç,d dh,e ë,g gj,l ll,n nj,r rr,s sh,t th,x xh,z zh",
        "sr": _CROATIAN,
        "sv": "z å ä ö",
        "tr": "c ç,g ğ,h ı,o ö,s ş,u ü",
        "cnr": "c č ć,d dž đ,l lj,n nj,s š ś,z ž ź",
    }
)
"""Letters of their own, in groups: each sorts after all words with the letter that begins its group."""
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_CYRILLIC: Mapping[str, str] = MappingProxyType(
    {
        "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
        "sr": _SERBIAN,
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    }
)
"""Alphabets whose order is not that of Unicode."""
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})
_AFTER = "\ufffd"
"""Follows every letter of the keys."""


def collation_of(language: str) -> Collate:
    """The order of a language's alphabet by our own table; `language` is a BCP 47 tag."""
    primary = language.split("-")[0].lower()
    letters: dict[str, str] = {}
    for group in _LETTERS.get(primary, "").split(","):
        first, *others = group.split() or [""]
        letters.update((letter, f"{first}{_AFTER}{number}") for number, letter in enumerate(others, start=1))
    alphabet = _CYRILLIC.get(primary, "")
    letters.update((letter, f"а{_AFTER}{chr(ord('a') + place)}") for place, letter in enumerate(alphabet))
    if not letters:
        return collation_key
    known = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))

    dotless = primary in {"az", "tr"}

    def collate(text: str) -> Key:
        small = (text.translate(_DOTLESS) if dotless else text).lower()
        folded = unicodedata.normalize("NFC", small)
        parts, marks = known.split(folded), [*known.findall(folded), ""]
        pairs = zip(parts, marks, strict=True)
        return "".join(f"{collation_key(part)[0]}{letters.get(mark, '')}" for part, mark in pairs), text.casefold()

    return collate


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
