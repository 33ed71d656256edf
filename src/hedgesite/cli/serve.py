"""`hedgesite serve`."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option, settings_in
from hedgesite.cli.signals import ended_by_signals
from hedgesite.diagnostics import printable

_COLOURS = {logging.WARNING: "yellow", logging.ERROR: "red", logging.CRITICAL: "red"}


@click.command("serve")
@config_option
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def command(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the companion, and rebuild it whenever content or templates change.

    The first build tells of all findings. After a save it tells which are new, which are gone, and how many are left.
    """
    from hedgesite.publish import shell_for
    from hedgesite.publish.site import PublishError

    try:
        with ended_by_signals():
            shell_for(settings_in(config_file).located()).serve(address, open_browser=open_browser, log=_log)
    except PublishError as error:
        raise CannotRun(str(error)) from error


def _log(level: int, text: str) -> None:
    """Print a message of the server: its address, its findings, or a finished rebuild."""
    shown, colour = printable(text), _COLOURS.get(level)
    click.echo(click.style(shown, fg=colour) if colour else shown, err=True)
