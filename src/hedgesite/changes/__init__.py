"""What a revision changes, in the terms of the research: passages, coding, evidence, citations, sources, addresses."""

from hedgesite.changes.compare import compare
from hedgesite.changes.markdown import as_markdown
from hedgesite.changes.revisions import Revision, RevisionError, read_revision, read_work_tree
from hedgesite.changes.text import as_text
from hedgesite.changes.values import Change, Changes, Cover, Difference, Moved, Part, Piece, Status

__all__ = [
    "Change",
    "Changes",
    "Cover",
    "Difference",
    "Moved",
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
]
