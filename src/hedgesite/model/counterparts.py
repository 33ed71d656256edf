"""Counterparts: the text of a section or a free page in another language, in a file beside the original's."""

from __future__ import annotations

from dataclasses import dataclass

from hedgesite.model.codings import text_hash
from hedgesite.model.front_matter import CounterpartMatter, PageCounterpartMatter
from hedgesite.model.text import Block, Body

UNTRANSLATED = "…"
"""All the text of a passage that waits for its translation."""


@dataclass(frozen=True)
class Counterpart:
    """A text in another language: `01-introduction.sr.md` beside `01-introduction.md`."""

    kind: str
    """`section` or `page`."""
    id: str
    """Of the original."""
    language: str
    matter: CounterpartMatter | PageCounterpartMatter
    body: Body
    file: str

    @property
    def is_skeleton(self) -> bool:
        """Whether nothing of the text is translated yet."""
        if self.kind == "page":
            return self.body.markdown.strip() in {"", UNTRANSLATED}
        return all(map(is_untranslated, self.body.blocks))


def is_untranslated(block: Block) -> bool:
    """Whether a passage of a text in another language waits for its translation."""
    return block.markdown.strip() in {"", UNTRANSLATED}


def hash_of_passage(body: Body, block: Block) -> str:
    """Hash of a passage as written, with its notes: it differs if a word, a link or a citation does."""
    notes = (note.text for note in body.notes if note.passage == block.id)
    return text_hash("\n".join((block.markdown, *notes)))


def hash_of_page(body: Body) -> str:
    """Hash of the whole text of a free page."""
    return text_hash(body.markdown)
