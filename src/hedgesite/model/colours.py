"""Colours of pages: those of both palettes, what follows from a paper of one's own, and what can be read on it."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace

READABLE = 4.5
"""Contrast of text that WCAG 2.2 requires (success criterion 1.4.3)."""
_MARGIN = 5.0
"""For colours that are computed: covers rounding, and marks on a background tinted with their own colour."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a palette, as `#rrggbb`."""

    paper: str
    """Background of pages."""
    ink: str
    """Text."""
    soft: str
    """Text of less weight."""
    accent: str
    """Links and buttons."""
    line: str
    line_strong: str
    raised: str
    """Background of the footer and of boxes."""

    def with_own(self, accent: str, paper: str) -> Palette:
        """The palette with colours of one's own, each empty where there is none; what lies on the paper follows it."""
        own = replace(self, accent=accent or self.accent)
        if not paper:
            return own
        raised = mixed(paper, self.ink, 0.03)
        return replace(
            own,
            paper=paper,
            raised=raised,
            soft=readable(self.soft, raised),
            line=mixed(paper, self.ink, 0.11),
            line_strong=mixed(paper, self.ink, 0.32),
        )


LIGHT = Palette("#fdfcf9", "#1d1b16", "#5f5a4f", "#0b5c6b", "#e6e1d6", "#b9b1a1", "#faf7f0")
DARK = Palette("#16171a", "#e4e2dc", "#a7a39a", "#7cc4d1", "#2c2e33", "#55585f", "#1d1f23")


def readable(colour: str, paper: str) -> str:
    """The nearest lighter or darker shade of a colour that is readable on a background."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = 0.01 if contrast("#ffffff", paper) > contrast("#000000", paper) else -0.01
    while contrast(colour, paper) < _MARGIN and 0 <= lightness + step <= 1:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, from 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: str, other: str, share: float) -> str:
    """A colour with a share of another, from 0 to 1."""
    red, green, blue = (a + (b - a) * share for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return _hex((red, green, blue))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
