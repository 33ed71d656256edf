"""Manuscripts into companions: sections with passages and citations, a bibliography, and what was left unresolved."""

from hedgesite.manuscript.citations import Found
from hedgesite.manuscript.companion import Imported, import_file, import_text
from hedgesite.manuscript.convert import CONVERTED, MARKDOWN
from hedgesite.manuscript.pandoc import pandoc
from hedgesite.manuscript.reading import UnreadableError
from hedgesite.manuscript.text import Manuscript

__all__ = [
    "CONVERTED",
    "MARKDOWN",
    "Found",
    "Imported",
    "Manuscript",
    "UnreadableError",
    "import_file",
    "import_text",
    "pandoc",
]
