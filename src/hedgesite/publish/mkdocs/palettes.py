"""The palettes of the shell and the buttons that switch between them: the one table of them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from hedgesite.words import Words
from hedgesite.words.counts import N_

_OWN = {"primary": "custom", "accent": "custom"}
"""Lets the companion's own colours stand in place of the shell's."""
_PALETTES: tuple[tuple[str, dict[str, object], str, str], ...] = (
    ("", {}, "material/brightness-auto", N_("Use the light palette")),
    (": light", {"scheme": "default"}, "material/weather-sunny", N_("Use the dark palette")),
    (": dark", {"scheme": "slate"}, "material/weather-night", N_("Use the palette of the system")),
)
"""Of each: the choice of the system that it follows, its scheme, and the icon and the words of its button."""
_NAMES = frozenset(name for *_, name in _PALETTES)


def choose_palettes(config: MkDocsConfig) -> None:
    """Give every palette the companion's colours; settings without one get light, dark and the system's choice."""
    chosen = config.theme.get("palette") or [
        {"media": f"(prefers-color-scheme{choice})", **scheme, "toggle": {"icon": icon, "name": name}}
        for choice, scheme, icon, name in _PALETTES
    ]
    palettes = chosen if isinstance(chosen, list) else [chosen]
    config.theme["palette"] = [_own(each) if isinstance(each, dict) else each for each in palettes]


def _own(palette: dict[str, object]) -> dict[str, object]:
    """A palette in the companion's colours. One that follows no choice of the system is light unless it says else."""
    scheme = {} if "media" in palette else {"scheme": "default"}
    return {**scheme, **palette, **_OWN}


def name_switches(config: MkDocsConfig, words: Words) -> None:
    """Say what the buttons for the palettes do, where the settings say it as the table does."""
    palettes = config.theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else ():
        toggle = palette.get("toggle") if isinstance(palette, dict) else None
        if isinstance(toggle, dict) and toggle.get("name") in _NAMES:
            palette["toggle"] = {**toggle, "name": words.in_html().gettext(toggle["name"])}
