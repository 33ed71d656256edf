"""A new companion: small, right, and full of comments that teach."""

from hedgesite.scaffold.files import ExistingFilesError, companion_files, require_room, write_files
from hedgesite.scaffold.plan import Author, Plan, plan_of

__all__ = ["Author", "ExistingFilesError", "Plan", "companion_files", "plan_of", "require_room", "write_files"]
