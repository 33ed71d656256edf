"""Sections, their passages, and their numbered figures, tables and equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from hedgesite.diagnostics import Origin
from hedgesite.model.counterparts import is_untranslated
from hedgesite.model.front_matter import Annotation, FrontMatter
from hedgesite.model.text import Block, Body, Display
from hedgesite.model.word_lists import CONTEXT


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a section with an id, and its annotation from the front matter."""

    id: str
    section: str
    block: Block
    annotation: Annotation

    @property
    def origin(self) -> Origin:
        return self.block.span.start


@dataclass(frozen=True)
class Section:
    """One Markdown file of the companion, in article order."""

    id: str
    number: int
    """Position among all sections, from 1."""
    matter: FrontMatter
    body: Body
    file: str
    letter: str = ""
    """Letter of an appendix; empty for other sections."""
    original: Section | None = None
    """The section in the companion's language, for one in another: passages, numbers and offsets are those of it."""

    @property
    def value(self) -> FrontMatter:
        return self.matter

    @property
    def mark(self) -> str:
        """Number of the section, or letter of the appendix, as readers see it."""
        return self.letter or str(self.number)

    @property
    def title(self) -> str:
        return self.matter.title

    @property
    def short(self) -> str:
        return self.matter.short or self.matter.title

    def place_in_article(self, passage: Passage, page: str) -> str:
        """Place in the article that a passage restates, as `§ 3, ¶ 4, p. 103`; empty if not given.

        `page` is the number of its page in words, or empty.
        """
        place, numbers = self.matter.article, passage.annotation.paragraphs
        known = place is not None and numbers
        paragraphs = f"{'¶' if len(numbers) == 1 else '¶¶'} {', '.join(map(str, numbers))}"
        return ", ".join((*((f"§ {place.heading}", paragraphs) if place and known else ()), *filter(None, (page,))))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Passages in reading order. A figure or table that is not annotated has the role `context`.

        In another language they are the original's, each with its own words here as far as it has them.
        """
        if self.original is not None:
            return tuple(map(self._in_other_words, self.original.passages))
        plain, of_display = Annotation(), Annotation(role=CONTEXT)
        return tuple(
            Passage(
                block.id,
                self.id,
                block,
                self.matter.passages.get(block.id, of_display if block.id in self.display_ids else plain),
            )
            for block in self.body.blocks
        )

    @cached_property
    def display_ids(self) -> frozenset[str]:
        """Ids of the figures, tables and equations among its passages."""
        return frozenset(display.id for display in self.body.displays)

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """The blocks of its own text by id; in another language, those that are translated."""
        said = (block for block in self.body.blocks if self.original is None or not is_untranslated(block))
        return MappingProxyType({block.id: block for block in said})

    def lacks(self, id: str) -> bool:
        """Whether the text in another language has no words for a passage of the original."""
        return self.original is not None and id not in self.blocks

    @property
    def missing(self) -> tuple[Passage, ...]:
        """The passages of the original that the text in another language lacks."""
        return tuple(each for each in self.original.passages if self.lacks(each.id)) if self.original else ()

    def _in_other_words(self, passage: Passage) -> Passage:
        own, annotation = self.blocks.get(passage.id), self.matter.passages.get(passage.id, passage.annotation)
        block = replace(own, number=passage.block.number) if own else passage.block
        return replace(passage, block=block, annotation=annotation)


@dataclass(frozen=True, slots=True)
class NumberedDisplay:
    """A figure, a table or an equation of a section, with its number in the article."""

    section: str
    display: Display
    number: str
    """`3`, or `3b` for a part of a figure; in an appendix `A3`."""
    aliases: tuple[str, ...] = ()
    """Former ids."""

    @property
    def id(self) -> str:
        return self.display.id

    @property
    def kind(self) -> str:
        return self.display.kind

    @property
    def name(self) -> str:
        """Its English name, such as `Figure 3` or `Equation (1)`."""
        number = f"({self.number})" if self.kind == "equation" else self.number
        return f"{self.kind.capitalize()} {number}"


def numbered_displays(sections: Iterable[Section]) -> Iterator[NumberedDisplay]:
    """Number the displays of sections in article order, each kind from 1.

    In an appendix they are counted anew, after its letter: `Figure A1`. Source: APA, Publication Manual, 7th edition,
    section 2.14. In another language they have the original's numbers.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for section in sections:
        own = {display.id: display for display in section.body.displays}
        for counted in (section.original or section).body.displays:
            if counted.id:
                counts[section.letter, counted.kind] += not counted.is_part
                annotation = section.matter.passages.get(counted.id)
                number = f"{section.letter}{counts[section.letter, counted.kind]}{counted.letter}"
                said = own.get(counted.id, counted)
                display = said if said.kind == counted.kind else counted
                yield NumberedDisplay(section.id, display, number, annotation.aliases if annotation else ())
