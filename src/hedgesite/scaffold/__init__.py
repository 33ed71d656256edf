"""Creates a new companion: small, valid, and full of comments that teach."""

from hedgesite.scaffold.files import companion_files, is_language, usual_dimensions
from hedgesite.scaffold.install import AddressError, InstallAddress, read_address
from hedgesite.scaffold.origin import installed_from
from hedgesite.scaffold.plan import Author, Plan, plan_of
from hedgesite.scaffold.references import ReferencesError, as_bib

__all__ = [
    "AddressError",
    "Author",
    "InstallAddress",
    "Plan",
    "ReferencesError",
    "as_bib",
    "companion_files",
    "installed_from",
    "is_language",
    "plan_of",
    "read_address",
    "usual_dimensions",
]
