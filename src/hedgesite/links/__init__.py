"""Checks whether the web addresses in a companion still answer.

This is the only part of hedgesite that uses the network, and it runs only on request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hedgesite.diagnostics import Report
from hedgesite.links.cache import LinkCache
from hedgesite.links.checker import LinkChecker
from hedgesite.links.extract_links import written_addresses
from hedgesite.links.findings import findings
from hedgesite.links.limits import Limits
from hedgesite.links.public_web import PublicWeb
from hedgesite.links.result import Answer
from hedgesite.model.library import Library

Progress = Callable[[int, int], None]
"""Called with the number of addresses that have answered, and the number to be asked."""

__all__ = ["Answer", "Limits", "LinkCache", "LinkChecker", "Progress", "PublicWeb", "check_links"]


def check_links(library: Library, asker: LinkChecker, cache: LinkCache, progress: Progress = lambda *_: None) -> Report:
    """Ask each address of a companion once, unless a recent good answer is stored.

    Answers that arrived before an interruption are stored too.
    """
    written = written_addresses(library)
    asked = [address for address in written if address not in cache]
    answers: dict[str, Answer] = {}

    def store(address: str, answer: Answer) -> None:
        answers[address] = answer
        progress(len(answers), len(asked))

    progress(0, len(asked))
    try:
        asker.ask_each(asked, store)
    finally:
        cache.store(answers)
    heard = any(answer.heard for answer in answers.values())
    return findings(written, {**_remembered(written, cache), **answers}, heard=heard)


def _remembered(written: Mapping[str, object], cache: LinkCache) -> Mapping[str, Answer]:
    return {address: cache[address] for address in written if address in cache}
