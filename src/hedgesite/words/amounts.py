"""Sizes of files, in the units that readers know."""

from __future__ import annotations

from hedgesite.words.translation import Words

_KILO, _MEGA = 1000, 1_000_000


def file_size(words: Words, size: int) -> str:
    """The size of a file of so many bytes: `88 kB`, `1.2 MB`."""
    if size < _MEGA:
        return words.gettext("%(size)s kB", size=words.number(max(1, round(size / _KILO))))
    return words.gettext("%(size)s MB", size=words.number(round(size / _MEGA, 1)))
