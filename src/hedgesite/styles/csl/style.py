"""A style of CSL: everything it formats comes from one call of Pandoc for all citations of a companion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from hedgesite.model.direction import direction_of, direction_of_text
from hedgesite.model.richtext import text_of, to_html
from hedgesite.model.source import Source
from hedgesite.model.text import CitationGroup, CitationMode, Locator
from hedgesite.styles.chicago import CHICAGO_17
from hedgesite.styles.csl.bibliography import BREAK, bibliography
from hedgesite.styles.csl.document import Content, Document
from hedgesite.styles.csl.engine import Answer, ask
from hedgesite.styles.csl.inlines import Chunk, Inline, chunks, note_in, string, words
from hedgesite.styles.csl.package import alike_to_file, style_text
from hedgesite.styles.csl.pieces import Pieces, as_listed, joined, labelled, runs_of
from hedgesite.styles.csl.serbian_terms import terms_of
from hedgesite.styles.csl.style_file import StyleFile, read_style, with_terms
from hedgesite.styles.languages import is_same_language
from hedgesite.styles.style import Citations, Cited, Markup, Piece, Reference, References
from hedgesite.styles.style_error import StyleError
from hedgesite.words.cldr import listed

_AUTHOR_DATE = "author-date"
_AMERICAN = frozenset({"en", "en-US"})
_OWN_LOCATORS = ("en", "ru")
"""Languages in whose suffixes Pandoc looks for no locators: ours are English, and it takes `стр.` for lines."""
_ROLE = re.compile(r",\s\w{2,10}\.$")
_NAMELESS = frozenset({"numeric", "label"})


@dataclass(frozen=True, slots=True)
class CslReferences(References):
    """References with the text of every citation."""

    placed: Mapping[tuple[str, int], tuple[Content, Cited]] = field(default_factory=dict)
    """What stands at each citation of the article's text, by its file and number."""
    elsewhere: Mapping[Content, tuple[Piece, ...]] = field(default_factory=dict)
    """Citations wherever else they stand, by their content."""


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A style of CSL by the name that article.yml gives it."""

    name: str
    file: StyleFile

    @property
    def has_notes(self) -> bool:
        return self.file.is_note

    def references(self, sources: Iterable[Source], citations: Citations, language: str) -> References:
        """Raises StyleError if Pandoc cannot format them."""
        return _Formatting.of(self, sources, language).references(citations)

    def citation(self, group: CitationGroup, references: Mapping[str, Reference], markup: Markup) -> tuple[Piece, ...]:
        if isinstance(references, CslReferences):
            content = group.content
            if content in references.elsewhere:
                return references.elsewhere[content]
            placed = references.placed.get((group.origin.file, group.number))
            if placed and placed[0] == content:
                return placed[1].text
        return CHICAGO_17.citation(group, references, markup)

    def in_text(self, group: CitationGroup, references: Mapping[str, Reference], markup: Markup) -> Cited:
        if isinstance(references, CslReferences):
            placed = references.placed.get((group.origin.file, group.number))
            if placed and placed[0] == group.content:
                return placed[1]
        return Cited(self.citation(group, references, markup))

    def locator(self, locator: Locator) -> str:
        return CHICAGO_17.locator(locator)


def csl_style(name: str, files: Mapping[str, str]) -> CslStyle:
    """The style that article.yml names: one of the package, or a file below content/, by its path.

    Raises StyleError.
    """
    if not name.endswith(".csl"):
        return CslStyle(name, read_style(style_text(name), style_text))
    if name not in files:
        raise StyleError(f"there is no file '{name}' below content/", alike_to_file(name) or "correct the path")
    return CslStyle(name, read_style(files[name], style_text))


@dataclass(frozen=True)
class _Formatting:
    """One call of Pandoc: its document, and what becomes of its answer."""

    style: CslStyle
    sources: Mapping[str, Source]
    """By Pandoc's id, in the order of the file."""
    ids: Mapping[str, str]
    """Pandoc's id by key and alias."""
    language: str
    plain: References
    """The same sources in our own style, whose labels name them."""
    pieces: Pieces

    @classmethod
    def of(cls, style: CslStyle, sources: Iterable[Source], language: str) -> _Formatting:
        by_key: dict[str, Source] = {}
        for source in sources:
            by_key.setdefault(source.key, source)
        numbered = {f"s{number}": source for number, source in enumerate(by_key.values())}
        ids = {alias: id for id, source in numbered.items() for alias in source.aliases}
        ids |= {source.key: id for id, source in numbered.items()}
        plain = CHICAGO_17.references(by_key.values(), Citations(), language)
        return cls(
            style,
            numbered,
            ids,
            language,
            plain,
            Pieces(ids, direction_of(language), _locale(style, language) in _AMERICAN, style.file.delimiter),
        )

    def references(self, citations: Citations) -> References:
        document = Document(
            self.ids, reads_locators=not any(is_same_language(self.language, one) for one in _OWN_LOCATORS)
        )
        whole = self._whole(document)
        placed = [
            (group, document.add(group, number, in_note=bool(self.style.has_notes and group.note)))
            for group, number in citations.placed
        ]
        elsewhere = self._elsewhere(document, citations)
        labels = self._labels(document)
        items = bibliography(self.sources, self.language, self.style.file.text)
        answer = ask(document, items, self._in_language(self.style.file.text), _locale(self.style, self.language))
        dashed = self._dashed(items)
        return CslReferences(
            MappingProxyType(dict(self._entries(answer, whole, labels, dashed))),
            self.plain.aliases,
            self.style,
            MappingProxyType(
                {
                    (group.origin.file, group.number): (group.content, self._cited(group, answer.paragraphs[at]))
                    for group, at in placed
                }
            ),
            MappingProxyType({group.content: self._apart(group, answer.paragraphs[at]) for group, at in elsewhere}),
        )

    def _in_language(self, text: str) -> str:
        """The style with the terms that CSL lacks in the article's language."""
        return with_terms(text, terms_of(self.language))

    def _whole(self, document: Document) -> dict[str, int]:
        """Paragraphs with the whole reference of each source, for a style of notes without a list."""
        if self.style.file.has_bibliography:
            return {}
        whole = {id: document.add_plain([id], note=number) for number, id in enumerate(self.sources, start=1)}
        document.start_anew()
        return whole

    def _elsewhere(self, document: Document, citations: Citations) -> list[tuple[CitationGroup, int]]:
        """Citations outside the article's text. In a style of notes, all of them too, in their short form."""
        apart = [*citations.elsewhere]
        last = max((number for _, number in citations.placed), default=0)
        if self.style.has_notes:
            apart += [group for group, _ in citations.placed]
            if self.sources:
                last += 1
                document.add_plain(list(self.sources), note=last)
        distinct = {group.content: group for group in apart}
        found = []
        for group in distinct.values():
            if self.style.has_notes:
                document.add_plain([BREAK], note=last + 1)
            found.append((group, document.add(group, last + 2)))
            last += 2
        return found

    def _labels(self, document: Document) -> dict[str, tuple[int, int]]:
        """Paragraphs with the author and the year by which a style with both cites each source."""
        if self.style.file.category != _AUTHOR_DATE or self.style.has_notes:
            return {}
        return {
            id: (document.add_plain([id], CitationMode.NARRATIVE), document.add_plain([id], CitationMode.YEAR_ONLY))
            for id in self.sources
        }

    def _dashed(self, items: bytes) -> Mapping[str, list[Inline]]:
        """The list as the style prints it, with a dash for a repeated author; empty if it has none."""
        if not self.style.file.dashed:
            return {}
        document = Document(self.ids)
        for id in self.sources:
            document.add_plain([id])
        return ask(
            document, items, self._in_language(self.style.file.dashed), _locale(self.style, self.language)
        ).entries

    def _cited(self, group: CitationGroup, inlines: Sequence[Inline]) -> Cited:
        before, note = note_in(inlines)
        if note is None:
            return Cited(self._in_line(group, before, end="" if self.style.has_notes and group.note else None))
        spoken = (Piece(self.pieces.html(self._unlabelled(group, joined(chunks(before))))),) if before else ()
        return Cited(spoken, self.pieces.of(group, note))

    def _unlabelled(self, group: CitationGroup, named: list[Chunk]) -> list[Chunk]:
        """The names that a sentence says, without the `eds.` that styles put behind those of editors."""
        source = self.sources.get(self.ids.get(group.citations[0].key, "")) if named and group.citations else None
        if source is None or "author" in source.persons:
            return named
        return [*named[:-1], named[-1]._replace(text=_ROLE.sub("", named[-1].text))]

    def _in_line(self, group: CitationGroup, inlines: Sequence[Inline], end: str | None = None) -> tuple[Piece, ...]:
        """A group that stays in its line. Where it is part of the sentence it names its author, even in a style that
        cites by numbers.
        """
        if self.style.file.category in _NAMELESS and group.is_narrative and group.citations[0].key in self.ids:
            label = self._author(group.citations[0].key)
            is_raised = inlines and inlines[0]["t"] == "Superscript"
            inlines = [*words(label), *([] if is_raised else [{"t": "Space"}]), *inlines]
        year = ""
        if self.style.file.category == _AUTHOR_DATE and group.is_narrative and group.citations[0].key in self.ids:
            year = re.sub(r"\D+$", "", self.plain[group.citations[0].key].year)
        return self.pieces.of(group, inlines, alone=_is_alone(group), end=end, year=year)

    def _author(self, key: str) -> str:
        """The authors by which a sentence names a source, joined in the article's language."""
        label, source = self.plain[key].label, self.sources[self.ids[key]]
        persons = source.persons.get("author") or source.persons.get("editor") or ()
        if len(persons) < 2 or any(person.is_body for person in persons) or is_same_language(self.language, "en"):
            return label
        return listed(self.language, re.split(r",? and |, ", label))

    def _apart(self, group: CitationGroup, inlines: Sequence[Inline]) -> tuple[Piece, ...]:
        before, note = note_in(inlines)
        if note is None:
            return self._in_line(group, before)
        opening = [*before, {"t": "Space"}, string("(")] if before else [string("(")]
        return self.pieces.of(group, [*opening, *note], alone=_is_alone(group), end=")")

    def _entries(
        self,
        answer: Answer,
        whole: Mapping[str, int],
        labels: Mapping[str, tuple[int, int]],
        dashed: Mapping[str, list[Inline]],
    ) -> Iterable[tuple[str, Reference]]:
        order = [*answer.entries, *(id for id in self.sources if id not in answer.entries)]
        for id in order:
            key = self.sources[id].key
            inlines = answer.entries.get(id) or (note_in(answer.paragraphs[whole[id]])[1] if id in whole else None)
            reference = self.plain[key]
            if inlines:
                reference = self._reference(reference, inlines, dashed.get(id) or inlines)
            if id in labels:
                author, year = (text_of(runs_of(chunks(answer.paragraphs[at]))) for at in labels[id])
                reference = labelled(reference, author, year, self.sources[id].text("title"))
            yield key, reference

    def _reference(self, plain: Reference, inlines: list[Inline], dashed_inlines: list[Inline]) -> Reference:
        runs, dashed = (runs_of(as_listed(chunks(each))) for each in (inlines, dashed_inlines))
        direction = direction_of_text(text_of(runs), direction_of(self.language))
        return replace(
            plain,
            html=to_html(runs, direction),
            text=text_of(runs),
            list_html=to_html(dashed, direction),
            list_text=text_of(dashed),
        )


def _locale(style: CslStyle, language: str) -> str:
    """The article's language, in the country of the style where the style is in that language."""
    own = style.file.default_locale
    return own if own and "-" not in language and is_same_language(own, language) else language


def _is_alone(group: CitationGroup) -> bool:
    return len(group.citations) == 1 and not group.citations[0].suffix and group.is_narrative
