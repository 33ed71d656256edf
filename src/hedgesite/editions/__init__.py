"""Editions: the whole companion in one file, to print or to read without the site."""

from hedgesite.editions.formats import EDITIONS, EditionFormat, make_editions, unavailable

__all__ = ["EDITIONS", "EditionFormat", "make_editions", "unavailable"]
