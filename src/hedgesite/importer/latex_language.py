"""The language of a LaTeX manuscript, from what it tells Babel or Polyglossia."""

from __future__ import annotations

import re

_LOADED = re.compile(r"\\usepackage\s*\[([^\]]*)\]\s*\{(?:\w*babel|polyglossia)\}")
_SET = re.compile(r"\\set(?:default|main)language\s*(?:\[[^\]]*\])?\s*\{(\w+)\}")
_WITHOUT_OPTIONS = re.compile(r"\\usepackage\s*\{[^{}]*\bbabel\b")
_CLASS = re.compile(r"\\documentclass\s*\[([^\]]*)\]")
_PROVIDED = re.compile(r"\\babelprovide\s*\[[^\]]*\bmain\b[^\]]*\]\s*\{(\w+)\}")
_LANGUAGES = {
    "ngerman": "de", "german": "de", "french": "fr", "francais": "fr", "spanish": "es", "portuguese": "pt",
    "brazil": "pt-BR",
    "brazilian": "pt-BR", "portuges": "pt", "italian": "it", "russian": "ru", "serbian": "sr",
    "serbianc": "sr-Cyrl", "croatian": "hr",
    "slovene": "sl", "czech": "cs", "polish": "pl", "turkish": "tr", "dutch": "nl", "swedish": "sv",
    "ukrainian": "uk", "english": "en",
    "american": "en", "british": "en", "UKenglish": "en", "USenglish": "en",
}  # fmt: skip


def language_of(text: str) -> str:
    """The language tag of a manuscript without its comments; empty if it names none that is known.

    Babel takes the options of the class too. The main language is the last one, unless another is called `main`.
    """
    found = _PROVIDED.search(text) or _SET.search(text) or _LOADED.search(text)
    if found is None and _WITHOUT_OPTIONS.search(text):
        found = _CLASS.search(text)
    names = [name.strip() for name in found[1].split(",")] if found else []
    main = [name.removeprefix("main=") for name in names if name.startswith("main=")]
    return next((_LANGUAGES[name] for name in reversed([*names, *main]) if name in _LANGUAGES), "")
