"""The passages as a table: CSV by RFC 4180, for spreadsheets and statistics.

One row a passage in article order; lines end in CR LF. The file begins with a byte order mark, as spreadsheets read
UTF-8 only where they find one; Python's `utf-8-sig` and R's `readr` pass over it. In a cell, ids are parted by `; ` and
pieces of evidence by ` | `. A cell that a spreadsheet would take for a formula begins with an apostrophe.

id          of the passage
section     id of its section
number      of the passage within the section, from 1
article     heading and paragraphs of the article that the passage restates, both counted from 1: `§ 3, ¶ 4`
url         address; a path below the site's root where the site's own address is unknown
role        what the passage does: analysis, theory, method, context, conclusion, or a role of the companion's own
dimensions, hypotheses, actors, events
            ids of what the passage is coded to
parents     ids of the dimensions that these dimensions are parts of, each once
codings     what other coders gave: `coding: ids`, parted by ` | `; `coding: none` where no code applies for them
sources     keys of the sources that the passage or its notes cite
evidence    `key (kind): what it supports`
note        why the passage is coded as it is
editorial   a doubt about the article's own consistency
fact        what another source says of a fact that the article states
text        plain text with citations
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from hedgesite.export.context import Context
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Passage

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With the full-width forms, which East Asian spreadsheets treat alike."""


def columns() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        *("id", "section", "number", "article", "url", "role"),
        *references_of(Annotation),
        *("parents", "codings", "sources", "evidence", "note", "editorial", "fact", "text"),
    )


def passages_csv(context: Context) -> bytes:
    """The table as a file."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns())
    writer.writerows(map(safe, row) for row in _rows(context))
    return buffer.getvalue().encode("utf-8-sig")


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
        annotation.role,
        *(
            "; ".join(context.derived.names.meant(kind, getattr(annotation, field)))
            for field, kind in references_of(Annotation).items()
        ),
        "; ".join(context.parents_of(annotation)),
        " | ".join(f"{id}: {'; '.join(codes) or 'none'}" for id, codes in context.coded_again(passage.id)),
        "; ".join(context.cited_in(passage.id)),
        " | ".join(f"{key} ({evidence.kind}): {evidence.supports}" for key, evidence in context.evidence(annotation)),
        context.texts.prose(annotation.note),
        context.texts.prose(annotation.editorial),
        context.texts.prose(annotation.fact),
        text,
    )


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
