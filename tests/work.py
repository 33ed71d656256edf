"""Work counted in calls rather than seconds: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any


def calls_made(work: Callable[[], object]) -> int:
    """Number of calls and returns, of Python and of C functions, while `work` runs."""
    made = 0

    def tick(_frame: object, _event: str, _argument: object) -> None:
        nonlocal made
        made += 1

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def lines_run(work: Callable[[], object], folders: Sequence[Path]) -> Mapping[str, int]:
    """Number of lines that each function below the folders runs while `work` runs; every turn of a loop counts.

    Templates count as well: each of their macros and blocks is a function.
    """
    lines: Counter[tuple[str, int, str]] = Counter()
    below = tuple(f"{folder}/" for folder in folders)

    def at_call(frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:
        code = frame.f_code
        if not code.co_filename.startswith(below):
            return None
        place = (code.co_filename, code.co_firstlineno, code.co_name)

        def at_line(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
            if event == "line":
                lines[place] += 1
            return at_line

        return at_line

    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return {":".join(map(str, place)): number for place, number in lines.items()}
