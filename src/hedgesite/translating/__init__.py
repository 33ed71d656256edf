"""A text in another language: the skeleton of its files, and which state of the original it follows."""

from hedgesite.translating.followed import UnknownPassagesError, with_hashes
from hedgesite.translating.skeleton import skeleton

__all__ = ["UnknownPassagesError", "skeleton", "with_hashes"]
