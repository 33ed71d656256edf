"""Loading content files into a Library. Content that cannot be read is reported."""

from hedgesite.load.library import load_library

__all__ = ["load_library"]
