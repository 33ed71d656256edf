"""Compares revisions in the terms of the research: passages, coding, evidence, citations, sources, addresses."""

from hedgesite.changes.compare import compare
from hedgesite.changes.format_markdown import as_markdown
from hedgesite.changes.format_text import as_text
from hedgesite.changes.model import Change, Changes, Cover, Difference, Moved, Part, Piece, Status
from hedgesite.changes.record import NewVersion, version_file
from hedgesite.changes.revisions import Revision, RevisionError, read_revision, read_work_tree

__all__ = [
    "Change",
    "Changes",
    "Cover",
    "Difference",
    "Moved",
    "NewVersion",
    "Part",
    "Piece",
    "Revision",
    "RevisionError",
    "Status",
    "as_markdown",
    "as_text",
    "compare",
    "read_revision",
    "read_work_tree",
    "version_file",
]
