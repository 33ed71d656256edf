"""Editions: the companion in another language, with the original's words where that language has none.

An edition is a `Library` of its own. Ids, annotations, passages and their numbers are the original's, so that nothing
is counted anew; names and texts are those of the language. Words that it lacks are marked as the original's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from hedgesite.model import kinds
from hedgesite.model.article import Article, Author, TextKind
from hedgesite.model.base import Prose, Value
from hedgesite.model.content import Row, Series
from hedgesite.model.counterparts import UNTRANSLATED, Counterpart
from hedgesite.model.evidence import Clause, CodedSpan
from hedgesite.model.front_matter import Evidence
from hedgesite.model.library import FileEntity, FreePage, Library, Section
from hedgesite.model.translations import in_the_original, marked_texts, translation_of

V = TypeVar("V", bound=Value)

_NEVER_TRANSLATED: Mapping[type[Value], tuple[str, ...]] = MappingProxyType(
    {
        Evidence: ("supports", "access", "translation"),
        Clause: ("quote",),
        CodedSpan: ("quote",),
        Row: ("label", "note"),
        Author: ("affiliation", "position"),
    }
)
"""Words that a language cannot replace: they are those of the original's text, or of its annotations."""


@dataclass(frozen=True)
class Edition:
    """The companion in another language."""

    language: str
    original: Library
    library: Library
    """The same companion with the words of the language."""
    things: frozenset[tuple[str, str]]
    """Kind and id of what has words of its own in the language."""

    @property
    def is_article_alone(self) -> bool:
        """Whether only the article's title, abstract and keywords are in the language."""
        return not self.things

    @property
    def has_whole_text(self) -> bool:
        """Whether every section is in the language."""
        return all(("section", section.id) in self.things for section in self.original.sections)

    @cached_property
    def cited(self) -> Article:
        """The article as it is cited: under its own title, marked as words of the original."""
        titles = {name: marked_texts(getattr(self.original.article, name)) for name in ("title", "subtitle", "short")}
        return self.library.article.model_copy(update=titles)

    def __contains__(self, thing: tuple[str, str]) -> bool:
        return thing in self.things


def edition_of(library: Library, language: str) -> Edition:
    """The companion in a language that its article is translated to.

    Bodies, and values of the language, are the same objects as in `library`.
    """
    found = {
        (each.kind, each.id): each
        for each in library.counterparts
        if each.language == language and not each.is_skeleton
    }
    entities = {
        kind: tuple(_entity(item, kind, language, library, found) for item in items)
        for kind, items in library.entities.items()
    }
    codebook = _in_language(library.codebook, language) if library.codebook else None
    if codebook is not None:
        entities["dimension"] = codebook.dimensions
    words = _in_language(library.words, language).model_copy(update={"interface": {}})
    article = _article(library.article, language, has_text=any(kind == "section" for kind, _ in found))
    said = replace(
        library,
        article=article,
        codebook=codebook,
        entities=MappingProxyType(entities),
        words=words,
        counterparts=(),
        language=language,
    )
    return Edition(language, library, said, frozenset(_translated(library, language, found)))


def languages_of_prose(library: Library) -> Mapping[Prose, str]:
    """The Markdown fields that are in another language than the companion's, with their language."""
    found = {prose: each.language for each in library.counterparts for prose in _prose_in(each.matter)}
    for value in library.values():
        for language, translation in _translations_in(value):
            found.update((prose, language) for prose in _prose_in(translation))
    return found


def translations_in(library: Library) -> Iterator[tuple[str, Value, Value]]:
    """Every translation in the YAML files: its language, the value that it belongs to, and itself."""
    for value in (*library.values(), library.words):
        for owner in _owners(value):
            for language, translation in owner.translations.items():
                yield language, owner, translation


def _translations_in(value: Value) -> Iterator[tuple[str, Value]]:
    for owner in _owners(value):
        yield from owner.translations.items()


def _owners(value: object) -> Iterator[Any]:
    """The values with translations in a value, at any depth."""
    if isinstance(value, Value):
        if getattr(value, "translations", None):
            yield value
        for name, part in value.__dict__.items():
            if type(part) not in kinds.PLAIN and name != "translations":
                yield from _owners(part)
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            if type(part) not in kinds.PLAIN:
                yield from _owners(part)


def _prose_in(value: Value) -> Iterator[Prose]:
    return (leaf for _, leaf in kinds.leaves(value) if isinstance(leaf, Prose) and leaf)


def _translated(
    library: Library, language: str, counterparts: Mapping[tuple[str, str], Counterpart]
) -> Iterator[tuple[str, str]]:
    yield from counterparts
    for kind, items in library.entities.items():
        for item in items:
            value = getattr(item, "value", item)
            if isinstance(value, Value) and translation_of(value, language):
                yield kind, item.id


def _entity(item: Any, kind: str, language: str, library: Library, found: Mapping[tuple[str, str], Counterpart]) -> Any:
    if isinstance(item, Section):
        return _section(item, found.get((kind, item.id)), library.article.language)
    if isinstance(item, FreePage):
        return _free_page(item, found.get((kind, item.id)), library.article.language)
    if isinstance(item, FileEntity):
        return replace(item, value=_in_language(item.value, language))
    return _in_language(item, language) if isinstance(item, Value) else item


def _section(section: Section, counterpart: Counterpart | None, original: str) -> Section:
    matter = _in_language(section.matter, "")
    if counterpart is None:
        language = section.matter.language or original
        names = {"title": marked_texts(matter.title), "short": marked_texts(matter.short), "language": language}
        return replace(section, matter=matter.model_copy(update=names))
    said = counterpart.matter
    summary = getattr(said, "summary", Prose()) or matter.summary
    title = marked_texts(section.title) if said.title == UNTRANSLATED else said.title
    names = {"title": title, "short": said.short, "summary": summary, "language": None}
    matter = matter.model_copy(update=names)
    return replace(section, matter=matter, body=counterpart.body, file=counterpart.file, original=section)


def _free_page(page: FreePage, counterpart: Counterpart | None, original: str) -> FreePage:
    if counterpart is None:
        matter, language = page.matter, page.matter.language or original
        names = {"title": marked_texts(matter.title), "short": marked_texts(matter.short), "language": language}
        return replace(page, matter=matter.model_copy(update=names))
    names = {"title": counterpart.matter.title, "short": counterpart.matter.short, "language": None}
    return replace(page, matter=page.matter.model_copy(update=names), body=counterpart.body, file=counterpart.file)


def _article(article: Article, language: str, *, has_text: bool) -> Article:
    said = article.translations[language]
    whole = _in_language(article, language)
    companion, journal = whole.companion, whole.journal
    is_translated = has_text and article.text is TextKind.ARTICLE
    return whole.model_copy(
        update={
            "language": language,
            "subtitle": said.subtitle,
            "short": said.short,
            "text": TextKind.TRANSLATION if is_translated else article.text,
            "companion": companion.model_copy(
                update={
                    "title": said.companion_title or in_the_original(companion.title),
                    "statement": said.statement or companion.statement,
                }
            ),
            "journal": journal.model_copy(update={"supplied": said.supplied or journal.supplied}),
        }
    )


def _in_language(value: V, language: str) -> V:
    """A value with the words of a language, at any depth; those that it lacks are marked as the original's.

    Values without words are the same objects.
    """
    said, names = translation_of(value, language), _word_fields(type(value))
    changed: dict[str, Any] = {}
    for name, part in value.__dict__.items():
        if name == "translations" or not part:
            continue
        own = getattr(said, name, None)
        new = _word(part, own) if name in names else _within(part, language)
        if new is not part:
            changed[name] = new
    if isinstance(value, Evidence) and value.quote and not value.lang:
        # A quotation that names no language is in that of the section.
        changed["quote"] = in_the_original(value.quote)
    if isinstance(value, Series):
        changed["rows"] = tuple(_row(row, getattr(said, "labels", {})) for row in value.rows)
    return value.model_copy(update=changed) if changed else value


def _within(part: Any, language: str) -> Any:
    if isinstance(part, Value):
        return _in_language(part, language)
    if isinstance(part, tuple) and isinstance(part[0], Value):
        return tuple(_in_language(each, language) for each in part)
    if isinstance(part, dict) and isinstance(next(iter(part.values())), Value):
        return {key: _in_language(each, language) if isinstance(each, Value) else each for key, each in part.items()}
    return part


def _word(part: Any, own: Any) -> Any:
    """A word of a language, or the original's; of names by id, each by itself."""
    if isinstance(part, dict):
        return {key: (own or {}).get(key) or marked_texts(text) for key, text in part.items()}
    return own or marked_texts(part)


def _row(row: Row, labels: Mapping[str, str]) -> Row:
    marked = _in_language(row, "")
    return marked.model_copy(update={"label": labels[row.label]}) if row.label in labels else marked


@cache
def _word_fields(model: type[Value]) -> frozenset[str]:
    """The fields of a content type with words for readers."""
    field = model.model_fields.get("translations")
    fields = get_args(field.annotation)[1].model_fields if field else {}
    return frozenset((*(name for name in fields if name in model.model_fields), *_NEVER_TRANSLATED.get(model, ()))) - {
        "origin"
    }
