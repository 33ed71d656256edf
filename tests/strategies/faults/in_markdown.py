"""Faults in the Markdown of sections, and of fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from hedgesite.diagnostics import Rule
from tests.strategies.faults.planting import Faulty, planted
from tests.strategies.plan import Block, Companion, Page, Piece, Text

_INLINE = (
    (Rule.CITATION_UNKNOWN, "[@zz9]"),
    (Rule.CITATION_UNKNOWN, "[see @zz9, 3]"),
    (Rule.CITATION_UNKNOWN, "@zz9 [p. 4]"),
    (Rule.CITATION_CROSSREF, "@fig-zz9"),
    (Rule.LINK_UNKNOWN, "[this](term:zz9)"),
    (Rule.LINK_UNKNOWN, "[](section:zz9)"),
    (Rule.LINK_UNKNOWN, "[*that*](source:zz9)"),
    (Rule.LINK_KIND, "[this](javascript:zz9)"),
    (Rule.LINK_KIND, "[this](zz9.md)"),
    (Rule.LINK_KIND, "[this](//zz9.org)"),
    (Rule.LINK_KIND, "[this](actors:zz9)"),
    (Rule.IMAGE_PLACE, "![this](https://example.org/zz9.png)"),
    (Rule.RAW_HTML, "<zz9>"),
    (Rule.ATTRIBUTE, "[this]{onclick=zz9}"),
    (Rule.ATTRIBUTE, "[this]{.Zz9zz9}"),
)
_INLINE_OF_SECTIONS = (
    (Rule.NOTE_UNDEFINED, "this[^zz9]"),
    (Rule.LINK_NESTED, "[this^[zz9]](https://example.org)"),
)
_CITING = (
    (Rule.CITATION_SYNTAX, "[@{0}]{{.zz9}}"),
    (Rule.CITATION_SPLIT, "(@{0}, 63-zz9)"),
    (Rule.LINK_NESTED, "[zz9 [@{0}]](https://example.org)"),
)
_BLOCKS = (
    (Rule.PASSAGE_ID_MISSING, "Zz9 zz9 has no id", 0),
    (Rule.PASSAGE_ID_MISSING, "- zz9 has no id", 0),
    (Rule.PASSAGE_ID_MISSING, "> zz9 has no id", 0),
    (Rule.NOTE_UNUSED, "[^zz9]: Nobody calls it", 0),
    (Rule.HEADING_LEVEL, "# Of level zz9", 0),
    (Rule.ID_SYNTAX, "{#A_zz9}\nThis has no good id", 0),
    (Rule.ATTRIBUTE, "{#zz9 onclick=alert(1)}\nThis may do no harm", 0),
    (Rule.NESTING, "{#zz9}\n" + ">" * 60 + " This is deep", 1),
)


@st.composite
def in_a_line(draw: st.DrawFn, companion: Companion) -> Faulty:
    """In the middle of a passage, or of a field."""
    sources = companion.names("source")
    fields = list(companion.fields())
    is_field = len(fields) > 0 and draw(st.booleans())
    options = [*_INLINE] if is_field else [*_INLINE, *_INLINE_OF_SECTIONS]
    if sources and not is_field:
        options += [(rule, text.format(draw(st.sampled_from(sources)))) for rule, text in _CITING]
    rule, text = draw(st.sampled_from(options))
    if is_field:
        after = companion.copy()
        number = draw(st.integers(0, len(fields) - 1))
        _replace_field(after, list(after.fields())[number], text)
        return planted(companion, after, rule)
    return planted(companion, _with_piece(draw, companion, text), rule)


def _replace_field(companion: Companion, old: Text, text: str) -> None:
    """In place, in a companion of one's own."""
    stack: list[object] = [companion.article, companion.codebook, *companion.lists().values(), companion.series]
    stack += [page.matter for page in (*companion.sections, *companion.pages)]
    while stack:
        holder = stack.pop()
        items = list(
            holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
        )
        for name, value in items:
            if value is old:
                holder[name] = with_sentence(old, text)  # type: ignore[index]
                return
            stack.append(value)


def with_sentence(old: Text, text: str) -> Text:
    """The same text with one more sentence in its first paragraph."""
    first, *others = old.paragraphs
    return Text(((*first, (Piece("Now"), Piece(text), Piece("and so on"))), *others))


def _with_piece(draw: st.DrawFn, companion: Companion, text: str) -> Companion:
    page, block = draw(st.sampled_from([(page, block) for page in companion.sections for block in page.passages]))
    at = page.blocks.index(block)
    new = replace(block, text=with_sentence(block.text, text))
    return with_page(companion, page, replace(page, blocks=(*page.blocks[:at], new, *page.blocks[at + 1 :])))


def with_page(companion: Companion, old: Page, new: Page) -> Companion:
    return companion.copy(sections=tuple(new if page is old else page for page in companion.sections))


@st.composite
def in_a_block(draw: st.DrawFn, companion: Companion) -> Faulty:
    """A block that should not stand in a section."""
    rule, text, below = draw(st.sampled_from(_BLOCKS))
    return planted(companion, _with_block(draw, companion, text), rule, below=below)


@st.composite
def of_an_id(draw: st.DrawFn, companion: Companion) -> Faulty:
    """A passage that takes the id of another one."""
    page, block = draw(st.sampled_from([(page, block) for page in companion.sections for block in page.passages]))
    raw = Block("raw", Text((((Piece(f"{{#{block.id}}}\nThis zz9 has it too"),),),)))
    after = with_page(companion, page, replace(page, blocks=(*page.blocks, raw)))
    return planted(companion, after, Rule.ID_DUPLICATE, below=-1)


@st.composite
def of_a_note(draw: st.DrawFn, companion: Companion) -> Faulty:
    """A note that is defined twice."""
    page, block = draw(st.sampled_from([(page, block) for page in companion.sections for block in page.passages]))
    at = page.blocks.index(block)
    called = replace(block, text=with_sentence(block.text, "this[^twice]"))
    raws = (Block("raw", Text((((Piece(text),),),))) for text in ("[^twice]: once", "[^twice]: zz9"))
    blocks = (*page.blocks[:at], called, *page.blocks[at + 1 :], *raws)
    return planted(companion, with_page(companion, page, replace(page, blocks=blocks)), Rule.NOTE_DUPLICATE)


def _with_block(draw: st.DrawFn, companion: Companion, text: str) -> Companion:
    page = draw(st.sampled_from(companion.sections))
    at = draw(st.integers(0, len(page.blocks)))
    raw = Block("raw", Text((((Piece(text),),),)))
    return with_page(companion, page, replace(page, blocks=(*page.blocks[:at], raw, *page.blocks[at:])))


MARKDOWN_FAULTS: tuple[Callable[[Companion], st.SearchStrategy[Faulty]], ...] = (
    in_a_line,
    in_a_block,
    of_an_id,
    of_a_note,
)
