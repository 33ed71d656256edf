"""The server that a writer looks at while writing: after each save it makes again what the save changed."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from hedgesite.build import BuildCache
from hedgesite.folder_state import state_of
from hedgesite.publish.shell_memory import ShellMemory
from hedgesite.publish.site import PublishError, plugin_of

log = logging.getLogger("mkdocs.hedgesite.serve")

_OVER = "A 'dirty' build is being performed"
"""How MkDocs begins to warn that pages may be out of date. Here none is: what changed is known exactly."""


class Rebuilder:
    """Builds a site into a folder, again and again."""

    def __init__(self, file: Path, folder: Path, settings: dict[str, Any]) -> None:
        self.file = file
        self.folder = folder
        self.settings = settings
        self.address = ""
        """Where the site is served; empty where nobody serves it."""
        self.cache, self.memory = BuildCache(), ShellMemory()

    def config(self) -> MkDocsConfig:
        """The shell's configuration as it is now. Raises PublishError where it cannot be used."""
        try:
            config = load_config(str(self.file), site_dir=str(self.folder), **self.settings)
        except (ConfigurationError, Abort) as error:
            raise PublishError(f"{self.file}: {error}") from error
        if self.address:
            config.site_url = self.address
        plugin = plugin_of(config)
        plugin.cache, plugin.memory = self.cache, self.memory
        return config

    def build(self, config: MkDocsConfig) -> None:
        """Build all, or after the first time what may differ. Raises PublishError where the shell fails."""
        start = time.perf_counter()
        try:
            with _without_warning():
                build(config, serve_url=self.address or None, dirty=self.memory.has_site)
        except Abort as error:
            raise PublishError(str(error)) from error
        except OSError as error:
            raise PublishError(f"{error.filename or self.folder}: {error.strerror or error}") from error
        self.memory.finish()
        if plugin_of(config).fails:
            log.info("The last good site stays until the errors are corrected")
        else:
            log.info("Built in %.3f s", time.perf_counter() - start)

    def again(self) -> None:
        """Build after a change. What goes wrong is said, and the last good site stays."""
        try:
            self.build(self.config())
        except PublishError as error:
            log.error(str(error))


def serve_site(file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve the companion and rebuild it when content or templates change, until interrupted.

    Raises PublishError where the configuration cannot be used or the content has errors to begin with.
    """
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="hedgesite-") as folder:
        rebuilder = Rebuilder(file, Path(folder), {"dev_addr": address} if address else {})
        config = rebuilder.config()
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            server = _server(rebuilder, config)
            before = state_of(Path(config.docs_dir))
            rebuilder.build(config)
            _watch(server, config)
            if state_of(Path(config.docs_dir)) != before:
                # Saved while the first build was running, when nobody watched yet.
                rebuilder.again()
            _run(server, open_browser=open_browser)
        finally:
            config.plugins.on_shutdown()


def _server(rebuilder: Rebuilder, config: MkDocsConfig) -> LiveReloadServer:
    host, port = config.dev_addr
    mount_path = urlsplit(config.site_url or "/").path
    server = LiveReloadServer(
        builder=rebuilder.again, host=host, port=port, root=str(rebuilder.folder), mount_path=mount_path
    )
    rebuilder.address = config.site_url = server.url
    missing = rebuilder.folder / "404.html"
    server.error_handler = lambda code: missing.read_bytes() if code == 404 and missing.is_file() else None
    return server


def _watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    server.watch(config.docs_dir)
    if config.config_file_path:
        server.watch(config.config_file_path)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    for path in config.watch:
        server.watch(path)


def _run(server: LiveReloadServer, *, open_browser: bool) -> None:
    try:
        server.serve(open_in_browser=open_browser)
    except KeyboardInterrupt:
        log.info("Shutting down...")
    except OSError as error:
        raise PublishError(f"{server.url}: {error.strerror or error}; name another with --address") from error
    finally:
        server.shutdown()


@contextmanager
def _without_warning() -> Iterator[None]:
    logger = logging.getLogger("mkdocs.commands.build")
    silence = lambda record: not str(record.msg).startswith(_OVER)  # noqa: E731
    logger.addFilter(silence)
    try:
        yield
    finally:
        logger.removeFilter(silence)
