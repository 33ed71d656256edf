"""What hedgesite asks of a shell: the program that puts navigation, search and palettes around finished pages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hedgesite.build import Built
from hedgesite.publish.settings import Settings
from hedgesite.publish.site import PublishError, publish_site
from hedgesite.publish.site_audit import ShellLinks
from hedgesite.timing import Stages

__all__ = ["PublishError", "Shell", "ShellLinks", "Tell"]

Tell = Callable[[int, str], None]
"""Takes what a server says: a level of the module `logging`, and a text."""


class Shell(Protocol):
    """Makes a site of finished pages. To write another one, inherit from this class, define `wrap` and `serve`, and let
    `hedgesite.publish.shell_for` open it.

    A page (`hedgesite.model.page.Page`) comes with everything that it says: the HTML of its body, its title, its table
    of contents, the labels that lead to it in the navigation, what a search should find on it. It was checked before,
    and a shell changes none of it. Bodies link to each other relative to the page's address, and to the style sheets
    and scripts below `assets/hedgesite/`, which the shell has to put there (`css_bundle` joins the style sheets).

    What a shell does not have to think of: content with errors never comes to it; the site's folder is replaced as a
    whole, and only after an audit in which everything in the new site led somewhere; a killed build is mended by the
    next one; two builds of one site wait for each other.
    """

    settings: Settings
    """Of the companion that this shell was opened for."""

    links: ShellLinks = ShellLinks()
    """Where the audit of the site finds what the shell adds besides links: by default it adds nothing."""

    @abstractmethod
    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        """Write the whole site into `folder`, which is empty, absolute, and not the one that the site will be in.

        There have to be `<path>index.html` for each of `built.pages`, `404.html` for what is missing, each of
        `built.files` under its path, a page that redirects (`redirect_page`) for each of `built.redirects`, and the
        marker of the companion (`ownership.mark`), by which later builds know the folder. Every page carries a policy
        (`policy.with_policy`). The same `built` and settings give the same bytes. Where `settings.strict`, a warning
        is an error.

        `stages` is told when a page is wrapped ("shell") or written ("write"), and how many are done.

        Raises PublishError where the site cannot be made, and OSError where it cannot be written.
        """

    @abstractmethod
    def serve(self, address: str | None, *, open_browser: bool, tell: Tell) -> None:
        """Serve the companion to its writer, building again after each save, until KeyboardInterrupt or SystemExit.

        The settings are read again for each build, since they, too, are saved. `address` is HOST:PORT, or None for the
        one that the settings name. What goes wrong after the first build is told, and the last good site stays.

        Raises PublishError where the settings cannot be used, or the content has errors to begin with.
        """

    def publish(self, built: Built, stages: Stages | None = None) -> Path:
        """Wrap pages into a site and put it in the place of the old one. Returns the site's folder.

        Raises PublishError where the shell fails, something in the new site leads nowhere, the disk is full, the memory
        is too small, or the site cannot be put there; the old site is then untouched. While another build of the same
        site is running, this one waits.
        """
        stages = stages or Stages()
        return publish_site(self.settings, built, lambda folder: self.wrap(built, folder, stages), self.links, stages)
