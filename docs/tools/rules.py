"""The rules, in the order and under the headings of the code."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from hedgesite.diagnostics import Rule

PAGES = Path(__file__).parents[1] / "rules"


def _rules() -> str:
    return "\n".join(_lines()).strip()


def _lines() -> Iterator[str]:
    headings = _headings()
    for rule in Rule:
        if rule.name in headings:
            yield from ("", f"## {headings[rule.name]}", "", "| rule | severity | requires |", "|---|---|---|")
        name = f"`{rule.id}`"
        page = f"[{name}](../rules/{rule.id}.md)" if (PAGES / f"{rule.id}.md").is_file() else name
        yield f"| {page} | {rule.severity} | {rule.explanation} |"


def _headings() -> Mapping[str, str]:
    """The first rule of each group to the comment above it."""
    found = re.findall(r"^    # (.+)\n    ([A-Z_]+) = ", inspect.getsource(Rule), re.MULTILINE)
    return {rule: heading for heading, rule in found}


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"rules": _rules})
