"""Sentences that stand in a new companion until its author writes others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "abstract": "Put the article's abstract here.",
        "statement": "Put the article's main hypothesis here.",
        "theory": "Say in a paragraph what the theory holds, and cite whom it comes from.",
        "definition": "Say what the dimension is.",
        "applies": "Say when a passage is coded to it.",
        "excludes": "Say when it is not, though it may seem so.",
        "supports": "Say here which claim of the passage the source supports",
        "note": "Say why the passage is coded as it is.",
        "paragraph": "Put the article's first paragraph here.",
        "makers": "Say here who made it, and how it stands to the article.",
    }
)
"""What is asked for to the sentence that asks for it, in the language of the files' comments."""
