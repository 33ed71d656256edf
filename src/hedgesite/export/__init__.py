"""The companion in other people's formats, one a module. Each is a function of the companion alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hedgesite.derive import Derived
from hedgesite.export import bibtex
from hedgesite.export.companion import companion_json, companion_schema
from hedgesite.export.context import Context
from hedgesite.export.csl import csl_json, translated_title
from hedgesite.export.passages import passages_csv
from hedgesite.export.refi import codebook_qdc, project_qdpx
from hedgesite.export.ris import ris_file, ris_record
from hedgesite.memo import Memo
from hedgesite.model.library import Library
from hedgesite.styles import Reference

__all__ = ["export_files"]


def export_files(
    library: Library,
    derived: Derived,
    references: Mapping[str, Reference],
    site_url: str = "",
    memo: Memo | None = None,
) -> Mapping[str, bytes]:
    """Every download: path below the site's root to content, sorted by path. The same companion gives the same bytes.

    `site_url` is where the site is published; without it, addresses in the files are paths below the site's root.
    The companion must be free of errors. Files of what it does not have, such as a codebook, are left out.
    A memo may hold what was made for a companion that differs in the words of sections at most.
    """
    context = Context(library, derived, references, site_url, memo or Memo())
    bibliography = context.memo.once("bibliography", lambda: dict(_bibliography(context)))
    files = {**bibliography, **dict(_passages(context))}
    return MappingProxyType({f"downloads/{name}": files[name] for name in sorted(files)})


def _bibliography(context: Context) -> Iterator[tuple[str, bytes]]:
    bibliography = context.library.bibliography
    yield "references.bib", bibtex.whole(bibliography)
    records = {}
    for key, item in context.csl.items():
        source = context.library.source_by_key[key]
        records[key] = ris_record(item, translated_title(source, context.library.article.language))
        name = context.derived.routes["source", key].strip("/")
        yield f"{name}.bib", bibtex.alone(bibliography, key)
        yield f"{name}.ris", ris_file([records[key]])
        yield f"{name}.csl.json", csl_json([item])
        yield f"{name}.txt", f"{context.references[key].text}\n".encode()
    yield "references.ris", ris_file(records.values())
    yield "references.csl.json", csl_json(context.csl.values())


def _passages(context: Context) -> Iterator[tuple[str, bytes]]:
    yield "passages.csv", passages_csv(context)
    yield "companion.json", companion_json(context)
    yield "companion.schema.json", companion_schema()
    if context.library.dimensions:
        yield "codebook.qdc", codebook_qdc(context)
    if context.library.sections:
        yield "companion.qdpx", project_qdpx(context)
