"""Collecting the facts of a body from its tokens in reading order; notes are read where they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from hedgesite.diagnostics import Origin
from hedgesite.markdown.citations import Cited
from hedgesite.markdown.plain_text import formula_pairs, has_nameless_links, in_words, plain_blocks, plain_inline
from hedgesite.markdown.sentences import Sentences
from hedgesite.markdown.source_map import Source
from hedgesite.markdown.syntax import Definition
from hedgesite.model.text import Citation, CitationGroup, CitationMode, Note, TypedLink, WebLink, name_mark


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Sentences of one inline token, with the offsets at which its citations were left out."""

    sentences: Sentences
    offsets: Mapping[int, int]
    """Offset by the identity of a citation's token."""

    @classmethod
    def of(cls, inline: Token, name: Callable[[str, str], str] = in_words) -> _Sentences:
        plain = plain_inline(inline.children, name)
        return cls(Sentences(str(plain)), {id(token): offset for offset, token in plain.left_out})

    def around(self, citation: Token, mode: CitationMode) -> str:
        return self.sentences.at(self.offsets[id(citation)], begins=mode is CitationMode.NARRATIVE)


@dataclass(slots=True)
class _Place:
    """Reading position: a run of tokens, and their context."""

    tokens: Iterator[Token]
    note: str | None
    inline: Token | None = None
    sentences: _Sentences | None = None
    shown: _Sentences | None = None
    """Sentences with marks for names; None if there are no such names."""
    within: list[tuple[int, str | None]] = field(default_factory=list)
    """Open blocks with ids, as level and id, innermost last."""

    @property
    def passage(self) -> str | None:
        return self.within[-1][1] if self.within else None


class FactCollector:
    """Collector of the facts of a body, which also attaches each to its token for the renderer."""

    def __init__(self, source: Source, definitions: dict[str, Definition]) -> None:
        self.source = source
        self.definitions = definitions
        self.groups: list[CitationGroup] = []
        self.links: list[TypedLink] = []
        self.web_links: list[WebLink] = []
        self.notes: dict[str, Note] = {}
        self.calls: dict[str, int] = {}
        self.formulas: dict[str, str] = {}
        self.undefined: list[tuple[Origin, str]] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Read all tokens of the text, with an explicit stack because notes may call notes at any depth."""
        stack = [_Place(iter(tokens), None)]
        while stack:
            place = stack[-1]
            token = next(place.tokens, None)
            if token is None:
                stack.pop()
            elif token.type == "inline":
                inner = _Place(iter(token.children or ()), place.note, token, _Sentences.of(token))
                inner.shown = _Sentences.of(token, name_mark) if has_nameless_links((token,)) else None
                inner.within = place.within
                stack.append(inner)
            elif token.type == "note_call":
                stack.extend(self._call(token, place))
            else:
                self._token(token, place)

    def _token(self, token: Token, place: _Place) -> None:
        if token.type == "citation":
            self._group(token, place)
        elif token.type == "link_open":
            self._link(token, place)
        elif token.type == "math":
            self.formulas |= formula_pairs(token)
        elif token.nesting > 0 and "block" in token.meta:
            place.within.append((token.level, token.meta["block"].id))
        elif token.nesting < 0 and token.block and place.within and place.within[-1][0] == token.level:
            place.within.pop()

    def _group(self, token: Token, place: _Place) -> None:
        cited: tuple[Cited, ...] = token.meta["cited"]
        group = CitationGroup(
            citations=tuple(self._citation(citation, place) for citation in cited),
            origin=self._origin(token.meta["pos"], place),
            number=len(self.groups) + 1,
            passage=place.passage,
            note=place.note,
            sentence=place.sentences.around(token, cited[0].mode) if place.sentences else "",
            shown=place.shown.around(token, cited[0].mode) if place.shown else "",
        )
        token.meta["group"] = group
        self.groups.append(group)

    def _citation(self, cited: Cited, place: _Place) -> Citation:
        origin = self._origin(cited.pos, place)
        return Citation(cited.key, cited.mode, origin, cited.prefix, cited.locator, cited.suffix)

    def _link(self, token: Token, place: _Place) -> None:
        kind, target = token.meta["link"]
        origin = self._origin(token.meta["target_at"], place)
        if kind == "external" and target.lower().startswith("http"):
            self.web_links.append(WebLink(target, origin))
        elif kind not in ("external", "none"):
            token.meta["typed"] = TypedLink(kind, target, origin, place.passage, place.note, token.meta.get("file", ""))
            self.links.append(token.meta["typed"])

    def _call(self, token: Token, place: _Place) -> list[_Place]:
        """Count a note call; return the note's content to read next, if this is its first call."""
        label = token.meta["label"]
        definition = self.definitions.get(label)
        if definition is None:
            self.undefined.append((self._origin(token.meta["pos"], place), label))
            return []
        first = label not in self.notes
        if first:
            text = plain_blocks(definition.tokens)
            number = len(self.notes) + 1
            origin, before = self.source.of_definition(definition), len(self.groups)
            self.notes[label] = Note(label, number, origin, place.passage, text, before)
        self.calls[label] = self.calls.get(label, 0) + 1
        token.meta["note"] = self.notes[label]
        token.meta["call"] = self.calls[label]
        if not first:
            return []
        return [_Place(iter(definition.tokens), label, within=[(-1, place.passage)])]

    def _origin(self, pos: int, place: _Place) -> Origin:
        assert place.inline is not None
        return self.source.of_inline(place.inline, pos)
