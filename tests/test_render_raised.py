"""Where citations stand beside the punctuation of their sentence."""

from __future__ import annotations

import pytest

from hedgesite.render.raised import after_punctuation

RAISED = '<span class="hs-citation hs-noted"><sup>3</sup></span>'


def named(text: str) -> str:
    return f'<span class="hs-citation"><a class="hs-cite" href="../a/">{text}</a></span>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"large {RAISED}.", f"large.{RAISED}"),
        (f"“large {RAISED}.”", f"“large.”{RAISED}"),
        (f"says Ash et al.{RAISED}.", f"says Ash et al.{RAISED}"),
        (f"says Ash et al.{RAISED}, too.", f"says Ash et al.,{RAISED} too."),
        (f"and so on ..{RAISED}.", f"and so on ...{RAISED}"),
        (f"says {named('Ash et al.')}.", f"says {named('Ash et al.')}"),
        (f"says {named('Ash et al.')}, too.", f"says {named('Ash et al.')}, too."),
        (f"says {named('Ash')}.", f"says {named('Ash')}."),
    ],
)
def test_punctuation_follows_once(written: str, expected: str) -> None:
    assert after_punctuation(written) == expected
