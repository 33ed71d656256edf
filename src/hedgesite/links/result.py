"""The result of asking an address, and what it proves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

_DEAD = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_NO_SUCH_RANGE = 416
"""Status for a range of an empty file: the file exists."""


class Verdict(StrEnum):
    """The verdict on an address."""

    GOOD = "good"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of asking an address."""

    verdict: Verdict
    reason: str = ""
    """The reason for a verdict other than good, worded to follow the address."""
    moved_to: str = ""
    """Target of a permanent redirect; empty if there is none."""
    heard: bool = True
    """Whether a host was reached. Without a network, no host is, and names do not resolve."""


GOOD = Answer(Verdict.GOOD)


def dead(reason: str) -> Answer:
    return Answer(Verdict.DEAD, reason)


def unsure(reason: str, *, heard: bool = True) -> Answer:
    return Answer(Verdict.UNSURE, reason, heard=heard)


def of_status(status: int) -> Answer:
    """The answer for a status that is not a redirect. Only 404 and 410 prove that a page is gone.

    Statuses: RFC 9110, section 15.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == _NO_SUCH_RANGE:
        return GOOD
    reason = f"answers {_named(status)}"
    return dead(reason) if status in _DEAD else unsure(reason)


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
