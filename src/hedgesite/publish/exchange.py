"""Exchanges the names of two folders in one step, where the operating system supports it."""

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
"""Error numbers of kernels and file systems that lack the call."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders on one file system atomically, so that both always exist.

    Uses `renameat2(2)` on Linux and `renamex_np(2)` on macOS. Returns False, having done nothing, if neither is
    available. Raises OSError if the exchange is refused.
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
