"""What the YAML files say in other languages than the companion's: names, titles and definitions, field by field.

`Translated` is the base of every content type with words for readers. Its field `translations` has the same words by
language. A language that lacks a word says it in the companion's own, and the page marks it so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

from pydantic import Field, ValidationInfo, field_validator

from hedgesite.model.base import Id, Prose, Value
from hedgesite.model.fields import READ_TITLE, NonEmptyProse, Subtitle, Text, Title, TitleText

BEGIN, END = "\ufdd2", "\ufdd3"
"""Around words in the companion's own language on a page in another. Unicode keeps both for programs."""


class Translation(Value):
    """Words in one other language. Fields that are left out are said in the companion's language."""

    def read_in(self, language: str, read: Callable[[str, str], TitleText]) -> Self:
        """The same with its titles read in a language, which decides their quotation marks."""
        titles = {name: it for name, it in self.__dict__.items() if isinstance(it, TitleText)}
        return self.model_copy(update={name: read(it.markdown, language) for name, it in titles.items()})


class Translated(Value):
    """A content type whose subclass has a field `translations`: a `Translation` by language."""

    @field_validator("translations", mode="after", check_fields=False)
    @classmethod
    def _in_their_languages(cls, found: dict[str, Translation], info: ValidationInfo) -> dict[str, Translation]:
        read = (info.context or {}).get(READ_TITLE)
        return {language: each.read_in(language, read) if read else each for language, each in found.items()}


class FrameworkTranslation(Translation):
    """The theory in another language."""

    name: Text | None = None
    description: Prose = Prose()
    """Markdown."""
    ends: dict[Id, Text] = Field(default_factory=dict)
    """Names of the two ends of the spectrum, by id."""


class DimensionTranslation(Translation):
    """A dimension in another language."""

    name: Title | None = None
    short: Text | None = None
    definition: Prose = Prose()
    """Markdown."""
    applies: Prose = Prose()
    """Markdown."""
    excludes: Prose = Prose()
    """Markdown."""


class TradeOffTranslation(Translation):
    """A trade-off in another language."""

    text: Prose = Prose()
    """Markdown."""


class HypothesisTranslation(Translation):
    """A hypothesis in another language."""

    short: Text | None = None
    statement: Prose = Prose()
    """Markdown."""


class ActorTranslation(Translation):
    """An actor in another language."""

    name: Title | None = None
    part: Prose = Prose()
    """Markdown."""
    also: tuple[Text, ...] = ()


class EventTranslation(Translation):
    """An event in another language."""

    name: Title | None = None
    description: Prose = Prose()
    """Markdown."""
    fact: Prose = Prose()
    """Markdown."""


class TermTranslation(Translation):
    """A word of the glossary in another language."""

    term: Title | None = None
    definition: Prose = Prose()
    """Markdown."""


class SeriesTranslation(Translation):
    """A series in another language."""

    title: Title | None = None
    unit: Text | None = None
    description: Prose = Prose()
    """Markdown."""
    labels: dict[Text, Text] = Field(default_factory=dict)
    """Labels of its rows, by the label in the companion's language."""


class CodingTranslation(Translation):
    """Another coding in another language."""

    who: Title | None = None
    sample: Prose = Prose()
    """Markdown."""
    note: Prose = Prose()
    """Markdown."""


class OwnKindTranslation(Translation):
    """A kind or role of the companion's own in another language."""

    name: Text | None = None
    plural: Text | None = None


class ArticleTranslation(Translation):
    """The article's front matter in another language, and what the companion says of itself."""

    title: Title
    subtitle: Subtitle = ""
    short: Subtitle = ""
    """Name of the site in the header of its pages in the language; the title if empty."""
    abstract: NonEmptyProse
    """Markdown, paragraphs separated by blank lines."""
    keywords: tuple[Text, ...] = ()
    acknowledgement: Prose = Prose()
    """Markdown."""
    supplied: Prose = Prose()
    """Markdown: what the companion's journal data say under `supplied`."""
    companion_title: Text | None = None
    """Title of the companion."""
    statement: Prose = Prose()
    """Markdown: how the companion relates to the article and its authors."""
    made: Text | None = None
    """How the words in this language were made, such as by a machine. Every page in the language says it."""


def in_the_original(text: str) -> str:
    """A text of the companion's own language, marked so for a page in another; an empty one as it is."""
    if not text:
        return text
    if isinstance(text, TitleText):
        return TitleText.of(f"{BEGIN}{text}{END}", f"{BEGIN}{text.html}{END}", text.markdown)
    return f"{BEGIN}{text}{END}"


def marked_texts(value: object) -> Any:
    """The same for a text, or for each text of a list."""
    if isinstance(value, str):
        return in_the_original(value)
    return tuple(map(marked_texts, value)) if isinstance(value, tuple) else value


def translation_of(value: Value, language: str) -> Translation | None:
    """The translation of a value into a language, if it has one."""
    found: Mapping[str, Translation] = getattr(value, "translations", {})
    return found.get(language)
