"""On-disk cache of compiled templates, as Python caches its compiled modules."""

from __future__ import annotations

import pickle
from pathlib import Path

import jinja2

from hedgesite import __version__
from hedgesite.cache.cache_folder import cache_folder, drop


def compiled_templates(kind: str, *versions: str) -> jinja2.BytecodeCache | None:
    """Bytecode cache for one kind of template environment; None if the cache folder cannot be written.

    The key of a template consists of its path, its text, and the versions of hedgesite, Jinja and whatever else takes
    part in this kind of environment (`versions`).
    """
    # Unpickling is safe here: anybody who can write to the user's cache folder can change the program as well.
    compilers = "-".join((__version__, jinja2.__version__, *versions))
    folder = _folder() / compilers / kind
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _TolerantCache(str(folder))


def drop_compiled_templates() -> None:
    """Delete all compiled templates, of other versions too. Raises OSError if they cannot be removed."""
    drop(_folder())


def _folder() -> Path:
    return cache_folder() / "templates"


class _TolerantCache(jinja2.FileSystemBytecodeCache):
    """Bytecode cache that treats a full disk, a read-only folder or a broken file as a miss."""

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
