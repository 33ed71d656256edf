"""Names of fields that are probably misspelt: `autor`, `tilte`. BibLaTeX ignores every name that it does not know."""

from __future__ import annotations

from functools import cache

from hedgesite.messages import Known
from hedgesite.model.vocabulary import DATE_FIELDS, FIELD_ALIASES, FIELD_NAMES, PERSON_FIELDS, is_private

_KNOWN = frozenset({*FIELD_NAMES, *PERSON_FIELDS, *FIELD_ALIASES, *DATE_FIELDS})
_FIELDS = Known(sorted(_KNOWN))
_SHORTEST = 4
"""Letters of a name: shorter ones are too much alike."""


@cache
def meant_field(name: str) -> str:
    """The field that a name was probably meant for: it has one letter more, one less or another one, or the letters in
    another order. Empty for known names, for those of programs, and where nothing is so similar.
    """
    if name in _KNOWN or len(name) < _SHORTEST or is_private(name):
        return ""
    near = _FIELDS.nearest(name)
    # Writers put letters before the name of a field to keep it from being read: `xnote`, `optnote`.
    return near if near and not name.endswith(near) and _differs_by_one(name, near) else ""


def _differs_by_one(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sorted(one) == sorted(other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1
    shorter, longer = sorted((one, other), key=len)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
