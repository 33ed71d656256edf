"""Numeric citations: `[3, 5–7]`, `[12, p. 4]`, `(3)` and raised numbers, by the numbers of the list of references."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.escaping import escaped
from hedgesite.importer.places import Places
from hedgesite.importer.tree import Block, Inline, Style, Styled, Text, Written
from hedgesite.importer.tree_map import Edit, edited, flat
from hedgesite.importer.tree_walk import contents_of, words_of

_NUMBERS = r"\d{1,3}(?:\s*[,;–—‐‑-]\s*\d{1,3})*"
_LOCATOR = r"(?:\s*[,:]\s*(?P<locator>(?:pp?\.|S\.|с\.|s\.|стр\.|ch(?:ap)?\.|§|p\s)\s*[^\[\]();]{1,30}))?"
_SQUARE = re.compile(rf"\[\s*(?P<numbers>{_NUMBERS}){_LOCATOR}\s*\]")
_ROUND = re.compile(rf"(?<=[\w”\"’»)\]] )\((?P<numbers>{_NUMBERS}){_LOCATOR}\)")
_RAISED = re.compile(rf"\s*\[?(?P<numbers>{_NUMBERS})\]?\s*(?P<locator>)")
_PART = re.compile(r"(\d+)(?:\s*[–—‐‑-]\s*(\d+))?")
_LONGEST_RANGE = 60
_UNIT = re.compile(r"(?:(?<![^\W_])[kcmdµ]?m|\d)$")


@dataclass(slots=True)
class Numeric:
    """Rewrites numeric citations. `keys` has the source of each number."""

    keys: Mapping[str, str]
    places: Places
    manner: str = ""
    """`square`, `round` or `raised`, as `manner_of` finds."""
    found: int = 0
    resolved: int = 0
    findings: list[Diagnostic] = field(default_factory=list)

    def rewrite(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Inline content of the block at a line with its numbers resolved."""
        if self.manner == "raised":
            return self._lowered(content, line)
        pattern = _SQUARE if self.manner == "square" else _ROUND
        text = flat(content)
        edits = []
        for found in pattern.finditer(text):
            written = self._written(found, line)
            if written:
                edits.append(Edit(found.start(), found.end(), (written,)))
        return edited(content, edits)

    def _lowered(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Content in which raised numbers are citations on the line, set off by a blank."""
        result: list[Inline] = []
        for each in content:
            if isinstance(each, Styled) and each.style is not Style.RAISED:
                result.append(replace(each, content=self._lowered(each.content, line)))
                continue
            found = _RAISED.fullmatch(flat(each.content)) if isinstance(each, Styled) else None
            written = self._written(found, line) if found and not _UNIT.search(words_of(result[-1:])[-4:]) else None
            if written:
                last = words_of(result[-1:])[-1:]
                result += [Text(" ")] if last and not last.isspace() else []
            result.append(written or each)
        return tuple(result)

    def _written(self, found: re.Match[str], line: int) -> Written | None:
        numbers = expanded(found["numbers"])
        if not numbers:
            return None
        self.found += len(numbers)
        lost = [number for number in numbers if number not in self.keys]
        if lost:
            problem = (
                f"'{found[0].strip()}' names a number that the list of references does not have: {', '.join(lost[:5])}"
            )
            remedy = "write [@key] with the source that it means"
            self.findings.append(self.places.finding(Rule.IMPORT_CITATION, line, found[0], problem, remedy))
            return None
        self.resolved += len(numbers)
        keys = [self.keys[number] for number in numbers]
        locator = (found["locator"] or "").strip()
        inner = "; ".join(f"@{key}" for key in keys) + (f", {escaped(locator)}" if locator else "")
        return Written(f"[{inner}]", found[0], tuple(keys))


def expanded(numbers: str) -> list[str]:
    """The numbers of `3, 5–7`; empty if a range runs backwards or is too long."""
    result: list[str] = []
    for part in _PART.finditer(numbers):
        first, last = int(part[1]), int(part[2] or part[1])
        if not first or last < first or last - first > _LONGEST_RANGE:
            return []
        result += map(str, range(first, last + 1))
    return result


def manner_of(blocks: Sequence[Block], numbers: Mapping[str, object]) -> str:
    """How the text cites by number: `square`, `round`, `raised`, or an empty text if it does not."""
    seen: dict[str, set[str]] = {"square": set(), "round": set(), "raised": set()}
    for block in blocks:
        for content in contents_of(block):
            text = flat(content)
            for name, pattern in (("square", _SQUARE), ("round", _ROUND)):
                for found in pattern.finditer(text):
                    seen[name].update(expanded(found["numbers"]))
            for each in content:
                is_raised = isinstance(each, Styled) and each.style is Style.RAISED
                raised = _RAISED.fullmatch(flat((each,))) if is_raised else None
                if raised:
                    seen["raised"].update(expanded(raised["numbers"]))
    counted = {name: len(own & set(numbers)) for name, own in seen.items()}
    best = max(counted, key=lambda name: (counted[name], name == "square"))
    # A few numbers in brackets are equations or years; those of a list are most of its numbers.
    return best if counted[best] >= max(2, len(numbers) * 0.3) or (len(numbers) < 4 and counted[best]) else ""
