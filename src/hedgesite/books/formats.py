"""The table of books. A new one is a package that writes it, and a row here."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple

from hedgesite.books.book import Book, book_of
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.download import DOWNLOADS, Download
from hedgesite.render.site import Site
from hedgesite.resources import command_for
from hedgesite.words.counts import N_

Progress = Callable[[int, int], None]
"""Receives the number of sheets that are laid out, and about how many there will be."""
_MOST_LETTERS = 40


class Written(NamedTuple):
    """A book as a file."""

    data: bytes
    without_glyph: str = ""
    """Letters that none of the fonts has."""


@dataclass(frozen=True, slots=True)
class BookFormat:
    """A format in which the whole companion can be had."""

    name: str
    about: str
    """What it is for, in a message of the catalogues."""
    ending: str
    """Ending of its file, and name of the option that makes it."""
    media_type: str
    make: Callable[[Book, Progress], Written]
    packages: tuple[str, ...] = ()
    """Packages of its extra, which is called like its ending."""
    libraries: str = ""
    """Libraries of the system that these need, and how they are installed."""

    @property
    def path(self) -> str:
        """Its path below the site's root."""
        return f"{DOWNLOADS}/companion.{self.ending}"


def _pdf(book: Book, on_progress: Progress) -> Written:
    # Imported late: the extra may be missing, and it takes half a second.
    from hedgesite.books.pdf.document import make_pdf

    return Written(*make_pdf(book, on_progress))


def _epub(book: Book, on_progress: Progress) -> Written:  # noqa: ARG001  (it has no sheets)
    from hedgesite.books.epub.book import make_epub

    return Written(make_epub(book))


BOOKS = (
    BookFormat(
        "PDF",
        N_("to print and to keep"),
        "pdf",
        "application/pdf",
        _pdf,
        ("weasyprint", "ziamath", "fontpkg_spectral", "fontpkg_amiri"),
        "install Pango, which sets its type; on Debian, as root: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0",
    ),
    BookFormat("EPUB", N_("for readers of electronic books"), "epub", "application/epub+zip", _epub),
)
"""All books, in the order in which pages offer them."""


def make_books(
    site: Site, wanted: Iterable[str], on_progress: Progress = lambda *_: None
) -> tuple[tuple[Download, ...], Report]:
    """The wanted books, by their endings, and what is wrong with them; none of them may be `unavailable`."""
    endings, book = frozenset(wanted), book_of(site)
    made, findings = list[Download](), list[Diagnostic]()
    for each in BOOKS:
        if each.ending in endings:
            data, letters = each.make(book, on_progress)
            made.append(Download(each.name, each.about, each.path, each.media_type, data, is_book=True))
            if letters:
                problem = f"no font has these letters of the {each.name}: {letters[:_MOST_LETTERS]}"
                remedy = "install a font that has them; the handbook names one for each script"
                findings.append(Diagnostic(Rule.BOOK_LETTERS, _origin(site.library.root), problem, remedy))
    return tuple(made), Report.of(findings)


def unavailable(wanted: Iterable[str], root: str) -> Iterator[Diagnostic]:
    """A finding for each wanted book that what is installed cannot make; `root` is the companion's folder."""
    for each in BOOKS:
        if each.ending in frozenset(wanted) and (found := _missing(each)):
            yield Diagnostic(Rule.BOOK_PROGRAM, _origin(root), *found)


def _origin(root: str) -> Origin:
    return Origin(f"{root}/article.yml")


def _missing(each: BookFormat) -> tuple[str, str] | None:
    """What keeps a book from being made, and what to do about it."""
    for package in each.packages:
        try:
            # WeasyPrint prints what it lacks.
            with redirect_stdout(io.StringIO()):
                import_module(package)
        except ImportError:
            problem = f"the {each.name} needs the package {package.replace('_', '-')}, which is not installed"
            return problem, f"run: {command_for(each.ending)}"
        except OSError as error:
            lines = str(error).splitlines()
            return f"the {each.name} cannot be made: {lines[0] if lines else package}", each.libraries
    return None
