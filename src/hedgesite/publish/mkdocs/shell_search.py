"""The shell's own search, which pages have no use for: they bring a better one."""

from __future__ import annotations

import re

from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import Files

_PLUGINS = ("search", "material/search")
_FILES = re.compile(r"assets/javascripts/(?:lunr|workers)/")


def switch_off(plugins: PluginCollection) -> None:
    """Take the search out of the plugins of a configuration, where it names one, as most do."""
    for name in _PLUGINS:
        plugin = plugins.pop(name, None)
        if plugin is not None:
            for event, methods in plugins.events.items():
                # A new list, since the shell may be running through the old one.
                plugins.events[event] = [each for each in methods if getattr(each, "__self__", None) is not plugin]


def leave_out_files(files: Files) -> None:
    """Take out what only the shell's search would load."""
    for file in list(files):
        if _FILES.match(file.src_uri):
            files.remove(file)
