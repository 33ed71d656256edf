"""The public functions of `hedgesite.markdown`, beyond what golden cases show."""

from __future__ import annotations

import pytest

from hedgesite.diagnostics import Origin, Rule
from hedgesite.markdown import (
    LOCATOR_TERMS,
    PlainHooks,
    plain_text,
    render_body,
    render_inline,
    render_markup,
    scan_body,
)
from hedgesite.model.text import Body, CitationGroup, TypedLink

START = Origin("content/sections/a.md", 10, 1)


class LinkHooks(PlainHooks):
    def citation(self, group: CitationGroup) -> str:
        return f"<cite>{group.citations[0].key}</cite>"

    def link(self, link: TypedLink, inner: str) -> str:
        return f'<a href="{link.target}">{inner or link.target}</a>'


def test_origins_count_from_the_origin_of_the_body() -> None:
    body, report = scan_body("One\n\ntwo [@a] [^x]", START)
    assert body.citations[0].origin == Origin(START.file, 12, 5)
    assert body.citations[0].citations[0].origin == Origin(START.file, 12, 6)
    assert report.diagnostics[0].origin == Origin(START.file, 12, 10)


def test_the_column_holds_for_every_line() -> None:
    body, _ = scan_body("[@a]\n\n- [@b]\n", Origin("x.yml", 3, 7))
    assert [group.origin for group in body.citations] == [Origin("x.yml", 3, 7), Origin("x.yml", 5, 9)]


def test_windows_line_ends_do_not_shift_origins() -> None:
    body, _ = scan_body("One\r\n\r\n{#p}\r\ntwo [@a]\r\nthree [@b]\r\n", START)
    assert [(group.origin.line, group.origin.column) for group in body.citations] == [(13, 5), (14, 7)]
    assert body.blocks[0].markdown == "two [@a]\nthree [@b]"


def test_a_block_keeps_its_markdown_without_its_container() -> None:
    body, _ = scan_body("> {#p}\n> - one *two*\n>   three\n> - four\n", START)
    assert body.blocks[0].markdown == "- one *two*\n  three\n- four"


IDLESS = "Text one.\n\n- item\n\n> quote\n\n| a |\n|---|\n\nterm\n: definition\n\n## Heading\n\n```\ncode\n```\n\n***\n"


def test_ids_are_required_where_asked_for() -> None:
    _, report = scan_body(IDLESS, START, ids_required=True)
    assert {finding.rule for finding in report.diagnostics} == {Rule.PASSAGE_ID_MISSING}
    assert [finding.origin.line for finding in report.diagnostics] == [10, 12, 14, 16, 19]
    assert "Text one." in report.diagnostics[0].problem


def test_ids_are_not_required_elsewhere() -> None:
    _, report = scan_body(IDLESS, START)
    assert report.diagnostics == ()


def test_a_list_whose_items_have_ids_needs_none() -> None:
    _, report = scan_body("- {#a}\n  one\n- {#b}\n  two\n", START, ids_required=True)
    assert report.diagnostics == ()


def test_a_bad_id_is_not_reported_as_missing_too() -> None:
    _, report = scan_body("{#Bad}\nText.", START, ids_required=True)
    assert [finding.rule for finding in report.diagnostics] == [Rule.ID_SYNTAX]


def test_too_deep_nesting_is_reported() -> None:
    _, report = scan_body("> " * 60 + "text", START)
    assert [finding.rule for finding in report.diagnostics] == [Rule.NESTING]


def test_render_inline_joins_blocks_without_paragraphs() -> None:
    body, _ = scan_body("One *two* [@a].\n\nThree [x](term:y).\n\n- item\n", START)
    expected = 'One <em>two</em> <cite>a</cite>. Three <a href="y">x</a>. <ul>\n<li>item</li>\n</ul>'
    assert render_inline(body, LinkHooks()).html == expected


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("see *esp.*", "see <em>esp.</em>"),
        (', "emphasis" **added** -- `x<y`', ", “emphasis” <strong>added</strong> – <code>x&lt;y</code>"),
        ("<b> & [x](https://y.org)", "&lt;b&gt; &amp; [x](https://y.org)"),
        ("see\nalso", "see also"),
        (" and more", " and more"),
        ("", ""),
    ],
)
def test_render_markup(markdown: str, html: str) -> None:
    assert render_markup(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("*One* `two` [three](term:x) [@a].", "One two three."),
        ('One.[^1]\n\n- two -- "so"\n\n[^1]: Note.', "One. two – “so”"),
        ("Of [](dimension:economic-pragmatism).", "Of economic pragmatism."),
        ("", ""),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain_text(scan_body(markdown, Origin("f"))[0]) == text


def test_rendering_twice_gives_the_same() -> None:
    markdown = "{#p}\nOne [@a] [](term:x).[^n]\n\n## Two [x](term:y)\n\n[^n]: Note [@b].[^n]\n"
    body, _ = scan_body(markdown, START)
    once = render_body(body, LinkHooks())
    assert render_inline(body, LinkHooks())
    assert render_body(body, LinkHooks()) == once
    assert render_body(scan_body(markdown, START)[0], LinkHooks()) == once


def test_a_body_that_was_not_scanned_is_refused() -> None:
    with pytest.raises(TypeError, match="scan_body"):
        render_body(Body(START, "text"), PlainHooks())


@pytest.mark.parametrize(("label", "form"), [(label, form) for label, forms in LOCATOR_TERMS.items() for form in forms])
def test_every_locator_term_is_read(label: str, form: str) -> None:
    body, _ = scan_body(f"[@a, {form} 7]", START)
    locator = body.citations[0].citations[0].locator
    assert locator is not None
    assert (locator.label, locator.value) == (label, "7")
