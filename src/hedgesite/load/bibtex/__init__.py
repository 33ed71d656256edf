"""Reading bibliographies: `.bib` files of BibTeX and BibLaTeX, as scholars have them."""

from hedgesite.load.bibtex.reader import read_bibliography

__all__ = ["read_bibliography"]
