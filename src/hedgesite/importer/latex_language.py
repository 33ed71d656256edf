"""The language of a LaTeX manuscript, from what it tells Babel or Polyglossia."""

from __future__ import annotations

import re

_LOADED = re.compile(r"\\usepackage\s*\[([^\]]{0,500})\]\s*\{(?:\w*babel|polyglossia)\}")
_SET = re.compile(r"\\set(?:default|main)language\s*(?:\[[^\]]{0,500}\])?\s*\{(\w+)\}")
_WITHOUT_OPTIONS = re.compile(r"\\usepackage\s*\{[^{}]*\bbabel\b")
_CLASS = re.compile(r"\\documentclass\s*\[([^\]]{0,500})\]")
_PROVIDED = re.compile(r"\\babelprovide\s*\[[^\]]{0,500}\bmain\b[^\]]{0,500}\]\s*\{(\w+)\}")
_LANGUAGES = {
    "ngerman": "de", "german": "de", "french": "fr", "francais": "fr", "spanish": "es", "portuguese": "pt",
    "brazil": "pt-BR",
    "brazilian": "pt-BR", "portuges": "pt", "italian": "it", "russian": "ru", "serbian": "sr",
    "serbianc": "sr-Cyrl", "croatian": "hr",
    "slovene": "sl", "czech": "cs", "polish": "pl", "turkish": "tr", "dutch": "nl", "swedish": "sv",
    "ukrainian": "uk", "english": "en",
    "american": "en", "british": "en", "UKenglish": "en", "USenglish": "en", "australian": "en", "canadian": "en",
    "naustrian": "de", "austrian": "de", "nswissgerman": "de", "swissgerman": "de", "germanb": "de", "acadian": "fr",
    "canadien": "fr", "frenchb": "fr", "mexican": "es-MX", "catalan": "ca", "galician": "gl", "basque": "eu",
    "slovak": "sk", "slovenian": "sl", "bulgarian": "bg", "danish": "da", "norsk": "nb", "norwegian": "nb",
    "nynorsk": "nn", "finnish": "fi", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "icelandic": "is",
    "hungarian": "hu", "magyar": "hu", "romanian": "ro", "greek": "el", "polutonikogreek": "el", "latin": "la",
    "hebrew": "he", "arabic": "ar", "persian": "fa", "farsi": "fa", "hindi": "hi", "bahasa": "id", "bahasai": "id",
    "indonesian": "id", "indonesia": "id", "bahasam": "ms", "malay": "ms", "vietnamese": "vi", "vietnam": "vi",
    "japanese": "ja", "korean": "ko", "chinese": "zh", "chinese-simplified": "zh", "welsh": "cy", "irish": "ga",
    "albanian": "sq", "macedonian": "mk", "bosnian": "bs", "armenian": "hy", "georgian": "ka", "azerbaijani": "az",
    "belarusian": "be", "afrikaans": "af", "thai": "th",
}  # fmt: skip
_NAMED = r"\\(?:documentclass|usepackage|RequirePackage)\s*(?:\[[^\]]{0,500}\])?\s*\{(?:[^{}]{0,500},)?\s*"
_OF_CLASSES = (
    (re.compile(rf"{_NAMED}(?:ctex\w*|xeCJK|CJKutf8|zh\w*thesis)\s*[,}}]"), "zh"),
    (
        re.compile(
            rf"{_NAMED}(?:u?p?l?t?js\w+|[ut]?jarticle|[ut]?jbook|[ut]?jreport|jlreq|bxjs\w+|luatexja\S*)\s*[,}}]"
        ),
        "ja",
    ),
    (re.compile(rf"{_NAMED}(?:kotex|oblivoir)\s*[,}}]"), "ko"),
)
"""Classes and packages for one language, where nothing else names one."""


def language_of(text: str) -> str:
    """The language tag of a manuscript without its comments; empty if it names none that is known.

    Babel takes the options of the class too. The main language is the last one, unless another is called `main`.
    """
    found = _PROVIDED.search(text) or _SET.search(text) or _LOADED.search(text)
    if found is None and _WITHOUT_OPTIONS.search(text):
        found = _CLASS.search(text)
    names = [name.strip() for name in found[1].split(",")] if found else []
    main = [name.removeprefix("main=") for name in names if name.startswith("main=")]
    known = next((_LANGUAGES[name] for name in reversed([*names, *main]) if name in _LANGUAGES), "")
    return known or next((tag for pattern, tag in _OF_CLASSES if pattern.search(text)), "")
