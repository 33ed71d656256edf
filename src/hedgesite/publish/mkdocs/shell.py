"""Material for MkDocs as a shell."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from mkdocs.config.defaults import MkDocsConfig

from hedgesite.build import Built
from hedgesite.publish.mkdocs.plugin import fill_in
from hedgesite.publish.mkdocs.site import read_config, wrap
from hedgesite.publish.settings import Settings
from hedgesite.publish.shell import PublishError, Shell, ShellLinks, Tell
from hedgesite.timing import Stages

SEARCH_INDEX = "search/search_index.json"

_ADDRESS = re.compile(r'"(?:base|search)": "([^"]*)"')
_SEARCH = 'data-md-component="search"'
"""Stands on pages with a search, whose script asks for the two: itself for a worker, and its index below the base."""


def asked_by_search(page: str) -> Iterator[str]:
    """The addresses that the script of the search asks for on a page, relative to it."""
    settings = page.rfind('id="__config"')
    if settings >= 0 and _SEARCH in page:
        for link in _ADDRESS.findall(page, settings):
            yield link if link.endswith(".js") else f"{link.rstrip('/')}/{SEARCH_INDEX}"


LINKS = ShellLinks(asked_by_search, MappingProxyType({SEARCH_INDEX: re.compile(r'"location":\s*("(?:[^"\\]|\\.)*")')}))
"""The search alone asks for what no link names."""


def open_shell(settings: Settings) -> MkDocsShell:
    """The shell of a companion. Raises PublishError where MkDocs, the theme or another plugin refuses the settings."""
    if settings.file is None:
        raise PublishError("MkDocs needs a file of settings")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = read_config(settings.file, docs_dir=str(settings.docs_dir))
    return MkDocsShell(settings, config)


class MkDocsShell(Shell):
    """Hands pages to MkDocs by the plugin that the settings have to name."""

    links = LINKS

    def __init__(self, settings: Settings, config: MkDocsConfig) -> None:
        self.settings = settings
        self.config = config

    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        self.config.strict, self.config.site_url = self.settings.strict, self.settings.site_url or None
        fill_in(self.config, self.settings)
        wrap(built, self.config, folder, stages)

    def serve(self, address: str | None, *, open_browser: bool, tell: Tell) -> None:
        # Imported late: it brings a web server with it, which a build has no use for.
        from hedgesite.publish.mkdocs.serve import serve_site

        assert self.settings.file is not None
        with _told(tell):
            serve_site(self.settings.file, address, open_browser=open_browser)


class _Teller(logging.Handler):
    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self.tell(record.levelno, record.getMessage())


@contextmanager
def _told(tell: Tell) -> Iterator[None]:
    """Tell what MkDocs and the plugin log, but for what each build says of itself."""
    teller = _Teller(tell)
    teller.addFilter(lambda record: record.levelno >= logging.WARNING or record.name != "mkdocs.commands.build")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(teller)
    try:
        yield
    finally:
        logger.removeHandler(teller)
