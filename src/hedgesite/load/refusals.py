"""What is said of files and folders that are not read, whatever they would hold: the problem, and what to do."""

from __future__ import annotations

LINK = ("this is a symbolic link", "put the file itself here")
LINKED_FOLDER = ("this is a symbolic link", "put the folder itself here")
IRREGULAR = ("this is not a regular file", "put an ordinary file here")


def unreadable(error: OSError, what: str = "file") -> tuple[str, str]:
    """Of a file or a folder that the system does not give out."""
    return f"the {what} cannot be read: {error.strerror}", "let its owner give you access to it"
