"""The interface of a shell: the program that adds navigation, search and palettes to finished pages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hedgesite.build import Built
from hedgesite.publish.settings import Settings
from hedgesite.publish.site import PublishError, publish_site
from hedgesite.timing import Stages

__all__ = ["Log", "PublishError", "Shell"]

Log = Callable[[int, str], None]
"""Receives a server's messages: a level of the module `logging`, and a text."""


class Shell(Protocol):
    """Makes a site of finished pages. A new shell inherits from this class and defines `wrap` and `serve`;
    `hedgesite.publish.shell_for` opens it. The tests have a small one: `tests/plain_shell.py`.

    A page (`hedgesite.model.page.Page`) comes with everything that it says: the HTML of its body, its title, its table
    of contents, the labels that lead to it in the navigation. It was checked before, and a shell changes none of it.
    Bodies link to each other relative to the page's address, and to the style sheets and scripts below
    `assets/hedgesite/`, which the shell has to put there (`css_bundle` joins the style sheets). One of those scripts is
    the search, whose index is among the files.

    A shell can rely on the following: it never receives content with errors; the site's folder is replaced as a whole,
    and only after an audit without dead links; the next build repairs what a killed one left; two builds of one site
    wait for each other.
    """

    settings: Settings
    """Settings of the companion that this shell was opened for."""

    @abstractmethod
    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        """Write the whole site into `folder`, which is empty, absolute, and not the site's final folder.

        The shell must write `<path>index.html` for each of `built.pages`, `404.html` for missing pages, each of
        `built.files` under its path, a redirecting page (`redirect_pages`) for each of `built.redirects`, and the
        companion's marker (`ownership.mark`), by which later builds recognise the folder. Every page has a policy
        (`csp.with_policy`). The same `built` and settings give the same bytes. With `settings.strict`, a warning is an
        error.

        `stages` receives the number of pages that are wrapped ("shell") or written ("write").

        Raises PublishError if the site cannot be made, and OSError if it cannot be written.
        """

    @abstractmethod
    def serve(self, address: str | None, *, open_browser: bool, log: Log) -> None:
        """Serve the companion to its writer, rebuilding after each save, until KeyboardInterrupt or SystemExit.

        Settings are read again for each build, since they may change too. `address` is HOST:PORT, or None for the
        address in the settings. Errors after the first build are reported, and the last good site stays.

        Raises PublishError if the settings cannot be used, or if the content has errors at the first build.
        """

    def publish(self, built: Built, stages: Stages | None = None) -> Path:
        """Wrap pages into a site and replace the old one with it. Returns the site's folder.

        Raises PublishError if the shell fails, the new site has a dead link, the disk is full, memory is too small, or
        the site cannot be moved into place; the old site is then untouched. If another build of the same site is
        running, this one waits.
        """
        stages = stages or Stages()
        return publish_site(self.settings, built, lambda folder: self.wrap(built, folder, stages), stages)
