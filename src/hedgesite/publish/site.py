"""The site on disk: built beside the old one and put in its place at the end."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# Material prints a notice about MkDocs 2 at import; hedgesite holds MkDocs below 2 by its own requirements.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.commands.serve import serve as serve_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from hedgesite.build import Built
from hedgesite.publish.plugin import HedgesitePlugin, locate


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
    _plugin(config)
    locate(config)
    return config


def _plugin(config: MkDocsConfig) -> HedgesitePlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, HedgesitePlugin):
            return plugin
    raise PublishError(f"{config.config_file_path}: the plugin hedgesite is missing; add it below 'plugins'")


def publish(built: Built, config: MkDocsConfig) -> Path:
    """Wrap pages into a site and put it in the place of the old one.

    Returns the site's folder. Raises PublishError where the shell fails; the old site is then untouched.
    """
    target = Path(config.site_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".site-", dir=target.parent))
    try:
        config.site_dir = str(work / "new")
        _plugin(config).prepared = built
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
        config.plugins.on_shutdown()
        # mkdtemp makes a folder for its owner alone; a site is for everybody.
        (work / "new").chmod(0o755)
        _swap(work, target)
    except Abort as error:
        raise PublishError(str(error)) from error
    except OSError as error:
        raise PublishError(f"{error.filename or target}: {error.strerror}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _swap(work: Path, target: Path) -> None:
    """Two renames: at no moment is a half-written site in the place of a whole one.

    What is hidden in the old site is the owner's (`.git` of a branch to publish from), and stays, as with MkDocs.
    """
    new, old = work / "new", work / "old"
    if not target.exists():
        new.rename(target)
        return
    for path in target.glob(".*"):
        if not (new / path.name).exists():
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, new / path.name)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise


def serve_site(file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve the companion and rebuild it when content or templates change, until interrupted."""
    read_config(file)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    settings: dict[str, Any] = {"dev_addr": address} if address else {}
    serve_with_mkdocs(str(file), livereload=True, open_in_browser=open_browser, **settings)
