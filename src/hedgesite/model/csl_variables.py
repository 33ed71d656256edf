"""Fields of BibLaTeX by the variables of CSL, for reading items of CSL and for writing them.

Source: the specification of CSL 1.0.2, appendix IV; the manual of biblatex, section 2.2.2.
"""

from __future__ import annotations

from types import MappingProxyType

FIELDS = MappingProxyType(
    {
        "title": "title", "title-short": "shorttitle", "original-title": "origtitle",
        "collection-title": "series", "container-title-short": "shortjournal", "event-title": "eventtitle",
        "event": "eventtitle", "event-place": "venue", "volume": "volume", "number-of-volumes": "volumes",
        "number-of-pages": "pagetotal", "chapter-number": "chapter", "part": "part", "edition": "edition",
        "version": "version", "page": "pages", "publisher-place": "location", "original-publisher": "origpublisher",
        "original-publisher-place": "origlocation", "authority": "institution", "medium": "howpublished",
        "genre": "type", "status": "pubstate", "language": "langid", "archive": "library", "note": "note",
        "archive_location": "shelfmark",
        "abstract": "abstract", "annote": "annotation", "keyword": "keywords", "PMID": "pmid",
    }
)  # fmt: skip
VERBATIM = MappingProxyType({"DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "file": "file"})
"""Addresses and numbers."""
DATES = MappingProxyType(
    {
        "issued": "date", "original-date": "origdate", "submitted": "origdate", "accessed": "urldate",
        "event-date": "eventdate",
    }
)  # fmt: skip
VARIABLES = MappingProxyType(
    {field: variable for table in (FIELDS, VERBATIM, DATES) for variable, field in [*table.items()][::-1]}
)
"""The variable of each field: the first, where several have its content."""
