"""Control characters, which content files may not hold."""

from __future__ import annotations

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.document import Document
from hedgesite.model.base import CONTROL_CHARACTER
from hedgesite.model.lines import not_text

_MOST = 100


def without_controls(text: str, document: Document) -> str:
    """The text of a document with a blank for each control character; the first of them become findings."""
    for found, _ in zip(CONTROL_CHARACTER.finditer(text), range(_MOST), strict=False):
        problem = not_text(found)
        origin = document.places.offset(found.start())
        document.findings.append(Diagnostic(Rule.IMPORT_TEXT, origin, problem, "a blank replaces it"))
    return CONTROL_CHARACTER.sub(" ", text)
