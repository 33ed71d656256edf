"""How an inline source lies in the Markdown."""

from __future__ import annotations

Segment = tuple[int, int, int]
"""Offset in the inline source from which the text is at this line and column of the Markdown, all from 0."""
