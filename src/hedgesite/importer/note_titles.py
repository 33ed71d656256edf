"""Citations in notes, as historians and philologists write them: author and title, full or short, and "ibid.".

The words stay as they are; the title becomes a link to its source, so that no locator is moved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from hedgesite.importer.citation_parser import IBID
from hedgesite.importer.escaping import escaped
from hedgesite.importer.sources import Entry
from hedgesite.importer.tree import Inline, Written
from hedgesite.importer.tree_map import OPAQUE, Edit, edited, flat

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_IBID = re.compile(rf"\b(?:{IBID}|idem|op\. cit)\b\.?", re.IGNORECASE)
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
    last: Entry | None = None
    found: int = 0

    @classmethod
    def of(cls, sources: Iterable[Entry]) -> NoteTitles:
        titles = cls()
        for entry in sources:
            title = _beginning(entry.fields.get("title", ""))
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
        if not edits and self.last is not None and (found := _IBID.search(text)):
            edits.append(self._link(text, found.span(), self.last))
        return edited(content, edits)

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
