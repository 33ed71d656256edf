"""What comes back from an address, and what it proves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

_DEAD = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_NO_SUCH_RANGE = 416
"""Said of an empty file, which is there."""


class Verdict(StrEnum):
    """What is known of an address."""

    GOOD = "good"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking an address came to."""

    verdict: Verdict
    said: str = ""
    """Why it is not good, in words that follow the address."""
    moved_to: str = ""
    """Where the address leads for good, if it does."""
    heard: bool = True
    """Whether a host said anything. Without a network, none does, and no host is known."""


GOOD = Answer(Verdict.GOOD)


def dead(said: str) -> Answer:
    return Answer(Verdict.DEAD, said)


def unsure(said: str, *, heard: bool = True) -> Answer:
    return Answer(Verdict.UNSURE, said, heard=heard)


def of_status(status: int) -> Answer:
    """What a status that leads nowhere else proves: that a page is not there only where it says just that.

    Statuses: RFC 9110, section 15.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == _NO_SUCH_RANGE:
        return GOOD
    said = f"answers {_named(status)}"
    return dead(said) if status in _DEAD else unsure(said)


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
