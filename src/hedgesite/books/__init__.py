"""Books: the whole companion in one file, to print or to read without the site."""

from hedgesite.books.formats import BOOKS, BookFormat, make_books, unavailable

__all__ = ["BOOKS", "BookFormat", "make_books", "unavailable"]
