"""References and citations in the styles of scholarship."""

from hedgesite.styles.citations import Piece, format_citation, format_locator
from hedgesite.styles.reference import Reference, References
from hedgesite.styles.references import format_references
from hedgesite.styles.rules import STYLES

__all__ = [
    "STYLES",
    "Piece",
    "Reference",
    "References",
    "format_citation",
    "format_locator",
    "format_references",
]
