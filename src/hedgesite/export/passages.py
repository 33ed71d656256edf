"""The passages as a table in CSV, one row a passage in article order.

In a cell, ids are parted by `; ` and pieces of evidence by ` | `.

id          of the passage
section     id of its section
number      of the passage within the section, from 1
article     heading and paragraphs of the article that the passage restates, both counted from 1, and the page:
            `§ 3, ¶ 4, p. 103`
url         address; a path below the site's root where the site's own address is unknown
role        what the passage does: analysis, theory, method, context, conclusion, or a role of the companion's own
dimensions, hypotheses, actors, events
            ids of what the passage is coded to
parents     ids of the dimensions that these dimensions are parts of, each once
codings     what other coders gave: `coding: ids`, parted by ` | `; `coding: none` where no code applies for them
sources     keys of the sources that the passage or its notes cite
evidence    `key, place (kind): what it supports`, with `qualifies`, `contradicts` or `background` after the kind if
            it does not support the claim
spans       `code, first-last: "words": why`: words of the text that are coded, with their characters in it, counted
            from 1
reasons     `hypothesis: why`, with the relation in parentheses if the passage does not support the hypothesis
note        why the passage is coded as it is
editorial   a doubt about the article's own consistency
fact        what another source says of a fact that the article states
text        plain text with citations
version     version of the companion, the same in each row, so that rows of several versions can be told apart
"""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.derive import EvidenceRecord
from hedgesite.export.context import Context, place_in_article, spoken_locator
from hedgesite.export.csv_files import csv_file, guarded
from hedgesite.model.clauses import span_name
from hedgesite.model.evidence import CodedSpan, HypothesisLink, Relation
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Passage


def columns() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        *("id", "section", "number", "article", "url", "role"),
        *references_of(Annotation),
        *(
            "parents",
            "codings",
            "sources",
            "evidence",
            "spans",
            "reasons",
            "note",
            "editorial",
            "fact",
            "text",
            "version",
        ),
    )


def passages_csv(context: Context) -> bytes:
    """The table as a file."""
    return csv_file([columns(), *(map(guarded, row) for row in _rows(context))])


def _rows(context: Context) -> Iterator[tuple[str, ...]]:
    for section in context.library.sections:
        texts = context.texts.passages(section)
        for passage in section.passages:
            yield _row(context, passage, texts[passage.id])


def _row(context: Context, passage: Passage, text: str) -> tuple[str, ...]:
    annotation = passage.annotation
    return (
        passage.id,
        passage.section,
        str(passage.block.number),
        place_in_article(context, passage),
        context.address("passage", passage.id),
        annotation.role,
        *(
            "; ".join(context.derived.names.meant(kind, annotation.refs(field)))
            for field, kind in references_of(Annotation).items()
        ),
        "; ".join(context.parents_of(annotation)),
        " | ".join(f"{id}: {'; '.join(codes) or 'none'}" for id, codes in context.coded_again(passage.id)),
        "; ".join(context.cited_in(passage.id)),
        " | ".join(_evidence(record) for record in context.derived.evidence.get(passage.id, ())),
        " | ".join(_span(context, passage.id, number, span) for number, span in enumerate(annotation.spans, 1)),
        " | ".join(_reason(context, link) for link in annotation.hypotheses if link.why or not link.is_support),
        context.texts.prose(annotation.note),
        context.texts.prose(annotation.editorial),
        context.texts.prose(annotation.fact),
        text,
        context.library.article.companion.number,
    )


def _evidence(record: EvidenceRecord) -> str:
    relation = "" if record.item.relation is Relation.SUPPORTS else f", {record.item.relation}"
    place = spoken_locator(record)
    return f"{record.source}{f', {place}' if place else ''} ({record.item.kind}{relation}): {record.item.supports}"


def _span(context: Context, passage: str, number: int, span: CodedSpan) -> str:
    start, end = context.texts.clauses[span_name(passage, number)]
    why = context.texts.prose(span.why)
    return f"{context.id('dimension', span.code)}, {start + 1}-{end}: “{span.quote}”{f': {why}' if why else ''}"


def _reason(context: Context, link: HypothesisLink) -> str:
    relation = "" if link.is_support else f" ({link.relation})"
    why = context.texts.prose(link.why)
    return f"{context.id('hypothesis', link.id)}{relation}{f': {why}' if why else ''}"
