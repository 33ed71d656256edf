"""The plan of a new companion: answers turned into ids, marks and colours."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgesite.model.slugs import id_of, numbered
from hedgesite.model.word_lists import NEUTRAL
from hedgesite.scaffold.install import InstallAddress

_COOL, _WARM = 205 / 360, 8 / 360
_LIGHTNESS, _SATURATION = 0.28, 0.6
"""Lightness at which white letters are readable on every hue between cool and warm."""


@dataclass(frozen=True, slots=True)
class Author:
    """An author of the article."""

    family: str
    given: str = ""

    @classmethod
    def of(cls, name: str) -> Author:
        """Read `Given Family` or `Family, Given`."""
        family, comma, given = name.partition(",")
        if not comma:
            given, _, family = name.strip().rpartition(" ")
        return cls(family.strip(), given.strip())


@dataclass(frozen=True, slots=True)
class PlannedDimension:
    """A dimension of the codebook."""

    id: str
    name: str
    mark: str
    colour: str
    stance: str
    """`one-end`, `neutral` or `other-end`; empty if the theory has no spectrum."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All answers needed for a new companion."""

    title: str
    authors: tuple[Author, ...]
    dimensions: tuple[PlannedDimension, ...]
    ends: tuple[tuple[str, str], ...] = ()
    """Id and name of each end of the theory's spectrum; empty if it has none."""
    subtitle: str = ""
    language: str = "en"
    framework: str = ""
    """Name of the theory; empty if it is to be written later."""
    bibliography: str | None = None
    """The text of an initial `.bib` file."""
    install_from: InstallAddress | None = None
    """The address that its workflows install hedgesite from; if unknown, they stop with a message."""


def plan_of(
    title: str,
    authors: Sequence[str],
    dimensions: Sequence[str],
    *,
    subtitle: str = "",
    language: str = "en",
    ends: Sequence[str] = (),
    bibliography: str | None = None,
    install_from: InstallAddress | None = None,
) -> Plan:
    """Turn typed answers into a plan. Dimensions are given in the order of the theory's spectrum.

    `ends` are the names of the spectrum's two ends; without them, the theory has none.
    """
    people = tuple(Author.of(name) for name in authors if name.strip())
    names = [name.strip() for name in dimensions if name.strip()]
    return Plan(
        title=title.strip(),
        authors=people,
        dimensions=tuple(_dimensions(names, _ends(ends))),
        ends=tuple(zip(_ends(ends), (end.strip() for end in ends), strict=False)),
        subtitle=subtitle,
        language=language,
        bibliography=bibliography,
        install_from=install_from,
    )


def _ends(names: Sequence[str]) -> tuple[str, ...]:
    """Ids of the two ends of a spectrum."""
    if len(names) != 2:
        return ()
    near, far = (id_of(name, f"end-{place}") for place, name in enumerate(names, start=1))
    return (near, far) if near != far and NEUTRAL not in (near, far) else ("end-1", "end-2")


def _dimensions(names: Sequence[str], ends: Sequence[str]) -> Iterator[PlannedDimension]:
    ids: set[str] = set()
    numbers: dict[str, int] = {}
    marks: set[str] = set()
    for index, name in enumerate(names):
        id = numbered(id_of(name, f"dimension-{index + 1}"), ids, numbers)
        mark = next(mark for mark in _marks(name) if mark not in marks)
        ids.add(id)
        marks.add(mark)
        share = index / (len(names) - 1) if len(names) > 1 else 0.5
        yield PlannedDimension(id, name, mark, _colour(share), _stance(share, ends))


def _marks(name: str) -> Iterator[str]:
    """Two-letter marks for a name: its initials, its first letters, other letters, finally numbers."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    letters = "".join(words).upper()
    initials = "".join(word[0] for word in words if word)[:2].upper()
    if len(initials) == 2:
        yield initials
    yield from (letters[0] + second for second in letters[1:] if letters)
    yield from ((letters[:1] or "D") + str(number) for number in range(1, 100))


def _colour(share: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(_COOL + (_WARM - _COOL) * share, _LIGHTNESS, _SATURATION)
    return "#" + "".join(f"{round(part * 255):02x}" for part in (red, green, blue))


def _stance(share: float, ends: Sequence[str]) -> str:
    if not ends:
        return ""
    return NEUTRAL if 0.4 < share < 0.6 else ends[share > 0.5]
