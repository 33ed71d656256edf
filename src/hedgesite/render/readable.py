"""Plain text of a section as readers see it: names in place of links without text, formulas without TeX."""

from __future__ import annotations

from hedgesite.mathml.in_line import in_lines
from hedgesite.model.text import MARK, with_names
from hedgesite.render.site import Site


def readable(site: Site, text: str, section: str | None) -> str:
    """A text with the marks of names, from a section by its id; None for a text from elsewhere."""
    if "$" not in text and MARK not in text:
        return text

    def name(kind: str, target: str) -> str:
        id = site.derived.names.resolve(kind, target)
        return site.labels.get((kind, id or ""), target.replace("-", " "))

    formulas = site.library.section_by_id[section].body.formulas if section else ()
    return in_lines(with_names(text, name), formulas)
