"""Keys that decide whether cached results are still valid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class BuildKey:
    """Everything that affects every page of a build; if it changes, no page can be reused."""

    identical: tuple[object, ...]
    """Values compared by identity: a memo returns the same object for an unchanged file."""
    equal: tuple[object, ...]
    """Values compared by equality."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, BuildKey)
            and len(self.identical) == len(other.identical)
            and all(one is another for one, another in zip(self.identical, other.identical, strict=True))
            and self.equal == other.equal
        )
