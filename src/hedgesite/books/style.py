"""Style sheets of books."""

from __future__ import annotations

from collections.abc import Iterable

from hedgesite.model.colours import readable
from hedgesite.model.content import Dimension
from hedgesite.render.site import Site


def template_text(site: Site, name: str) -> str:
    """A file beside the templates of books, as it is."""
    loader = site.templates.loader
    assert loader is not None
    return loader.get_source(site.templates, f"books/{name}")[0]


def dimension_colours(dimensions: Iterable[Dimension]) -> str:
    """CSS with the colour of each dimension, readable on white."""
    return "".join(f".ed-dim-{each.id} {{ border-color: {readable(each.colour, '#ffffff')} }}\n" for each in dimensions)


def css_string(text: str) -> str:
    """A text as a string of CSS, in which no letter has a meaning."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in text) + '"'
