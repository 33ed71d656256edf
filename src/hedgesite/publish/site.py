"""The site on disk: built beside the old one and put in its place at the end."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

# Material prints a notice about MkDocs 2 at import; hedgesite holds MkDocs below 2 by its own requirements.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from hedgesite.build import Built, templates_folder
from hedgesite.publish.ownership import NotOursError, refuse_place, refuse_strangers, resolved
from hedgesite.publish.place import building, put_in_place, recover, work_of
from hedgesite.publish.plugin import HedgesitePlugin, locate
from hedgesite.publish.site_audit import DeadLink, audit_site
from hedgesite.timing import Stages

_SHOWN = 20
"""How many places that lead nowhere are named; beyond, they have few causes."""


class PublishError(Exception):
    """The shell's configuration cannot be used, or the shell failed; the message says why."""


def read_config(file: Path) -> MkDocsConfig:
    """The shell's configuration, filled in with what the surroundings tell.

    Raises PublishError where the file does not parse or does not name the plugin.
    """
    try:
        config = load_config(str(file))
    except (ConfigurationError, Abort) as error:
        raise PublishError(f"{file}: {error}") from error
    plugin_of(config)
    locate(config)
    return config


def plugin_of(config: MkDocsConfig) -> HedgesitePlugin:
    """The plugin of a configuration. Raises PublishError where it does not name it."""
    for plugin in config.plugins.values():
        if isinstance(plugin, HedgesitePlugin):
            return plugin
    raise PublishError(f"{config.config_file_path}: the plugin hedgesite is missing; add it below 'plugins'")


def publish(built: Built, config: MkDocsConfig, stages: Stages | None = None) -> Path:
    """Wrap pages into a site and put it in the place of the old one.

    Returns the site's folder. Raises PublishError where the shell fails, something in the new site leads nowhere, the
    disk is full, the memory is too small, or the site cannot be put there; the old site is then untouched. While
    another build of the same site is running, this one waits.
    """
    place = config.site_dir
    target = _target(config, built)
    try:
        with building(target) as new:
            config.site_dir = str(new)
            plugin = plugin_of(config)
            plugin.prepared, plugin.stages = built, stages or Stages()
            plugin.stages.enter("shell")
            config.plugins.on_startup(command="build", dirty=False)
            build_with_mkdocs(config)
            config.plugins.on_shutdown()
            plugin.stages.enter("audit")
            _refuse_dead(audit_site(new, built, config.site_url or ""))
            plugin.stages.enter("write")
            put_in_place(new, target)
    except Abort as error:
        raise PublishError(str(error)) from error
    except OSError as error:
        raise PublishError(_told(error, target)) from error
    except MemoryError as error:
        raise PublishError("there is too little memory for this site; it is left as it was") from error
    finally:
        config.site_dir = place
    return Path(place)


def recover_site(config: MkDocsConfig) -> None:
    """Put the old site back where a build was killed while it swapped. Raises PublishError where that fails."""
    target = _target(config)
    try:
        recover(target)
    except OSError as error:
        raise PublishError(_told(error, target)) from error


def _target(config: MkDocsConfig, built: Built | None = None) -> Path:
    """The folder that the site is in, behind symbolic links.

    Raises PublishError where replacing it would take away what is no site, or none of this companion.
    """
    file = Path(config.config_file_path) if config.config_file_path else None
    try:
        target = resolved(config.site_dir)
        refuse_place(target, config_file=file, content=Path(config.docs_dir), templates=templates_folder())
        refuse_strangers(target, built.library if built else None)
    except NotOursError as error:
        raise PublishError(f"{config.site_dir}: {error}") from error
    except OSError as error:
        raise PublishError(f"{error.filename or config.site_dir}: {error.strerror or error}") from error
    return target


def _refuse_dead(dead: Sequence[DeadLink]) -> None:
    if dead:
        places = f"{len(dead)} places" if len(dead) > 1 else "1 place"
        shown = [f"  {link}" for link in dead[:_SHOWN]]
        if len(dead) > _SHOWN:
            shown.append("  …")
        head = f"the new site leads nowhere in {places}; the old one is left as it was"
        raise PublishError("\n".join((head, *shown, "correct mkdocs.yml, or the template that makes it")))


def _told(error: OSError, target: Path) -> str:
    place = written_in(error, target)
    new = work_of(target) / "new"
    if new in Path(place).parents:
        # What is written beside the site is for the site.
        place = str(target / Path(place).relative_to(new))
    return f"{place}: {_reason(error)}; the site is left as it was"


def written_in(error: OSError, folder: Path) -> str:
    """The path that could not be written, where a copy or a renaming names two; `folder` where none is named."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][1])
    named = error.filename2 if error.filename2 is not None and error.errno != errno.EIO else error.filename
    return os.fsdecode(named) if isinstance(named, str | bytes) else str(named or folder)


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][2])
    return error.strerror or str(error)
