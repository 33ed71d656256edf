"""The server that a writer previews the site with: each save rebuilds the pages that it changes."""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from hedgesite.build import BuildCache
from hedgesite.publish.atomic_publish import to_the_end
from hedgesite.publish.mkdocs.live_server import DraftServer
from hedgesite.publish.mkdocs.shell_cache import ShellCache
from hedgesite.publish.mkdocs.site import plugin_of, read_config
from hedgesite.publish.site import PublishError, written_in

log = logging.getLogger("mkdocs.hedgesite.serve")

_OVER = "A 'dirty' build is being performed"
"""MkDocs' first words when it warns of outdated pages. No page is outdated here: all changes are tracked exactly."""


_PATIENCE = 1.0
"""Seconds that a reload waits for citations in a style of CSL; until they are made, the former ones are shown."""


class Rebuilder:
    """Builds a site into a folder repeatedly."""

    def __init__(self, file: Path, folder: Path, settings: dict[str, Any]) -> None:
        self.file = file
        self.folder = folder
        self.settings = settings
        self.address = ""
        """Address at which the site is served; empty if it is not served."""
        self.cache, self.memory = BuildCache(), ShellCache()
        self.watch: Callable[[MkDocsConfig], None] = lambda _: None
        """Called before each further build, whose configuration may name other folders than the last one."""

    def config(self) -> MkDocsConfig:
        """The shell's current configuration. Raises PublishError if it cannot be used."""
        config = read_config(self.file, site_dir=str(self.folder), **self.settings)
        if self.address:
            config.site_url = self.address
        plugin = plugin_of(config)
        plugin.cache, plugin.memory = self.cache, self.memory
        return config

    def build(self, config: MkDocsConfig) -> None:
        """Build everything, or after the first build only what may differ. Raises PublishError if the shell fails."""
        start = time.perf_counter()
        try:
            with _without_warning():
                build(config, serve_url=self.address or None, dirty=self.memory.has_site)
        except Abort as error:
            raise PublishError(str(error)) from error
        except OSError as error:
            raise PublishError(f"{written_in(error, self.folder)}: {error.strerror or error}") from error
        except MemoryError as error:
            raise PublishError("there is too little memory for this companion") from error
        self.memory.finish()
        if plugin_of(config).fails:
            log.info("The last good site stays until the errors are corrected")
        else:
            log.info("Built in %.3f s", time.perf_counter() - start)

    def again(self) -> None:
        """Build after a change. Errors are reported, and the last good site stays."""
        try:
            config = self.config()
            self.watch(config)
            self.build(config)
        except PublishError as error:
            log.error(str(error))
        except Exception as error:
            # Files that appear and vanish during a build can break it anywhere, and MkDocs' server stops answering once
            # its builder raises. The next change triggers a new build as usual.
            log.error(f"the build failed ({type(error).__name__}: {error}); the last good site stays")
            log.debug("the build failed", exc_info=True)


def serve_site(file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve the companion and rebuild it when content or templates change, until interrupted.

    Raises PublishError if the configuration cannot be used, or if the content has errors at the first build.
    """
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    with _temporary_folder() as folder:
        rebuilder = Rebuilder(file, folder, {"dev_addr": address} if address else {})
        config = rebuilder.config()
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            server = _server(rebuilder, config)
            rebuilder.watch = lambda config: _watch(server, config)
            rebuilder.cache.references.patience, rebuilder.cache.references.ready = _PATIENCE, server.build_soon
            # Watching starts before the first build, so that a save during it is noticed.
            rebuilder.watch(config)
            rebuilder.build(config)
            _run(server, open_browser=open_browser)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder for this process only, removed at the end however the process ends."""
    # The name is chosen before the folder is created, so that a signal in between cannot leave an unknown folder.
    folder = Path(tempfile.gettempdir()) / f"hedgesite-{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise PublishError(f"{error.filename or folder}: {error.strerror or error}") from error
    finally:
        to_the_end(lambda: shutil.rmtree(folder, ignore_errors=True))


def _server(rebuilder: Rebuilder, config: MkDocsConfig) -> DraftServer:
    host, port = config.dev_addr
    mount_path = urlsplit(config.site_url or "/").path
    server = DraftServer(rebuilder.again, host, port, str(rebuilder.folder), mount_path)
    rebuilder.address = config.site_url = server.url
    missing = rebuilder.folder / "404.html"
    server.error_handler = lambda code: missing.read_bytes() if code == 404 and missing.is_file() else None
    return server


def _watch(server: DraftServer, config: MkDocsConfig) -> None:
    server.watch(config.docs_dir)
    if config.config_file_path:
        server.watch(config.config_file_path)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    for path in config.watch:
        server.watch(path)


def _run(server: DraftServer, *, open_browser: bool) -> None:
    try:
        server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
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
