"""What all files of a companion that the site publishes have in common: images, copies, looks and files of the root."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file that can be published."""

    path: str
    """Below the content directory: `figures/map.png`; that of a file of the root is below its folder."""
    shown: str
    """Path as shown in diagnostics."""
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    data: bytes = field(default=b"", repr=False, compare=False, kw_only=True)

    @property
    def ending(self) -> str:
        return self.path[self.path.rindex(".") :]
