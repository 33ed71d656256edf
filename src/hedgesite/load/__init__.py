"""Content files into a Library: everything that can be read is, and everything that cannot is reported."""

from hedgesite.load.library import load_library

__all__ = ["load_library"]
