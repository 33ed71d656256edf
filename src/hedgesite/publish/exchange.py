"""Two folders change names in one step, where the operating system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a kernel or a file system answers that has no such call."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders of one file system, as one step: nobody ever sees less than both.

    `renameat2(2)` of Linux and `renamex_np(2)` of macOS. Returns False, with nothing done, where neither is there.
    Raises OSError where the exchange is refused.
    """
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "linux" and (renameat2 := _system_call("renameat2")):
        return lambda one, other: renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
    if sys.platform == "darwin" and (renamex_np := _system_call("renamex_np")):
        return lambda one, other: renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP))
    return None


def _system_call(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
