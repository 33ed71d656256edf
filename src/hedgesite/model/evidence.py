"""Content types of what a passage rests on: relations, clauses of the passage, copies of sources, reasons."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints, WrapValidator, model_validator

from hedgesite.model.base import LocatedDict, LocatedStr, Prose, Ref, Value
from hedgesite.model.fields import Url, in_its_place

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), WrapValidator(in_its_place)
]
"""Plain text that is not empty and keeps its place in the file."""


class Relation(StrEnum):
    """What a source says to a claim, or a passage to a hypothesis."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"
    BACKGROUND = "background"


class Short(Value):
    """A mapping for which its most important field may stand alone, as text."""

    ALONE: ClassVar[tuple[str, ...]] = ()
    """Fields that a text may stand for."""

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, data: object) -> object:
        if not isinstance(data, str) or not cls.ALONE:
            return data
        name = cls._meant(data)
        return LocatedDict.at({name: data}, data.origin) if isinstance(data, LocatedStr) else {name: data}

    @classmethod
    def _meant(cls, text: str) -> str:  # noqa: ARG003
        """The field that a text stands for."""
        return cls.ALONE[0]


class Clause(Short):
    """Words of a passage, without citations and notes. The quote alone is enough."""

    ALONE: ClassVar[tuple[str, ...]] = ("quote",)

    quote: Words
    """The words as the passage has them."""
    before: str = ""
    """Words directly before the quote, if it stands more than once in the passage."""
    after: str = ""
    """Words directly after the quote, if it stands more than once in the passage."""


class CodedSpan(Clause):
    """Words of a passage that are coded to a dimension."""

    ALONE = ()

    code: Ref
    why: Prose = Prose()
    """Markdown: why the words are coded so."""


class HypothesisLink(Short):
    """That a passage bears on a hypothesis. The id alone is enough."""

    ALONE = ("id",)

    id: Ref
    why: Prose = Prose()
    """Markdown: why the passage bears on the hypothesis."""
    relation: Relation = Relation.SUPPORTS
    """What the passage says to the hypothesis."""

    @property
    def is_support(self) -> bool:
        return self.relation is Relation.SUPPORTS


class Archive(Short):
    """A stable copy of a source: an address, or a file with its licence. An address alone is enough."""

    ALONE = ("url", "file")

    url: Url | None = None
    """Address of the copy in an archive of the web."""
    file: Words | None = None
    """File below `evidence/`: PDF, PNG, JPEG, WebP or plain text."""
    licence: str = ""
    """Licence under which the file may be published. A file needs one."""

    @classmethod
    def _meant(cls, text: str) -> str:
        return "url" if text.partition(":")[0].lower() in {"http", "https"} else "file"
