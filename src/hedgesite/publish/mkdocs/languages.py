"""The languages of a page as the shell has to write them: that of its words, and the page's with its direction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from hedgesite.model.direction import direction_of, script_of
from hedgesite.publish.settings_file import read_settings_file
from hedgesite.words import Words
from hedgesite.words.counts import N_

_OTHERWISE = "en"
_CATALOGUES = "partials/languages"
SWITCHES = (N_("Use the light palette"), N_("Use the dark palette"), N_("Use the palette of the system"))
"""What the buttons of a new companion's palettes do, in the order of the palettes that have them."""
_HTML = re.compile(r'<html lang="[^"]*"')
_BODY = re.compile(r'<body dir="[^"]*"')


def speak(config: MkDocsConfig, language: str, *, is_own: bool = False) -> None:
    """Let the shell speak the language of the article, unless the settings name another, and run in its direction.

    With `is_own` the settings are not asked: they name that of the companion, and this is another.
    """
    if is_own or not _is_chosen(config):
        config.theme["language"] = nearest(language, _catalogues(config.theme.dirs))
    config.theme["direction"] = direction_of(language)


def name_switches(config: MkDocsConfig, words: Words) -> None:
    """Say what the buttons for the palettes do, where the settings say it as a new companion's do."""
    palettes = config.theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else ():
        toggle = palette.get("toggle") if isinstance(palette, dict) else None
        if isinstance(toggle, dict) and toggle.get("name") in SWITCHES:
            palette["toggle"] = {**toggle, "name": words.in_html().gettext(toggle["name"])}


def nearest(language: str, catalogues: Iterable[str]) -> str:
    """The catalogue for a language: the one of its name, else one of the same language and script, else English."""
    names = sorted(catalogues, key=lambda name: (len(name), name))
    by_name = {name.lower(): name for name in names}
    exact = by_name.get(language.lower())
    return exact or next((name for name in names if _in_letters(name) == _in_letters(language)), _OTHERWISE)


def with_language(page: str, language: str, words: str) -> str:
    """A wrapped page whose `html` has the language and direction of the page; `words` is the language of the shell's.

    The shell's style sheets look for a direction on anything above, so that `html` and `body` must have the same one.
    """
    direction = direction_of(language)
    around = f' lang="{escape(words)}"' if _in_letters(words) != _in_letters(language) else ""
    page = _HTML.sub(f'<html lang="{escape(language)}" dir="{direction}"', page, count=1)
    return _BODY.sub(f'<body dir="{direction}"{around}', page, count=1)


def _is_chosen(config: MkDocsConfig) -> bool:
    """Whether the settings name a language: what MkDocs read of them looks the same where the theme does."""
    if not config.config_file_path:
        return False
    found, _ = read_settings_file(Path(config.config_file_path).absolute(), ("theme",))
    theme = found["theme"].value if "theme" in found else None
    return isinstance(theme, dict) and "language" in theme


def _catalogues(folders: Iterable[str]) -> list[str]:
    return [file.stem for folder in folders for file in (Path(folder) / _CATALOGUES).glob("*.html")]


def _in_letters(tag: str) -> tuple[str, str]:
    """A language in a script."""
    return tag.replace("_", "-").partition("-")[0].lower(), script_of(tag)
