"""From finished pages to a site on disk. Only the shell's package depends on the program that wraps the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from hedgesite.diagnostics import Report
    from hedgesite.publish.settings import Settings
    from hedgesite.publish.shell import Shell


def judge_settings(file: Path) -> Report:
    """What settings of the shell would do to pages. Raises OSError if the file cannot be read."""
    from hedgesite.publish.mkdocs.setting_rules import judge_settings as judge

    return judge(file)


def shell_for(settings: Settings) -> Shell:
    """The shell that makes a companion's site. Raises PublishError if its settings are invalid.

    This is the only place that chooses a shell: a new one is a package beside the existing one, and a line here.
    """
    # Imported late: only commands that make a site need it, and it takes longer to import than everything else.
    from hedgesite.publish.mkdocs.shell import open_shell

    return open_shell(settings)
