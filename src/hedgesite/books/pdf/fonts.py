"""The fonts of the PDF, which come with the extra: the same letters on every machine.

What they lack is taken from the fonts of the system, by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FAMILY = (
    '"Book Serif", "Book Arabic", "Noto Serif", "Noto Serif Hebrew", "Noto Serif Armenian", "Noto Serif CJK SC",'
    ' "Source Han Serif SC", "DejaVu Serif", "DejaVu Sans", serif'
)
"""Families in the order in which they are asked for a letter."""
_STYLES = {
    "Regular": "font-weight: 400; font-style: normal",
    "Bold": "font-weight: 700; font-style: normal",
    "Italic": "font-weight: 400; font-style: italic",
    "BoldItalic": "font-weight: 700; font-style: italic",
}
_UPRIGHT = ("Regular", "Bold")
"""Arabic has no italics of its own."""
_FAMILIES = {
    "Book Serif": ("fontpkg_spectral", "Spectral", tuple(_STYLES)),
    "Book Arabic": ("fontpkg_amiri", "Amiri", _UPRIGHT),
}
"""Families of the extra: the package, what its files are called, and the styles that are used. None is a variable font,
of which a PDF would have a copy for each size."""


@cache
def font_files() -> Mapping[str, bytes]:
    """The files of the fonts by address."""
    return MappingProxyType(
        {
            _address(name, style): files(package).joinpath(f"files/{name}-{style}.ttf").read_bytes()
            for package, name, styles in _FAMILIES.values()
            for style in styles
        }
    )


def font_faces() -> str:
    """CSS that makes the fonts known."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; {_STYLES[style]}; src: url("{_address(name, style)}"); }}'
        for family, (_, name, styles) in _FAMILIES.items()
        for style in styles
    )


def _address(name: str, style: str) -> str:
    return f"font:{name}-{style}.ttf"
