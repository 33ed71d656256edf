"""Calls MkDocs: loads its configuration, and builds once into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from hedgesite.build import Built
from hedgesite.publish.mkdocs.plugin import HedgesitePlugin
from hedgesite.publish.settings import SettingsError, read_settings
from hedgesite.publish.site import PublishError
from hedgesite.timing import Stages


def read_config(file: Path, **settings: Any) -> MkDocsConfig:
    """MkDocs' configuration, with `settings` overriding those in the file.

    Raises PublishError if hedgesite or MkDocs cannot use the file.
    """
    try:
        read_settings(file)
        config = load_config(str(file), **settings)
    except SettingsError as error:
        raise PublishError(str(error)) from error
    except (ConfigurationError, Abort, ValueError) as error:
        # PyYAML raises a bare ValueError for malformed numbers and dates, which MkDocs does not catch.
        raise PublishError(f"{file}: {error}") from error
    plugin_of(config)
    return config


def plugin_of(config: MkDocsConfig) -> HedgesitePlugin:
    """The plugin of a configuration. Raises PublishError if it is missing or disabled."""
    for plugin in config.plugins.values():
        if isinstance(plugin, HedgesitePlugin):
            return plugin
    raise PublishError(f"{config.config_file_path}: the plugin hedgesite is missing; add it below 'plugins'")


def wrap(built: Built, config: MkDocsConfig, folder: Path, stages: Stages) -> None:
    """Let MkDocs write a companion's site into a folder. Raises PublishError if it stops, and OSError."""
    place = config.site_dir
    try:
        config.site_dir = str(folder)
        plugin = plugin_of(config)
        plugin.prepared, plugin.stages = built, stages
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
        config.plugins.on_shutdown()
    except Abort as error:
        raise PublishError(str(error)) from error
    finally:
        config.site_dir = place
