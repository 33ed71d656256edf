"""Markdown: one scan for facts and findings, and rendering to HTML with the caller's hooks."""

from hedgesite.markdown.locators import LOCATOR_TERMS, locator_of
from hedgesite.markdown.passage_words import PassageWords
from hedgesite.markdown.render_hooks import PlainHooks, RenderedBody, RenderedNote, RenderHooks, formula_html
from hedgesite.markdown.renderer import read_title, render_body, render_display, render_inline, render_markup
from hedgesite.markdown.scan import plain_text, scan_body
from hedgesite.markdown.spans import marked_body, with_spans, words_of
from hedgesite.markdown.table_cells import table_rows

__all__ = [
    "LOCATOR_TERMS",
    "PassageWords",
    "PlainHooks",
    "RenderHooks",
    "RenderedBody",
    "RenderedNote",
    "formula_html",
    "locator_of",
    "marked_body",
    "plain_text",
    "read_title",
    "render_body",
    "render_display",
    "render_inline",
    "render_markup",
    "scan_body",
    "table_rows",
    "with_spans",
    "words_of",
]
