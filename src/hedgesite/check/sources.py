"""Which sources a companion uses, and what is said of those that it does not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hedgesite.check.references import bodies
from hedgesite.diagnostics import Diagnostic, Report, Rule, Severity
from hedgesite.model import kinds
from hedgesite.model.base import SOURCE_KEY_PATTERN, Ref
from hedgesite.model.front_matter import FrontMatter
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.lines import line_starts
from hedgesite.model.source import Bibliography, Source
from hedgesite.model.vocabulary import NAMING_FIELDS

_PARTS = frozenset({"inbook", "incollection", "inproceedings", "inreference"})
_MOST_UNCITED = 10
"""More uncited sources than this are a library exported whole: one finding counts them."""
_ALWAYS_SHOWN = {Rule.BIB_KEY, Rule.BIB_STRAY_TEXT}
"""Faults that keep an entry from being cited, and text that is in no entry."""


def sources_are_used(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`source-uncited`: a listed source is cited somewhere, named by a field, or listed under nocite."""
    if not library.is_complete:
        return
    used, missing = used_sources(library, names)
    # A key that is misspelt where it is cited is reported there.
    used |= {names.known["source"].nearest(key) for key in missing}
    for source in library.sources:
        if source.key not in used and re.fullmatch(SOURCE_KEY_PATTERN, source.key):
            problem = f"the source '{source.key}' is never cited"
            remedy = "cite it, list it under 'nocite' in article.yml, or remove the entry"
            yield Diagnostic(Rule.SOURCE_UNCITED, source.origin, problem, remedy)


def works_have_one_key(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`source-duplicate`: no two used sources have one DOI, or one title, year and first author."""
    used, _ = used_sources(library, names)
    first: dict[tuple[str, ...], Source] = {}
    for source in library.sources:
        if source.key not in used:
            continue
        alike = [first[mark] for mark in _marks(source) if mark in first]
        if alike:
            problem = f"the source '{source.key}' is the same work as '{alike[0].key}' {_place(alike[0], source)}"
            remedy = f"keep one entry, with the other key under 'ids': ids = {{{source.key}}}"
            yield Diagnostic(Rule.SOURCE_DUPLICATE, source.origin, problem, remedy)
        for mark in _marks(source):
            first.setdefault(mark, source)


def _place(source: Source, beside: Source) -> str:
    is_elsewhere = source.origin.file != beside.origin.file
    return f"on line {source.origin.line}" + (f" of {source.origin.file}" if is_elsewhere else "")


def _marks(source: Source) -> Iterator[tuple[str, ...]]:
    """What tells a work from all others: its DOI; title, year and first author."""
    title = " ".join(re.findall(r"\w+", f"{source.text('title')} {source.text('subtitle')}".casefold()))
    if doi := source.text("doi"):
        # Chapters are often listed with the DOI of their book.
        yield "doi", doi.casefold(), title if source.type in _PARTS else ""
    date = source.dates.get("date")
    author = next(iter(source.persons.get("author", ())), None)
    # Parts of a work in several volumes or instalments share the rest.
    parts = (source.text(name) for name in ("volume", "number", "part", "pages", "edition", "booktitle", "url"))
    if title and date and author:
        yield "title", title, date.text, (author.family or author.literal).casefold(), source.type, *parts


def used_sources(library: Library, names: EntityIndex) -> tuple[set[str], set[str]]:
    """Keys of the sources that a companion uses, and keys that it uses and no source has."""
    # Front matter is left out: evidence alone is not a use, because it must be cited as well.
    values = (value for value in library.values() if not isinstance(value, FrontMatter))
    fields = (leaf for value in values for kind, leaf in kinds.leaves(value) if kind == "source")
    # Listing a source as the companion's own is not a use either.
    own = set(library.article.companion.sources)
    named = {ref.id for ref in fields if isinstance(ref, Ref) and ref not in own}
    for body in bodies(library):
        named |= {citation.key for group in body.citations for citation in group.citations}
        named |= {link.target for link in body.links if link.kind == "source"}
    resolved = {key: names.resolve("source", key) for key in named}
    used = {key for key in resolved.values() if key}
    waiting = list(used)
    while waiting:
        source = library.source_by_key[waiting.pop()]
        others = {
            names.resolve("source", key.strip()) for name in NAMING_FIELDS for key in source.text(name).split(",")
        }
        waiting += [key for key in others - used if key]
        used |= {key for key in others if key}
    return used, {key for key, source in resolved.items() if source is None}


def set_unused_aside(library: Library, report: Report) -> tuple[Report, Report]:
    """Divide findings into those that matter, with a count of the others, and the others.

    Faults in entries that nothing uses are counted in one finding and stop no build; so are many uncited sources.
    """
    names = EntityIndex.of(library)
    used, unknown = used_sources(library, names)
    # What is not read may cite anything, and a key that is not found may be in the entry that has the fault.
    faults = [] if unknown or not library.is_complete else list(_faults_of_unused(library.bibliography, used, report))
    uncited = [finding for finding in report.diagnostics if finding.rule is Rule.SOURCE_UNCITED]
    counts = []
    if faults:
        counts.append(_count(Rule.BIB_UNUSED, faults, _faults(len(faults)), "correct or remove those entries"))
    if len(uncited) > _MOST_UNCITED:
        remedy = "cite them, list them under 'nocite' in article.yml, or remove their entries"
        counts.append(_count(Rule.SOURCE_UNCITED, uncited, f"{len(uncited)} sources are never cited", remedy))
    aside = {*faults, *(uncited if len(uncited) > _MOST_UNCITED else ())}
    kept = Report.of([*(finding for finding in report.diagnostics if finding not in aside), *counts])
    return kept, Report.of(replace(finding, level=_at_most_warning(finding)) for finding in aside)


def _faults(number: int) -> str:
    return (
        f"{number} faults are in entries that nothing cites"
        if number > 1
        else "a fault is in an entry that nothing cites"
    )


def _count(rule: Rule, findings: list[Diagnostic], problem: str, remedy: str) -> Diagnostic:
    first = min(finding.origin for finding in findings)
    shown = "'hedgesite check --all' shows each" if len(findings) > 1 else "'hedgesite check --all' shows it"
    return Diagnostic(rule, first, problem, f"{remedy}; {shown}")


def _at_most_warning(finding: Diagnostic) -> Severity:
    return Severity.WARNING if finding.severity is Severity.ERROR else finding.severity


def _faults_of_unused(bibliography: Bibliography, used: set[str], report: Report) -> Iterator[Diagnostic]:
    lines = {name: line_starts(text) for name, text in bibliography.texts.items()}
    begins = dict(bibliography.files)
    entries = bibliography.written
    starts = [entry.start for entry in entries]
    needed = _with_parents(bibliography, used)
    for finding in report.diagnostics:
        origin = finding.origin
        if not finding.rule.id.startswith("bib-") or finding.rule in _ALWAYS_SHOWN or origin.file not in begins:
            continue
        offset = begins[origin.file] + lines[origin.file][origin.line - 1] + origin.column - 1
        index = bisect_right(starts, offset) - 1
        entry = entries[index] if index >= 0 and offset <= entries[index].end else None
        if entry is None or not needed.intersection(entry.names):
            yield finding


def _with_parents(bibliography: Bibliography, used: set[str]) -> set[str]:
    """Keys of the used entries and of those from which they take fields."""
    needed, waiting = set(used), list(used)
    while waiting:
        entry = bibliography.entries.get(waiting.pop())
        parents = {key for key in (entry.parents if entry else ()) if key not in needed}
        needed |= parents
        waiting += parents
    return needed
