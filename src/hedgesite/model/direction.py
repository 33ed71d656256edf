"""Which way languages, texts and names run: the one place that knows which of them are written from right to left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

_EAST_ASIAN = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)

Direction = Literal["ltr", "rtl"]

_FROM_THE_RIGHT = frozenset(
    {
        "Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Gara", "Hatr", "Hebr", "Hung", "Khar", "Lydi",
        "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx",
        "Prti", "Rohg", "Samr", "Sarb", "Sidt", "Sogd", "Sogo", "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Todr", "Yezi",
    }
)  # fmt: skip
"""Scripts by their code in ISO 15924. A direction belongs to a script, and Babel knows it of its own locales alone:
`ota`, `arc` or `crh-Arab` are none."""
_RUNNING: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_MAY_RUN_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of Unicode that hold all letters from right to left: most texts have none, and are read no further."""
_SCRIPTS_BY_NAME = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr"}


@cache
def script_of(tag: str) -> str:
    """The script of a language tag (`az-Arab`, `pa-PK`, `he`) by its code; empty where the language is unknown.

    What the tag does not say is what CLDR holds for the likeliest.
    """
    language, *rest = tag.replace("_", "-").split("-")
    region = ""
    for part in rest:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha():
            return part.title()
        if len(part) == 2 or part.isdigit():
            region = region or part.upper()
    likely, name = _likely_subtags(), language.lower()
    found = (region and likely.get(f"{name}_{region}")) or likely.get(name) or ""
    return next((part for part in found.split("_")[1:] if len(part) == 4), "")


def direction_of(tag: str) -> Direction:
    """The direction in which a language is written, by its tag; an unknown language runs from left to right."""
    return "rtl" if script_of(tag) in _FROM_THE_RIGHT else "ltr"


def direction_of_text(text: str, otherwise: Direction) -> Direction:
    """The direction of most of a text's letters; `otherwise` where it has none, or as many of either."""
    if otherwise == "ltr" and not _MAY_RUN_FROM_THE_RIGHT.search(text):
        return "ltr"
    counts = {"ltr": 0, "rtl": 0}
    for running in map(_running, text):
        if running:
            counts[running] += 1
    if counts["ltr"] == counts["rtl"]:
        return otherwise
    return "rtl" if counts["rtl"] > counts["ltr"] else "ltr"


def runs_against(text: str, direction: Direction) -> bool:
    """Whether any letter of a text runs the other way, so that its surroundings could lose their order."""
    if direction == "ltr" and not _MAY_RUN_FROM_THE_RIGHT.search(text):
        return False
    return any(running not in (None, direction) for running in map(_running, text))


def stretches_against(text: str, direction: Direction) -> Iterator[tuple[int, int]]:
    """Where a text runs the other way: from its first letter that does to the last, none of the direction between them.

    The end of a sentence, which in a reference is that of a name or a title, ends a stretch.
    """
    if not runs_against(text, direction):
        return
    start, end = -1, -1
    for at, char in enumerate(text):
        running = _running(char)
        if start >= 0 and (running == direction or (char == " " and text[at - 1] in ".?!")):
            yield start, end
            start = -1
        if running not in (None, direction):
            start, end = (at if start < 0 else start), at + 1
    if start >= 0:
        yield start, end


def with_script(tag: str, sample: str) -> str:
    """A language tag that runs as `sample` does: a transliterated title of the language `ar` is `ar-Latn`."""
    if not tag or direction_of_text(sample, direction_of(tag)) == direction_of(tag):
        return tag
    script = next((code for char in sample if (code := _script_of_letter(char))), "")
    language, *rest = tag.split("-")
    kept = [part for part in rest if not (len(part) == 4 and part.isalpha())]
    return "-".join([language, script, *kept]) if script else tag


def _running(char: str) -> Direction | None:
    return _RUNNING.get(unicodedata.bidirectional(char))


def _script_of_letter(char: str) -> str:
    return _SCRIPTS_BY_NAME.get(unicodedata.name(char, "").partition(" ")[0], "") if char.isalpha() else ""


@cache
def _likely_subtags() -> dict[str, str]:
    """A language, or a language and a region, to its likeliest language, script and region; other codes included."""
    # Imported late: it reads a table of thousands of languages, which most commands have no use for.
    from babel.core import get_global

    likely = get_global("likely_subtags")
    aliases = get_global("language_aliases").items()
    others = {code: likely.get(name) or likely.get(name.partition("_")[0], "") for code, name in aliases}
    return {**others, **likely}


def is_east_asian_name(name: str) -> bool:
    """Whether a name is in Chinese characters, kana or Hangul: the family name comes first, without comma or blank."""
    return bool(_EAST_ASIAN.fullmatch(name))
