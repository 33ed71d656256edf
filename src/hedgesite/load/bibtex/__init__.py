"""Reader of bibliographies: `.bib` files of BibTeX and BibLaTeX, including the faulty ones found in practice."""

from hedgesite.load.bibtex.reader import read_bibliographies, read_bibliography

__all__ = ["read_bibliographies", "read_bibliography"]
