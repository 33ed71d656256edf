"""What tags of RIS mean, by type of reference.

Source: the RIS specification (Thomson Research Soft, 2011), and how Zotero, EndNote and the Web of Science use it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

_BY_TYPE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "BOOK": {"T2": "collection-title", "M1": "collection-number", "C3": "volume-title"},
        "CASE": {"PB": "authority", "SV": "number"},
        "CHAP": {"SV": "collection-number", "IS": "number-of-volumes", "C3": "volume-title"},
        "COMP": {"ET": "version"},
        "DATA": {"ET": "version"},
        "LEGAL": {"PB": "authority"},
        "PAT": {"SN": "number"},
        "RPRT": {"SN": "number", "T2": "collection-title"},
        "SLIDE": {"T2": "event-title", "CY": "event-place"},
        "STAT": {"PB": "authority"},
    }
)
"""Where they differ from their general meaning."""
_NUMBERED = frozenset({"BILL", "GEN", "LEGAL", "MANSCPT", "PAT", "RPRT", "STAND", "STAT", "THES"})
"""Types whose `M1` is their number; articles have other things there."""
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX](?:[ ,;]+\d{4}-?\d{3}[\dX])*", re.IGNORECASE)
_PUBMED = re.compile(r"\d{5,8}")


def own_meanings(type: str, tags: Collection[str]) -> Mapping[str, str]:
    """The variables of tags in a record of a type that has these tags."""
    if type == "CONF" and "C3" in tags:
        place = {"CY": "event-place"} if "C1" in tags else {}
        return {"C3": "container-title", "T2": "event-title", "C1": "publisher-place", **place}
    if type == "CONF" and "C1" in tags:
        return {"C1": "publisher-place", "CY": "event-place"}
    number = {"M1": "number"} if type in _NUMBERED else {}
    return {**number, **_BY_TYPE.get(type, {})}


def number_of(tag: str, value: str) -> str:
    """The variable of a number that tells by its form what it is."""
    if tag == "AN":
        # The number of a record in a database, which is printed only if it is PubMed's.
        return "PMID" if _PUBMED.fullmatch(value) else ""
    return "ISSN" if _ISSN.fullmatch(value) else "ISBN"
