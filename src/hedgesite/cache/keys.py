"""What has to be as it was for what was made of it to be used again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class BuildKey:
    """Everything that goes into every page of a build, and may not have changed."""

    identical: tuple[object, ...]
    """The same only where each is the very same: what a memo gives again for a file that is as it was."""
    equal: tuple[object, ...]

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, BuildKey)
            and len(self.identical) == len(other.identical)
            and all(one is another for one, another in zip(self.identical, other.identical, strict=True))
            and self.equal == other.equal
        )
