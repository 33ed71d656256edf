"""The one style sheet that is made of the companion's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.publish.css_bundle import STYLE_SHEETS, without_comments

STYLES = Path(__file__).parents[1] / "templates" / "shell" / "assets" / "hedgesite"


@pytest.mark.parametrize(
    ("style", "bare"),
    [
        ("a { color: red; } /* why */\n\n\n  b { top: 0; }\n", "a { color: red; }\nb { top: 0; }\n"),
        ("/* over\n   lines */\na {\n  top: 0;\n}\n", "a {\ntop: 0;\n}\n"),
        ("a::before { content: '/* kept */  '; }", "a::before { content: '/* kept */  '; }\n"),
        (
            r'a::before { content: "\"/*"; } /* gone */ b { content: "*/"; }',
            r'a::before { content: "\"/*"; }  b { content: "*/"; }' "\n",
        ),
        ("/* isn't a string */ a { top: 0; }", "a { top: 0; }\n"),
        ("", ""),
    ],
)
def test_comments_and_indentation_are_left_out_and_strings_kept(style: str, bare: str) -> None:
    assert without_comments(style) == bare


LOADED_ON_USE = {"search", "formulas"}
"""Style sheets that a script adds when a reader first needs them, or that only pages with formulas name."""


def test_every_style_sheet_is_joined() -> None:
    assert {path.stem for path in STYLES.glob("*.css")} == (set(STYLE_SHEETS) - {"dimensions"}) | LOADED_ON_USE


def test_nothing_in_them_depends_on_being_a_file_of_its_own() -> None:
    for path in STYLES.glob("*.css"):
        assert "@import" not in path.read_text("utf-8"), path
        assert "@charset" not in path.read_text("utf-8"), path
