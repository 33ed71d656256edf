"""Resolves the citations of a manuscript, in whichever manner it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.author_year_matcher import Labels
from hedgesite.importer.bibliography import Merged
from hedgesite.importer.citations import Citations, Found
from hedgesite.importer.document import Document
from hedgesite.importer.escaping import escaped
from hedgesite.importer.note_titles import NoteTitles
from hedgesite.importer.numeric import Numeric, manner_of
from hedgesite.importer.reference_list import ReferenceList
from hedgesite.importer.sources import Entry
from hedgesite.importer.structured import Structured, cites_by_number
from hedgesite.importer.tree import Block, Call, Inline, Link, Picture, Styled, Text, Written
from hedgesite.importer.tree_map import mapped
from hedgesite.importer.writer import UNRESOLVED
from hedgesite.messages import shortened


@dataclass(slots=True)
class Cited:
    """Blocks with their citations as the content format has them."""

    blocks: tuple[Block, ...] = ()
    found: int = 0
    resolved: int = 0
    numbers: str = ""
    """How most numbers cite, as `manner_of` finds; empty if none does."""
    brackets: tuple[Found, ...] = ()
    findings: list[Diagnostic] = field(default_factory=list)
    aside: tuple[Block, ...] = ()
    """What no field and no section has: remains of the head and of the list of references."""


def resolve(
    blocks: Sequence[Block], document: Document, listed: ReferenceList, merged: Merged, sources: Sequence[Entry]
) -> Cited:
    """Resolve citations in the text, in notes and in the abstracts of `document`, which are replaced."""
    resolver = _Resolver.of(document, listed, merged, sources)
    manner = manner_of(blocks, listed.by_number) if resolver.numeric else ""
    if resolver.numeric is not None:
        resolver.numeric.manner = manner
        resolver.numeric = resolver.numeric if manner else None
    # Beside a number that cites a source, its author and year are words.
    resolver.reads_words = not (document.is_marked_up and cites_by_number(blocks))
    head = document.head
    head.abstracts = {language: list(mapped(own, resolver.text)) for language, own in head.abstracts.items()}
    head.acknowledgement = resolver.text(head.acknowledgement, 0)
    done = mapped(blocks, resolver.text)
    # Names and years in a list of references are no citations, but keys are.
    aside = mapped((*head.left_over, *listed.others), resolver.keys_alone)
    return replace(resolver.result(done), aside=aside)


@dataclass(slots=True)
class _Resolver:
    document: Document
    structured: Structured
    in_text: Citations
    in_notes: Citations
    titles: NoteTitles
    numeric: Numeric | None
    keys: dict[str, str]
    reads_words: bool = True
    by_key: int = 0
    by_key_resolved: int = 0
    unknown: dict[str, list[int]] = field(default_factory=dict)
    """The lines that cite each key that no source has."""
    findings: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, listed: ReferenceList, merged: Merged, sources: Sequence[Entry]) -> _Resolver:
        keys = dict(merged.keys)
        keys |= {id: entry.key for id, entry in document.entries.items()}
        keys |= {entry.key: entry.key for entry in sources}
        for anchor, entry in listed.by_anchor.items():
            keys.setdefault(anchor, entry.key)
            if anchor in document.aliases:
                keys[document.aliases[anchor]] = entry.key
        labels = Labels.of(sources)
        places = document.places
        numeric = Numeric({number: entry.key for number, entry in listed.by_number.items()}, places)
        return cls(
            document,
            Structured(keys, document.order),
            Citations(places, labels),
            Citations(places, labels),
            NoteTitles.of(sources),
            numeric if listed.by_number else None,
            keys,
        )

    def text(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Inline content of the text."""
        return self._rewritten(content, line, self.in_text, in_note=False)

    def keys_alone(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Inline content with its citations by key, and those of its notes."""
        return self._notes(self._keyed(self.structured.rewrite(content, line), line), line)

    def _rewritten(
        self, content: tuple[Inline, ...], line: int, citations: Citations, *, in_note: bool
    ) -> tuple[Inline, ...]:
        content = self.structured.rewrite(content, line)
        content = self._keyed(content, line)
        if self.numeric is not None:
            content = self.numeric.rewrite(content, line)
        if citations.labels.exact and self.reads_words:
            content = citations.rewrite(content, line)
            if in_note:
                content = self.titles.rewrite(content)
        return self._notes(content, line)

    def _notes(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        if not any(isinstance(each, Call | Styled | Picture) for each in content):
            return content
        return tuple(self._note(each, line) for each in content)

    def _note(self, each: Inline, line: int) -> Inline:
        if isinstance(each, Call):
            change = lambda inner, at: self._rewritten(inner, at, self.in_notes, in_note=True)  # noqa: E731
            return replace(each, note=mapped(each.note, change, line))
        if isinstance(each, Styled):
            return replace(each, content=self._notes(each.content, line))
        if isinstance(each, Picture):
            # Its words are its caption, once it stands as a figure.
            return replace(each, content=self._rewritten(each.content, line, self.in_text, in_note=False))
        return each

    def _keyed(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Content whose Markdown citations have sources; a citation of unknown keys keeps its words and is marked."""
        if not any(isinstance(each, Written | Styled | Link) for each in content):
            return content
        result: list[Inline] = []
        for each in content:
            if isinstance(each, Styled | Link):
                result.append(replace(each, content=self._keyed(each.content, line)))
                continue
            if not isinstance(each, Written) or each.markdown != each.words:
                result.append(each)
                continue
            self.by_key += len(each.keys)
            lost = [key for key in each.keys if key not in self.keys]
            self.by_key_resolved += len(each.keys) - len(lost)
            for key in lost:
                self.unknown.setdefault(key, []).append(line)
            result += self._parted(each, lost) if lost else [self._renamed(each)]
        return tuple(result)

    @staticmethod
    def _marked(each: Written) -> Written:
        words = re.sub(r"-?@\{?|\}", "", each.words).strip("[]")
        return Written(f"[{escaped(f'({words})')}]{{.{UNRESOLVED}}}", f"({words})")

    def _parted(self, each: Written, lost: list[str]) -> list[Inline]:
        """Split a group into citations of known sources, and words without a source, which are marked as unresolved."""
        if len(lost) == len(each.keys):
            return [self._marked(each)]
        parts = each.markdown.removeprefix("[").removesuffix("]").split(";")
        known = [part for part in parts if not any(f"@{key}" in part or f"@{{{key}}}" in part for key in lost)]
        if not each.markdown.startswith("[") or not known:
            return [self._marked(each)]
        keys = tuple(key for key in each.keys if key not in lost)
        group = f"[{';'.join(known).strip()}]"
        rest = ";".join(part for part in parts if part not in known)
        marked = self._marked(Written(f"[{rest}]", f"[{rest.strip()}]"))
        return [self._renamed(Written(group, group, keys)), Text(" "), marked]

    def _renamed(self, each: Written) -> Written:
        """A citation whose keys are those of the companion."""
        markdown = each.markdown
        for key in each.keys:
            if self.keys[key] != key:
                # A key may end where the text goes on with a mark, as an address before a slash.
                whole = rf"{re.escape(key)}(?!\w|[:.#$%&+?<>~/-]+\w)/?"
                markdown = re.sub(rf"@(?:\{{{re.escape(key)}\}}|{whole})", f"@{self.keys[key]}", markdown)
        return Written(markdown, each.words, tuple(self.keys[key] for key in each.keys))

    def _unknown(self, key: str, lines: Sequence[int]) -> Diagnostic:
        often = f", which is cited {len(lines)} times" if len(lines) > 1 else ""
        problem = f"no source has the key '{shortened(key)}'{often}"
        remedy = "add it to references.bib, and cite it where the page marks it"
        return self.document.places.finding(Rule.IMPORT_CITATION, lines[0], key, problem, remedy)

    def result(self, blocks: tuple[Block, ...]) -> Cited:
        """What was found in all."""
        for line, key in self.structured.unknown:
            self.unknown.setdefault(key, []).append(line)
        brackets = (*self.in_text.found, *self.in_notes.found)
        found = self.structured.found + self.by_key + sum(each.items for each in brackets) + self.titles.found
        resolved = self.structured.resolved + self.by_key_resolved + sum(each.resolved for each in brackets)
        if self.numeric is not None:
            found, resolved = found + self.numeric.found, resolved + self.numeric.resolved
            self.findings += self.numeric.findings
        unknown = (self._unknown(key, lines) for key, lines in self.unknown.items())
        findings = [*unknown, *self.findings, *self.in_text.findings, *self.in_notes.findings]
        numbers = self.numeric.manner if self.numeric is not None and self.numeric.resolved * 2 > resolved else ""
        return Cited(blocks, found, resolved + self.titles.found, numbers, brackets, findings)
