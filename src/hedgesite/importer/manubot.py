"""What Manubot keeps beside a manuscript: metadata, tags that stand for identifiers, and references written by hand.

Source: Manubot, rootstock USAGE, "Manuscript metadata", "Citations" and "Reference metadata".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.csl_sources import csl_entries
from hedgesite.importer.document import Document
from hedgesite.importer.identifiers import identified, named_by
from hedgesite.importer.reading import MARKDOWN_LIMIT, UnreadableError, below, decoded, read_bytes
from hedgesite.load.yaml import read_yaml

_DEFINITION = re.compile(r"^[ ]{0,3}\[@(?P<tag>[^\]\s]+)\]:[ \t]*(?P<id>\S+)[^\n]*$", re.MULTILINE)
_ROW = re.compile(r"^@?(?:tag:)?(?P<tag>[^\t\n]+)\t@?(?P<id>[^\t\n]+)$", re.MULTILINE)
_METADATA = ("metadata.yaml", "metadata.yml")
_DIRECTIVE = re.compile(r"\{##|\{%|\{\{(?!<)")
_CLOSING = {"{##": "##}", "{%": "%}", "{{": "}}"}
_OF_PROGRAMS = frozenset({"thumbnail", "rights", "repo", "manubot", "header-includes", "requests-cache", "source"})
_TAGS = ("*citation-tags*.md", "citation-tags.tsv")
_REFERENCES = ("manual-references*.json", "manual-references*.yaml", "manual-references*.yml")
_MOST_FILES = 20
_NAMES = ("id", "standard_citation", "standard_id", "citation")


def without_tags(text: str, document: Document) -> str:
    """The text with as many lines, without the definitions of tags, which `document.tags` has afterwards."""
    document.tags |= {found["tag"]: _bare(found["id"]) for found in _DEFINITION.finditer(text)}
    return _DEFINITION.sub("", text)


def metadata_beside(path: Path, document: Document) -> dict[str, Any]:
    """The fields of the file of metadata beside a manuscript."""
    for name, text in _files(path.parent, _METADATA):
        found, report = read_yaml(text, name, 0)
        document.findings += (
            Diagnostic(Rule.IMPORT_HEAD, each.origin, each.problem, each.remedy) for each in report.diagnostics
        )
        data = found.data if found is not None and isinstance(found.data, dict) else {}
        return {str(field): value for field, value in data.items() if str(field) not in _OF_PROGRAMS}
    return {}


def without_templates(text: str) -> str:
    """The text with as many lines, without the directives of Jinja that Manubot fills in."""
    parts: list[str] = []
    end = 0
    while found := _DIRECTIVE.search(text, end):
        close = text.find(_CLOSING[found[0]], found.end())
        if close < 0:
            break
        last = close + len(_CLOSING[found[0]])
        parts += [text[end : found.start()], "\n" * text.count("\n", found.start(), last)]
        end = last
    return "".join([*parts, text[end:]])


def read_beside(folder: Path, document: Document) -> None:
    """Read files of tags and of references that lie in the manuscript's folder."""
    for name, text in _files(folder, _TAGS):
        if name.endswith(".tsv"):
            rows = _ROW.finditer(text)
            document.tags |= {f"tag:{found['tag']}": _bare(found["id"]) for found in rows if found["tag"] != "tag"}
        else:
            without_tags(text, document)
    for name, text in _files(folder, _REFERENCES):
        try:
            items = yaml.safe_load(text)
        except (yaml.YAMLError, RecursionError, ValueError):
            problem, remedy = f"'{name}' cannot be read", "mend it, or put its references into references.bib"
            document.findings.append(document.places.finding(Rule.IMPORT_REFERENCE, 1, "", problem, remedy))
            continue
        items = items.get("references", []) if isinstance(items, dict) else items
        for item in items if isinstance(items, list) else ():
            _keep(item, document)


def _keep(item: Any, document: Document) -> None:
    if not isinstance(item, dict):
        return
    names = [_bare(str(item[name])) for name in _NAMES if item.get(name)]
    for _, entry in csl_entries([{**item, "id": names[0]}]) if names else ():
        document.by_hand |= dict.fromkeys(names, entry)


def _files(folder: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern))[:_MOST_FILES]:
            if below(folder, path.name) is None:
                continue
            try:
                yield path.name, decoded(read_bytes(path, path.name, MARKDOWN_LIMIT), path.name)[0]
            except UnreadableError:
                continue


def _bare(identifier: str) -> str:
    # A key ends before a last slash, which means nothing in an address.
    return identifier.strip().removeprefix("@").strip("<>").rstrip("/")


def resolve_identifiers(wanted: set[str], document: Document) -> None:
    """Give `document.entries` a source for each wanted key that is a tag or an identifier.

    A source of which only the identifier is known is reported; so is a tag that nothing defines.
    """
    meant = {key: document.tags.get(key, key) for key in sorted(wanted)}
    by_hand = {id: document.by_hand[id] for id in meant.values() if id in document.by_hand}
    made = dict(identified(id for id in meant.values() if id not in by_hand))
    named = named_by((*made, *by_hand))
    found = {id: replace(entry, key=named[id]) for id, entry in (made | by_hand).items()}
    for key, id in meant.items():
        if id in found:
            document.entries[key] = found[id]
    for id in made:
        problem = f"of the source '{id}', only its identifier is known"
        remedy = "write its authors, title and year into references.bib"
        line = document.places.text.count("\n", 0, max(document.places.text.find(id), 0)) + 1
        document.findings.append(document.places.finding(Rule.IMPORT_REFERENCE, line, id, problem, remedy))
