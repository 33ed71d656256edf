"""Compiled templates, kept from one command to the next, as Python keeps its own modules compiled."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import jinja2

from hedgesite import __version__
from hedgesite.cache.cache_folder import cache_folder


def compiled_templates(kind: str, *versions: str) -> jinja2.BytecodeCache | None:
    """Where templates of one kind of environment are kept compiled; None where nothing can be kept.

    Each is found by its place and its text, and by what compiles it: hedgesite, Jinja, and whatever else has a part in
    this kind of environment, whose `versions` are given. They lie in the cache folder of the user: who
    could write there could write the program, too.
    """
    compilers = "-".join((__version__, jinja2.__version__, *versions))
    folder = _folder() / compilers / kind
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _Kept(str(folder))


def drop_compiled_templates() -> None:
    """Forget all of them, those of other versions too. Raises OSError where they cannot be removed."""
    try:
        shutil.rmtree(_folder())
    except (FileNotFoundError, NotADirectoryError):
        # There is nothing to forget, or another command has just forgotten it.
        return


def _folder() -> Path:
    return cache_folder() / "templates"


class _Kept(jinja2.FileSystemBytecodeCache):
    """A full disk, a folder that nobody may write to or a broken file costs time, and nothing else."""

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (pickle.UnpicklingError, EOFError, ValueError, OSError):
            bucket.reset()

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return
