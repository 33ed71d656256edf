"""`RESULTS.md`: a section for each thing that is measured. What is not measured again stays as it was."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

FILE = Path(__file__).parent / "RESULTS.md"

SECTIONS = {
    "peers": "Beside other tools",
    "pairs": "Processor time, pair by pair",
    "growth": "Growth",
    "timings": "Where the time goes",
    "rebuild": "A rebuild while serving",
    "search": "The search",
    "lighthouse": "Lighthouse",
}
"""Name of each section in the file's markers, and its heading; in the order of the file."""

_HEAD = """# Results

What `make benchmark` measured. Each part says when, on which machine and by which command; a part is replaced when it
is measured again, and the others stay. Nothing here is asserted by a test: tests count work, and never seconds.
"""


def write_section(name: str, body: str, machine: str, command: str) -> None:
    """Put a section in the place of the one that the file has."""
    text = FILE.read_text("utf-8") if FILE.exists() else _HEAD
    parts = {known: _section(text, known) for known in SECTIONS}
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    parts[name] = f"## {SECTIONS[name]}\n\n{body.strip()}\n\nMeasured on {day} by `{command}`: {machine}."
    written = "".join(f"\n<!-- {known} -->\n{part}\n<!-- /{known} -->\n" for known, part in parts.items() if part)
    FILE.write_text(_HEAD + written, "utf-8")


def _section(text: str, name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
    return found[1] if found else ""


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers: int) -> str:
    """A table in Markdown; columns from the one at `numbers` on are set to the right."""
    rule = tuple("---:" if place >= numbers else "---" for place in range(len(head)))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
