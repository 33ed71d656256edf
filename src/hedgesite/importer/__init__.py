"""Manuscripts into companions: sections with passages and citations, a bibliography, and what was left unresolved."""

from hedgesite.importer.citations import Found
from hedgesite.importer.companion import Imported, import_file, import_text
from hedgesite.importer.convert import KINDS
from hedgesite.importer.reading import UnreadableError
from hedgesite.importer.tally import Row
from hedgesite.importer.text import Manuscript
from hedgesite.pandoc import pandoc

__all__ = [
    "KINDS",
    "Found",
    "Imported",
    "Manuscript",
    "Row",
    "UnreadableError",
    "import_file",
    "import_text",
    "pandoc",
]
