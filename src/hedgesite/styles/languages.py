"""Names of languages in BibLaTeX and babel, as BCP 47 tags."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from hedgesite.model.direction import with_script

BY_NAME = MappingProxyType(
    {
        "acadian": "fr", "afrikaans": "af", "albanian": "sq", "american": "en", "arabic": "ar", "armenian": "hy",
        "australian": "en", "austrian": "de", "azerbaijani": "az", "bahasa": "id", "bahasai": "id", "bahasam": "ms",
        "basque": "eu", "belarusian": "be", "bengali": "bn", "bosnian": "bs", "brazil": "pt-BR", "brazilian": "pt-BR",
        "breton": "br", "british": "en", "bulgarian": "bg", "canadian": "en", "canadien": "fr", "catalan": "ca",
        "chinese": "zh", "chinese-simplified": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl",
        "english": "en", "esperanto": "eo", "estonian": "et", "farsi": "fa", "finnish": "fi", "francais": "fr",
        "french": "fr", "frenchb": "fr", "galician": "gl", "georgian": "ka", "german": "de", "germanb": "de",
        "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is", "indonesia": "id",
        "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "kazakh": "kk", "korean": "ko",
        "kurmanji": "kmr", "latin": "la", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk", "magyar": "hu",
        "malay": "ms", "mexican": "es-MX", "mongolian": "mn", "montenegrin": "cnr", "naustrian": "de",
        "newzealand": "en", "ngerman": "de", "norsk": "nb", "norwegian": "no", "nswissgerman": "de", "nynorsk": "nn",
        "occitan": "oc", "persian": "fa", "polish": "pl", "polutonikogreek": "el", "portuges": "pt",
        "portuguese": "pt", "romanian": "ro", "russian": "ru", "scottish": "gd", "serbian": "sr",
        "serbianc": "sr-Cyrl", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv",
        "swissgerman": "de", "tamil": "ta", "thai": "th", "turkish": "tr", "turkmen": "tk", "ukenglish": "en",
        "ukrainian": "uk", "urdu": "ur", "usenglish": "en", "uzbek": "uz", "vietnam": "vi", "vietnamese": "vi",
        "welsh": "cy",
    }
)  # fmt: skip
BY_CODE = MappingProxyType(
    {
        "alb": "sq", "ara": "ar", "arm": "hy", "aze": "az", "baq": "eu", "bel": "be", "bos": "bs", "bul": "bg",
        "cat": "ca", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el",
        "eng": "en", "est": "et", "eus": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "geo": "ka",
        "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy", "ice": "is",
        "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kat": "ka", "kaz": "kk", "kor": "ko", "lat": "la",
        "lav": "lv", "lit": "lt", "mac": "mk", "mkd": "mk", "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no",
        "per": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk",
        "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk",
        "vie": "vi", "zho": "zh",
    }
)  # fmt: skip
"""Tags by the codes of ISO 639-2, which library catalogues and PubMed write."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2}|-\d{3})?")
_TWO_SCRIPTS = frozenset({"sr", "az", "uz", "bs", "cnr", "kk", "tk"})


def language_tag(name: str, sample: str) -> str:
    """BCP 47 tag of a `langid` or `language` (`serbian`, `sr_RS`, `de-AT`); empty if unknown.

    Of languages with two scripts, the tag names the one that `sample` is written in; of others, where it runs the
    other way than the language does.
    """
    first = re.split(r"\s+and\s+|[,;]", name.strip())[0].strip().replace("_", "-")
    tag = BY_NAME.get(first.lower().removeprefix("lang"), "") or BY_CODE.get(first.lower(), "")
    if not tag and _TAG.fullmatch(first):
        tag = _canonical(first)
    language, *rest = tag.split("-")
    if language in _TWO_SCRIPTS and not any(len(part) == 4 for part in rest):
        tag = "-".join([language, "Cyrl" if _is_cyrillic(sample) else "Latn", *rest])
    return with_script(tag, sample)


def _canonical(tag: str) -> str:
    primary, *rest = tag.split("-")
    return "-".join([primary.lower(), *(s.title() if len(s) == 4 else s.upper() for s in rest)])


def _is_cyrillic(sample: str) -> bool:
    letters = [char for char in sample if char.isalpha()]
    return bool(letters) and "CYRILLIC" in unicodedata.name(letters[0], "")


def is_same_language(tag: str, other: str) -> bool:
    return tag.split("-")[0].lower() == other.split("-")[0].lower()
