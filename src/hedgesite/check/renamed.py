"""Sources whose keys have changed: what `source-aliases.yml` says of them, and what it should say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hedgesite.check.references import no_such, unknown
from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.model.base import origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.source import Source

_PLAIN = re.compile(r"[^\W\d_][\w.+/-]*(?::[\w.+/-]+)*")
"""Keys that YAML reads as they are. Words such as `no` are read as text, too."""
_UNKNOWN = frozenset({Rule.CITATION_UNKNOWN, Rule.REF_UNKNOWN, Rule.LINK_UNKNOWN})


def aliases_lead_to_sources(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`ref-unknown`: a former key leads to a source. `id-duplicate`: it is no longer the key of one."""
    keys = {source.key: source for source in library.sources}
    for former, present in library.source_aliases:
        yield from unknown(Rule.REF_UNKNOWN, "source", present.id, present.origin, names)
        if former in keys:
            place = f"{keys[former].origin.file}:{keys[former].origin.line}"
            problem = f"the former key '{former}' is the key of a source at {place}"
            yield Diagnostic(Rule.ID_DUPLICATE, origin_of(former), problem, "remove the alias")


def unknown_keys(report: Report) -> bool:
    """Whether something refers to a source that does not exist."""
    return any(_is_unknown_source(finding) for finding in report.diagnostics)


def _is_unknown_source(finding: Diagnostic) -> bool:
    return finding.rule in _UNKNOWN and finding.problem.startswith(no_such("source", "")[:-1])


def with_new_keys(library: Library, report: Report, former: Iterable[Source]) -> Report:
    """The findings, with an alias as the remedy for each key that a source had in an earlier bibliography and has
    no longer.
    """
    remedies = {no_such("source", old): _remedy(old, new, why) for old, new, why in _renamed(library, former)}
    return Report.of(
        replace(finding, remedy=remedies[finding.problem])
        if _is_unknown_source(finding) and finding.problem in remedies
        else finding
        for finding in report.diagnostics
    )


def _remedy(old: str, new: str, why: str) -> str:
    line = ": ".join(key if _PLAIN.fullmatch(key) else f'"{key}"' for key in (old, new))
    return f"write the line {line} into source-aliases.yml, since '{new}' has the same {why}"


def _renamed(library: Library, former: Iterable[Source]) -> Iterator[tuple[str, str, str]]:
    """Former key, present key, and by what the source was recognised. A mark that two sources share tells nothing."""
    known = library.source_by_key
    by_mark: dict[tuple[str, ...], set[str]] = {}
    for source in library.sources:
        for mark in marks(source).values():
            by_mark.setdefault(mark, set()).add(source.key)
    for source in former:
        for old in (source.key, *source.aliases):
            for why, mark in marks(source).items() if old not in known else ():
                if len(found := by_mark.get(mark, set())) == 1:
                    yield old, next(iter(found)), why
                    break


def marks(source: Source) -> Mapping[str, tuple[str, ...]]:
    """What tells a work from others, by its name: the DOI; title, year and first author."""
    found: dict[str, tuple[str, ...]] = {}
    if doi := source.text("doi"):
        found["DOI"] = ("doi", doi.casefold())
    title = " ".join(re.findall(r"\w+", source.text("title").casefold()))
    person = next(iter(source.people), None)
    date = source.dates.get("date")
    year = str(date.start.year) if date and date.start else source.text("year")
    if title and year and person:
        found["title, year and author"] = (title, year, (person.family or person.literal).casefold())
    return found
