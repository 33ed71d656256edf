"""The references of a companion in its style, as a part of a build."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType

from hedgesite.cache.build_cache import BuildCache
from hedgesite.cache.keys import BuildKey
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.base import origin_of
from hedgesite.model.library import Library
from hedgesite.styles import Citations, References, StyleError, format_references, style_named


def references_of(library: Library, key: BuildKey, cache: BuildCache) -> References:
    """The references, and a cache in which everything was made with them."""
    make, meanwhile = partial(_styled, library), partial(_in_the_meantime, library)
    references: References = cache.references.get_or_make(key, make, meanwhile)
    cache.invalidate(replace(key, identical=(*key.identical, references)))
    return references


def _styled(library: Library) -> References:
    article, numbers = library.article, library.note_numbers
    placed = ((group, numbers.of_group(it.id, group)) for it in library.sections for group in it.body.citations)
    elsewhere = (*(it.body for it in library.pages), *library.prose.values())
    citations = Citations(tuple(placed), tuple(group for body in elsewhere for group in body.citations))
    style = style_named(article.style, library.styles, article.collation, article.page_ranges)
    return format_references(library.sources, style, article.language, citations)


def _in_the_meantime(library: Library, former: References) -> References:
    """References of a former build for the present sources, until the present ones are made."""
    plain = format_references(library.sources, language=library.article.language)
    order = [*(key for key in former if key in plain), *(key for key in plain if key not in former)]
    by_key = {key: former[key] if key in former else plain[key] for key in order}
    return replace(former, by_key=MappingProxyType(by_key), aliases=plain.aliases)


def style_report(library: Library, error: StyleError) -> Report:
    """A style that cannot be used, at the field that names it."""
    origin = origin_of(getattr(library.article, error.field), Origin(f"{library.root}/article.yml"))
    return Report.of([Diagnostic(Rule.STYLE_UNUSABLE, origin, error.problem, error.remedy)])
