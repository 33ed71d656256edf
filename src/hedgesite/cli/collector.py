"""Python's search for objects that only hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """For work that keeps nearly all that it makes until the program's end, and makes no cycles to speak of.

    Imports and builds are such: looking for cycles among millions of objects finds nothing, and takes a quarter of a
    large build's time. What is there at the end of the work is never looked through.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
