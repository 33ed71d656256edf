"""Citations in notes, as historians and philologists write them: author and title, full or short, and "ibid.".

The words stay as they are; the title becomes a link to its source, so that no locator is moved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from hedgesite.importer.citation_parser import IBID
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.escaping import escaped
from hedgesite.importer.sources import Entry
from hedgesite.importer.tree import Inline, Written
from hedgesite.importer.tree_map import OPAQUE, Edit, edited, flat

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_IBID = re.compile(rf"\b(?:{IBID}|ivi|idem|ídem|op\. cit|uo|a\.\s?g\.\s?[em])\b\.?", re.IGNORECASE)
_NAMES_WORK = re.compile(rf"\b{A_YEAR}\b|\b(?:S|pp?|с|s|str|f|fol|Bd|vol)\.\s?\d|https?://")
"""What tells a work that a note cites, though no source is found: the year, a page or an address."""
_SHORT = re.compile(
    r"(?:,\s?[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,2})?(?:\s\([^()]{2,8}\))?\s?:\s(?P<titled>[^.,:;()\[\]]{4,60})(?=[.,:]|\s\(|$)"
    r"|,\s(?P<paged>[^.,:;()\[\]]{4,60}),\s(?:(?:S|pp?|s|str|с)\.?\s?)?\d"
)
"""A short title behind a family name: `Kranich, Ada: Seen. S. 3` and `Kranich, Seen, 3`."""
_LOCATOR = re.compile(
    r"[\s,.;:”»\"]{0,3}(?:[^\W\d_]{2,8}\s[^\W\d_]{2,8},\s?)?(?:capp?|ch|kap|pp?|ss?|S|str|стр|с|гл|t|vol|Bd|§|art|fol|v)\b\.?\s?[\dIVXLivxl]"
)
"""A locator behind a title: a page, or before it the number of a part."""
_LONGEST_SHORT = 4
"""Words of the short title of a note."""
_REACH = 200
"""Characters between an author and a title."""
_SMALL = frozenset(
    {
        "a", "an", "the", "of", "and", "in", "on", "for", "to", "le", "la", "les", "der", "die", "das", "el", "los",
        "las", "un", "une", "ein", "eine", "o", "os", "as", "um", "uma", "lo", "il",
    }
)  # fmt: skip


@dataclass(slots=True)
class NoteTitles:
    """Finds sources by a family name and the first words of their title, near each other."""

    by_name: dict[str, list[tuple[str, Entry]]] = field(default_factory=dict)
    """By the last word of a family name: normalised beginnings of titles, with their sources."""
    by_title: dict[str, list[tuple[list[str], Entry]]] = field(default_factory=dict)
    """By the first significant word of a title: the words of the title without its subtitle, with its source."""
    last: Entry | None = None
    found: int = 0

    @classmethod
    def of(cls, sources: Iterable[Entry]) -> NoteTitles:
        titles = cls()
        for entry in sources:
            title = _beginning(entry.fields.get("title", ""))
            if main := _significant(_main(entry)):
                titles.by_title.setdefault(main[0], []).append((main, entry))
            for person in entry.persons:
                name = _words(person.family or person.literal)
                if title and name:
                    titles.by_name.setdefault(name[-1], []).append((title, entry))
        return titles

    def rewrite(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The content of a note with the titles of its sources linked to them."""
        text = flat(content)
        words = [(found.start(), found.end(), _folded(found[0])) for found in _WORD.finditer(text)]
        edits: list[Edit] = []
        for at, (_, end, word) in enumerate(words):
            for title, entry in self.by_name.get(word, ()):
                place = self._title(words, at, title, entry)
                if (
                    place
                    and OPAQUE not in text[place[0] : place[1]]
                    and (not edits or place[0] >= edits[-1].end)
                    and place[0] >= end
                ):
                    edits.append(self._link(text, place, entry))
                    self.last = entry
                    break
            else:
                is_free = not edits or words[at][0] >= edits[-1].end
                short = (self._short(text, end, word) or self._title_alone(text, words, at)) if is_free else None
                edits += [self._link(text, *short)] if short else []
                self.last = short[1] if short else self.last
        if edits:
            return edited(content, edits)
        found = _IBID.search(text)
        if found is None and _NAMES_WORK.search(text):
            # "Ibid." in the next note is a work that the list has not.
            self.last = None
        elif found is not None and self.last is not None:
            edits.append(self._link(text, found.span(), self.last))
        return edited(content, edits)

    def _short(self, text: str, end: int, name: str) -> tuple[tuple[int, int], Entry] | None:
        """The place of a short title behind a name, if words in only one title of that author's are the same."""
        works = self.by_name.get(name)
        found = _SHORT.match(text, end) if works else None
        if found is None or works is None:
            return None
        group = "titled" if found["titled"] else "paged"
        wanted = _significant(found[group])
        if not 0 < len(wanted) <= _LONGEST_SHORT or len("".join(wanted)) < _FEWEST_LETTERS or OPAQUE in found[0]:
            return None
        words = f" {' '.join(wanted)} "
        fitting = {entry.key: entry for _, entry in works if words in f" {' '.join(_title_words(entry))} "}
        return (found.span(group), next(iter(fitting.values()))) if len(fitting) == 1 else None

    def _title_alone(
        self, text: str, words: list[tuple[int, int, str]], at: int
    ) -> tuple[tuple[int, int], Entry] | None:
        """The place of a title without its author: one of several words, or of one before a locator."""
        found = {}
        for title, entry in self.by_title.get(words[at][2], ()):
            last = at + len(title) - 1
            if [each[2] for each in words[at : last + 1]] != title:
                continue
            end = words[last][1]
            first = _with_article(words, at, entry)
            if OPAQUE not in text[first:end] and _LOCATOR.match(text, end):
                found[len(title), entry.key] = ((first, end), entry)
        longest = max((length for length, _ in found), default=0)
        best = [place for (length, _), place in found.items() if length == longest]
        return best[0] if len(best) == 1 else None

    def _link(self, text: str, place: tuple[int, int], entry: Entry) -> Edit:
        self.found += 1
        words = text[place[0] : place[1]]
        return Edit(*place, (Written(f"[{escaped(words)}](source:{entry.key})", words, (entry.key,)),))

    def _title(self, words: list[tuple[int, int, str]], at: int, title: str, entry: Entry) -> tuple[int, int] | None:
        """The place of a title's first words after a name."""
        wanted, whole = title.split(), _significant(entry.fields.get("title", ""))
        for index in range(at + 1, min(at + 40, len(words))):
            if words[index][0] - words[at][1] > _REACH:
                return None
            if [each[2] for each in words[index : index + len(wanted)]] == wanted:
                last = index + len(wanted)
                while last < len(words) and last - index < len(whole) and words[last][2] == whole[last - index]:
                    last += 1
                return words[index][0], words[last - 1][1]
        return None


_FEWEST_LETTERS = 5
"""Fewest letters of a short title: shorter words may stand for anything."""


def _title_words(entry: Entry) -> list[str]:
    return _words(entry.fields.get("title", ""))


def _main(entry: Entry) -> str:
    """A title without its subtitle."""
    return re.split(r"[:.?!]\s", entry.fields.get("title", ""))[0]


def _with_article(words: list[tuple[int, int, str]], at: int, entry: Entry) -> int:
    """Where a title begins whose first significant word has an index: before it, its article may stand."""
    whole = _words(entry.fields.get("title", ""))
    skipped = len(whole) - len(_significant(entry.fields.get("title", "")))
    before = max(at - skipped, 0)
    return words[before if [each[2] for each in words[before:at]] == whole[:skipped] else at][0]


def _words(text: str) -> list[str]:
    return [_folded(found[0]) for found in _WORD.finditer(text)]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def _significant(title: str) -> list[str]:
    """The words of a title after the small words at its beginning."""
    words = _words(title)
    while words and words[0] in _SMALL:
        words.pop(0)
    return words


def _beginning(title: str) -> str:
    """The words of a title by which notes call it: those before a colon, four at most, after small words."""
    chosen = _significant(re.split(r"[:.?!]", title)[0])[:3]
    return " ".join(chosen) if len("".join(chosen)) > 5 else ""
