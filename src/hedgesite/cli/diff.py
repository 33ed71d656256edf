"""`hedgesite diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgesite.cli.output import CannotRun, config_option, has_colours, settings_in, tell, write_file

if TYPE_CHECKING:
    from hedgesite.changes import Changes


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@config_option
@click.option("--format", "format_", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.option("--record", metavar="VERSION", help="Write what changes to content/versions/VERSION.yml, too.")
@click.option(
    "--date",
    metavar="DAY",
    help="With --record, the day of the version.  [default: the companion's date in article.yml]",
)
@click.option("--former-site", metavar="URL", help="With --record, where the site of BASE is kept.")
@click.option("--summary", metavar="TEXT", help="With --record, what changes in your own words.")
def command(
    base: str | None,
    head: str | None,
    config_file: Path,
    format_: str,
    record: str | None,
    date: str | None,
    former_site: str | None,
    summary: str | None,
) -> None:
    """Show what changes from the revision BASE to HEAD (by default the current files) in the terms of the research:
    passages, coding, evidence, citations, sources, addresses and findings. Revisions are git's: a branch, a tag, a
    commit. The work tree is not touched, except by --record, which adds one file. The first version is recorded without
    BASE.
    """
    from hedgesite.changes import RevisionError, compare, read_revision, read_work_tree

    if base is None and record is None:
        raise click.UsageError("Missing argument 'BASE'.")
    if record is None and (date or former_site or summary):
        raise click.UsageError("--date, --former-site and --summary only work with --record")
    content = settings_in(config_file).docs_dir
    try:
        before = read_revision(content, base) if base else None
        after = read_revision(content, head) if head else read_work_tree(content)
    except RevisionError as error:
        raise CannotRun(str(error)) from error
    changes = compare(before.library, after.library, before.report, after.report) if before else None
    text = ""
    if record:
        from hedgesite.cli.record import path_of_record, record_of

        path = path_of_record(content, record)
        text = record_of(record, before, after, changes, (base or "", date, former_site or "", summary or ""))
    if changes:
        _show(changes, format_)
    if record:
        _write(path, text)


def _show(changes: Changes, format_: str) -> None:
    from hedgesite.changes import as_markdown, as_text

    if format_ == "markdown":
        click.echo(as_markdown(changes), nl=False)
    else:
        click.echo(as_text(changes, colour=has_colours()))


def _write(path: Path, text: str) -> None:
    write_file(path, text.encode(), makes_folder=True)
    tell(f"{path}: written. Commit it, and give the commit the tag '{path.stem}'", aside=True)
