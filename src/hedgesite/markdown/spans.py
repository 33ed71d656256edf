"""Spans: words of passages that are marked when their section is rendered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from hedgesite.markdown.passage_words import PassageWords, text_of
from hedgesite.markdown.syntax import Syntax, syntax_of
from hedgesite.model.clauses import clauses_in
from hedgesite.model.evidence import Clause
from hedgesite.model.library import Section
from hedgesite.model.text import Body

Wanted = Mapping[str, Sequence[tuple[str, Clause]]]
"""Clauses to mark, each with a name, by passage."""
_Cuts = dict[tuple[int, int], list[tuple[int, int, str]]]
"""Marked ranges and their names, by the indices of an inline token and its child."""


def words_of(body: Body, passages: Sequence[str]) -> Mapping[str, PassageWords]:
    """The words of passages by id; ids that the body does not have are left out."""
    return _words(syntax_of(body.syntax).tokens, frozenset(passages))


def marked_body(section: Section) -> Body:
    """The text of a section with its clauses marked."""
    return with_spans(section.body, clauses_in(section))


def with_spans(body: Body, wanted: Wanted) -> Body:
    """The body with clauses marked for `RenderHooks.span`; a clause that is not found in one place is left out."""
    if not wanted:
        return body
    syntax = syntax_of(body.syntax)
    tokens = tuple(_joined(token) for token in syntax.tokens)
    words, cuts = _words(tokens, frozenset(wanted)), defaultdict[tuple[int, int], list[tuple[int, int, str]]](list)
    for id, found in words.items():
        for name, clause in wanted[id]:
            places = found.places(clause)
            for piece in found.pieces if len(places) == 1 else ():
                start, end = places[0][0] - piece.start, places[0][1] - piece.start
                if start < len(piece.text) and end > 0:
                    cuts[piece.inline, piece.child].append((max(start, 0), min(end, len(piece.text)), name))
    marked = (_with_marks(token, index, cuts) for index, token in enumerate(tokens))
    return replace(body, syntax=Syntax(tuple(marked), syntax.notes))


def _words(tokens: Sequence[Token], wanted: frozenset[str]) -> dict[str, PassageWords]:
    """The words of passages; an outer one has those of the passages within it."""
    inlines: dict[str, list[tuple[int, Sequence[Token]]]] = {}
    opened: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if "block" in token.meta and token.nesting >= 0 and token.meta["block"].id in wanted:
            inlines.setdefault(token.meta["block"].id, [])
            if token.nesting:
                opened.append((token.meta["block"].id, token.level))
        elif token.nesting < 0 and opened and opened[-1][1] == token.level:
            opened.pop()
        if token.type == "inline":
            for id, _ in opened:
                inlines[id].append((index, token.children or ()))
    return {id: PassageWords.of(found) for id, found in inlines.items()}


def _joined(token: Token) -> Token:
    """The same token; within it, line breaks are part of the text around them, so that one mark covers both."""
    if token.type != "inline" or not token.children:
        return token
    children: list[Token] = []
    for child in token.children:
        if child.type in ("text", "softbreak"):
            if children and children[-1].type == "text":
                children[-1] = children[-1].copy(content=children[-1].content + text_of(child))
            else:
                children.append(child.copy(type="text", content=text_of(child)))
        else:
            children.append(child)
    return token.copy(children=children)


def _with_marks(token: Token, index: int, cuts: _Cuts) -> Token:
    """A token whose texts tell which words are marked."""
    children = list(token.children or ())
    found = [(child, cuts[index, child]) for child in range(len(children)) if (index, child) in cuts]
    for child, ranges in found:
        children[child] = children[child].copy(meta={**children[child].meta, "marked": _parts(children[child], ranges)})
    return token.copy(children=children) if found else token


def _parts(token: Token, ranges: Sequence[tuple[int, int, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The text of a token in parts, each with the names of its marks."""
    text = text_of(token)
    if token.type not in ("text", "code_inline"):
        return ((text, tuple(name for _, _, name in ranges)),)
    edges = sorted({0, len(text), *(start for start, _, _ in ranges), *(end for _, end, _ in ranges)})
    return tuple(
        (text[start:end], tuple(name for first, last, name in ranges if first <= start and end <= last))
        for start, end in pairwise(edges)
    )
