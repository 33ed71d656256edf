"""Codes, evidence, reasons and notes as annotations of the web, by which other programs show them on the pages.

Source: W3C, "Web Annotation Data Model" and "Web Annotation Vocabulary" (Recommendations of 23 February 2017), sections
3.3.5 (motivation and purpose), 4.2.4 and 4.2.5 (quotations and positions of text), 5 (collections).

One collection with one page. Each annotation has a GUID that stays. Its target is a passage: `source` is the address of
the passage, `scope` that of its page. A quotation and a position select words of it; positions count code points from 0
in the text of the passage, which `companion.json` gives as `text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from hedgesite.derive import EvidenceRecord
from hedgesite.export.context import Context, spoken_locator
from hedgesite.export.guids import Guids, spans_of
from hedgesite.model.clauses import clause_name, span_name
from hedgesite.model.evidence import HypothesisLink
from hedgesite.model.library import Passage
from hedgesite.styles.csl.item_values import JsonObject

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Code points before and after a quotation that tell it from others alike."""


def annotations_jsonld(context: Context) -> bytes:
    """The collection as a file, with one line for each annotation, so that versions can be compared."""
    guids = Guids.of_article(context)
    items = [item for passage in context.library.passages for item in _of_passage(context, passage, guids)]
    version = f" ({context.release.removesuffix('.')})" if context.release else ""
    collection = {
        "@context": _CONTEXT,
        "id": _urn(guids.of("annotations", "collection")),
        "type": "AnnotationCollection",
        "label": f"{context.library.article.title}{version}",
        **_modified(context),
        "total": len(items),
    }
    page = {"id": _urn(guids.of("annotations", "page")), "type": "AnnotationPage", "startIndex": 0}
    head = _written(collection).removesuffix("}")
    inside = _written(page).removesuffix("}")
    lines = ",\n".join(map(_written, items))
    return f'{head},\n"first": {inside},\n"items": [\n{lines}\n]}}}}\n'.encode()


def _modified(context: Context) -> JsonObject:
    """When the version was published. The vocabulary demands a time: the day's first moment."""
    date = context.library.article.companion.date
    return {"modified": f"{date.text}T00:00:00Z"} if date else {}


def _of_passage(context: Context, passage: Passage, guids: Guids) -> Iterator[JsonObject]:
    annotation, whole = passage.annotation, _target(context, passage)
    prose = context.texts.prose
    if codes := context.derived.names.meant("dimension", annotation.refs("dimensions", with_spans=False)):
        body = [*(_thing(context, "dimension", code, "classifying") for code in codes)]
        yield _annotation(guids.of("annotation", f"{passage.id}:codes"), "classifying", body, whole)
    for number, span, code, guid in spans_of(context, passage, guids):
        body = [_thing(context, "dimension", code, "classifying"), *_texts(context, prose(span.why))]
        target = _target(context, passage, context.texts.clauses[span_name(passage.id, number)])
        yield _annotation(guid, "classifying", body, target)
    for link in annotation.hypotheses:
        id = context.id("hypothesis", link.id)
        body = _reason(context, id, link)
        yield _annotation(guids.of("annotation", f"{passage.id}:hypothesis:{id}"), "linking", body, whole)
    for record in context.derived.evidence.get(passage.id, ()):
        place = context.texts.clauses.get(clause_name(passage.id, record.number))
        guid = guids.of("annotation", f"{passage.id}:evidence:{record.number}")
        yield _annotation(guid, "linking", _evidence(context, record), _target(context, passage, place))
    notes = {"note": annotation.note, "editorial": annotation.editorial, "fact": annotation.fact}
    for name, note in notes.items():
        if body := _texts(context, prose(note), "commenting"):
            yield _annotation(guids.of("annotation", f"{passage.id}:{name}"), "commenting", body, whole)


def _annotation(guid: str, motivation: str, body: list[JsonObject], target: JsonObject) -> JsonObject:
    return {"id": _urn(guid), "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _target(context: Context, passage: Passage, place: tuple[int, int] | None = None) -> JsonObject:
    """A passage, or the words at a place in its text."""
    target: JsonObject = {
        "type": "SpecificResource",
        "source": context.address("passage", passage.id),
        "scope": context.address("section", passage.section),
    }
    if place is None:
        return target
    (start, end), text = place, context.texts.passage(passage.id)
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {**target, "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}]}


def _thing(context: Context, kind: str, id: str, purpose: str) -> JsonObject:
    return {"type": "SpecificResource", "source": context.address(kind, id), "purpose": purpose}


def _texts(context: Context, text: str, purpose: str = "describing", language: str = "") -> list[JsonObject]:
    """A text as a body; none for an empty one."""
    language = language or context.library.article.language
    body = {"type": "TextualBody", "value": text, "format": "text/plain", "language": language, "purpose": purpose}
    return [body] if text else []


def _tag(value: str) -> JsonObject:
    """A tag of the Web Annotation Data Model, with a word that programs compare."""
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": "en", "purpose": "tagging"}


def _reason(context: Context, id: str, link: HypothesisLink) -> list[JsonObject]:
    why = _texts(context, context.texts.prose(link.why))
    return [_thing(context, "hypothesis", id, "linking"), _tag(link.relation.value), *why]


def _evidence(context: Context, record: EvidenceRecord) -> list[JsonObject]:
    """The source, for or against, what it shows and where, its words, and what the companion says of them."""
    item, prose = record.item, context.texts.prose
    source = _thing(context, "source", record.source, "linking")
    if item.quote:
        source["selector"] = {"type": "TextQuoteSelector", "exact": item.quote}
    return [
        source,
        _tag(item.relation.value),
        _tag(str(item.kind)),
        *_texts(context, item.supports),
        *_texts(context, spoken_locator(record), "identifying", "en"),
        *_texts(context, item.translation or "", "describing"),
        *_texts(context, prose(item.note), "commenting"),
    ]


def _urn(guid: str) -> str:
    return f"urn:uuid:{guid}"


def _written(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False)
