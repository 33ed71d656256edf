"""The bounds of docs/explanation/design.md on what a reader has to load and to step through."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "design.md"
_HEAD = ["| what | at most | today |", "|---|---|---|"]
_ROW = re.compile(r"\| (?P<what>[^|]+) \| (?P<most>[^|]+) \| (?P<today>[^|]+) \|")
_NUMBER = re.compile(r"(?P<figure>\d{1,3}(?:,\d{3})*(?:\.\d)?)(?P<kilobytes> kB)?")
_HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the table: bytes, or a count."""

    at_most: float
    today: float | None = None
    """What holds until the bound does."""

    def refusal(self, measured: float) -> str:
        """Why a measured weight is none that the row tells of; nothing where it is."""
        bound = self.at_most if self.today is None else self.today
        if measured > bound:
            return f"{measured:,} is more than {bound:,.0f}"
        if self.today is not None and measured <= self.at_most:
            return f"{measured:,} is within {self.at_most:,.0f} now: write '{_HOLDS}' in {PAGE.name}"
        return ""


def read_weights(text: str) -> dict[str, Weight]:
    """The table below the heading "Weights". Raises ValueError where it or one of its rows is malformed."""
    _, found, section = text.partition("\n## Weights\n")
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    if not found or lines[:2] != _HEAD or len(lines) == 2:
        raise ValueError(f"no table of weights: {lines[:2]}")
    weights: dict[str, Weight] = {}
    for line in lines[2:]:
        row = _ROW.fullmatch(line)
        if not row or row["what"] in weights:
            raise ValueError(f"malformed or repeated: {line}")
        weights[row["what"]] = _weight(row["most"], row["today"])
    return weights


def _weight(most: str, today: str) -> Weight:
    at_most = _number(most)
    if today == _HOLDS:
        return Weight(at_most)
    if today.endswith(" kB") != most.endswith(" kB") or _number(today) <= at_most:
        raise ValueError(f"what holds today is no more than {most} in the same unit: {today}")
    return Weight(at_most, _number(today))


def _number(written: str) -> float:
    number = _NUMBER.fullmatch(written)
    if not number:
        raise ValueError(f"no number: {written}")
    return float(number["figure"].replace(",", "")) * (1000 if number["kilobytes"] else 1)


def hold(what: str, measured: float, told: object = "") -> None:
    """Fail where what was measured is above its bound, or within one that the table says does not hold yet."""
    refusal = read_weights(PAGE.read_text("utf-8"))[what].refusal(measured)
    assert not refusal, f"{what}: {refusal}; {told}"


def compressed(content: bytes) -> int:
    """Bytes as a server sends them."""
    return len(gzip.compress(content, 9, mtime=0))
