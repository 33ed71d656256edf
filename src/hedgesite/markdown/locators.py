"""Locators: the part of a source that is cited.

Source: Pandoc User's Guide, "Citation syntax", and the English locator terms of the Citation Style Language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from markdown_it.common.utils import stripEscape

from hedgesite.model.roman import number_of_roman
from hedgesite.model.text import Locator

LOCATOR_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "book": ("book", "books", "bk.", "bks."),
        "chapter": ("chapter", "chapters", "chap.", "chaps."),
        "column": ("column", "columns", "col.", "cols."),
        "figure": ("figure", "figures", "fig.", "figs."),
        "folio": ("folio", "folios", "fol.", "fols."),
        "issue": ("number", "numbers", "no.", "nos."),
        "line": ("line", "lines", "l.", "ll."),
        "note": ("note", "notes", "n.", "nn."),
        "opus": ("opus", "opera", "op.", "opp."),
        "page": ("page", "pages", "p.", "pp."),
        "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"),
        "part": ("part", "parts", "pt.", "pts."),
        "section": ("section", "sections", "sec.", "secs.", "§", "§§"),
        "sub-verbo": ("sub verbo", "sub verbis", "s.v.", "s.vv."),
        "verse": ("verse", "verses", "v.", "vv."),
        "volume": ("volume", "volumes", "vol.", "vols."),
    }
)
"""Accepted forms of each CSL locator term, in lower case."""

_LABELS = {form: label for label, forms in LOCATOR_TERMS.items() for form in forms}
_PLURALS = {form for forms in LOCATOR_TERMS.values() for form in forms[1::2]}
_FORMS = "|".join(
    re.escape(form).replace(r"\ ", r"\s+") + (r"(?=\s)" if form[-1].isalpha() else "")
    for form in sorted(_LABELS, key=len, reverse=True)
)
_LABEL = re.compile(rf"(?P<label>{_FORMS})\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<inside>[^*_]+)(?P=mark)")
_EMPHASISED_END = re.compile(r"^(\s*[-–]{1,3}\s*)(\*{1,3}|_{1,3})(\w+)\2")
"""The end of a range whose beginning is emphasised: `*33*--*35*`."""
_LEAD = re.compile(r"\s*,?\s*")
_FORCED = re.compile(r"\s*,?\s*\{(?P<inside>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")

# Everything that Unicode calls punctuation, save what joins a range and the colon of "volume:page".
_PUNCTUATION = r"""\s`!"#%&'()*,./;?@\[\\\]_{}¡§¶«»·¿‐‑‒—―‖‘’‚‛“”„‟†‡•…‰′″‹›"""
_UNIT = rf"[^{_PUNCTUATION}]+"
_PAGES = rf"\.?{_UNIT}(?:\.{_UNIT})*"
_WORD = re.compile(rf"(?:{_PAGES}|\((?:{_PAGES})?\)|\[(?:{_PAGES})?\]|\{{(?:{_PAGES})?\}})+")
_SEPARATOR = re.compile(r"[,;]?\s*")
_UNIT_BREAK = re.compile(r"[^\w]+")


def read_locator(rest: str) -> tuple[Locator | None, str]:
    """Split the text after a key: `, pp. 33-35 and *passim*` is the locator page 33-35 and the suffix ` and *passim*`.

    Braces force a locator (`{ii, A}`) or, empty, prevent one. Without a label a locator needs a digit and is a page;
    with one Roman numerals do too.
    """
    forced = _FORCED.match(rest)
    if forced:
        return _forced(forced["inside"].strip()), rest[forced.end() :]
    start = _end(_LEAD, rest, 0)
    label = _LABEL.match(rest, start)
    if label:
        end = _end_of_words(rest, label.end(), roman=True)
        if end > label.end():
            return _labelled(label, rest[label.end() : end]), rest[end:]
    end = _end_of_words(rest, start, roman=False)
    if end > start:
        return Locator("page", _clean(rest[start:end])), rest[end:]
    return _emphasised(rest)


def locator_of(text: str) -> Locator | None:
    """The locator that a text is, such as `12` or `chap. 2`; None if it is more than that, or something else."""
    locator, rest = read_locator(text)
    return None if rest.strip() else locator


def _emphasised(rest: str) -> tuple[Locator | None, str]:
    """A locator of which a part is emphasised, which a locator cannot be: `, p. *33*`."""
    found = _EMPHASIS.search(rest)
    if found is None:
        return None, rest
    after = _EMPHASISED_END.sub(r"\1\3", rest[found.end() :])
    bare = f"{rest[: found.start()]}{found['inside']}{after}"
    locator, suffix = read_locator(bare)
    # Emphasis in the suffix stays.
    reaches = len(bare) - len(suffix) >= found.start() + len(found["inside"])
    return (locator, suffix) if locator and reaches else (None, rest)


def _labelled(label: re.Match[str], value: str) -> Locator:
    form = " ".join(label["label"].lower().split())
    return Locator(_LABELS[form], _clean(value), form in _PLURALS)


def _forced(inside: str) -> Locator | None:
    if not inside:
        return None
    label = _LABEL.match(inside)
    if label and label.end() < len(inside):
        return _labelled(label, inside[label.end() :])
    return Locator("page", _clean(inside))


def _end_of_words(text: str, start: int, *, roman: bool) -> int:
    """End of a locator's words: after `xii` in `33, 35-37, xii and more`; `start` if there are none."""
    end = start
    at = start
    while word := _WORD.match(text, at):
        if not _numbers(word[0], roman=roman):
            break
        end = word.end()
        at = _end(_SEPARATOR, text, end)
        if at == end:
            break
    return end


def _numbers(word: str, *, roman: bool) -> bool:
    if any(character.isdigit() for character in word):
        return True
    return roman and any(number_of_roman(unit) for unit in _UNIT_BREAK.split(word))


def _end(pattern: re.Pattern[str], text: str, pos: int) -> int:
    found = pattern.match(text, pos)
    return found.end() if found else pos


def _clean(value: str) -> str:
    return " ".join(stripEscape(value).split())
