"""Titles, abstracts and authors with their institutions, in the commands that classes of journals have for them.

Source: the manuals of authblk, elsarticle, amsart, acmart, IEEEtran, llncs, revtex, apa6 and apa7, and the templates of
MDPI, Frontiers, Springer Nature, the American Geophysical Union and INFORMS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import COMMENT, document_begin
from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_names import marked, names_in_line, noted_places, place_of, words_in
from hedgesite.importer.latex_verbatim import Ends
from hedgesite.importer.persons import named, orcid_of
from hedgesite.importer.title_pages import is_of_an_institution

_TITLE = re.compile(r"(?<!\\)\\(?:Title|TITLE|icmltitle|articletitle|ArticleTitle|thesistitle|titulo|titre)\s*(?=\{)")
_AUTHOR = re.compile(r"(?<!\\)\\(?:autor|auteur)\s*(?=\{)")
_ABSTRACT = re.compile(
    r"(?<!\\)\\(?P<name>abstract|Abstract|ABSTRACT)\s*(?=\{)|\\begin\s*\{(?P<begun>abstract|keywords?)\}"
)
_DEFINES = re.compile(r"(?:command\*?\s*\{?|\\def|\\let)\s*\Z")
_TOKEN = re.compile(
    r"(?<!\\)\\(?P<name>authorsnames|authorsaffiliations|(?:two|three|four|five|six)(?:authors|affiliations)|authors?|Author"
    r"|AUTHOR|AFF|affil(?:iations?)?|address|institute|IEEEauthorblockN|IEEEauthorblockA|orcid|def\s*\\Address)"
    r"(?![A-Za-z@])\*?"
)
_PLACES = frozenset({"affil", "affiliation", "affiliations", "address", "institute", "IEEEauthorblockA", "AFF"})
_LEFT_TO_US = frozenset({"authors", "Author", "affiliation", "address", "AUTHOR", "AFF"})
"""Commands that Pandoc does not know, and whose words it would leave in the text."""
_MARK = re.compile(r"[\w*†‡§¶]{1,4}(?:\s*,\s*[\w*†‡§¶]{1,4})*")
_AND = re.compile(r"\\(?:and|And|AND)(?![A-Za-z])|\\\\\s*(?:and|AND|&)\s*\\\\")


@dataclass(slots=True)
class _Person:
    name: str
    marks: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    orcid: str = ""


def with_plain_heads(text: str) -> str:
    """The text with as many lines, and with titles and abstracts as Pandoc reads them."""
    begin = document_begin(text)
    if begin is None:
        return text
    edits = [] if re.search(r"(?<!\\)\\title\s*[\[{]", text) else _renamed(text, _TITLE, "\\title")
    edits += [] if re.search(r"(?<!\\)\\author\s*[\[{]", text) else _renamed(text, _AUTHOR, "\\author")
    groups, ends, early, done = Groups(text), Ends(text), "", 0
    for found in _ABSTRACT.finditer(text):
        if found.start() < done:
            continue
        after = ends.after(found["begun"], found.end()) if found["begun"] else None
        if (found["begun"] or "").startswith("keyword"):
            edits += [_instead(text, found.start(), after, "")] if after else []
            done = after or done
            continue
        content = groups.group(found.end()) if found["name"] else _inner(found, after)
        is_defined = found["name"] and _DEFINES.search(text, max(found.start() - 30, 0), found.start())
        if content is None or is_defined or not re.search(r"\w", text[slice(*content)]):
            continue
        done = end = after or content[1] + 1
        written = f"\\begin{{abstract}}{_in_one_line(text[slice(*content)])}\\end{{abstract}}"
        if found.start() < begin[0]:
            early += written
            edits.append(_instead(text, found.start(), end, ""))
        elif found["name"]:
            edits.append(_instead(text, found.start(), end, written))
    return edited(text, [*edits, Edit(begin[1], begin[1], early)])


def _inner(found: re.Match[str], after: int | None) -> tuple[int, int] | None:
    """Begin and end of what an environment of an abstract holds, which ends before an offset."""
    return (found.end(), after - len("\\end{abstract}")) if after else None


def _renamed(text: str, pattern: re.Pattern[str], name: str) -> list[Edit]:
    found = pattern.search(text)
    is_defined = found and _DEFINES.search(text, max(found.start() - 30, 0), found.start())
    return [Edit(*found.span(), name)] if found and not is_defined else []


def _in_one_line(words: str) -> str:
    bare = COMMENT.sub(r"\1", words)
    return " ".join(re.sub(r"\n[ \t]*\n\s*", r" \\par ", bare.strip()).split())


def _instead(text: str, start: int, end: int, written: str) -> Edit:
    return Edit(start, end, written + "%\n" * (text.count("\n", start, end) - written.count("\n")))


def without_authors(text: str) -> tuple[str, list[dict[str, str]]]:
    """The text without the commands of authors that Pandoc would take for text, and the authors with institutions.

    None if the commands are not understood: then what Pandoc finds counts.
    """
    begin = document_begin(text)
    end = text.find("\\section", begin[1]) if begin else -1
    head = COMMENT.sub(
        lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text[: end if end >= 0 else None]
    )
    reading = _Head(head)
    persons = reading.persons()
    if not persons or not all(_is_name(person.name) for person in persons):
        return text, []
    return edited(text, reading.edits(text)), [_author(person) for person in persons]


def _is_name(name: str) -> bool:
    return 1 <= len(name.split()) <= 7 and len(name) < 70 and not re.search(r"[\d@^{}=\\]", name) and (
        not is_of_an_institution(name) and bool(re.match(r"[^\W\d_]", name))
    )  # fmt: skip


def _author(person: _Person) -> dict[str, str]:
    author = named(person.name)
    if person.places:
        author["affiliation"] = "; ".join(dict.fromkeys(person.places))
    return author | ({"orcid": person.orcid} if person.orcid else {})


class _Head:
    """The commands of a head, in their order."""

    def __init__(self, text: str) -> None:
        self.text, self.groups = text, Groups(text)
        self.found: list[_Person] = []
        self.places: dict[str, str] = {}
        self.used: list[tuple[int, int]] = []
        self.first_without = 0
        """The first person whose institution may still follow."""

    def persons(self) -> list[_Person]:
        at = 0
        while token := _TOKEN.search(self.text, at):
            at = self._token(" ".join(token["name"].split()), token)
        for person in self.found:
            person.places += [self.places[mark] for mark in person.marks if mark in self.places]
        if len(self.places) == 1 and not any(person.places or person.marks for person in self.found):
            for person in self.found:
                person.places = list(self.places.values())
        return self.found

    def edits(self, text: str) -> Iterator[Edit]:
        for start, end in self.used:
            yield _instead(text, start, end, "")

    def _token(self, name: str, token: re.Match[str]) -> int:
        if _DEFINES.search(self.text, max(token.start() - 30, 0), token.start()):
            return token.end()
        option = self.groups.option(token.end())
        mark = self.text[slice(*option)] if option else ""
        content = self.groups.group(self.groups.options(token.end()))
        if content is None:
            return token.end()
        words, end = self.text[slice(*content)], content[1] + 1
        if (name.startswith("authors") and name != "authors") or re.match(r"two|three|four|five|six", name):
            return self._listed(name, mark, token.end())
        if name == "orcid":
            if self.found:
                self.found[-1].orcid = orcid_of(words)
        elif name in _PLACES or name.startswith("def"):
            end = self._place(mark, words, end)
        elif "IEEEauthorblock" in words:
            # Names and institutions have commands of their own in it.
            return content[0]
        else:
            self._authors(self._meant(words), mark)
        if name in _LEFT_TO_US and name != "author":
            self.used.append((token.start(), end))
        return end

    def _meant(self, words: str) -> str:
        """The meaning of a macro that stands for all authors."""
        macro = re.fullmatch(r"\s*\\([A-Za-z]+)\s*", words)
        found = macro and re.search(rf"\\(?:def\s*|newcommand\*?\s*\{{?)\\{macro[1]}\s*\}}?\s*(?=\{{)", self.text)
        content = self.groups.group(found.end()) if found else None
        return self.text[slice(*content)] if content else words

    def _authors(self, words: str, mark: str) -> None:
        marks = re.findall(r"\w+", mark) if _MARK.fullmatch(re.sub(r"[{}\s]", "", mark)) else []
        for part in _AND.split(words):
            lines = re.split(r"\\\\(?:\[[^\]]*\])?|\\newline(?![A-Za-z])", part)
            persons = [_Person(*each) for each in names_in_line(lines[0])]
            for person in persons:
                person.orcid = orcid_of(lines[0]) if len(persons) == 1 else ""
                person.places += noted_places(lines[0]) if len(persons) == 1 else []
                person.marks += marks
            rest = [line for line in lines[1:] if re.search(r"[^\W\d_]", line)]
            pairs = [pair for line in rest for pair in marked(line)]
            if any(key for key, _ in pairs):
                self.places |= {key: place for key, place in pairs if key and place}
            elif place := ", ".join(filter(None, map(place_of, rest))):
                for person in persons:
                    person.places.append(place)
            self.found += persons

    def _place(self, mark: str, words: str, end: int) -> int:
        second = self.groups.group(end)
        if second and _MARK.fullmatch(words.strip()):
            self.places[words.strip()] = place_of(self.text[slice(*second)])
            return second[1] + 1
        parts = _AND.split(words)
        pairs = [pair for part in parts for pair in marked(part)]
        if any(key for key, _ in pairs):
            self.places |= {key: place for key, place in pairs if key and place}
        elif _MARK.fullmatch(mark.strip()):
            self.places[mark.strip()] = place_of(words)
        elif len(parts) > 1:
            self.places |= {str(number): place_of(part) for number, part in enumerate(parts, 1)}
        elif place := place_of(words):
            for person in self.found[self.first_without :]:
                person.places.append(place)
            self.first_without = len(self.found)
        return end

    def _listed(self, name: str, mark: str, at: int) -> int:
        """Commands of apa6 and apa7, which have all names or institutions in one place."""
        at = self.groups.options(at)
        items: list[str] = []
        while group := self.groups.group(at):
            items.append(self.text[slice(*group)])
            at = group[1] + 1
        if name.startswith("authors"):
            items = words_in(items[0]) if items else []
        if "affiliations" in name:
            self.places |= {str(number): place_of(item) for number, item in enumerate(items, 1)}
            return at
        marks = words_in(mark)
        for number, item in enumerate(items):
            for person in names_in_line(item):
                own = re.findall(r"\w+", marks[number]) if number < len(marks) else [str(number + 1)]
                self.found.append(_Person(person[0], own))
        return at
