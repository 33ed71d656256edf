"""Parses a bracket in the text: `see Kuik 2016, 3; Ciorciari and Haacke 2019, 368-369`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hedgesite.importer.author_year_matcher import CONNECTORS, Answer, Labels, Outcome, Year, fold
from hedgesite.importer.dates import A_YEAR, NO_DATE
from hedgesite.model.date_words import SEASON_NUMBERS, month_number

YEAR = re.compile(
    rf"(?<![\w/.–-])(?:(?P<year>{A_YEAR})(?P<letter>[a-z])?|(?P<nd>{NO_DATE}|n\.\s?d)"
    r"|(?P<state>[Ff]orthcoming|[Ii]n press))(?![\w/]|[–-]\d)"
)
_MORE = re.compile(rf"\s*,\s*(?:(?P<year>{A_YEAR})(?P<letter>[a-z])?|(?P<only>[a-z]))(?![\w.–-])")
IBID = "ibid(?:em)?|ibíd(?:em)?|ebda?|ebenda|ebendort|ebdt|там же|там само|исто|isto|tamże|tamtéž|tamtiež"
"""What stands for the source that was cited last, in the languages of publishing."""
_IBID = re.compile(rf"\s*+[*_]*+\s*+(?:{IBID})\b\.?[*_]*\.?\s*(?P<rest>[,:].*)?", re.IGNORECASE | re.DOTALL)
_LEADS = frozenset(
    {
        "see", "see also", "cf", "compare", "e.g", "also", "in", "eg", "but see", "for example", "as in", "vgl",
        "siehe", "s", "voir", "véase", "ver", "vid", "cfr", "confer", "см", "ср", "v", "up", "vidi", "apud", "bkz",
        "i.e", "viz", "following", "from", "after", "and", "adapted from", "source", "cited in", "quoted in",
    }
)  # fmt: skip
_NOT_NAMES = frozenset(
    {
        *SEASON_NUMBERS, "in", "since", "until", "by", "from", "of", "the", "see", "after", "before", "during",
        "circa", "ca", "article", "act", "no",
    }
)  # fmt: skip
# Bounds the tries for each year: names with more words than this are hardly ever cited in full.
_MOST_WORDS = 14
_BEFORE = 400
"""Number of characters before a year that are searched for its authors."""


@dataclass(frozen=True, slots=True)
class Item:
    """The text between two semicolons of a bracket."""

    written: str
    prefix: str = ""
    name: str = ""
    """The authors, as written."""
    years: tuple[Year, ...] = ()
    rest: str = ""
    """Locator and suffix, with their leading punctuation."""
    answers: tuple[Answer, ...] = ()
    """One answer for each year."""
    is_ibid: bool = False
    is_suspect: bool = False
    """Whether an unresolved item looks like a citation."""
    keeps_words: bool = False
    """Whether the words before the year stay, because they are no names."""

    @property
    def is_resolved(self) -> bool:
        return bool(self.answers) and all(answer.outcome is Outcome.FOUND for answer in self.answers)


_SAME = re.compile(
    r"\s*(?:ders|dies|idem|id|eadem|el mismo|la misma|o mesmo|a mesma|он же|isti)\.?,?\s+(?=\d{4})", re.IGNORECASE
)
"""Words for the author of the work before."""


def read_bracket(content: str, labels: Labels, above: str = "") -> list[Item]:
    """The items of a bracket. An item that begins with a year takes the name of the item before it, if there is one.

    `above` is the name of an item before the bracket's text.
    """
    items: list[Item] = []
    for part in _parts(content, labels):
        name = items[-1].name if items and items[-1].is_resolved else "" if items else above
        same = _SAME.match(part) if name else None
        items.append(_read_item(part[same.end() :] if same else part, labels, name))
    return items


def _parts(content: str, labels: Labels) -> list[str]:
    """The parts between semicolons. Names before a semicolon belong to a year after it where the list has them so.

    `SILVA; SOUZA, 2010` is one work of two authors, as Brazilian standards write it.
    """
    parts: list[str] = []
    names: list[str] = []
    for part in content.split(";"):
        year = YEAR.search(part)
        if year is None and len(names) < _MOST_WORDS and looks_like_name(part) and len(part) < 80:
            names.append(part)
            continue
        if names and year is not None:
            last = part[: year.start()].strip(" ,(")
            together = f"{', '.join(name.strip() for name in names)} and {last}"
            if labels.find(together, _year(year)).outcome is not Outcome.UNKNOWN:
                part = f"{together}, {part[year.start() :]}"
                names = []
        parts += [*names, part]
        names = []
    return [*parts, *names]


def read_years(text: str, start: int, known: re.Match[str]) -> tuple[list[Year], int]:
    """The years that begin with `known`, and their end position: `2009, 2011` and `2018a, b`."""
    years, end = [_year(known)], start
    while more := _MORE.match(text, end):
        if more["only"] and not years[-1].letter:
            break
        years.append(Year(more["year"], more["letter"] or "") if more["year"] else Year(years[-1].text, more["only"]))
        end = more.end()
    return years, end


def _read_item(part: str, labels: Labels, name_before: str) -> Item:
    ibid = _IBID.fullmatch(part)
    if ibid:
        return Item(part, rest=ibid["rest"] or "", is_ibid=True)
    suspect = False
    for found in YEAR.finditer(part):
        # Only the words next to the year are searched: searching everything before each year would take quadratic time.
        cut = max(0, found.start() - _BEFORE)
        before = part[cut : found.start()]
        if not cut and not before.strip() and name_before:
            return _with_name(part, "", name_before, found, labels)
        named = name_at_end(before, labels, _year(found))
        if named is not None:
            prefix, name = named
            return _with_name(part, f"{part[:cut]}{prefix}".strip(), name, found, labels)
        suspect = suspect or looks_like_name(before)
    return Item(part, is_suspect=suspect)


def _with_name(part: str, prefix: str, name: str, found: re.Match[str], labels: Labels) -> Item:
    years, end = read_years(part, found.end(), found)
    answers = [labels.find(name, years[0])]
    ends = _ends(part, found, years)
    for year in years[1:]:
        answer = labels.find(name, year)
        if answer.outcome is not Outcome.FOUND:
            # A number that is not a year of this author is a page.
            end = ends[len(answers) - 1]
            break
        answers.append(answer)
    return Item(part, prefix, name, tuple(years[: len(answers)]), part[end:], tuple(answers), is_suspect=True)


def _ends(part: str, found: re.Match[str], years: list[Year]) -> list[int]:
    ends = [found.end()]
    for _ in years[1:]:
        more = _MORE.match(part, ends[-1])
        ends.append(more.end() if more else ends[-1])
    return ends


def name_at_end(before: str, labels: Labels, year: Year, *, narrative: bool = False) -> tuple[str, str] | None:
    """The longest known name at the end of a text, and the text before it.

    If two names fit, one with a source of that year is preferred. None if no name fits, or if the text before belongs
    to the name: "Smith and Haacke" is not Haacke.
    """
    text = re.sub(r"[\s,*_(]+$", "", before)
    if narrative:
        text = re.sub(r"['’]s?$", "", text)
    starts = [match.start() for match in re.finditer(r"(?<![^\s(“\"‘*_])[^\s(“\"‘*_]", text)][-_MOST_WORDS:]
    candidates = [(text[:start], text[start:]) for start in starts]
    fitting: list[tuple[str, str]] = []
    for prefix, name in candidates:
        answer = labels.find(name, year)
        if answer.outcome is not Outcome.UNKNOWN and _stands_apart(prefix, narrative=narrative):
            if answer.outcome is Outcome.FOUND:
                return prefix.strip(), name
            fitting.append((prefix.strip(), name))
    return fitting[0] if fitting else None


def looks_like_name(before: str) -> bool:
    """Whether a text ends like the names of a citation: in a capitalised word that is not a month, or in "et al."."""
    text = re.sub(r"[\s,*_(]+$", "", before)
    if re.search(r"\bet al\.?$", text):
        return True
    last = re.search(r"(?<![\w-])[^\W\d_][\w'’.-]*$", text)
    if last is None or not last[0][0].isupper() or month_number(last[0]):
        return False
    return last[0].casefold().strip(".") not in _NOT_NAMES


def _stands_apart(prefix: str, *, narrative: bool) -> bool:
    """Whether the words before a name do not belong to the list of names."""
    words = prefix.split()
    if not words:
        return True
    last = words[-1].strip("*_")
    if last.casefold() in CONNECTORS:
        # After a closing bracket, "and" joins two citations, not two authors of one.
        return len(words) > 1 and words[-2][-1] in ")]"
    if narrative or fold(prefix).strip(" .") in _LEADS or last[-1:] in ":.(":
        return True
    # A capital before the name suggests that it continues: "Deutsche Bank" is not "Bank".
    return not last[:1].isupper() or last.casefold().strip(".,") in _LEADS


def _year(found: re.Match[str]) -> Year:
    if found["nd"]:
        return Year("n.d.")
    return Year((found["year"] or found["state"]).lower(), found["letter"] or "")
