"""The language of a LaTeX manuscript, from what it tells Babel or Polyglossia."""

from __future__ import annotations

import re

from hedgesite.styles.languages import BY_NAME

_LOADED = re.compile(r"\\usepackage\s*\[([^\]]{0,500})\]\s*\{(?:\w*babel|polyglossia)\}")
_SET = re.compile(r"\\set(?:default|main)language\s*(?:\[[^\]]{0,500}\])?\s*\{(\w+)\}")
_WITHOUT_OPTIONS = re.compile(r"\\usepackage\s*\{[^{}]*\bbabel\b")
_CLASS = re.compile(r"\\documentclass\s*\[([^\]]{0,500})\]")
_PROVIDED = re.compile(r"\\babelprovide\s*\[[^\]]{0,500}\bmain\b[^\]]{0,500}\]\s*\{(\w+)\}")
_LANGUAGES = {**BY_NAME, "norwegian": "nb"}
"""Babel's `norwegian` is Bokmål; that of a bibliography may be either."""
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
    names = [name.strip().lower() for name in found[1].split(",")] if found else []
    main = [name.removeprefix("main=") for name in names if name.startswith("main=")]
    known = next((_LANGUAGES[name] for name in reversed([*names, *main]) if name in _LANGUAGES), "")
    return known or next((tag for pattern, tag in _OF_CLASSES if pattern.search(text)), "")
