"""Bibliographies that a manuscript names, in BibTeX, CSL-JSON or CSL-YAML, or that its document holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hedgesite.diagnostics import Diagnostic, Origin, Rule, Severity
from hedgesite.importer.csl_sources import csl_entries
from hedgesite.importer.document import Document
from hedgesite.importer.latex_cite_groups import NAMED, Shown
from hedgesite.importer.latex_groups import NESTED
from hedgesite.importer.latex_language import language_of
from hedgesite.importer.reading import UnreadableError, below, decoded, read_bytes
from hedgesite.load.bibtex.reader import read_bibliography
from hedgesite.load.layout import LARGEST
from hedgesite.model.source import Bibliography, Source
from hedgesite.words.cldr import listed

_LIMIT = int(LARGEST[".bib"] * 1024 * 1024)
_ENDINGS = frozenset({".bib", ".json", ".yaml", ".yml"})
_MOST_UNNAMED = 10
_KEY = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]\s*([^\s,{}()]+)", re.MULTILINE)
_USUAL = ("references.json", "bibliography.json", "references.yaml", "bibliography.yaml")
"""Names of bibliographies in CSL; other files of JSON are data."""
_TITLE = re.compile(
    r"\s*@\s*\w+\s*\{\s*(?P<key>[^\s,{}]+)\s*,.*?\btitle\s*=\s*(?:\{|\")(?P<title>(?:[^{}\"]|\{[^{}]*\})*)[}\"]",
    re.DOTALL | re.IGNORECASE,
)


def named_files(value: object, folder: Path, document: Document, *, required: bool = True) -> None:
    """Read the bibliographies that a manuscript names, if they are regular files in or below its folder."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            _read(_of_code(item.strip()), folder, document, required=required)


def _of_code(name: str) -> str:
    """The path in the code that some headers have for a name: `r here::here("library", "lakes.bib")`."""
    parts = re.findall(r"[\"']([^\"']+)[\"']", name) if re.match(r"`r\s", name) else []
    return "/".join(parts) if parts else name


def unnamed_files(folder: Path, document: Document, cited: Set[str] = frozenset()) -> None:
    """Read the bibliographies beside a manuscript whose keys, or most of them, are in none that it names."""
    named = list(document.bibliographies)
    missing = cited - {key for _, text in named for key in _KEY.findall(text)}
    if named and 2 * len(missing) <= len(cited):
        return
    known = {name for name, _ in named}
    names = [name for name in sorted(path.name for path in folder.glob("*.bib")) if name not in known]
    csl = [] if named or names else [name for name in _USUAL if (folder / name).is_file()]
    for name in (*names[:_MOST_UNNAMED], *csl):
        _read(name, folder, document, required=False)
    found = [
        (name, text)
        for name, text in document.bibliographies[len(named) :]
        if not named or missing & set(_KEY.findall(text))
    ]
    document.bibliographies[len(named) :] = found
    if found or (csl and document.entries):
        whose = f"that has {len(missing)} of its keys, which" if named else "and its keys"
        names = [name for name, _ in found] or csl
        problem = (
            f"the manuscript names no bibliography{' ' if named else ', '}{whose} are looked up in {', '.join(names)}"
        )
        remedy = "remove from references.bib what it does not mean"
        document.findings.append(document.places.finding(Rule.IMPORT_DOUBT, 1, "", problem, remedy))


def titles_of(bibliographies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Titles in BibTeX by key, of files as named with their texts."""
    return {
        found["key"]: " ".join(found["title"].split())
        for _, text in bibliographies
        for entry in re.split(r"\n(?=[ \t]*@)", text)
        if (found := _TITLE.match(entry))
    }


def shown_of(bibliographies: Iterable[tuple[str, str]], text: str) -> dict[str, Shown]:
    """Names and years of sources in BibTeX by key, as a text in LaTeX has them; none if it names none by a command."""
    if not NAMED.search(text):
        return {}
    language = language_of(text) or "en"
    sources = [source for name, text in bibliographies for source in read_bibliography(text, name)[0].sources]
    return {key: _shown(source, language) for source in sources for key in (source.key, *source.aliases)}


def _shown(source: Source, language: str) -> Shown:
    role = "author" if source.persons.get("author") else "editor"
    people = [person.surname for person in source.persons.get(role, ())]
    first = next(iter(people), "")
    are_more = len(people) > 2 or role in source.and_others
    date = source.dates.get("date")
    year = re.match(r"\d{4}", date.text) if date else None
    return Shown(f"{first} et al." if are_more else listed(language, people), year[0] if year else "")


def _read(name: str, folder: Path, document: Document, *, required: bool) -> None:
    path = below(folder, name)
    ending = Path(name).suffix.lower()
    if path is None or ending not in _ENDINGS:
        if required:
            why = "only .bib, .json and .yaml are read" if path else "there is no such file in the manuscript's folder"
            document.findings.append(_finding(document, name, f"'{name}' is not read: {why}"))
        return
    try:
        data = read_bytes(path, name, _LIMIT)
    except UnreadableError as error:
        document.findings.append(_finding(document, name, error.finding.problem.replace("the manuscript", f"'{name}'")))
        return
    text, doubts = decoded(data, name)
    document.findings += doubts
    if ending == ".bib":
        document.bibliographies.append((name, text))
        return
    try:
        parsed = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        document.findings.append(_finding(document, name, f"'{name}' cannot be read: {str(error).splitlines()[0]}"))
        return
    items = parsed.get("references", parsed.get("items", [])) if isinstance(parsed, dict) else parsed
    document.entries |= dict(csl_entries(items if isinstance(items, list) else []))


def _finding(document: Document, words: str, problem: str) -> Diagnostic:
    found = document.places.text.find(words)
    line = document.places.text.count("\n", 0, found) + 1 if found >= 0 else 1
    remedy = "put the bibliography beside the manuscript, or its entries into references.bib"
    return document.places.finding(Rule.IMPORT_REFERENCE, line, words, problem, remedy)


@dataclass(slots=True)
class Merged:
    """The entries of several `.bib` files that are used, as text."""

    parts: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    """The key of each entry by itself and by its aliases."""
    unused: int = 0
    findings: list[Diagnostic] = field(default_factory=list)


def used_entries(files: Iterable[tuple[str, str]], used: frozenset[str], *, keeps_all: bool) -> Merged:
    """The entries that are cited, with what they depend on, as they stand in their files.

    An entry that the build would refuse loses the fields that are at fault, and is reported.
    """
    merged = Merged()
    written: set[str] = set()
    for name, text in files:
        bibliography, _ = read_bibliography(text, name)
        wanted = _wanted(bibliography, used, keeps_all=keeps_all)
        merged.unused += len(bibliography.sources) - sum(source.key in wanted for source in bibliography.sources)
        macros = _macros(bibliography, wanted)
        head = [bibliography.text[each.start : each.end] for each in macros]
        merged.parts += [each for each in head if each not in merged.parts]
        for key in bibliography.entries:
            if key in wanted and key.casefold() not in written:
                written.add(key.casefold())
                merged.parts.append(_sound(bibliography, key, head, name, merged))
        for source in bibliography.sources:
            if source.key in wanted:
                merged.keys |= {source.key: source.key, **dict.fromkeys(source.aliases, source.key)}
    return merged


def _wanted(bibliography: Bibliography, used: frozenset[str], *, keeps_all: bool) -> set[str]:
    by_key = {source.key: source for source in bibliography.sources}
    waiting = [key for key, source in by_key.items() if keeps_all or used & {key, *source.aliases}]
    wanted: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in wanted and key in bibliography.entries:
            wanted.add(key)
            waiting += bibliography.entries[key].parents
    return wanted


def _macros(bibliography: Bibliography, wanted: set[str]) -> list[Any]:
    names = {name for key in wanted for name in bibliography.entries[key].macros}
    return [each for each in bibliography.definitions if names & set(each.names)]


def _sound(bibliography: Bibliography, key: str, head: list[str], name: str, merged: Merged) -> str:
    command = bibliography.entries[key]
    text = bibliography.text[command.start : command.end]
    problems = _faults([*head, text], command.parents)
    if not problems:
        return text
    line = bibliography.text.count("\n", 0, command.start) + 1
    problem = f"the entry '{key}' is simplified: {problems[0].problem}"
    merged.findings.append(Diagnostic(Rule.IMPORT_REFERENCE, Origin(name, line), problem, problems[0].remedy))
    fields = re.findall(rf"^\s*([\w-]+)\s*=\s*(\{{{NESTED}\}}|\"[^\"]*\"|\d+)", text, re.MULTILINE)
    kept: list[str] = []
    start = re.match(r"@\s*\w+\s*[{(]\s*[^,\s]+", text)
    opening = f"{start[0]}," if start else f"@misc{{{key},"
    for field_name, value in fields:
        line_ = f"  {field_name} = {value}"
        if not _faults(
            [f"{opening}\n  title = {{x}},\n{line_}\n}}"] if field_name != "title" else [f"{opening}\n{line_}\n}}"], ()
        ):
            kept.append(line_)
    return f"{opening}\n" + ",\n".join(kept or [f"  title = {{{key}}}"]) + "\n}"


def _faults(parts: list[str], parents: Iterable[str]) -> list[Diagnostic]:
    _, report = read_bibliography("\n".join(parts), "references.bib")
    ignored = {Rule.BIB_CROSSREF} if tuple(parents) else set()
    return [each for each in report.diagnostics if each.severity is Severity.ERROR and each.rule not in ignored]
