"""Colours and fonts of the companion's own as a style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.model.colours import Palette, readable
from hedgesite.model.content import Dimension
from hedgesite.model.looks import Font, FontUse, Looks, path_of

_OWN = ("paper", "soft", "accent", "line", "line_strong", "raised")
"""Colours of a palette that are one's own or follow those."""


def stylesheet(dimensions: Iterable[Dimension], looks: Looks) -> str:
    """CSS custom properties with each dimension's colours in the light and dark palettes."""
    light, dark = looks.palettes
    return "".join(
        f".hs-dim--{dimension.id}{{--hs-dim-light:{readable(dimension.colour, light.paper)};"
        f"--hs-dim-dark:{readable(dimension.colour, dark.paper)}}}\n"
        for dimension in dimensions
    )


def looks_stylesheet(looks: Looks) -> str:
    """The companion's own font, and the custom properties in which style sheets find its font and colours."""
    if not looks.are_own:
        return ""
    light, dark = looks.palettes
    own = [*_properties("light", light), *_properties("dark", dark)]
    faces = ""
    if looks.font:
        faces = "".join(_faces(looks.font))
        own.append(f'--hs-own-text:"{looks.font.family}"')
        if looks.font.use is FontUse.ALL:
            own.append(f'--hs-own-all:"{looks.font.family}"')
    return f"{faces}:root{{{';'.join(own)}}}\n"


def _properties(name: str, palette: Palette) -> Iterator[str]:
    return (f"--hs-{name}-{field.replace('_', '-')}:{getattr(palette, field)}" for field in _OWN)


def _faces(font: Font) -> Iterator[str]:
    for each in font.files:
        # A font that comes late would move lines while somebody reads them: after 3 s it waits for the next page.
        yield (
            f'@font-face{{font-family:"{font.family}";src:url("../{path_of(each.file)}") format("woff2");'
            f"font-weight:{each.css_weight};font-style:{each.style.value};font-display:fallback}}\n"
        )


def draft_stylesheet(words: str) -> str:
    """What a draft is called at the head of each sheet of paper."""
    escaped = "".join(letter if letter.isalnum() else f"\\{ord(letter):06x}" for letter in words)
    return f'@media print{{@page{{@top-center{{content:"{escaped}";font:8pt sans-serif}}}}}}\n'
