"""The style that somebody means who writes its name as scholars speak of it: `Chicago`, `APA 7th`, `Harvard`, `MLA`.

Ids of the CSL repository are long and unlike these names, so a wrong name is compared with the words of ids and titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from hedgesite.messages import Known
from hedgesite.model.article import OWN_STYLES
from hedgesite.model.vocabulary import words

_OWN_TITLES = ("Chicago Manual of Style 17th edition author date", "Chicago Manual of Style 18th edition author date")
_COMMON = (
    *OWN_STYLES,
    "chicago-notes-bibliography",
    "apa",
    "modern-language-association",
    "harvard-cite-them-right",
    "nlm-citation-sequence",
    "ieee",
    "american-medical-association",
    "american-chemical-society",
    "mhra-notes",
    "turabian-author-date",
    "turabian-notes-bibliography",
    "bluebook-law-review",
    "iso690-author-date-en",
    "gost-r-7-0-5-2008",
)
"""What a short name most often means, of the many styles that have its words."""
_MOST_SHOWN = 4
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TITLE = re.compile(r"<title(?:-short)?>([^<]*)</title")
_HEAD = 4096
"""Characters of a file in which its titles are."""
_EMPTY = words("a an and at by csl de ed edition et for format in journal nd of on rd st style styles th the to und")
"""Words that tell no style from another."""
_VERSION = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    own: frozenset[str]
    """The words of its id, and their initials."""
    words: frozenset[str]
    """These and the words of its titles."""


def meant(written: str, names: Iterable[str], renamed: Mapping[str, str], folder: Path | None) -> tuple[str, ...]:
    """The few styles that a name may mean, best first; empty if none is alike. `renamed` leads from former names to
    present ones; without the `folder` of the styles only our own are known.
    """
    name = written.strip().rpartition("/")[2].removesuffix(".csl")
    known = frozenset(names) | frozenset(OWN_STYLES)
    id = "-".join(_WORD.findall(_folded(name)))
    exact = next((each for each in (id, name.casefold(), renamed.get(id, "")) if each in known), "")
    if exact:
        return (exact,)
    styles = _styles(folder, tuple(names))
    asked = list(dict.fromkeys(_words(name)))
    if not asked:
        return ()
    understood = {word for style in styles for word in style.words}
    # A word that no style has is misspelt, so the name as a whole says more than its other words.
    if not understood.issuperset(asked):
        near = Known(known).nearest(id)
        if near or folder is None:
            return (near,) if near else ()
    asked = [word for word in asked if word in understood]
    # Styles without the number of an edition in their name are of the newest, so a number may be left out.
    plain = [word for word in asked if not _VERSION.fullmatch(word)]
    found = _having(asked, styles) or _having(plain, styles) if plain else []
    return tuple(style.id for style in found) or tuple(filter(None, (Known(known).nearest(id),)))


def _having(asked: list[str], styles: Iterable[_Style]) -> list[_Style]:
    """The styles that have all words, the common ones alone if there are any, and of these the ones whose id says
    most of it.
    """
    alike = [style for style in styles if style.words.issuperset(asked)]
    common = {id: style for id in _COMMON for style in alike if style.id == id}
    left = {style.id: len(set(asked) - style.own) for style in common.values() or alike}
    fewest = min(left.values(), default=0)
    closest = [style for style in common.values() or alike if left[style.id] == fewest]
    return (closest if common else sorted(closest, key=lambda style: (len(style.own), style.id)))[:_MOST_SHOWN]


@cache
def _styles(folder: Path | None, names: tuple[str, ...]) -> tuple[_Style, ...]:
    titles = dict(zip(OWN_STYLES, _OWN_TITLES, strict=True))
    foreign = (_style(name, _titles(folder, name)) for name in names if folder and name not in titles)
    return (*(_style(name, title) for name, title in titles.items()), *foreign)


def _style(id: str, titles: str) -> _Style:
    parts = filter(None, id.split("-"))
    own = frozenset((*_words(id), "".join(part[0] for part in parts if part not in _EMPTY)))
    return _Style(id, own, own.union(_words(titles)))


def _titles(folder: Path, name: str) -> str:
    """The titles of an independent style; the id of a dependent one is made of its title."""
    try:
        with (folder / f"{name}.csl").open(encoding="utf-8") as file:
            return unescape(" ".join(_TITLE.findall(file.read(_HEAD))))
    except OSError:
        return ""


def _words(text: str) -> Iterator[str]:
    return (word.lstrip("0") or word for word in _WORD.findall(_folded(text)) if word not in _EMPTY)


def _folded(text: str) -> str:
    """Small letters without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
