"""Material for MkDocs as a shell."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from hedgesite.build import Built
from hedgesite.publish.mkdocs.plugin import fill_in
from hedgesite.publish.mkdocs.site import read_config, wrap
from hedgesite.publish.settings import Settings
from hedgesite.publish.shell import Log, PublishError, Shell
from hedgesite.timing import Stages


def open_shell(settings: Settings) -> MkDocsShell:
    """The shell of a companion. Raises PublishError if MkDocs, the theme or another plugin rejects the settings."""
    if settings.file is None:
        raise PublishError("MkDocs needs a settings file")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = read_config(settings.file, docs_dir=str(settings.docs_dir))
    return MkDocsShell(settings, config)


class MkDocsShell(Shell):
    """Passes pages to MkDocs through the plugin that the settings must name."""

    def __init__(self, settings: Settings, config: MkDocsConfig) -> None:
        self.settings = settings
        self.config = config

    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        self.config.strict, self.config.site_url = self.settings.strict, self.settings.site_url or None
        fill_in(self.config, self.settings)
        wrap(built, self.config, folder, stages)

    def serve(self, address: str | None, *, open_browser: bool, log: Log) -> None:
        # Imported late: it loads a web server, which a build does not need.
        from hedgesite.publish.mkdocs.serve import serve_site

        assert self.settings.file is not None
        with _logging_to(log):
            serve_site(self.settings.file, address, open_browser=open_browser)


class _LogHandler(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        self.log(record.levelno, record.getMessage())


@contextmanager
def _logging_to(log: Log) -> Iterator[None]:
    """Pass on what MkDocs and the plugin log, except for the messages that repeat with each build."""
    handler = _LogHandler(log)
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name != "mkdocs.commands.build")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
