"""Content types of `site.yml`: how the companion's site looks, and the files that this takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WrapValidator
from pydantic_core import PydanticCustomError

from hedgesite.diagnostics import Origin
from hedgesite.model import image
from hedgesite.model.base import Prose, Value, origin_of, path_in
from hedgesite.model.colours import DARK, LIGHT, Palette
from hedgesite.model.fields import Colour, Text, Url, in_its_place
from hedgesite.model.published_file import PublishedFile

FOLDER = "looks"
"""Below the content directory, with the files that `site.yml` names; nothing else there is read."""
IMAGES = {".svg": "SVG", **image.COMMON}
FONTS = {".woff2": "WOFF2"}
TEXTS = {".txt": "text"}
FORMATS = {**IMAGES, **FONTS, **TEXTS}
"""Format by ending."""
LARGEST = 1
"""Largest size of a file in MiB."""
LONGEST_FOOTER = 600
"""In characters."""
MOST_FONT_FILES = 8

_WEIGHT = re.compile(r"(\d{1,4})(?:(?: |\.\.|-)(\d{1,4}))?")


def _is_weight(text: str) -> str:
    found = _WEIGHT.fullmatch(text)
    numbers = [int(part) for part in found.groups() if part] if found else []
    if not numbers or not all(1 <= number <= 1000 for number in numbers) or numbers != sorted(numbers):
        raise PydanticCustomError("font_weight", "this is no weight of a font")
    return text


OwnColour = Annotated[Colour, WrapValidator(in_its_place)]
"""A colour that knows its place in the file."""
LookPath = Annotated[str, StringConstraints(min_length=1, max_length=200), WrapValidator(in_its_place)]
"""Path of a file below `looks/`, with or without this folder."""
Weight = Annotated[str, AfterValidator(_is_weight), WrapValidator(in_its_place)]
Family = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,58}[A-Za-z0-9])?$"), WrapValidator(in_its_place)
]


class FontStyle(Enum):
    """Slope of a font."""

    NORMAL = "normal"
    ITALIC = "italic"


class FontUse(Enum):
    """What a font is for."""

    TEXT = "text"
    ALL = "all"


class OwnPalette(Value):
    """Colours of the light or the dark palette; hedgesite's own where one is left out."""

    accent: OwnColour | None = None
    """Links and buttons."""
    paper: OwnColour | None = None
    """Background of pages; lines, boxes and the colours of dimensions follow it."""

    def over(self, palette: Palette) -> Palette:
        """A palette of hedgesite's with these colours in it."""
        return palette.with_own(self.accent or "", self.paper or "")


class FontFile(Value):
    """A file of a font family."""

    file: LookPath
    """A `.woff2` file below `looks/`."""
    weight: Weight = "400"
    """A weight, such as `400` for regular and `700` for bold, or two of a variable font: `200 900`."""
    style: FontStyle = FontStyle.NORMAL

    @property
    def css_weight(self) -> str:
        return re.sub(r"\.\.|-", " ", self.weight)


class FontLicence(Value):
    """The licence of a font, which pages name below their text."""

    name: Text
    url: Url | None = None
    """Where the licence can be read."""
    file: LookPath | None = None
    """The licence itself, as a `.txt` file below `looks/`, which the site publishes."""


class Font(Value):
    """A font family that comes with the companion. Pages load it from the site itself."""

    family: Family
    """Name of the family, in Latin letters, digits, blanks and hyphens."""
    licence: FontLicence
    use: FontUse = FontUse.TEXT
    """`text` for texts and headings, `all` for menus, lists and labels too."""
    files: Annotated[tuple[FontFile, ...], Field(min_length=1, max_length=MOST_FONT_FILES)]


class Looks(Value):
    """How the companion's site looks (`site.yml`)."""

    logo: LookPath | None = None
    """Image below `looks/`, in place of the sign in the header: SVG, PNG, JPEG or WebP."""
    logo_dark: LookPath | None = None
    """The logo in the dark palette, if it is another one."""
    icon: LookPath | None = None
    """Image below `looks/` that browsers show beside the title of a page: square, SVG or PNG."""
    light: OwnPalette = OwnPalette.model_construct()
    """Colours of the light palette."""
    dark: OwnPalette = OwnPalette.model_construct()
    """Colours of the dark palette."""
    font: Font | None = None
    footer: Prose = Prose()
    """Markdown with emphasis and links to the web: a few words at the foot of every page."""

    @property
    def are_own(self) -> bool:
        """Whether anything differs from what hedgesite's own pages look like."""
        return bool(self.model_fields_set - {"origin"})

    @property
    def palettes(self) -> tuple[Palette, Palette]:
        """The light and the dark palette."""
        return self.light.over(LIGHT), self.dark.over(DARK)

    def named(self) -> Iterator[NamedFile]:
        """The files that are named, each with the place where it is, and the endings that it may have."""
        for written in (self.logo, self.logo_dark):
            if written:
                yield NamedFile(written, IMAGES)
        if self.icon:
            yield NamedFile(self.icon, frozenset((".svg", ".png")))
        if self.font:
            yield from (NamedFile(each.file, FONTS) for each in self.font.files)
            if self.font.licence.file:
                yield NamedFile(self.font.licence.file, TEXTS)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that `site.yml` names."""

    written: str
    endings: Collection[str]

    @property
    def path(self) -> str:
        return path_of(self.written)

    @property
    def origin(self) -> Origin:
        return origin_of(self.written)


def path_of(written: str) -> str:
    """The path below the content directory of a file as `site.yml` names it, with or without its folder."""
    return path_in(FOLDER, written)


@dataclass(frozen=True, slots=True)
class LookFile(PublishedFile):
    """A logo, an icon, a file of a font or its licence, which can be published."""

    width: int = 0
    height: int = 0
    """Of an image, in pixels as they are shown."""

    @property
    def address(self) -> str:
        """Below the site's root."""
        return f"assets/{self.path}"


@dataclass(frozen=True, slots=True)
class PublishedLooks:
    """The looks as the shell uses them. An address is a path below the site's root, or empty if there is no file."""

    are_own: bool = False
    """Whether the companion has looks of its own."""
    logo: str = ""
    logo_dark: str = ""
    icon: str = ""
    footer: str = ""
    """HTML."""
    font: str = ""
    """Name of the family."""
    licence: str = ""
    """Name of the font's licence."""
    licence_address: str = ""
    """Where the licence can be read: on the web, or below the site's root."""
