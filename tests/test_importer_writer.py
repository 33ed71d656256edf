"""What the writer of the tree makes of styles reads back as these styles."""

from __future__ import annotations

import pytest

from hedgesite.diagnostics import Origin
from hedgesite.importer.tree import Inline, Style, Styled, Text
from hedgesite.importer.writer import Inlines
from hedgesite.markdown import PlainHooks, render_body, scan_body


def styled(words: str, style: Style = Style.EMPHASIS) -> Styled:
    return Styled(style, (Text(words),))


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ((Text("a C"), styled("P-"), Text("3800")), "a C*P*-3800"),
        ((Text("f"), styled("(x)"), Text("y")), "f(*x*)y"),
        ((Text("so "), styled("et al.", Style.STRONG), Text("ter")), "so **et al**.ter"),
        ((Text("so "), styled("et al."), Text(" say")), "so *et al.* say"),
        ((Text("x"), styled("-"), Text("y")), "x-y"),
    ],
)
def test_emphasis_within_a_word_has_its_signs_outside(content: tuple[Inline, ...], written: str) -> None:
    markdown = Inlines({}, {}, lambda _: "0", lambda _: "").write(content)
    assert markdown == written
    body, _ = scan_body(f"{{#p}}\n{markdown}", Origin("a.md"))
    assert "*" not in render_body(body, PlainHooks()).html
