"""Strategies that write whole companions: valid ones, small edits of them, and ones with a single fault."""

from tests.strategies.companions import valid_companions
from tests.strategies.edits import Edit, edits
from tests.strategies.faults import Faulty, companions_with_one_fault
from tests.strategies.plan import Companion, Files

__all__ = ["Companion", "Edit", "Faulty", "Files", "companions_with_one_fault", "edits", "valid_companions"]
