"""Markdown files: the YAML front matter at their head, and the body below it."""

from __future__ import annotations

import re
from typing import TypeVar

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.decode import decode
from hedgesite.load.files import ContentFile
from hedgesite.load.yaml import read_yaml
from hedgesite.markdown import scan_body
from hedgesite.model.base import Value
from hedgesite.model.content import FreePageMatter, FrontMatter
from hedgesite.model.library import FreePage, Section
from hedgesite.model.text import Body

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
M = TypeVar("M", bound=Value)


def read_section(file: ContentFile, number: int) -> tuple[Section, Report]:
    """A section; where its front matter does not decode, its title is its id."""
    matter, body, report = _read(file, FrontMatter, ids_required=True)
    return Section(file.id, number, matter or FrontMatter(title=file.id), body, file.shown), report


def read_free_page(file: ContentFile) -> tuple[FreePage, Report]:
    """A free page; where its front matter does not decode, its title is its id."""
    matter, body, report = _read(file, FreePageMatter, ids_required=False)
    return FreePage(file.id, matter or FreePageMatter(title=file.id), body, file.shown), report


def _read(file: ContentFile, model: type[M], *, ids_required: bool) -> tuple[M | None, Body, Report]:
    match = _FRONT_MATTER.match(file.text)
    if match is None:
        remedy = "begin the file with a line ---, fields such as 'title: …', and another line ---"
        report = Report.of([Diagnostic(Rule.FRONT_MATTER, Origin(file.shown), "the front matter is missing", remedy)])
        body, found = scan_body(file.text, Origin(file.shown), ids_required=ids_required)
        return None, body, report + found
    document, report = read_yaml(match["yaml"], file.shown, offset=1)
    matter = None
    if document.node is not None or not report.errors:
        matter, found = decode(model, document)
        report += found
    line = file.text.count("\n", 0, match.end()) + 1
    body, found = scan_body(file.text[match.end() :], Origin(file.shown, line), ids_required=ids_required)
    return matter, body, report + found
