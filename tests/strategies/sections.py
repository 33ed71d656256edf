"""Sections, with their passages and what is coded of them, and free pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.strategies.plan import Block, Note, Page, Piece, Text
from tests.strategies.prose import Mentionable, sentences, texts
from tests.strategies.things import refs, some_of
from tests.strategies.words import names, phrases

SHAPES = ("paragraph", "paragraph", "paragraph", "list", "numbered", "quote", "table", "definitions")
_attributes = st.sampled_from(("", "", "", " .aside", " lang=fr", " .a .b lang=sr-Latn"))
_labels = st.sampled_from(("1", "2", "note", "a-b", "Ж", "x_y", "10"))
_nothing = Mentionable({})


@st.composite
def notes(draw: st.DrawFn, known: Mentionable) -> list[Note]:
    """Notes with labels of their own, of which one may call another."""
    labels = draw(st.lists(_labels, max_size=2, unique=True))
    return [Note(label, draw(texts(known, paragraphs=2))) for label in labels]


@st.composite
def passages(draw: st.DrawFn, id: str, known: Mentionable, notes: Sequence[Note] = ()) -> Block:
    """A block with an id."""
    shape = draw(st.sampled_from(SHAPES))
    several = 3 if shape in {"list", "numbered", "quote", "table", "definitions"} else 1
    text = draw(texts(known, paragraphs=several, notes=notes))
    wrapped = 0 if shape == "table" else draw(st.sampled_from((0, 0, 3, 7)))
    return Block(shape, _without_breaks(text) if shape == "table" else text, id, draw(_attributes), wrapped)


def _without_breaks(text: Text) -> Text:
    """A cell of a table is one line."""
    kept = tuple(tuple(tuple(p for p in s if "\n" not in p.text) for s in paragraph) for paragraph in text.paragraphs)
    return Text(kept)


@st.composite
def codings(draw: st.DrawFn, block: Block, known: Mentionable) -> dict[str, Any]:
    """What is said of a passage: it is coded, or has a role."""
    dimensions = draw(refs(known, "dimension"))
    cited = sorted(set(block.text.cites))
    evidence = some_of(
        {
            "source": st.sampled_from(cited or [""]),
            "kind": st.sampled_from(("official", "agreement", "statistics", "scholarship", "journalism", "think-tank")),
            "supports": phrases,
        },
        {
            "relation": st.sampled_from(("supports", "qualifies", "contradicts", "background")),
            "locator": st.sampled_from(("7", "pp. 3-5", "chap. 2", "Annex II")),
            "quote": phrases,
            "lang": st.sampled_from(("en", "ar", "sr-Latn")),
            "translation": phrases,
            "archive": st.just("https://web.archive.org/web/2020/https://example.org/"),
            "access": phrases,
            "note": texts(known),
        },
    )
    annotation = draw(
        some_of(
            {},
            {
                "hypotheses": refs(known, "hypothesis"),
                "actors": refs(known, "actor"),
                "events": refs(known, "event"),
                "note": texts(known),
                "editorial": texts(known),
                **({"evidence": st.lists(evidence, max_size=2)} if cited else {}),
            },
        )
    )
    role = {} if dimensions else {"role": draw(st.sampled_from(("theory", "method", "context", "conclusion")))}
    return {**({"dimensions": dimensions} if dimensions else {}), **role, **annotation}


@st.composite
def sections(draw: st.DrawFn, id: str, number: str, ids: Sequence[str], known: Mentionable) -> Page:
    """A section with these passages. Aliases and its parent are given to it later."""
    called = draw(notes(known))
    blocks: list[Block] = []
    for passage in ids:
        if draw(st.integers(0, 4)) == 0:
            blocks.append(Block("heading", Text((draw(headings(known)),))))
        if draw(st.integers(0, 9)) == 0:
            blocks.append(Block("code", Text(((draw(sentences(_nothing)),),))))
        blocks.append(draw(passages(passage, known, called)))
    coded = {block.id: draw(codings(block, known)) for block in blocks if block.id}
    matter = draw(some_of({"title": names}, {"short": names, "summary": texts(known)}))
    return Page(id, number, {**matter, "passages": coded}, tuple(blocks))


def headings(known: Mentionable) -> st.SearchStrategy[tuple[tuple[Piece, ...], ...]]:
    """The words of a heading: one sentence. Some are words that the page uses itself."""
    found = sentences(known).filter(lambda found: not any("\n" in piece.text for piece in found))
    plain = st.sampled_from(("Notes", "Sources", "Top", "вода")).map(lambda word: (Piece(word),))
    return st.one_of(found, found, plain).map(lambda sentence: (sentence,))


@st.composite
def free_pages(draw: st.DrawFn, id: str, known: Mentionable) -> Page:
    """A page outside the article's order."""
    blocks = [
        Block(draw(st.sampled_from(SHAPES[:6])), draw(texts(known, paragraphs=2)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    shown = [
        block if block.shape != "paragraph" else Block("paragraph", Text(block.text.paragraphs[:1])) for block in blocks
    ]
    return Page(id, "", draw(some_of({"title": names}, {"short": names})), tuple(shown))
