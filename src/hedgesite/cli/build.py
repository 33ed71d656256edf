"""`hedgesite build`."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from hedgesite.build import build_pages, templates_folder
from hedgesite.cli.output import CannotRun, config_option, show, strict_option, summary


@click.command("build")
@config_option
@strict_option
def command(config_file: Path, strict: bool) -> None:
    """Build the companion into a site. With an error in the content the last good site stays in place."""
    from hedgesite.publish.site import PublishError, publish, read_config, recover_site

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = read_config(config_file)
        recover_site(config)
        built = build_pages(Path(config.docs_dir), templates_folder(), config.site_url or "")
        show(built.report)
        if built.report.fails(strict=strict):
            click.echo(f"{summary(built.library, built.report)}; the site is left as it was", err=True)
            raise SystemExit(1)
        config.strict = strict
        site = publish(built, config)
    except PublishError as error:
        raise CannotRun(str(error)) from error
    click.echo(f"The site is in {site}: open {site / 'index.html'} in a browser")
