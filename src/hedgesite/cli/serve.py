"""`hedgesite serve`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option


@click.command("serve")
@config_option
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def command(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the companion, and rebuild it whenever content or templates change."""
    from hedgesite.publish.server import serve_site
    from hedgesite.publish.site import PublishError

    try:
        serve_site(config_file, address, open_browser=open_browser)
    except PublishError as error:
        raise CannotRun(str(error)) from error
