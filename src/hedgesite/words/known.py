"""The messages that hedgesite has, as the file for translators lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from hedgesite.words.translation import CATALOGUES


@cache
def known_messages() -> Mapping[str, str]:
    """Every message, with its form for several things; without one, it says no number."""
    from babel.messages.pofile import read_po

    with (CATALOGUES / "hedgesite.pot").open("rb") as opened:
        ids = [message.id for message in read_po(opened) if message.id]
    return MappingProxyType({id if isinstance(id, str) else id[0]: "" if isinstance(id, str) else id[1] for id in ids})
