"""Names inside a sentence."""

from __future__ import annotations

_CAPITAL_NOUNS = frozenset({"de", "lb", "nds", "gsw", "bar", "ksh"})
"""Languages that write nouns with a capital letter wherever they stand."""


def within(name: str, language: str) -> str:
    """A name as it stands inside a sentence: `Strategies of NATO` becomes `strategies of NATO`.

    Only the first word is changed, where it has no other capital than its first, and not where nouns keep theirs.
    """
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    if language.replace("_", "-").split("-")[0].lower() in _CAPITAL_NOUNS or first[1:] != first[1:].lower():
        return name
    # The dotted I of Turkish would become two characters.
    return name[:1].lower() + name[1:] if len(name[:1].lower()) == 1 else name
