"""`hedgesite diff`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option, settings_in


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@config_option
@click.option("--format", "format_", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def command(base: str, head: str | None, config_file: Path, format_: str) -> None:
    """Show what changes from the revision BASE to HEAD (by default the current files) in the terms of the research:
    passages, coding, evidence, citations, sources, addresses and findings. Revisions are git's: a branch, a tag, a
    commit. The work tree is not touched.
    """
    from hedgesite.changes import RevisionError, as_markdown, as_text, compare, read_revision, read_work_tree

    content = settings_in(config_file).docs_dir
    try:
        before = read_revision(content, base)
        after = read_revision(content, head) if head else read_work_tree(content)
    except RevisionError as error:
        raise CannotRun(str(error)) from error
    changes = compare(before.library, after.library, before.report, after.report)
    if format_ == "markdown":
        click.echo(as_markdown(changes), nl=False)
    else:
        click.echo(as_text(changes, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
