"""The passages as a table in CSV, one row a passage in article order.

In a cell, ids are parted by `; ` and pieces of evidence by ` | `.

id          of the passage
section     id of its section
number      of the passage within the section, from 1
article     heading and paragraphs of the article that the passage restates, both counted from 1: `§ 3, ¶ 4`
url         address; a path below the site's root where the site's own address is unknown
role        what the passage does: analysis, theory, method, context or conclusion
dimensions, hypotheses, actors, events
            ids of what the passage is coded to
sources     keys of the sources that the passage or its notes cite
evidence    `key (kind): what it supports`
note        why the passage is coded as it is
editorial   a doubt about the article's own consistency
fact        what another source says of a fact that the article states
text        plain text with citations
"""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.export.context import Context
from hedgesite.export.csv_files import csv_file, guarded
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Passage


def columns() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        *("id", "section", "number", "article", "url", "role"),
        *references_of(Annotation),
        *("sources", "evidence", "note", "editorial", "fact", "text"),
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
        context.library.section_by_id[passage.section].place_in_article(passage),
        context.address("passage", passage.id),
        annotation.role.value,
        *(
            "; ".join(context.derived.names.meant(kind, getattr(annotation, field)))
            for field, kind in references_of(Annotation).items()
        ),
        "; ".join(context.cited_in(passage.id)),
        " | ".join(f"{key} ({evidence.kind}): {evidence.supports}" for key, evidence in context.evidence(annotation)),
        context.texts.prose(annotation.note),
        context.texts.prose(annotation.editorial),
        context.texts.prose(annotation.fact),
        text,
    )
