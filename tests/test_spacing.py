"""No-break spaces by language, in time proportional to a paragraph."""

from __future__ import annotations

import pytest

from hedgesite.diagnostics import Origin
from hedgesite.markdown import PlainHooks, render_body, scan_body, spacing


def test_a_paragraph_is_spaced_once_for_each_of_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each of its marks took minutes for a chapter in one paragraph."""
    calls: list[int] = []
    spaced = spacing._spaced

    def counted(text: str, rules: object) -> str:
        calls.append(len(text))
        return spaced(text, rules)  # type: ignore[arg-type]

    monkeypatch.setattr(spacing, "_spaced", counted)
    body, _ = scan_body("*Lac* bleu ; " * 40 + "[wet]{lang=en}.", Origin("a.md"), language="fr")
    html = render_body(body, PlainHooks()).html
    assert html.count("bleu\u202f;") == 40
    assert len(calls) <= 4
