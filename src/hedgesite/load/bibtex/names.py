"""Lists of names: `Kuik, Cheng-Chwee and van der Berg, Jan and {World Bank} and others`.

Source: "Tame the BeaST" (N. Markey), section 11, for the parts of a name; the manual of biblatex, section 2.3.3 for
literal and section 3.5 for extended names (`family=…, given=…`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from hedgesite.load.bibtex.bodies import is_body, is_turned_body, may_be_body, with_bodies_whole, words_of
from hedgesite.load.bibtex.name_lists import between_semicolons, listed_names
from hedgesite.load.bibtex.name_splitter import (
    BLANKS,
    closes_at_end,
    is_low,
    name_words,
    split_and,
    split_outside_braces,
    without_braces,
)
from hedgesite.load.latex import to_plain
from hedgesite.load.latex_tokens import LatexProblem, is_plain
from hedgesite.messages import shortened
from hedgesite.model.direction import is_east_asian_name
from hedgesite.model.source import Person

_EXTENDED_PARTS = ("family", "given", "prefix", "suffix", "useprefix")
_EXTENDED = re.compile(rf"\s*(?:{'|'.join(_EXTENDED_PARTS)}|id)(?:-i)?\s*=", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[IVX]+|\d+(?:st|nd|rd|th)|[JS]r|Ph\.?\s?D|M\.?\s?D|Esq|Junior|Senior)\.?", re.IGNORECASE)
_CLEAR_SUFFIX = re.compile(r"(?:[JS]r|I{2,3}|IV|\d+(?:st|nd|rd|th)|Ph\.?\s?D|Esq)\.?")
_AND_AL = re.compile(
    r"[,\s]+(?:et\.?\s+al|et\s+collab|u\.\s?a|y\s+otros|e\s+outros|e\s+altri|ve\s+diğerleri|və\s+b|i\s+dr|и\s+др|та\s+ін)\.?$",
    re.IGNORECASE,
)
"""`And others` in the languages of publishing."""
_GLUED_INITIALS = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_BARE_INITIAL = re.compile(r"(?<![^\s-])(?<![^\W\d_]{2}-)[^\W\d_](?![^\s-])(?!-[^\W\d_]{2})")
"""A letter alone, or beside another initial: `H-W`, but not the last of `Soo-A`, which is a name."""
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")
_JOINED_INITIALS = re.compile("[A-Z]{2,3}")
_GLUED_LAST = re.compile(r"(?<=[^\W\d_A-Z]{2})(?=[A-Z]\.(?:\s|$))")
"""Before an initial that a publisher's record joins to the name before it: `DorinaC.`"""
_GLUED_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]\.)(?=[^\W\d_]{2})")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Signs that are not seen, and would make two persons of one."""
_TYPED_APOSTROPHE = re.compile(r"(?<=\b[A-Z])[`´](?=[A-Z])")
"""Between capitals alone: elsewhere such a mark may be an ʿayn."""
_COMMAS = str.maketrans("،，、", ",,,")
_SUFFIX_REMEDY = "write 'Family, Suffix, Given'"
_SURNAME_CONJUNCTIONS = frozenset({"y", "e", "i"})
"""`and` between the two family names of a Spanish, Portuguese or Catalan name: no particle."""
_TWO_FAMILIES = "write 'Family y Family, Given'"


class NameProblem(NamedTuple):
    """A problem with a name. `offset` counts from 0 in the raw value."""

    offset: int
    problem: str
    remedy: str


class NameList(NamedTuple):
    """Names of a field."""

    persons: tuple[Person, ...]
    and_others: bool
    problems: tuple[NameProblem, ...]
    latex_problems: tuple[LatexProblem, ...]


def read_names(raw: str) -> NameList:
    """Read the raw value of a name field. Faulty names are reported, but never left out."""
    reader = _Names(raw)
    return NameList(tuple(reader.persons), reader.and_others, tuple(reader.problems), tuple(reader.latex_problems))


class _Names:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.is_plain = is_plain(raw)
        self.persons: list[Person] = []
        self.and_others = False
        self.problems: list[NameProblem] = []
        self.latex_problems: list[LatexProblem] = []
        parted = split_and(raw)
        self.may_have_bodies = bool(words_of(raw))
        names = list(with_bodies_whole(raw, parted) if self.may_have_bodies else ((*one, False) for one in parted))
        # Computed once, since every superfluous 'and' quotes the whole list.
        self.shown = shortened(raw)
        for number, (name, offset, was_parted) in enumerate(names, 1):
            if was_parted:
                self.persons.append(self.body(name, offset))
            else:
                self.read_item(name, offset, is_last=number == len(names))

    def read_item(self, name: str, offset: int, *, is_last: bool) -> None:
        # Zotero exports a creator of one name in braces, and `others` is such a creator where it imported BibTeX.
        folded = (name.strip("{}") if is_last else name).casefold()
        if not name:
            self.problem(offset, f"'{self.shown}' has an 'and' without a name next to it", "remove the 'and'")
        elif folded == "others" and is_last:
            self.and_others = True
        # Writers' habit; kept as a name, it would become an author called "al".
        elif folded.replace(" ", "").replace(".", "") == "etal" and is_last:
            self.and_others = True
            self.problem(offset, f"'{name}' is not a name", "write 'and others'")
        elif is_last and (shorter := _AND_AL.sub("", name)) != name:
            self.and_others = True
            self.problem(
                offset, f"'{shortened(name)}' ends in '{name[len(shorter) :].lstrip(', ')}'", "write 'and others'"
            )
            self.persons.append(self.person(shorter, offset))
        # Other programs separate names by semicolons; as one name, the list would lose its persons.
        elif ";" in name and len(parts := between_semicolons(name)) > 1:
            self.problem(offset, f"names in '{shortened(name)}' are separated by ';'", "separate names by ' and '")
            for part, at in parts:
                if part:
                    self.persons.append(self.person(part, offset + at))
        elif len(listed := listed_names(name)) > 1:
            self.problem(offset, f"'{shortened(name)}' is a list of names", "separate names by ' and '")
            self.persons += [self.person(part, offset + at) for part, at in listed]
        else:
            self.persons.append(self.person(name, offset))

    def problem(self, offset: int, problem: str, remedy: str) -> None:
        self.problems.append(NameProblem(offset, problem, remedy))

    def text(self, raw: str, offset: int) -> str:
        raw = _TYPED_APOSTROPHE.sub("’", raw.translate(_UNSEEN))
        if self.is_plain:
            return " ".join(raw.split())
        text, problems = to_plain(BLANKS.sub(" ", raw) if "~" in raw else raw)
        self.latex_problems += [p._replace(offset=offset + p.offset) for p in problems]
        return text

    def person(self, name: str, offset: int) -> Person:
        if name[0] == "{" and closes_at_end(name):
            return Person(literal=self.text(name[1:-1], offset + 1))
        if _EXTENDED.match(name):
            return self.extended(name, offset)
        if "," not in name and (plain := name.translate(_COMMAS)) != name:
            self.problem(offset, f"the comma in the name '{shortened(name)}' is that of its script", "write ','")
            name = plain
        parts = [part for part, _ in split_outside_braces(name, ",")] if "," in name else [name]
        if len(parts) > 1 and not parts[-1]:
            self.problem(offset, f"the name '{shortened(name)}' ends with a comma", "remove the comma")
            parts = [*filter(None, parts)]
        # No syntax has four parts: a literal name at least keeps every word.
        if len(parts) > 3:
            self.problem(offset, f"the name '{shortened(name)}' has too many commas", "separate names by ' and '")
        if len(parts) == 1:
            return self.given_first(parts[0], offset)
        if not 0 < len(parts) <= 3:
            return Person(literal=self.text(name, offset))
        if not parts[0]:
            self.problem(offset, f"the name '{shortened(name)}' begins with a comma", "write 'Family, Given'")
            return self.given_first(" ".join(parts[1:]), offset)
        if len(parts) == 2 and " " in parts[0].strip() and _CLEAR_SUFFIX.fullmatch(parts[1]):
            # Spoken order with a suffix: `Henry Louis Gates, Jr.`
            return replace(self.given_first(parts[0], offset), suffix=_stopped(self.text(parts[1], offset)))
        return self.family_first(name, parts, offset)

    def body(self, name: str, offset: int) -> Person:
        self.problem(offset, f"'{shortened(name)}' is read as the name of a body", _in_braces(name))
        return Person(literal=self.text(name, offset))

    def given_first(self, name: str, offset: int) -> Person:
        """Parse `Ludwig van Beethoven`: the particle runs from the first to the last word in lower case."""
        words = name_words(_GLUED_FIRST.sub(r"\1 ", name) if "." in name else name)
        if self.may_have_bodies and is_body(words):
            return self.body(name, offset)
        if self.may_have_bodies and may_be_body(words):
            problem = f"'{shortened(name)}' is read as a person's name"
            self.problem(offset, problem, f"if it names a body, {_in_braces(name)}")
        if _is_family_first(words):
            return self.make(offset, given=words[1:], family=words[:1])
        if len(words) > 2 and _CLEAR_SUFFIX.fullmatch(words[-1]):
            self.problem(offset, f"'{words[-1]}' ends the name '{shortened(name)}'", _SUFFIX_REMEDY)
            return replace(
                self.given_first(" ".join(words[:-1]), offset), suffix=_stopped(self.text(words[-1], offset))
            )
        initials = next((at for at, word in enumerate(words) if _INITIAL.fullmatch(word)), 0)
        if initials and all(map(_INITIAL.fullmatch, words[initials:])):
            self.problem(offset, f"the name '{shortened(name)}' ends in an initial", "write 'Family, Given'")
            return self.make(offset, given=words[initials:], family=words[:initials])
        low = [i for i, word in enumerate(words[:-1]) if is_low(word)]
        if not low:
            return self.make(offset, given=words[:-1], family=words[-1:])
        first_low, last_low = low[0], low[-1]
        if first_low and all(words[at] in _SURNAME_CONJUNCTIONS for at in low):
            self.problem(offset, f"'{shortened(name)}' is read as a name with two family names", _TWO_FAMILIES)
            return self.make(offset, given=words[: first_low - 1], family=words[first_low - 1 :])
        return self.make(
            offset, given=words[:first_low], particle=words[first_low : last_low + 1], family=words[last_low + 1 :]
        )

    def family_first(self, name: str, parts: list[str], offset: int) -> Person:
        """Parse `van Beethoven, Ludwig` or `Gates, Jr., Henry Louis`."""
        words = name_words(parts[0])
        if self.may_have_bodies and is_body(words):
            return self.body(name, offset)
        if self.may_have_bodies and len(parts) == 2 and is_turned_body(words, parts[1]):
            return self.body(f"{parts[1]} {parts[0]}", offset)
        suffix = parts[1] if len(parts) == 3 else ""
        if len(words) > 1 and not suffix and _CLEAR_SUFFIX.fullmatch(words[-1]):
            self.problem(offset, f"'{words[-1]}' ends the family name of '{shortened(name)}'", _SUFFIX_REMEDY)
            suffix = words.pop()
        # BibTeX takes everything up to the last word in lower case for the particle: `Drummond de` of `Drummond de
        # Andrade`. A family name that begins with a capital is whole.
        last_low = next((i for i, word in enumerate(words) if not is_low(word)), len(words)) - 1
        last_low = min(last_low, len(words) - 2)
        if len(parts) == 3 and _CLEAR_SUFFIX.fullmatch(parts[2]) and not _SUFFIX.fullmatch(suffix):
            self.problem(offset, f"'{parts[2]}' stands last in the name '{shortened(name)}'", _SUFFIX_REMEDY)
            suffix, parts = parts[2], [parts[0], parts[1]]
        if suffix and not _SUFFIX.fullmatch(suffix):
            problem = f"'{suffix}' in the name '{shortened(name)}' is in the place of a suffix such as 'Jr.' or 'III'"
            self.problem(offset, problem, f"{_SUFFIX_REMEDY}, and separate names by ' and '")
        return self.make(
            offset,
            given=name_words(parts[-1]),
            particle=words[: last_low + 1],
            family=words[last_low + 1 :],
            suffix=name_words(suffix),
        )

    def make(
        self,
        offset: int,
        *,
        given: list[str],
        family: list[str],
        particle: list[str] | None = None,
        suffix: list[str] | None = None,
    ) -> Person:
        def joined(words: list[str] | None) -> str:
            return self.text(" ".join(words), offset) if words else ""

        called, surname = joined(given), joined(family)
        # Databases write initials together: `Smith, JA`.
        if _JOINED_INITIALS.fullmatch(called) and not surname.isupper():
            called = " ".join(called)
        return Person(surname, with_stops(called), joined(particle), _stopped(joined(suffix)))

    def extended(self, name: str, offset: int) -> Person:
        parts: dict[str, str] = {}
        for item, at in split_outside_braces(name, ",", quotes=True):
            key, _, value = item.partition("=")
            key, value = key.strip().casefold(), value.strip()
            if value[:1] == '"' and value[-1:] == '"' and len(value) > 1:
                value = value[1:-1]
            if key in _EXTENDED_PARTS:
                parts[key] = self.text(without_braces(value), offset + at)
            elif not _EXTENDED.match(f"{key}="):
                self.problem(
                    offset + at, f"'{item}' is not a part of an extended name", "use family, given, prefix or suffix"
                )
        # Some exporters repeat the prefix in the family name.
        family = parts.get("family", "").removeprefix(f"{parts.get('prefix', '')} ")
        given = with_stops(parts.get("given", ""))
        keeps = {"true": True, "false": False}.get(parts.get("useprefix", "").lower())
        return Person(family, given, parts.get("prefix", ""), _stopped(parts.get("suffix", "")), keeps_particle=keeps)


def _in_braces(name: str) -> str:
    return f"put it in its own braces: {{{shortened(name)}}}"


def _is_family_first(words: list[str]) -> bool:
    """Whether a name has the order of Chinese, Japanese and Korean, in which J-STAGE exports it: `青鷺 花子`. A single
    character behind two is a family name.
    """
    if len(words) != 2 or words[0].isascii() or not is_east_asian_name("".join(words)):
        return False
    return len(words[1]) >= min(len(words[0]), 2)


def _stopped(suffix: str) -> str:
    """A suffix as the Manual writes it, so that `Jr` and `Jr.` make one person (6.43)."""
    return f"{suffix}." if suffix in {"Jr", "Sr"} else suffix


def with_stops(given: str) -> str:
    """Given names with initials as the Manual of Style writes them: `G.D.` and `G D` become `G. D.` (10.12)."""
    spaced = _GLUED_LAST.sub(" ", _GLUED_INITIALS.sub(" ", given)) if "." in given else given
    return _BARE_INITIAL.sub(lambda found: f"{found[0]}." if found[0].isupper() else found[0], spaced)
