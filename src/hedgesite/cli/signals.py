"""Signals that end a command: it tidies up first, and ends with the status that a shell gives such a signal."""

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
    """Within it, SIGTERM and SIGHUP raise SystemExit with 128 and their number: 143 and 129.

    Only the first does, so that none interrupts the tidying. A signal that is ignored (`nohup`) stays ignored. Without
    effect outside the main thread, where Python sets no handler.
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
