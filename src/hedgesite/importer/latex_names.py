"""Names and institutions in one line of LaTeX, with the marks that say which belongs to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgesite.importer.latex_groups import NESTED
from hedgesite.importer.title_pages import INSTITUTION
from hedgesite.load.latex import to_plain

_GROUP = rf"\s*\{{({NESTED})\}}"
_MARKED = re.compile(
    rf"\\(?:textsuperscript|inst|affil|IEEEauthorrefmark|thanksref|samethanks|sup|fnref){_GROUP}"
    r"|\$\s*(?:\{\})?\^\s*(?:\{((?:[^{}$]|\{[^{}]*\})*)\}|([^{}$]))\s*\$|\\footnotemark\s*\[(\w+)\]"
)
_DROPPED = re.compile(
    r"\\(?:email|ead|corref|fnref|label|vspace\*?|hspace\*?|thanks|footnote|footnotetext|orcid\w*|authornote\w*|authormark"
    r"|url|IEEEmembership|note|equalcont|fntext|cortext|nocorrespondence|country\[\w+\]|fontsize|color|textsuperscript"
    rf"|crefname|setcounter|includegraphics(?:\[[^\[\]]*\])?)(?:\[[^\[\]]*\])?{_GROUP}(?:{_GROUP})?"
)
_MEMBER = re.compile(rf",?[~\s]*\\IEEEmembership{_GROUP},?")
_LETTER = frozenset({"ss", "ae", "AE", "oe", "OE", "aa", "AA", "dh", "DH", "th", "TH", "dj", "DJ", "ng", "NG"})
_COMMAND = re.compile(r"\\([A-Za-z]{2,})\*?(?:\[[^\[\]]*\])?")
_FIELD = re.compile(r"\b(?:organi[sz]ation|addressline|city|postcode|state|country)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_LINK = re.compile(rf"\\href\s*\{{[^{{}}]*\}}{_GROUP}")
_PART = re.compile(
    r"\\\\(?:\[[^\]]*\])?|\\(?:institution|department|city|state|country|streetaddress|postcode)(?=\s*\{)"
)
_NOTE = re.compile(rf"\\(?:thanks|footnote)(?:\[[^\[\]]*\])?{_GROUP}")
_MAIL = re.compile(r"\{?[\w.,+-]*\}?[\w.+-]*@[\w.-]+\.\w+|https?://\S+")
_BETWEEN = re.compile(r",|;|\band\b|\bund\b|\bet\b|&|\\&|\by\b|\be\b")


def names_in_line(line: str) -> Iterator[tuple[str, list[str]]]:
    """The names of a line, each with the marks after it."""
    line = _MEMBER.sub(" , ", re.sub(r"\\[,;:! ]|~", " ", _LINK.sub(r"\1", line)))
    line = _MARKED.sub(lambda found: f"\0{'+'.join(_keys(_inner(found)))}\0", line)
    line = re.sub(r"\0\s*\$?,\$?\s*\0", "+", line)
    for part in _BETWEEN.split(_DROPPED.sub(" ", line)):
        name, *marks = part.split("\0")
        words = _plain(" ".join([name, *marks[1::2]])).strip(" ,.*") if marks else _plain(name).strip(" ,*")
        if re.search(r"[^\W\d_]", words):
            yield words, [key for mark in marks[::2] for key in mark.split("+") if key]


def marked(line: str) -> Iterator[tuple[str, str]]:
    """The institutions of a line with the mark before each; the mark is empty if there is none."""
    at, key = 0, ""
    for found in _MARKED.finditer(line):
        if place := place_of(line[at : found.start()]):
            yield key, place
        key, at = next(iter(_keys(_inner(found))), ""), found.end()
    if place := place_of(line[at:]):
        yield key, place


def place_of(words: str) -> str:
    """An institution in plain words."""
    fields = _FIELD.findall(words)
    told = ", ".join(fields) if fields else words
    told = _PART.sub(", ", _DROPPED.sub(" ", _LINK.sub(r"\1", told)))
    plain = _MAIL.sub("", _plain(told))
    return re.sub(r"(?:\s*[,;]\s*)+(?=[,;.]|$)|^[\s,;.]+", "", re.sub(r"\s*,(?:\s*,)+", ",", plain)).strip(" ,;")


def noted_places(line: str) -> list[str]:
    """Institutions in the notes of a line."""
    noted = (
        re.split(r"\s*(?:E-?mail|\()", place_of(found[1]), flags=re.IGNORECASE)[0] for found in _NOTE.finditer(line)
    )
    return [words.strip(" .,;") for words in noted if INSTITUTION.search(words) and len(words) < 300]


def words_in(listed: str) -> list[str]:
    """The items of a list with commas, where groups are items of their own."""
    return [item.strip().strip("{}") for item in re.findall(r"\{[^{}]*\}|[^,{}]+", listed) if item.strip(" ,{}\n")]


def _inner(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "")


def _keys(mark: str) -> list[str]:
    plain = re.sub(r"\\(?:dagger|ddagger|ast|star|S|P|textasteriskcentered)(?![A-Za-z])", "*", mark)
    return re.findall(r"[0-9A-Za-z]{1,3}|[*†‡§¶]", plain)


def _plain(words: str) -> str:
    def command(found: re.Match[str]) -> str:
        return found[0] if found[1] in _LETTER else " "

    words = re.sub(r"\\[,;:! ]|~", " ", words)
    return " ".join(to_plain(re.sub(r"[$%^]", "", _COMMAND.sub(command, words)))[0].split())
