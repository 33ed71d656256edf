"""The whole companion as one JSON document, for counting, comparing and reuse.

The shape, which `companion.schema.json` beside it states field by field:

    format, version      "hedgesite-companion" and 2; the version grows when a reader of the old one would go wrong
    site                 where the site is published, if that is known; every `address` is a path below it
    article              `article.yml`
    framework, dimensions, trade-offs     `dimensions.yml`
    kinds                the lists of `words.yml` by name: the items that every companion has, and its own
    hypotheses, actors, events, terms     the files of these names, and `glossary.yml`
    series               `data/*.yml`
    figures, tables, equations     in article order, with their numbers
    sections             in article order, each with its passages (annotation, Markdown, plain text) and notes
    pages                the free pages
    sources              in the order of the list: CSL-JSON, reference, BibTeX, and every citation (`mentions`)
    versions             `versions/*.yml`, the latest first
    agreement            for every one of the `codings`: its figures, code by code and over all, and the disagreements
    backlinks            for every thing, the passages that name, link to or cite it, and those coded to it; a dimension
                         has those of its parts too, each once

Fields have the names of the content format, texts are the Markdown of the files, dates are EDTF. References to things
are ids as they are now: where a file uses a former id, the present one is given. Lists are always there; other fields
are left out where the content leaves them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib.resources import files
from typing import Any

from hedgesite.derive import CitationOccurrence
from hedgesite.export import bibtex
from hedgesite.export.agreement import agreement_json
from hedgesite.export.context import Context, given
from hedgesite.model import kinds
from hedgesite.model.base import Prose, Ref, Value
from hedgesite.model.clauses import clause_name, span_name
from hedgesite.model.dates import Edtf
from hedgesite.model.evidence import Clause
from hedgesite.model.front_matter import Annotation, Evidence
from hedgesite.model.index import Entity
from hedgesite.model.library import NumberedDisplay, Passage, Section
from hedgesite.model.source import Source
from hedgesite.model.text import Locator
from hedgesite.model.word_lists import DEFAULTS
from hedgesite.styles.csl.item_values import JsonObject

FORMAT = "hedgesite-companion"
_CODES = kinds.references_of(Annotation)
VERSION = 2


def companion_json(context: Context) -> bytes:
    """The document as a file, with one line for each thing, so that versions can be compared."""
    lines = ",\n".join(f"{json.dumps(name)}: {_written(value)}" for name, value in _document(context))
    return f"{{\n{lines}\n}}\n".encode()


def companion_schema() -> bytes:
    """The document's JSON Schema (draft 2020-12). Details of a kind come from the kind's model."""
    text = files("hedgesite.export").joinpath("companion.schema.json").read_bytes()
    schema = json.loads(text)
    ids = schema["$defs"]["kind"]["enum"]
    for kind in kinds.KINDS:
        if kind.id not in ids and kind.model:
            ids.append(kind.id)
            described = kind.model.model_json_schema(by_alias=True)
            schema["$defs"] |= described.pop("$defs", {})
            described["properties"] |= {name: {"$ref": f"#/$defs/{name}"} for name in ("id", "address")}
            schema["$defs"][kind.id] = described
            schema["properties"][kind.plural] = {"type": "array", "items": {"$ref": f"#/$defs/{kind.id}"}}
            text = f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()
    return text


def _written(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _document(context: Context) -> Iterator[tuple[str, object]]:
    library, names = context.library, context.derived.names
    yield "$schema", "companion.schema.json"
    yield "format", FORMAT
    yield "version", VERSION
    if context.site_url:
        yield "site", context.site_url
    yield "article", _fields(context, library.article, without=("format",))
    if library.codebook:
        ends = given(ends=dict(library.codebook.ends))
        yield "framework", {**_fields(context, library.codebook.framework), **ends}
    yield "kinds", {name: _kinds(context, name) for name in DEFAULTS}
    for kind in kinds.KINDS:
        if kind.is_yaml:
            yield kind.plural, [_thing(context, thing) for thing in names.things if thing.kind == kind.id]
        if kind.root:
            trade_offs = library.codebook.trade_offs if library.codebook else ()
            yield "trade-offs", [_fields(context, each) for each in trade_offs]
    for kind in kinds.displays():
        yield kind.plural, [_display(context, each) for each in library.displays.values() if each.kind == kind.id]
    yield "sections", [_section(context, section) for section in library.sections]
    pages = (thing for thing in names.things if thing.kind == "page")
    yield "pages", [_thing(context, thing, markdown=thing.item.body.markdown) for thing in pages]
    yield "sources", [_source(context, library.source_by_key[key]) for key in context.references]
    yield "versions", [{"name": each.name, **_fields(context, each.value)} for each in library.versions]
    yield "agreement", [agreement_json(comparison) for comparison in context.derived.comparisons]
    yield "backlinks", [_backlinks(context, kind, id) for kind, id in context.derived.routes.addresses]


def _kinds(context: Context, name: str) -> list[JsonObject]:
    own = context.library.words.own_kinds(name)
    return [{"id": id, "name": own[id].name if id in own else id} for id in context.library.words.kinds(name)]


def _thing(context: Context, thing: Entity, **more: object) -> JsonObject:
    assert thing.value
    address = context.derived.routes[thing.kind, thing.id]
    return {"id": thing.id, "address": address, **_fields(context, thing.value, without=("id",)), **more}


def _display(context: Context, each: NumberedDisplay) -> JsonObject:
    display = each.display
    images = [
        {
            "file": image.target,
            "alt": image.alt,
            **given(letter=image.letter, credit=image.credit, licence=image.licence, decorative=image.decorative),
        }
        for image in display.images
    ]
    return {
        "id": each.id,
        "address": context.derived.routes[each.kind, each.id],
        "number": each.number,
        "section": each.section,
        **given(passage=display.passage, of=display.of, width=display.width, file=display.file),
        **given(rows=[list(row) for row in display.rows]),
        **given(**{"tex" if each.kind == "equation" else "caption": display.markdown}),
        **given(images=images),
        "aliases": list(each.aliases),
    }


def _section(context: Context, section: Section) -> JsonObject:
    texts = context.texts.passages(section)
    notes = zip(section.body.notes, context.texts.notes(section), strict=True)
    return {
        "id": section.id,
        "number": section.number,
        **given(appendix=section.letter),
        "address": context.derived.routes["section", section.id],
        **_fields(context, section.matter, without=("passages", "notes", "appendix")),
        "headings": [{"id": each.id, "level": each.level, "text": each.text} for each in section.body.headings],
        "passages": [_passage(context, passage, texts[passage.id]) for passage in section.passages],
        "notes": [
            {
                "number": note.number,
                "label": note.label,
                **given(article=section.matter.notes.get(note.label), passage=note.passage),
                "text": text,
            }
            for note, text in notes
        ],
    }


def _passage(context: Context, passage: Passage, text: str) -> JsonObject:
    annotation, names = passage.annotation, context.derived.names
    return {
        "id": passage.id,
        "number": passage.block.number,
        "address": context.derived.routes["passage", passage.id],
        **given(heading=passage.block.heading),
        **_fields(context, annotation),
        # Those of spans, too.
        **{field: list(names.meant(kind, annotation.refs(field))) for field, kind in _CODES.items()},
        "evidence": [_evidence(context, passage, number, item) for number, item in enumerate(annotation.evidence, 1)],
        "spans": [_clause(context, span_name(passage.id, at), span) for at, span in enumerate(annotation.spans, 1)],
        "reasons": [_fields(context, link) for link in annotation.hypotheses],
        "sources": context.cited_in(passage.id),
        "markdown": passage.block.markdown,
        "text": text,
    }


def _evidence(context: Context, passage: Passage, number: int, item: Evidence) -> JsonObject:
    records = context.derived.evidence.get(passage.id, ())
    place = next((record.locator for record in records if record.number == number), None)
    clause = _clause(context, clause_name(passage.id, number), item.clause)
    return {**_fields(context, item, without=("clause",)), **given(place=_locator(place), clause=clause)}


def _clause(context: Context, name: str, clause: Clause | None) -> JsonObject:
    """Words of a passage with their place in its text."""
    if clause is None:
        return {}
    start, end = context.texts.clauses[name]
    return {**_fields(context, clause), "start": start, "end": end}


def _locator(locator: Locator | None) -> JsonObject:
    return {"label": locator.label, "value": locator.value} if locator else {}


def _source(context: Context, source: Source) -> JsonObject:
    reference = context.references[source.key]
    mentions = context.derived.relations.mentions.get(source.key, ())
    return {
        "key": source.key,
        "address": context.derived.routes["source", source.key],
        "aliases": list(source.aliases),
        "type": source.type,
        "label": reference.label,
        "year": reference.year,
        "reference": reference.text,
        **given(companion=source.key in context.library.companions_own),
        **given(**{"editorial-note": source.text("editorialnote")}),
        "csl": context.csl[source.key],
        "bibtex": bibtex.entry(context.library.bibliography, source.key),
        "mentions": [_mention(mention) for mention in mentions],
    }


def _mention(mention: CitationOccurrence) -> JsonObject:
    citation, group = mention.citation, mention.group
    about = {"kind": mention.about[0], "id": mention.about[1]} if mention.about else None
    return {
        **given(section=mention.section, passage=mention.passage, note=group.note, about=about),
        "group": group.number,
        "mode": citation.mode.value,
        **given(prefix=citation.prefix, locator=_locator(citation.locator)),
        **given(suffix=citation.suffix, sentence=group.sentence),
    }


def _backlinks(context: Context, kind: str, id: str) -> JsonObject:
    relations = context.derived.relations
    return {
        "kind": kind,
        "id": id,
        "passages": list(relations.passages_of.get((kind, id), ())),
        "coded": list(relations.coded.get((kind, id), ())),
    }


def _fields(context: Context, value: Value, without: tuple[str, ...] = ()) -> JsonObject:
    """The fields of a content type by their names in the files."""
    references = kinds.references_of(type(value))
    found: JsonObject = {}
    for name, info in type(value).model_fields.items():
        field = info.alias or name
        if name == "origin" or name in without:
            continue
        plain = _plain(context, getattr(value, name), references.get(name, ""))
        if plain not in (None, "", {}):
            found[field] = plain
    return found


def _plain(context: Context, value: object, kind: str) -> Any:
    if isinstance(value, Ref):
        return context.id(kind, value)
    if isinstance(value, Prose | Edtf):
        return value.text.strip()
    if isinstance(value, Value):
        return _fields(context, value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(context, item, kind) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(context, item, kind) for key, item in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
