"""Parts of the shell that pages replace: its search and its icon, and the name of the site."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import Files

_PLUGINS = ("search", "material/search")
_SHELL_ICON = "assets/images/favicon.png"
_ICON = "assets/hedgesite/icon.svg"
_FILES = re.compile(rf"assets/javascripts/(?:lunr|workers)/|{re.escape(_SHELL_ICON)}$")


def switch_off(plugins: PluginCollection) -> None:
    """Take the search out of the plugins of a configuration, where it names one, as most do."""
    for name in _PLUGINS:
        plugin = plugins.pop(name, None)
        if plugin is not None:
            for event, methods in plugins.events.items():
                # A new list, since the shell may be running through the old one.
                plugins.events[event] = [each for each in methods if getattr(each, "__self__", None) is not plugin]


def name_icon(config: MkDocsConfig, own: str = "") -> None:
    """Put the companion's icon, or else hedgesite's, in place of the shell's own; one that the settings name stays."""
    if own:
        config.theme["favicon"] = own
    elif config.theme.get("favicon") == _SHELL_ICON:
        config.theme["favicon"] = _ICON


def set_name(config: MkDocsConfig, *titles: str) -> None:
    """Set the site's name as the title is set that it repeats: with the marks and blanks of its language."""
    for title in titles:
        if getattr(title, "markdown", "") == config.site_name:
            config.site_name = str(title)


def leave_out_files(files: Files) -> None:
    """Take out what only the shell's search would load, and its icon."""
    for file in list(files):
        if _FILES.match(file.src_uri):
            files.remove(file)
