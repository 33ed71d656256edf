"""Companions with one fault, and where it was planted."""

from hypothesis import strategies as st

from tests.strategies.companions import valid_companions
from tests.strategies.faults.in_files import FILE_FAULTS
from tests.strategies.faults.in_markdown import MARKDOWN_FAULTS
from tests.strategies.faults.in_yaml import YAML_FAULTS
from tests.strategies.faults.planting import Faulty

__all__ = ["Faulty", "companions_with_one_fault"]

_FAULTS = (*MARKDOWN_FAULTS, *MARKDOWN_FAULTS[:2], *YAML_FAULTS, *FILE_FAULTS)


@st.composite
def companions_with_one_fault(draw: st.DrawFn) -> Faulty:
    """A valid companion, spoilt in one place."""
    companion = draw(valid_companions())
    faulty = draw(draw(st.sampled_from(_FAULTS))(companion))
    return faulty or draw(MARKDOWN_FAULTS[0](companion))
