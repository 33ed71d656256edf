"""`hedgesite serve`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option
from hedgesite.cli.signals import ended_by_signals
from hedgesite.diagnostics import printable

_COLOURS = {logging.WARNING: "yellow", logging.ERROR: "red", logging.CRITICAL: "red"}


@click.command("serve")
@config_option
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def command(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the companion, and rebuild it whenever content or templates change."""
    from hedgesite.publish.server import serve_site
    from hedgesite.publish.site import PublishError

    try:
        with ended_by_signals(), _told():
            serve_site(config_file, address, open_browser=open_browser)
    except PublishError as error:
        raise CannotRun(str(error)) from error


class _Terminal(logging.Handler):
    """Prints what the server says: where it serves, what it found, and when it has built again."""

    def emit(self, record: logging.LogRecord) -> None:
        text, colour = printable(record.getMessage()), _COLOURS.get(record.levelno)
        click.echo(click.style(text, fg=colour) if colour else text, err=True)


@contextmanager
def _told() -> Iterator[None]:
    terminal = _Terminal()
    terminal.addFilter(lambda record: record.levelno >= logging.WARNING or record.name != "mkdocs.commands.build")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(terminal)
    try:
        yield
    finally:
        logger.removeHandler(terminal)
