"""The title of a manuscript in which no style marks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hedgesite.importer.head import Head
from hedgesite.importer.title_pages import may_be_title, printed_title, size_of
from hedgesite.importer.tree import Block
from hedgesite.importer.tree_walk import text_of

_MARKS = '«»“”„"'


def with_title(
    before: Sequence[Block], after: Sequence[Block], repeated: Sequence[Block], head: Head, names: int
) -> tuple[list[Block], list[Block]]:
    """Give a head without a title the one of its lines that most likely is it. Returns the lines `before` the last that
    was understood, and those `after` it, both without the title.

    `repeated` are lines that stand twice, and `names` is the number of lines above the authors' names, or -1.
    """
    if not head.title:
        above = before[:names] if names > 0 else before
        lines = repeated or printed_title(above) or printed_title(before)
        if not lines and after and may_be_title(after[0], fewest=3) and _begins(after):
            lines = after[:1]
        head.title, head.is_title_guessed = unquoted_title(joined(lines)), bool(lines)
        before = [each for each in before if all(each is not line for line in lines)]
        after = [each for each in after if all(each is not line for line in lines)]
    return [each for each in before if not is_title(each, head.title)], list(after)


def _begins(blocks: Sequence[Block]) -> bool:
    """Whether the first of these blocks is a line of its own above the text, and not a short paragraph of it."""
    return len(blocks) == 1 or size_of(text_of(blocks[1])) > 2 * size_of(text_of(blocks[0]))


def unquoted_title(words: str) -> str:
    """A title without the quotation marks around all of it."""
    inner = words.strip(f"{_MARKS}' ")
    return words if set(inner) & set(_MARKS) else inner


def joined(lines: Iterable[Block]) -> str:
    """The words of blocks in one line."""
    return " ".join(" ".join(map(text_of, lines)).split())


def is_title(block: Block, title: str) -> bool:
    """Whether a block is the title, in whatever case."""
    return bool(title) and joined([block]).casefold() == title.casefold()
