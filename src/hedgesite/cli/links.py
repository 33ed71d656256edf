"""The web requests of `hedgesite check --links`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from hedgesite.cache.cache_folder import cache_folder
from hedgesite.cli.output import tell
from hedgesite.cli.surroundings import INTERRUPTED
from hedgesite.diagnostics import Report
from hedgesite.links import Limits, LinkCache, LinkChecker, Progress, PublicWeb, check_links
from hedgesite.links.checker import web_url
from hedgesite.model.library import Library


def ask_links(library: Library, site_url: str, *, fresh: bool, private: bool) -> Report:
    """Findings on the companion's web links. Ctrl+C ends the command; answers received until then are stored."""
    limits = Limits()
    # Parsed as a URL because headers may contain ASCII only.
    site = web_url(site_url)
    if site:
        limits = replace(limits, agent=f"{limits.agent} +{site}")
    network = PublicWeb(allows=lambda _: True) if private else PublicWeb()
    cache = LinkCache(cache_folder() / "links.json", fresh=fresh)
    try:
        with _progress() as progress:
            return check_links(library, LinkChecker(limits, network), cache, progress)
    except KeyboardInterrupt:
        tell("Stopped; what answered well is remembered", aside=True)
        raise SystemExit(INTERRUPTED) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar at a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1, label="Links", show_eta=False, show_pos=True, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show
