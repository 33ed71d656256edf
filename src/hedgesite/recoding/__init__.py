"""Codes from outside: blank forms to fill in, tables and REFI-QDA projects to read, and the files that they change."""

from hedgesite.recoding.blank import blank_form, draw
from hedgesite.recoding.coding_file import NewCoding, coding_file
from hedgesite.recoding.edits import changed_sections, with_reasons_kept
from hedgesite.recoding.project import read_project
from hedgesite.recoding.recoded import LARGEST, Recoded, UnreadableCodesError
from hedgesite.recoding.table import read_table

__all__ = [
    "LARGEST",
    "NewCoding",
    "Recoded",
    "UnreadableCodesError",
    "blank_form",
    "changed_sections",
    "coding_file",
    "draw",
    "read_project",
    "read_table",
    "with_reasons_kept",
]
