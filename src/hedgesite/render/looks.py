"""Prepares the companion's looks for the shell that surrounds the pages."""

from __future__ import annotations

from hedgesite.markdown import PlainHooks, render_body
from hedgesite.model.library import Library
from hedgesite.model.looks import Looks, PublishedLooks, path_of


def published_looks(library: Library) -> PublishedLooks:
    """Addresses of logo and icon, the footer as HTML, and the font with its licence."""
    looks = library.looks
    footer = render_body(library.prose[looks.footer], PlainHooks()).html if looks.footer else ""
    family, licence, licence_address = _font(looks)
    return PublishedLooks(
        are_own=looks.are_own,
        logo=_address(looks.logo),
        logo_dark=_address(looks.logo_dark),
        icon=_address(looks.icon),
        footer=footer.strip(),
        font=family,
        licence=licence,
        licence_address=licence_address,
    )


def _font(looks: Looks) -> tuple[str, str, str]:
    """Family, licence, and where the licence can be read."""
    if looks.font is None:
        return "", "", ""
    licence = looks.font.licence
    return looks.font.family, licence.name, _address(licence.file) or licence.url or ""


def _address(written: str | None) -> str:
    return f"assets/{path_of(written)}" if written else ""
