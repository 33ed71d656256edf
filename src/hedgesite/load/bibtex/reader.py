"""Reading a whole `.bib` file: entries, their relations, and their sources."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from hedgesite.diagnostics import Report, Rule, Severity
from hedgesite.load.bibtex.encoded_twice import report_encoded_twice
from hedgesite.load.bibtex.entry_to_source import decode
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.macros import RawField
from hedgesite.load.bibtex.misplaced import with_venue
from hedgesite.load.bibtex.misspelt import meant_field
from hedgesite.load.bibtex.relations import Fields, Node, inherit
from hedgesite.load.bibtex.splitter import RawEntry, Splitter
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.base import SOURCE_KEY_PATTERN
from hedgesite.model.source import Bibliography, Command, Source
from hedgesite.model.vocabulary import ENTRY_TYPES, FIELD_ALIASES, TYPE_ALIASES, TYPE_HINTS, is_private

_KEY = re.compile(SOURCE_KEY_PATTERN)


def read_bibliography(text: str, file: str, published: Collection[str] = ()) -> tuple[Bibliography, Report]:
    """Read the text of a `.bib` file; `file` is its path as shown in diagnostics. See `read_bibliographies`."""
    return read_bibliographies(((file, text),), published)


def read_bibliographies(
    files: Sequence[tuple[str, str]], published: Collection[str] = (), aliases: Sequence[tuple[str, str]] = ()
) -> tuple[Bibliography, Report]:
    """Read the texts of `.bib` files, each with its path as shown in diagnostics, as if they were one: their entries
    share keys and `@string` names.

    `published` are private fields that become part of sources nevertheless, `aliases` further keys of sources, each
    with the present one.

    Never raises: a fault is reported, and only the smallest enclosing part is lost. Fields of xdata entries are copied
    to the entries that refer to them.
    """
    text, starts = _as_one(files)
    report = LocatedReport(text, starts)
    splitter = Splitter(text, report, published).read()
    entries, copies = _by_key(splitter.entries, report)
    types = Known([*ENTRY_TYPES, *TYPE_ALIASES])
    nodes = {key: _node(entry, types, report, published) for key, entry in entries.items()}
    key_of = _aliases(nodes, report)
    taken = nodes.keys() | key_of.keys()
    key_of.update((alias, key) for alias, key in aliases if key in nodes and alias not in taken)
    report_encoded_twice(entries.values(), text, report)
    known = Known(nodes)
    inherit(nodes, key_of, known, report)
    _check_members(nodes, key_of, known, report)
    sources = _sources(entries, nodes, key_of, report)
    read = {key for source in sources for key in (source.key, *source.aliases)}
    bibliography = Bibliography(
        text,
        tuple(starts),
        sources,
        MappingProxyType({key: _command(entry) for key, entry in entries.items()}),
        tuple(_command(entry) for entry in splitter.entries),
        tuple(splitter.definitions),
        _apart(splitter.private, copies),
        frozenset(splitter.written_keys() - read),
    )
    return bibliography, _without_consequences(report.to_report(), sources)


def _sources(
    entries: Mapping[str, RawEntry], nodes: Mapping[str, Node], key_of: Mapping[str, str], report: LocatedReport
) -> tuple[Source, ...]:
    aliases_by_key: dict[str, list[str]] = {}
    for alias, key in key_of.items():
        aliases_by_key.setdefault(key, []).append(alias)
    return tuple(
        decode(entries[key], node, aliases_by_key.get(key, ()), report)
        for key, node in nodes.items()
        if node.type != "xdata"
    )


def _as_one(files: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[str, int]]]:
    """The texts in one, and the offset at which each begins."""
    parts: list[str] = []
    starts: list[tuple[str, int]] = []
    length = 0
    for number, (name, text) in enumerate(files, start=1):
        starts.append((name, length))
        # The first line of the next file must not continue the last line of this one.
        parts.append(text if number == len(files) or text.endswith(("\n", "\r")) else f"{text}\n")
        length += len(parts[-1])
    return "".join(parts), starts


def _apart(private: list[tuple[int, int]], copies: list[RawEntry]) -> tuple[tuple[int, int], ...]:
    """Ranges in order, without those within others."""
    ranges = sorted([*private, *((entry.start, entry.start + len(entry.raw)) for entry in copies)])
    result: list[tuple[int, int]] = []
    for start, end in ranges:
        if not result or start >= result[-1][1]:
            result.append((start, end))
    return tuple(result)


def _command(entry: RawEntry) -> Command:
    written = (field.raw.split(",") for field in entry.fields if field.name in {"crossref", "xdata"})
    parents = tuple(key.strip() for keys in written for key in keys)
    return Command((entry.key,), entry.start, entry.start + len(entry.raw), entry.macros, parents)


def _without_consequences(report: Report, sources: tuple[Source, ...]) -> Report:
    """Drop findings of missing fields for entries that, or whose parents, were not read completely."""
    by_key = {source.key: source for source in sources}
    found = (d.origin for d in report.diagnostics if d.rule in {Rule.BIB_SYNTAX, Rule.BIB_CROSSREF})
    faults = sorted((origin.file, origin.line) for origin in found)
    broken: set[str] = set()
    for source in sources if faults else ():
        way: dict[str, None] = {}
        at: Source | None = source
        while at is not None and at.key not in way:
            # The chain is followed once and marked as a whole: crossrefs can be long, and even circular.
            way[at.key] = None
            file, line = at.origin.file, at.origin.line
            first, last = (file, line), (file, line + at.raw.count("\n"))
            if at.key in broken or bisect_left(faults, first) < bisect_right(faults, last):
                broken |= way.keys()
                break
            at = by_key.get(at.text("crossref"))
    places = {by_key[key].origin for key in broken}
    return Report(
        tuple(d for d in report.diagnostics if d.rule is not Rule.BIB_MISSING_FIELD or d.origin not in places)
    )


def _by_key(entries: list[RawEntry], report: LocatedReport) -> tuple[dict[str, RawEntry], list[RawEntry]]:
    """Entries by key, without keyless ones and duplicates; and exact copies of an entry in another file."""
    by_key: dict[str, RawEntry] = {}
    copies: list[RawEntry] = []
    for entry in entries:
        if not entry.key:
            problem = f"this @{entry.type} entry has no key and cannot be cited{_title(entry)}"
            report.add(Rule.BIB_KEY, entry.start, problem, f"write @{entry.type}{{key, …")
        elif entry.key in by_key:
            first = by_key[entry.key]
            # Collections that share a work are exported with a copy of it in each.
            if entry.raw.split() == first.raw.split() and report.file(entry.start) != report.file(first.start):
                copies.append(entry)
                continue
            places = f"{report.line(first.start, entry.start)} and again on {report.line(entry.start)}"
            problem = f"the key '{entry.key}' is used on {places}"
            # A second entry of a work is no other work: a citation of the key is right with either.
            level = Severity.WARNING if _is_same_work(entry, first) else None
            remedy = "rename or remove one; the first one was read"
            report.add(Rule.BIB_DUPLICATE_KEY, entry.key_start, problem, remedy, level)
        else:
            by_key[entry.key] = entry
            if not _KEY.fullmatch(entry.key):
                problem = f"the key '{entry.key}' cannot be cited"
                remedy = 'use letters of any script, digits and signs, but no blank, comma, brace, backslash, @ or "'
                report.add(Rule.BIB_KEY, entry.key_start, problem, remedy)
    return by_key, copies


def _is_same_work(entry: RawEntry, other: RawEntry) -> bool:
    """Whether two entries with one key have the same DOI, or the same words in their titles."""
    one, two = ({field.name: field.raw for field in each.fields} for each in (entry, other))
    if "doi" in one and "doi" in two:
        return one["doi"].casefold() == two["doi"].casefold()
    titles = [re.findall(r"\w+", each.get("title", "").casefold()) for each in (one, two)]
    return bool(titles[0]) and titles[0] == titles[1]


def _title(entry: RawEntry) -> str:
    title = next((field.raw for field in entry.fields if field.name == "title"), "")
    return f" ('{' '.join(title.split())[:60]}')" if title else ""


def _node(entry: RawEntry, types: Known, report: LocatedReport, published: Collection[str]) -> Node:
    fields: Fields = {}
    empty: list[RawField] = []
    for field in with_venue(entry.type, entry.fields):
        if is_private(field.name, published):
            continue
        if not field.raw or field.raw.isspace() or field.raw == "{}":
            empty.append(field)
        else:
            _add_field(fields, field, entry.key, report)
    if empty:
        _report_empty(empty, entry.key, report)
    for field in entry.fields:
        meant = meant_field(field.name)
        if meant and FIELD_ALIASES.get(meant, meant) not in fields:
            problem = f"'{entry.key}' has a field '{field.name}', which is not known and is left out"
            report.add(Rule.BIB_FIELD, field.start, problem, suggestion(field.name, (meant,)))
    type, thesis_type = TYPE_ALIASES.get(entry.type, (entry.type, ""))
    if thesis_type:
        fields.setdefault("type", RawField("type", thesis_type, entry.start, entry.start))
    if type not in ENTRY_TYPES:
        hint = TYPE_HINTS.get(type)
        meant = f" (did you mean '{hint}'?)" if hint else types.hint(type)
        problem = f"'@{entry.type}' of '{entry.key}' is not an entry type of BibTeX or BibLaTeX"
        # Typography of `misc` shows whatever fields an entry has, so an unknown type loses nothing.
        report.add(Rule.BIB_TYPE, entry.start, problem, f"use a known type; it is treated as misc{meant}")
        type = "misc"
    return Node(entry.key, type, fields)


def _report_empty(fields: list[RawField], key: str, report: LocatedReport) -> None:
    """Report the empty fields of an entry in one finding: programs write every field that a form has."""
    if len(fields) == 1:
        problem = f"field '{fields[0].name}' of '{key}' is empty"
        report.add(Rule.BIB_FIELD, fields[0].start, problem, "fill it or remove it")
    else:
        names = shortened(", ".join(field.name for field in fields))
        problem = f"{len(fields)} fields of '{key}' are empty: {names}"
        report.add(Rule.BIB_FIELD, fields[0].start, problem, "fill or remove them")


def _add_field(fields: Fields, field: RawField, key: str, report: LocatedReport) -> None:
    name = FIELD_ALIASES.get(field.name, field.name)
    if name not in fields:
        fields[name] = field
    # An alias such as `journal` beside `journaltitle` with the same value is how exporters serve both programs.
    elif fields[name].raw != field.raw or fields[name].name == field.name:
        problem = f"field '{field.name}' of '{key}' was given before, on {report.line(fields[name].start, field.start)}"
        report.add(Rule.BIB_FIELD, field.start, problem, "remove one of the two; the first one was read")


def _aliases(nodes: Mapping[str, Node], report: LocatedReport) -> dict[str, str]:
    """Key by alias, for unambiguous aliases."""
    aliases: dict[str, str] = {}
    for node in nodes.values():
        field = node.fields.get("ids")
        for alias in (part.strip() for part in field.raw.split(",")) if field else ():
            if field is None or not alias or alias == node.key:
                continue
            other = alias if alias in nodes else aliases.get(alias)
            if other is None:
                aliases[alias] = node.key
            elif other != node.key:
                owner = "is the key of another entry" if other == alias else f"already means '{other}'"
                problem = f"the alias '{alias}' of '{node.key}' {owner}"
                # The entry itself is meant by its key, whatever another one claims.
                level = Severity.WARNING if other == alias else None
                report.add(Rule.BIB_DUPLICATE_KEY, field.start, problem, "remove it from one of the two", level)
    return aliases


def _check_members(nodes: Mapping[str, Node], aliases: Mapping[str, str], known: Known, report: LocatedReport) -> None:
    """Report unknown keys of sets and of related works."""
    for node in nodes.values():
        for name, rule in (
            ("entryset", Rule.BIB_CROSSREF),
            ("xref", Rule.BIB_FIELD),
            ("related", Rule.BIB_FIELD),
        ):
            field = node.fields.get(name)
            for key in (part.strip() for part in field.raw.split(",")) if field else ():
                if field and key and key not in nodes and key not in aliases:
                    problem = f"{name} of '{node.key}' names '{key}', which is not an entry"
                    report.add(rule, field.start, problem, f"correct the key{known.hint(key)}")
