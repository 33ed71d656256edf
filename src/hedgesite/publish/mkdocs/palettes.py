"""The palettes of the shell: the one table of them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from hedgesite.publish.mkdocs.languages import SWITCHES

_OWN = {"primary": "custom", "accent": "custom"}
"""Lets the companion's own colours stand in place of the shell's."""
_PALETTES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("", {}, "material/brightness-auto"),
    (": light", {"scheme": "default"}, "material/weather-sunny"),
    (": dark", {"scheme": "slate"}, "material/weather-night"),
)
"""Of each: the choice of the system that it follows, its scheme, and the icon of the button that leaves it."""


def choose_palettes(config: MkDocsConfig) -> None:
    """Give every palette the companion's colours; settings without one get light, dark and the system's choice."""
    chosen = config.theme.get("palette") or [
        {"media": f"(prefers-color-scheme{choice})", **scheme, "toggle": {"icon": icon, "name": name}}
        for (choice, scheme, icon), name in zip(_PALETTES, SWITCHES, strict=True)
    ]
    palettes = chosen if isinstance(chosen, list) else [chosen]
    config.theme["palette"] = [_in_own_colours(each) if isinstance(each, dict) else each for each in palettes]


def _in_own_colours(palette: dict[str, object]) -> dict[str, object]:
    """A palette in the companion's colours. One that follows no choice of the system is light unless it says else."""
    scheme = {} if "media" in palette else {"scheme": "default"}
    return {**scheme, **palette, **_OWN}
