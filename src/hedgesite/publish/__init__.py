"""From finished pages to a site on disk. Only the package of the shell knows which program wraps the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hedgesite.publish.settings import Settings
    from hedgesite.publish.shell import Shell


def shell_for(settings: Settings) -> Shell:
    """The shell that makes the site of a companion. Raises PublishError where its part of the settings is faulty.

    This is the one place that chooses it: another shell is another package beside this one's, and a line here.
    """
    # Imported late: no command but those that make a site needs it, and it takes longer than all else to import.
    from hedgesite.publish.mkdocs.shell import open_shell

    return open_shell(settings)
