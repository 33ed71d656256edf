"""The table of formats. A new one is a module with a function, and a row here: pages and handbook list the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hedgesite.export import bibtex, citation_cff
from hedgesite.export.annotations import annotations_jsonld
from hedgesite.export.companion import companion_json, companion_schema
from hedgesite.export.content_zip import content_zip
from hedgesite.export.context import Context
from hedgesite.export.passages import passages_csv
from hedgesite.export.refi import codebook_qdc, project_qdpx
from hedgesite.export.ris import ris_file
from hedgesite.model.download import DOWNLOADS
from hedgesite.model.library import Library
from hedgesite.styles.csl.items import csl_array


@dataclass(frozen=True, slots=True)
class Export:
    """A file of the whole site, present if the companion has the content for it."""

    name: str
    about: str
    path: str
    """Path below its folder."""
    media_type: str
    make: Callable[[Context], bytes]
    needs: Callable[[Library], object] = lambda _: True
    """Attributes that must be non-empty for the file to be made."""
    folder: str = f"{DOWNLOADS}/"
    """Below the site's root; empty for a file that programs look for there."""

    @property
    def address(self) -> str:
        """Path below the site's root."""
        return f"{self.folder}{self.path}"


@dataclass(frozen=True, slots=True)
class SourceExport:
    """A format of single sources, offered on their pages, and of the whole list, offered as a file."""

    name: str
    ending: str
    media_type: str
    make: Callable[[Context, str], bytes]
    """The source with a key."""
    make_list: Callable[[Context], bytes] | None = None
    """All sources, in the order of the list; None for a format that has no file for them."""


EXPORTS = (
    Export(
        "Passages",
        "every passage with its codes, as a table (CSV)",
        "passages.csv",
        "text/csv",
        passages_csv,
    ),
    Export(
        "Companion",
        "everything, for programs (JSON)",
        "companion.json",
        "application/json",
        companion_json,
    ),
    Export(
        "Shape of the companion",
        "what the JSON holds (JSON Schema)",
        "companion.schema.json",
        "application/schema+json",
        lambda _: companion_schema(),
    ),
    Export(
        "Codebook",
        "for NVivo, ATLAS.ti, MAXQDA and others (REFI-QDA)",
        "codebook.qdc",
        "application/xml",
        codebook_qdc,
        needs=lambda library: library.dimensions,
    ),
    Export(
        "Coded project",
        "text and codings for the same programs (REFI-QDA)",
        "companion.qdpx",
        "application/zip",
        project_qdpx,
        needs=lambda library: library.sections,
    ),
    Export(
        "Annotations",
        "codes, evidence and notes as annotations of the web (W3C)",
        "annotations.jsonld",
        "application/ld+json",
        annotations_jsonld,
        needs=lambda library: library.passages,
    ),
    Export(
        "Content",
        "the files that this site is made from (ZIP)",
        "content.zip",
        "application/zip",
        content_zip,
    ),
    Export(
        "Citation",
        "how to cite the companion, for programs (CFF)",
        citation_cff.PATH,
        "application/yaml",
        citation_cff.citation_cff,
        folder="",
    ),
)

SOURCE_EXPORTS = (
    SourceExport("Chicago", "txt", "text/plain", lambda context, key: f"{context.references[key].text}\n".encode()),
    SourceExport(
        "BibTeX",
        "bib",
        "application/x-bibtex",
        lambda context, key: bibtex.alone(context.library.bibliography, key),
        lambda context: bibtex.whole(context.library.bibliography),
    ),
    SourceExport(
        "RIS",
        "ris",
        "application/x-research-info-systems",
        lambda context, key: ris_file([context.ris[key]]),
        lambda context: ris_file(context.ris.values()),
    ),
    SourceExport(
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        lambda context, key: csl_array([context.csl_text[key]]),
        lambda context: csl_array(context.csl_text.values()),
    ),
)
