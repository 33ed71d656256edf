"""The input of page rendering: the library, derived data, formatted references and templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from hedgesite.cache.compiled_templates import compiled_templates
from hedgesite.derive import Derived
from hedgesite.derive.coding import Company, company_of
from hedgesite.model.download import Downloads
from hedgesite.model.library import Library
from hedgesite.render.dates import date_in_words
from hedgesite.render.dependencies import Dependencies
from hedgesite.styles import Reference


@dataclass(frozen=True)
class Site:
    """The input of all pages."""

    library: Library
    derived: Derived
    references: Mapping[str, Reference]
    """References by source key, in the order of the list."""
    labels: Mapping[tuple[str, str], str]
    """Kind and id to the name shown for a link without text."""
    downloads: Downloads
    templates: jinja2.Environment

    @cached_property
    def dependencies(self) -> Dependencies:
        """The words of the sections, which pages read through their `PageContext`."""
        return Dependencies(self.library)

    @cached_property
    def company(self) -> Company:
        """Which actors appear together."""
        return company_of(self.library, self.derived.relations)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Source keys in the order of the list."""
        return tuple(self.references)

    @cached_property
    def articles_sources(self) -> tuple[str, ...]:
        """Keys of the sources that the article cites or lists, in the order of the list."""
        return tuple(key for key in self.references if key not in self.library.companions_own)

    @cached_property
    def companions_own(self) -> tuple[str, ...]:
        """Keys of the sources that only the companion cites, in the order of the list."""
        return tuple(key for key in self.references if key in self.library.companions_own)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Source key to its place in the list, from 0."""
        return {key: place for place, key in enumerate(self.references)}

    def render(self, template: str, **variables: Any) -> Markup:
        """Render a template below `pages/` or `fragments/`."""
        return Markup(self.templates.get_template(template).render(**variables).strip())


def environment(folder: Path) -> jinja2.Environment:
    """The Jinja environment of the page templates: escaping on, undefined names raise, no templates from content."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # Filters of constants would be evaluated at compile time and cached beyond a change of the filter.
        optimized=False,
        bytecode_cache=compiled_templates("pages"),
    )
    made.filters["date"] = date_in_words
    made.filters["words"] = first_words
    made.filters["count"] = count_in_words
    return made


def first_words(text: str, number: int = 40) -> str:
    """The beginning of a text, cut between words."""
    words = text.split()
    return text if len(words) <= number else " ".join(words[:number]).rstrip(",;:.–—") + " …"


def count_in_words(number: int, singular: str, plural: str = "") -> str:
    """`1 passage`, `3 passages`, `no passages`."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number or 'no'} {noun}"
