"""The search index: every thing of every kind, and every other page, as a script that browsers load."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hedgesite.export.context import Context
from hedgesite.mathml.in_line import in_lines
from hedgesite.model import kinds
from hedgesite.model.base import Prose
from hedgesite.model.dates import Edtf
from hedgesite.model.editions import Edition
from hedgesite.model.index import Entity
from hedgesite.model.library import FreePage, NumberedDisplay, Passage, Section
from hedgesite.model.page import Page, SearchText
from hedgesite.model.source import Source
from hedgesite.model.translations import BEGIN, in_the_original
from hedgesite.words import ENGLISH, Words, unmarked

INDEX_FILE = "assets/hedgesite/search-index.js"
"""Below the site's root. A script, since a page that was opened from disk may load nothing else."""

_PAGE = "page"
"""The kind of free pages, and of all pages that belong to no thing."""
_Notes = Mapping[tuple[str, str], list[str]]
"""Id of a passage to the texts of its notes."""
_SOURCE_FIELDS = ("abstract", "annotation", "editorialnote")


class Findable(NamedTuple):
    """A place that the search can find."""

    kind: int
    """Its place in the table of kinds."""
    address: str
    """Below the site's root."""
    label: str
    text: str = ""
    """Parts that a phrase may not run across stand in lines of their own."""
    names: str = ""
    """Further names, each in a line of its own. What bears a word as its name comes before what mentions it."""
    codes: tuple[int, ...] = ()
    """Places of its dimensions in the codebook."""
    language: str = ""
    """Of label and text, where it is not the article's."""


def search_index(
    context: Context,
    pages: Sequence[Page],
    words: Words,
    edition: Edition | None = None,
    paths: Collection[str] = (),
) -> bytes:
    """The index: each kind with a name for its group, the marks of the dimensions, and what can be found, one a line.

    `pages` are all pages of the site; those that stand for no thing are found by their title and `Page.search`. In an
    `edition`, which has the pages of `paths`, all else is found in the companion's own language.
    """
    library = context.library
    head = {
        "language": library.article.language,
        "kinds": [(kind.id, words.raw_term(kind.plural.capitalize()), bool(kind.file)) for kind in kinds.KINDS],
        "dimensions": [(item.id, item.mark, unmarked(item.name)) for item in library.dimensions],
    }
    found = findables(context, pages, words)
    if edition:
        found = (_in_edition(each, edition, paths) for each in found)
    lines = ",\n".join(map(_line, found))
    return f'globalThis.hedgesite.index={_json(head)[:-1]},"records":[\n{lines}\n]}};\n'.encode()


def index_file(language: str) -> str:
    """Where the index of an edition is, by its language."""
    return f"assets/hedgesite/search-{language.lower()}-index.js"


def _in_edition(found: Findable, edition: Edition, paths: Collection[str]) -> Findable:
    """A record of an edition: where it has no words of its own, in the companion's language."""
    is_original = BEGIN in found.label or BEGIN in found.text
    has_page = found.address.partition("#")[0] in paths
    return found._replace(
        address=f"{edition.language}/{found.address}" if has_page else found.address,
        label=unmarked(found.label),
        text=unmarked(found.text),
        names=unmarked(found.names),
        language=found.language or (edition.original.article.language if is_original else ""),
    )


def findables(context: Context, pages: Iterable[Page], words: Words = ENGLISH) -> Iterator[Findable]:
    """Everything that the search can find, kind by kind."""
    things = context.derived.names
    taken: set[str] = set()
    notes = _notes(context)
    # A figure is found as such, not as the passage that it is as well.
    shown = context.library.display_of_passage
    for number, kind in enumerate(kinds.KINDS):
        for thing in things.of_kind(kind.id).values():
            if kind.id == "passage" and thing.id in shown:
                continue
            found = _findable(context, number, thing, notes, words)
            taken.add(found.address)
            yield found
    number = kinds.ids().index(_PAGE)
    for page in pages:
        if page.path not in taken:
            text = page.search or SearchText(page.description)
            yield Findable(number, page.path, page.title, text.text, text.names, language=page.language)


def _notes(context: Context) -> _Notes:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for section in context.library.sections:
        for note, text in zip(section.body.notes, context.texts.notes(section), strict=True):
            said = in_lines(text, section.body.formulas)
            found["passage" if note.passage else "section", note.passage or section.id].append(said)
    return found


def _findable(context: Context, number: int, thing: Entity, notes: _Notes, words: Words) -> Findable:
    address = context.derived.routes[thing.kind, thing.id]
    if isinstance(thing.item, Source):
        return _source(context, number, address, thing.item)
    said = _passage_of(context, thing)
    names = _lines(text for field in kinds.kind_of(said.kind).also for text in _texts(getattr(said.value, field)))
    prose = (_of_prose(context, part) for part in _prose(said))
    text = _lines((*_body(context, said, notes), *prose))
    label = thing.label if not kinds.kind_of(thing.kind).file else thing.title
    if isinstance(thing.item, Passage):
        section = context.library.section_by_id[thing.item.section].short
        number_of = thing.item.block.number
        label = unmarked(words.gettext("%(section)s, passage %(number)s", section=section, number=number_of))
    return Findable(number, address, label, text, names, _codes(context, said))


def _passage_of(context: Context, thing: Entity) -> Entity:
    """The passage that a figure, a table or an equation is as well, with its words and codes; else the thing."""
    is_display = isinstance(thing.item, NumberedDisplay)
    return context.derived.names.by_id.get(("passage", thing.id), thing) if is_display else thing


def _prose(thing: Entity) -> Iterator[Prose]:
    """All Markdown fields of a thing, in their order."""
    for field in kinds.kind_of(thing.kind).prose:
        yield getattr(thing.value, field)


def _body(context: Context, thing: Entity, notes: _Notes) -> Iterator[str]:
    """The thing's own text, without the fields that describe it."""
    texts, item = context.texts, thing.item
    if isinstance(item, Passage) and context.library.section_by_id[item.section].lacks(item.id):
        yield in_the_original(in_lines(item.block.text, context.library.section_by_id[item.section].body.formulas))
    elif isinstance(item, Passage):
        yield in_lines(texts.passage(thing.id), context.library.section_by_id[item.section].body.formulas)
        yield from notes.get(("passage", thing.id), ())
    elif isinstance(item, NumberedDisplay):
        yield item.display.caption
        yield from (image.alt for image in item.display.images)
    elif isinstance(item, Section):
        yield from (heading.text for heading in item.body.headings)
        yield from notes.get(("section", thing.id), ())
    elif isinstance(item, FreePage):
        yield in_lines(texts.body(item.body), item.body.formulas)


def _of_prose(context: Context, prose: Prose) -> str:
    return in_lines(context.texts.prose(prose), context.library.prose[prose].formulas) if prose else ""


def _source(context: Context, number: int, address: str, source: Source) -> Findable:
    reference = context.references[source.key]
    doi = source.text("doi")
    fields = (source.text(name) for name in _SOURCE_FIELDS)
    return Findable(
        number,
        address,
        f"{reference.label} {reference.year}: {source.text('title')}",
        _lines((reference.text, "" if doi in reference.text else doi, *fields)),
        _lines(person.name for people in source.persons.values() for person in people),
    )


def _codes(context: Context, thing: Entity) -> tuple[int, ...]:
    if thing.kind != "passage":
        return ()
    # Hits show the codes that a passage has, and not once more what they are parts of.
    passage = context.library.passage_by_id[thing.id]
    codes = context.derived.names.meant("dimension", passage.annotation.refs("dimensions"))
    return tuple(place for place, item in enumerate(context.library.dimensions) if item.id in codes)


def _texts(value: object) -> Iterator[str]:
    """A name, several, or a date, as texts."""
    if isinstance(value, tuple):
        yield from map(str, value)
    elif isinstance(value, Edtf):
        yield value.text
    elif value:
        yield str(value)


def _lines(texts: Iterable[str]) -> str:
    """Texts that are not empty, each once, in a line of its own."""
    return "\n".join(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _line(found: Findable) -> str:
    """A record without the empty fields at its end."""
    fields = list(found)
    while not fields[-1]:
        fields.pop()
    return _json(fields)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
