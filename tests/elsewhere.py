"""The command line on another machine on another day, as far as one process can pretend to be there.

Run as `python tests/elsewhere.py COMMAND…` in place of `hedgesite COMMAND…`.
"""

from __future__ import annotations

import datetime
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from datetime import datetime as moment
from typing import Any

YEARS = 11
SECONDS = YEARS * 365.25 * 24 * 3600


class _Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: Iterator[Any], random: random.Random) -> None:
        with entries:  # type: ignore[attr-defined]
            self._entries = iter(sorted(entries, key=lambda _: random.random()))

    def __iter__(self) -> _Shuffled:
        return self

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


def shuffle_folders() -> None:
    """A file system gives the entries of a folder in whatever order it keeps them."""
    order = random.Random(7)
    scandir: Callable[..., Any] = os.scandir
    listdir: Callable[..., list[Any]] = os.listdir
    os.scandir = lambda *arguments: _Shuffled(scandir(*arguments), order)  # type: ignore[assignment]
    os.listdir = lambda *arguments: sorted(listdir(*arguments), key=lambda _: order.random())


class _OfAnyKind(type):
    """Values that the interpreter makes itself are of the class that is replaced."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


class _Day(date, metaclass=_OfAnyKind):
    @classmethod
    def today(cls) -> Any:
        return date.fromtimestamp(time.time())


class _Moment(moment, metaclass=_OfAnyKind):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return moment.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> Any:
        return moment.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


def move_clock() -> None:
    """Years later, to whoever asks the time by the usual ways."""
    now, local, gm, text = time.time, time.localtime, time.gmtime, time.strftime
    vars(datetime).update(date=_Day, datetime=_Moment)
    vars(time).update(
        time=lambda: now() + SECONDS,
        localtime=lambda at=None: local(now() + SECONDS if at is None else at),
        gmtime=lambda at=None: gm(now() + SECONDS if at is None else at),
        strftime=lambda form, at=None: text(form, local(now() + SECONDS) if at is None else at),
    )


if __name__ == "__main__":
    os.umask(0o077)
    shuffle_folders()
    move_clock()

    from hedgesite.cli import main

    main()
