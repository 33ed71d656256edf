"""Markdown: one scan for facts and findings, and rendering to HTML with the caller's hooks."""

from hedgesite.markdown.locators import LOCATOR_TERMS
from hedgesite.markdown.render_hooks import PlainHooks, RenderedBody, RenderedNote, RenderHooks, formula_html
from hedgesite.markdown.renderer import read_title, render_body, render_display, render_inline, render_markup
from hedgesite.markdown.scan import plain_text, scan_body
from hedgesite.markdown.table_cells import table_rows

__all__ = [
    "LOCATOR_TERMS",
    "PlainHooks",
    "RenderHooks",
    "RenderedBody",
    "RenderedNote",
    "formula_html",
    "plain_text",
    "read_title",
    "render_body",
    "render_display",
    "render_inline",
    "render_markup",
    "scan_body",
    "table_rows",
]
