"""Small changes to a companion, each of which leaves it valid (a warning apart)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from tests.strategies.bib_writing import Entry
from tests.strategies.plan import Block, Companion, Files, Page, Piece, Text
from tests.strategies.prose import Mentionable, citations, sentences
from tests.strategies.sections import codings, passages, sections
from tests.strategies.sources import entries
from tests.strategies.things import articles, refs
from tests.strategies.words import keys, names, phrases, plain_dates, some_ids

KINDS = ("section", "passage", "dimension", "hypothesis", "actor", "event", "term", "series", "source")
_LISTED = ("hypotheses", "actors", "events", "terms")


@dataclass(frozen=True)
class Edit:
    """One change. Called with the files of the companion before, it gives the files after; it takes no other files."""

    what: str
    after: Companion
    changed: Files
    removed: frozenset[str]

    def __call__(self, files: Files) -> Files:
        kept = {path: data for path, data in files.items() if path not in self.removed}
        return dict(sorted((kept | self.changed).items()))


def edits(companion: Companion) -> st.SearchStrategy[Edit]:
    """Changes that a contributor would make at once; to make several, ask again with `edit.after`."""
    before = companion.files()

    def edit(what: str, after: Companion) -> Edit:
        files = after.files()
        changed = {path: data for path, data in files.items() if before.get(path) != data}
        return Edit(what, after, changed, frozenset(before) - frozenset(files))

    return st.sampled_from(_EDITS).flatmap(
        lambda made: st.builds(edit, st.just(made.__name__.strip("_").replace("_", " ")), made(companion))
    )


def _known(companion: Companion) -> Mentionable:
    return Mentionable({kind: tuple(companion.names(kind)) for kind in KINDS})


def _with_section(companion: Companion, at: int, page: Page) -> Companion:
    return companion.copy(sections=(*companion.sections[:at], page, *companion.sections[at + 1 :]))


def _a_section(draw: st.DrawFn, companion: Companion, *, with_passages: bool = False) -> tuple[int, Page] | None:
    fit = [(at, page) for at, page in enumerate(companion.sections) if page.passages or not with_passages]
    return draw(st.sampled_from(fit)) if fit else None


def _is_mentioned(companion: Companion, written: Mapping[str, int]) -> bool:
    """Whether some text or field seems to name one of the ids more often than it is written where it is given."""
    text = b"\n".join(companion.files().values()).decode()
    return any(len(re.findall(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text)) > n for id, n in written.items())


def _passage_ids(said: Mapping[str, Any]) -> dict[str, int]:
    """Ids of annotated passages, each written there and before its block, and their former ids."""
    former = {alias: 1 for one in said.values() for alias in one.get("aliases", ())}
    return dict.fromkeys(said, 2) | former


@st.composite
def _reword_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion, with_passages=True)
    if chosen is None:
        return companion
    at, page = chosen
    block = draw(st.sampled_from(page.passages))
    first, *others = block.text.paragraphs
    sentence = (Piece(f"Now {draw(phrases)}"), *first[0][1:])
    new = replace(block, text=Text(((sentence, *first[1:]), *others)))
    return _with_section(companion, at, replace(page, blocks=_swapped(page, block, new)))


def _swapped(page: Page, old: Block, *new: Block) -> tuple[Block, ...]:
    at = page.blocks.index(old)
    return (*page.blocks[:at], *new, *page.blocks[at + 1 :])


@st.composite
def _cite_once_more(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen, known = _a_section(draw, companion, with_passages=True), companion.names("source")
    if chosen is None or not known:
        return companion
    at, page = chosen
    block = draw(st.sampled_from(page.passages))
    first, *others = block.text.paragraphs
    sentence = (Piece(draw(phrases)), draw(citations(known)), Piece(draw(phrases)))
    if block.shape == "table" and any("\n" in piece.text for piece in sentence):
        return companion
    new = replace(block, text=Text(((*first, (Piece("Then"), *sentence)), *others)))
    return _with_section(companion, at, replace(page, blocks=_swapped(page, block, new)))


@st.composite
def _take_out_a_citation(draw: st.DrawFn, companion: Companion) -> Companion:
    fit = [
        (at, page, block)
        for at, page in enumerate(companion.sections)
        for block in page.passages
        if any(piece.cites and not piece.note for piece in block.text.pieces)
    ]
    if not fit:
        return companion
    at, page, block = draw(st.sampled_from(fit))
    gone = next(piece for piece in block.text.pieces if piece.cites and not piece.note)
    kept = tuple(tuple(tuple(p for p in s if p is not gone) for s in paragraph) for paragraph in block.text.paragraphs)
    return _with_section(companion, at, replace(page, blocks=_swapped(page, block, replace(block, text=Text(kept)))))


@st.composite
def _add_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion)
    assert chosen is not None
    at, page = chosen
    (id,) = draw(some_ids(1, 1, companion.names("passage")))
    known = _known(companion)
    block = draw(passages(id, known))
    place = draw(st.integers(0, len(page.blocks)))
    matter = {**page.matter, "passages": {**page.matter["passages"], id: draw(codings(block, known))}}
    blocks = (*page.blocks[:place], block, *page.blocks[place:])
    return _with_section(companion, at, replace(page, matter=matter, blocks=blocks))


@st.composite
def _remove_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    fit = [
        (at, page, block)
        for at, page in enumerate(companion.sections)
        for block in page.passages
        if not _is_mentioned(companion, _passage_ids({block.id: page.matter["passages"][block.id]}))
    ]
    if not fit:
        return companion
    at, page, block = draw(st.sampled_from(fit))
    coded = {id: said for id, said in page.matter["passages"].items() if id != block.id}
    return _with_section(
        companion, at, replace(page, matter={**page.matter, "passages": coded}, blocks=_swapped(page, block))
    )


@st.composite
def _move_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion, with_passages=True)
    if chosen is None:
        return companion
    at, page = chosen
    return _with_section(companion, at, replace(page, blocks=tuple(draw(st.permutations(page.blocks)))))


@st.composite
def _recode_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion, with_passages=True)
    if chosen is None:
        return companion
    at, page = chosen
    block, known = draw(st.sampled_from(page.passages)), _known(companion)
    said = draw(codings(block, known))
    former = page.matter["passages"][block.id].get("aliases")
    coded = {**page.matter["passages"], block.id: said | ({"aliases": former} if former else {})}
    return _with_section(companion, at, replace(page, matter={**page.matter, "passages": coded}))


@st.composite
def _rename_a_passage(draw: st.DrawFn, companion: Companion) -> Companion:
    """Mentions go on saying the former id."""
    chosen = _a_section(draw, companion, with_passages=True)
    if chosen is None:
        return companion
    at, page = chosen
    block = draw(st.sampled_from(page.passages))
    (id,) = draw(some_ids(1, 1, companion.names("passage")))
    said = page.matter["passages"][block.id]
    renamed = {**said, "aliases": [*said.get("aliases", ()), block.id]}
    coded = {(id if old == block.id else old): said for old, said in page.matter["passages"].items()}
    matter = {**page.matter, "passages": {**coded, id: renamed}}
    return _with_section(
        companion, at, replace(page, matter=matter, blocks=_swapped(page, block, replace(block, id=id)))
    )


@st.composite
def _rename_a_thing(draw: st.DrawFn, companion: Companion) -> Companion:
    kinds = [kind for kind in ("dimension", "hypothesis", "actor", "event", "term") if companion.things(kind)]
    if not kinds:
        return companion
    kind = draw(st.sampled_from(kinds))
    (id,) = draw(some_ids(1, 1, companion.names(kind)))
    after = companion.copy()
    thing = draw(st.sampled_from(after.things(kind)))
    thing["aliases"] = [*thing.get("aliases", ()), thing["id"]]
    thing["id"] = id
    return after


@st.composite
def _change_a_thing(draw: st.DrawFn, companion: Companion) -> Companion:
    after = companion.copy()
    kinds = [kind for kind in ("dimension", "hypothesis", "actor", "event", "term") if companion.things(kind)]
    if not kinds:
        return companion
    thing = draw(st.sampled_from(after.things(draw(st.sampled_from(kinds)))))
    known = _known(companion)
    new: dict[str, st.SearchStrategy[Any]] = {
        "name": names,
        "term": names,
        "short": names,
        "colour": st.just("#123abc"),
        "stance": st.sampled_from(("near", "far")),
        "date": plain_dates,
        "key": st.booleans(),
        "sources": refs(known, "source"),
        "definition": st.builds(lambda sentence: Text(((sentence,),)), sentences(known)),
    }
    name = draw(st.sampled_from([name for name in new if name in thing]))
    thing[name] = draw(new[name])
    return after


@st.composite
def _rename_a_section(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion)
    assert chosen is not None
    at, page = chosen
    (id,) = draw(some_ids(1, 1, companion.names("section")))
    matter = {**page.matter, "aliases": [*page.matter.get("aliases", ()), page.id]}
    return _with_section(companion, at, replace(page, id=id, matter=matter))


@st.composite
def _add_a_section(draw: st.DrawFn, companion: Companion) -> Companion:
    (id,) = draw(some_ids(1, 1, companion.names("section")))
    number = draw(st.sampled_from(("", "00-", "99-"))) if not companion.sections[0].number else "99-"
    ids = draw(some_ids(0, 2, companion.names("passage")))
    return companion.copy(sections=(*companion.sections, draw(sections(id, number, ids, _known(companion)))))


@st.composite
def _delete_a_section(draw: st.DrawFn, companion: Companion) -> Companion:
    def own(page: Page) -> dict[str, int]:
        former = dict.fromkeys(page.matter.get("aliases", ()), 1)
        return {page.id: 0} | former | _passage_ids(page.matter["passages"])

    fit = [page for page in companion.sections if not _is_mentioned(companion, own(page))]
    if not fit or len(companion.sections) == 1:
        return companion
    gone = draw(st.sampled_from(fit))
    return companion.copy(sections=tuple(page for page in companion.sections if page is not gone))


@st.composite
def _retitle_a_section(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion)
    assert chosen is not None
    at, page = chosen
    return _with_section(companion, at, replace(page, matter={**page.matter, "title": draw(names)}))


@st.composite
def _change_a_source(draw: st.DrawFn, companion: Companion) -> Companion:
    if not companion.entries:
        return companion
    entry = draw(st.sampled_from(companion.entries))
    new = {
        "title": f"Another title {entry.key.encode().hex()}",
        "date": "2001",
        "year": "2001",
        "pages": "1--2",
        "url": "https://example.org/else",
    }
    name = draw(st.sampled_from([name for name in new if name in entry.fields]))
    changed = replace(entry, fields={**entry.fields, name: new[name]})
    return companion.copy(entries=tuple(changed if other is entry else other for other in companion.entries))


@st.composite
def _add_a_source(draw: st.DrawFn, companion: Companion) -> Companion:
    taken = {name.lower() for name in companion.names("source")}
    key = draw(keys.filter(lambda key: key.lower() not in taken))
    entry: Entry = draw(entries(key))
    article = {**companion.article, "nocite": [*companion.article.get("nocite", ()), key]}
    return companion.copy(article=article, entries=(*companion.entries, entry))


@st.composite
def _rename_a_source(draw: st.DrawFn, companion: Companion) -> Companion:
    if not companion.entries:
        return companion
    taken = {name.lower() for name in companion.names("source")}
    entry = draw(st.sampled_from(companion.entries))
    key = draw(keys.filter(lambda key: key.lower() not in taken))
    renamed = replace(entry, key=key, aliases=(*entry.aliases, entry.key))
    return companion.copy(entries=tuple(renamed if other is entry else other for other in companion.entries))


@st.composite
def _touch_the_article(draw: st.DrawFn, companion: Companion) -> Companion:
    new = draw(articles(_known(companion)))
    kept = {name: value for name, value in companion.article.items() if name in {"nocite", "translations"}}
    names_taken = draw(st.lists(st.sampled_from(sorted(new)), min_size=1, max_size=2))
    chosen = {name: new[name] for name in names_taken if name != "translations"}
    return companion.copy(article={**companion.article, **chosen, **kept})


@st.composite
def _write_a_file_otherwise(draw: st.DrawFn, companion: Companion) -> Companion:
    """Other bytes that say the same."""
    path = draw(st.sampled_from(sorted(companion.files())))
    return companion.copy(other_hands={**companion.other_hands, path: draw(st.integers(0, 30))})


@st.composite
def _change_a_series(draw: st.DrawFn, companion: Companion) -> Companion:
    if not companion.series:
        return companion
    after = companion.copy()
    series = draw(st.sampled_from(sorted(after.series)))
    after.series[series]["rows"][0] = {"value": draw(st.integers(0, 99))}
    return after


def _png(colour: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (600, 400), (colour, 90, 120)).save(made, "PNG")
    return made.getvalue()


_files = st.one_of(
    st.integers(0, 255).map(lambda colour: ("figures/shown{}.png", _png(colour))),
    st.integers(0, 255).map(lambda number: ("tables/shown{}.csv", f"a,b\nx,{number}\ny,1\n".encode())),
)
"""Images and tables, each with the path of its file, which a number completes."""


@st.composite
def _show_a_file(draw: st.DrawFn, companion: Companion) -> Companion:
    chosen = _a_section(draw, companion)
    assert chosen is not None
    at, page = chosen
    name, data = draw(_files)
    number = len(companion.shown)
    path = name.format(number)
    alt = ' alt="Shown"' if path.startswith("figures/") else ""
    block = Block("raw", Text((((Piece(f"![{draw(phrases)}]({path}){{#shown-{number}{alt}}}"),),),)))
    place = draw(st.integers(0, len(page.blocks)))
    after = _with_section(companion, at, replace(page, blocks=(*page.blocks[:place], block, *page.blocks[place:])))
    return after.copy(shown={**companion.shown, path: data})


@st.composite
def _change_a_shown_file(draw: st.DrawFn, companion: Companion) -> Companion:
    """The text stays the same, and what it shows does not."""
    if not companion.shown:
        return draw(_show_a_file(companion))
    path = draw(st.sampled_from(sorted(companion.shown)))
    _, data = draw(_files.filter(lambda file: file[0].rpartition(".")[2] == path.rpartition(".")[2]))
    return companion.copy(shown={**companion.shown, path: data})


_EDITS: tuple[Callable[[Companion], st.SearchStrategy[Companion]], ...] = (
    _reword_a_passage,
    _cite_once_more,
    _take_out_a_citation,
    _add_a_passage,
    _remove_a_passage,
    _move_a_passage,
    _recode_a_passage,
    _rename_a_passage,
    _rename_a_thing,
    _change_a_thing,
    _rename_a_section,
    _add_a_section,
    _delete_a_section,
    _retitle_a_section,
    _change_a_source,
    _add_a_source,
    _rename_a_source,
    _touch_the_article,
    _write_a_file_otherwise,
    _change_a_series,
    _show_a_file,
    _change_a_shown_file,
)
