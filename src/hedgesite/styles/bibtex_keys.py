"""Keys that fields of BibLaTeX may hold instead of words: kinds of works, states of publication, preprint servers.

Source: the manual of biblatex, on localisation keys (4.9.2) and on electronic publishing information.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

KINDS = MappingProxyType(
    {
        "audiocd": "Audio CD",
        "bathesis": "Bachelor’s thesis",
        "candthesis": "Candidate thesis",
        "datacd": "CD-ROM",
        "mathesis": "Master’s thesis",
        "patent": "Patent",
        "patentde": "German patent",
        "patenteu": "European patent",
        "patentfr": "French patent",
        "patentuk": "British patent",
        "patentus": "U.S. patent",
        "patreq": "Patent request",
        "patreqde": "German patent request",
        "patreqeu": "European patent request",
        "patreqfr": "French patent request",
        "patrequk": "British patent request",
        "patrequs": "U.S. patent request",
        "phdthesis": "PhD thesis",
        "resreport": "Research report",
        "techreport": "Technical report",
    }
)
"""English words for the keys of `type`."""
STATES = MappingProxyType(
    {"inpress": "in press", "inpreparation": "in preparation", "prepublished": "published before print"}
)
"""English words for the keys of `pubstate`."""


class EprintServer(NamedTuple):
    """A server that `eprinttype` names."""

    name: str
    address: str
    """To be followed by the number."""


EPRINT_SERVERS = MappingProxyType(
    {
        "arxiv": EprintServer("arXiv", "https://arxiv.org/abs/"),
        "googlebooks": EprintServer("Google Books", "https://books.google.com/books?id="),
        "hdl": EprintServer("hdl", "https://hdl.handle.net/"),
        "jstor": EprintServer("JSTOR", "https://www.jstor.org/stable/"),
        "pubmed": EprintServer("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    }
)
