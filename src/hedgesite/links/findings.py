"""Turns answers into findings about a companion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.links.result import Answer, Verdict
from hedgesite.model.text import WebLink


def findings(written: Mapping[str, tuple[WebLink, ...]], answers: Mapping[str, Answer], *, heard: bool) -> Report:
    """A finding at each place with an address that is dead, has moved or could not be checked.

    If no host was reached at all, none is reported as missing: the network is probably down.
    """
    return Report.of(
        finding
        for address, links in written.items()
        if address in answers
        for link in links
        for finding in _of(link, answers[address], heard=heard)
    )


def _of(link: WebLink, answer: Answer, *, heard: bool) -> Iterator[Diagnostic]:
    problem = f"'{link.address}' {answer.reason}"
    if answer.verdict is Verdict.DEAD and (answer.heard or heard):
        yield Diagnostic(Rule.LINK_DEAD, link.origin, problem, "correct the address, or link to an archived copy")
    elif answer.verdict is not Verdict.GOOD:
        remedy = "check in a browser whether the page is the same" if heard else "check the network connection"
        yield Diagnostic(Rule.LINK_UNSURE, link.origin, problem, remedy)
    elif answer.moved_to:
        _, _, fragment = link.address.partition("#")
        new = answer.moved_to + (f"#{fragment}" if fragment and "#" not in answer.moved_to else "")
        yield Diagnostic(Rule.LINK_MOVED, link.origin, f"'{link.address}' has moved permanently", f"write {new}")
