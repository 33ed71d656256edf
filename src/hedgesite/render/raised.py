"""Citations and the punctuation that follows them: raised numbers stand after it, and no two full stops meet."""

from __future__ import annotations

import re
from dataclasses import replace

from hedgesite.markdown import RenderedBody

_RAISED = re.compile(r'[ \n]*+(<span class="hs-citation hs-noted">(?:(?!</?span)[^\0])*</span>)([.,;:!?…]*+[”’"»]?)')

_TWO_STOPS = re.compile(r'(<a class="hs-cite"[^<>]*+>[^<>]*+(?<=\.)</a></span>)\.(?!\.)')


def after_punctuation(html: str) -> str:
    """Move raised numbers of citations after the punctuation that follows them: `large [@a].` becomes `large.³` A
    sentence that ends in the name of a source, `says Ash et al.`, has one full stop.
    """
    html = _RAISED.sub(_moved, html) if "hs-noted" in html else html
    return _TWO_STOPS.sub(r"\1", html) if ".</a></span>." in html else html


def _moved(raised: re.Match[str]) -> str:
    before = raised.string[max(0, raised.start() - 2) : raised.start()]
    punctuation = raised[2]
    if before.endswith(".") and before != ".." and punctuation.startswith("."):
        punctuation = punctuation[1:]
    return f"{punctuation}{raised[1]}"


def settled(rendered: RenderedBody) -> RenderedBody:
    """A text and its notes, with raised numbers of citations in their places."""
    notes = tuple(replace(note, html=after_punctuation(note.html)) for note in rendered.notes)
    return replace(rendered, html=after_punctuation(rendered.html), notes=notes)
