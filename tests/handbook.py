"""The handbook's pages, and what stands in their fences."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "docs"

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"`(content/[\w./-]+)`(, add[^\n]*)?:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def fences(text: str, kind: str) -> list[str]:
    """What stands in the fences of one kind, in order."""
    return [found[3] for found in FENCE.finditer(text) if found[2] == kind]


def lay(text: str, folder: Path) -> None:
    """Write the content files that a page shows; a bibliography is added to."""
    for name, _, content in FILE.findall(text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") + "\n" if path.suffix == ".bib" and path.exists() else ""
        path.write_text(before + content, "utf-8")
