"""`hedgesite upgrade`."""

from __future__ import annotations

from pathlib import Path

import click

from hedgesite.cli.output import CannotRun, config_option, settings_in, show, tell


@click.command("upgrade")
@config_option
@click.option("--dry-run", is_flag=True, help="Print what would change as a unified diff, and write nothing.")
def command(config_file: Path, dry_run: bool) -> None:
    """Bring the content into the format that this version of hedgesite writes.

    Only what a format change requires is changed: order, comments and newlines stay. Without git, keep a copy of the
    content first.
    """
    from hedgesite.upgrade import NotUpgradedError, plan_upgrade, unified_diff, write_upgrade

    content = settings_in(config_file).docs_dir
    try:
        upgrade = plan_upgrade(content)
        if not dry_run:
            write_upgrade(upgrade)
    except NotUpgradedError as error:
        show(error.report)
        raise SystemExit(1) from None
    except OSError as error:
        raise CannotRun(f"the content cannot be upgraded: {error.filename}: {error.strerror}") from error
    if not upgrade.new:
        tell(f"The content is in format {upgrade.after} already", aside=True)
    elif dry_run:
        click.echo(unified_diff(upgrade), nl=False)
    else:
        names = ", ".join(sorted(upgrade.new))
        was = f"format {upgrade.before}" if upgrade.before else "a format that it did not name"
        tell(f"The content was in {was} and is in format {upgrade.after} now; written: {names}", aside=True)
