"""Signals that end a command: it cleans up first, then exits with the status that shells use for the signal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Context in which SIGTERM and SIGHUP raise SystemExit with 128 plus their number: 143 and 129.

    Only the first signal raises, so that none interrupts the clean-up. An ignored signal (`nohup`) stays ignored.
    Outside the main thread, where Python cannot set handlers, this has no effect.
    """
    before: dict[Any, Any] = {}

    def end(number: int, _: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        before = {each: signal.getsignal(each) for each in _ENDING if signal.getsignal(each) == signal.SIG_DFL}
    for each in before:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
