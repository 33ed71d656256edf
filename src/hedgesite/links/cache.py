"""Stores good answers for some days, so that repeated runs do not ask the same hosts again."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from hedgesite.links.result import Answer, Verdict

_DAY = 24 * 60 * 60
_STORED_FOR = 7 * _DAY
_VERSION = 1


class LinkCache(Mapping[str, Answer]):
    """Recent good answers by address. If the file cannot be read or written, nothing is stored."""

    def __init__(self, file: Path, now: float | None = None, *, fresh: bool = False) -> None:
        """With `fresh`, stored answers are ignored but remain stored."""
        self._file = file
        self._now = time.time() if now is None else now
        self._times = dict(_read(file, self._now))
        self._answers = {} if fresh else {address: answer for address, (_, answer) in self._times.items()}

    def __getitem__(self, address: str) -> Answer:
        return self._answers[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def store(self, answers: Mapping[str, Answer]) -> None:
        """Store good answers, and remove addresses whose answers are no longer good."""
        if not answers:
            return
        for address, answer in answers.items():
            self._times.pop(address, None)
            if answer.verdict is Verdict.GOOD:
                self._times[address] = (self._now, answer)
        stored = {
            # Rounded down: an answer from the future would be rejected on reading.
            address: {"asked": int(asked), **({"moved-to": answer.moved_to} if answer.moved_to else {})}
            for address, (asked, answer) in sorted(self._times.items())
        }
        with suppress(OSError):
            _write(self._file, json.dumps({"version": _VERSION, "good": stored}, indent=1))


def _read(file: Path, now: float) -> Iterator[tuple[str, tuple[float, Answer]]]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return
    good = data.get("good") if isinstance(data, dict) and data.get("version") == _VERSION else None
    for address, entry in good.items() if isinstance(good, dict) else ():
        answer = _answer(entry, now)
        if answer:
            yield address, answer


def _answer(entry: Any, now: float) -> tuple[float, Answer] | None:
    if not isinstance(entry, dict):
        return None
    asked, moved = entry.get("asked"), entry.get("moved-to", "")
    if not isinstance(asked, int | float) or not isinstance(moved, str) or not now - _STORED_FOR < asked <= now:
        return None
    return asked, Answer(Verdict.GOOD, moved_to=moved)


def _write(file: Path, text: str) -> None:
    """Write the file atomically."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
