"""Raised numbers of citations, which stand after the punctuation that follows them."""

from __future__ import annotations

import re
from dataclasses import replace

from hedgesite.markdown import RenderedBody

_RAISED = re.compile(r'[ \n]*+(<span class="hs-citation hs-noted">(?:(?!</?span)[^\0])*</span>)([.,;:!?…]*+[”’"»]?)')


def after_punctuation(html: str) -> str:
    """Move raised numbers of citations after the punctuation that follows them: `large [@a].` becomes `large.³`"""
    return _RAISED.sub(r"\2\1", html) if "hs-noted" in html else html


def settled(rendered: RenderedBody) -> RenderedBody:
    """A text and its notes, with raised numbers of citations in their places."""
    notes = tuple(replace(note, html=after_punctuation(note.html)) for note in rendered.notes)
    return replace(rendered, html=after_punctuation(rendered.html), notes=notes)
