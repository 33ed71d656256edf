"""`hedgesite check`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.build import build_pages, templates_folder
from hedgesite.cli.output import FORMATS, CannotRun, config_option, show, strict_option, summary


@click.command("check")
@config_option
@strict_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed: for people, as annotations of a pull request, or for programs.",
)
def command(config_file: Path, strict: bool, format_: str) -> None:
    """Hold the content against every rule, without building a site."""
    from hedgesite.publish.site import PublishError, read_config

    try:
        config = read_config(config_file)
    except PublishError as error:
        raise CannotRun(str(error)) from error
    built = build_pages(Path(config.docs_dir), templates_folder(), config.site_url or "")
    show(built.report, format_)
    click.echo(summary(built.library, built.report), err=True)
    raise SystemExit(1 if built.report.fails(strict=strict) else 0)
