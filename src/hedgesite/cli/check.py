"""`hedgesite check`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.build import build_pages, templates_folder
from hedgesite.cli.output import FORMATS, config_option, show, strict_option, summary


@click.command("check")
@config_option
@strict_option
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(config_file: Path, strict: bool, format_: str) -> None:
    """Hold the content against every rule, without building a site."""
    from hedgesite.publish.site import PublishError, read_config

    try:
        content = Path(read_config(config_file).docs_dir)
    except PublishError as error:
        raise click.ClickException(str(error)) from error
    built = build_pages(content, templates_folder())
    show(built.report, format_)
    click.echo(summary(built.library, built.report), err=True)
    raise SystemExit(1 if built.report.fails(strict=strict) else 0)
