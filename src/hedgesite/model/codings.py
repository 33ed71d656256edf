"""Content types of `codings/*.yml`: what another coder made of the passages."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field, StringConstraints

from hedgesite.model.base import Id, Prose, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import Ids, Language, NonEmptyProse, Refs, Text, Title
from hedgesite.model.translations import CodingTranslation, Translated

_HASH_LENGTH = 16
TextHash = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_HASH_LENGTH}}}$")]


class Settlement(Value):
    """What was decided about a disagreement after the comparison."""

    codes: Refs = ()
    """The codes that were settled on."""
    reason: NonEmptyProse
    """Markdown."""


class CodedPassage(Value):
    """A passage as another coder coded it, and as it was coded when the two were compared."""

    text: TextHash | None = None
    """Hash of the passage's text when it was coded, as `hedgesite code` writes it."""
    codes: Refs = ()
    """The other coder's codes; none if no code applies."""
    first: Refs = ()
    """The companion's own codes when the two were compared."""
    settled: Settlement | None = None
    """What was decided since. It is shown, and never counted."""


class Coding(Translated):
    """One file of `codings/`: another coding of all passages or of a sample."""

    who: Title
    """Who coded, honestly: `A second reading made for this companion` will do."""
    date: Edtf
    blind_to: tuple[Text, ...] = ()
    """What the coder had not seen, such as `the companion's codes`; nothing if the coding was not blind."""
    in_sight: tuple[Text, ...] = ()
    """What the coder could see that may have influenced the coding."""
    sample: NonEmptyProse
    """Markdown: how the passages were chosen."""
    codebook: Text
    """The version of the codebook that the coder used: a date, a commit or a name."""
    offered: Refs = ()
    """The codes of that codebook. Without them, those of the present one that either coder used."""
    note: Prose = Prose()
    """Markdown: what else a reader should know."""
    passages: dict[Id, CodedPassage] = Field(min_length=1)
    """By the id of a passage, present or former."""
    translations: dict[Language, CodingTranslation] = Field(default_factory=dict)
    """Words in other languages, by language."""
    aliases: Ids = ()


def text_hash(text: str) -> str:
    """Hash of a passage's plain text, whatever its line breaks."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_HASH_LENGTH]
