"""Headings without a style: lines in bold, and lines with the number of a section."""

from __future__ import annotations

from hedgesite.importer.tree import Block, Heading, Para, Style, Styled, Text
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.unstyled_headings import with_headings


def _titles(*blocks: Block) -> list[str]:
    return [words_of(block.content) for block in with_headings(blocks) if isinstance(block, Heading)]


def test_lines_numbered_by_hand_are_headings_where_few_have_a_style() -> None:
    styled = [Heading(1, (Text("Lakes"),)), Heading(1, (Text("Appendix"),))]
    numbered = [Para((Text(words),)) for words in ("1 LAKES", "1.1 Wet", "1.2 Dry", "2 SHORES", "2.1 High")]
    others = [
        Para((Text("The lake is wet."),)),
        Para((Text("12 lakes of the north"),)),
        Para((Text("3.1 is a number."),)),
    ]
    assert _titles(*styled, *numbered, *others) == ["Lakes", "Appendix", *(words_of(each.content) for each in numbered)]
    assert _titles(*styled, *numbered[:4]) == ["Lakes", "Appendix"]


def test_bold_lines_are_headings_where_few_have_a_style() -> None:
    styled = [Heading(1, (Text("Lakes"),)), Heading(1, (Text("References"),))]
    names = ("Wet", "Dry", "High", "Low", "Deep")
    bold = [Para((Styled(Style.EMPHASIS, (Styled(Style.STRONG, (Text(name),)),)),)) for name in names]
    caption = Para((Styled(Style.STRONG, (Text("Figure 1. A map"),)),))
    chart = Para((Styled(Style.STRONG, (Text("Chart (3): A map"),)),))
    assert _titles(*styled, *bold, caption, chart) == ["Lakes", "References", *names]
    assert _titles(*styled, *bold[:4], caption) == ["Lakes", "References"]


def test_bold_lines_in_italics_are_below_bold_ones() -> None:
    bold = Styled(Style.STRONG, (Text("Wet"),))
    slanted = Para((Styled(Style.EMPHASIS, (bold,)),))
    # Above the first heading, bold lines stand on a title page.
    blocks = with_headings([slanted, Para((bold,)), slanted, Para((Text("Words."),))])
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2]
