"""Markdown parser: CommonMark with tables, definition lists, notes, attributes, citations and typed links."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from hedgesite.markdown.attributes import attributes_plugin
from hedgesite.markdown.bare_links import bare_links_plugin
from hedgesite.markdown.citations import citations_plugin
from hedgesite.markdown.comments import comments_plugin
from hedgesite.markdown.fancy_lists import fancy_lists_plugin
from hedgesite.markdown.figures import figures_plugin
from hedgesite.markdown.inline_marks import inline_marks_plugin
from hedgesite.markdown.links import LinkParser, links_plugin
from hedgesite.markdown.math import math_plugin
from hedgesite.markdown.notes import notes_plugin
from hedgesite.markdown.pandoc_marks import pandoc_marks_plugin
from hedgesite.markdown.paragraphs import paragraphs_plugin
from hedgesite.markdown.positions import places_plugin
from hedgesite.markdown.quotation_marks import quotation_marks_plugin
from hedgesite.markdown.raw_html import raw_html_plugin
from hedgesite.markdown.spacing import spacing_plugin
from hedgesite.markdown.table_files import table_files_plugin
from hedgesite.markdown.tables import tables_plugin
from hedgesite.markdown.typography import typography_plugin
from hedgesite.markdown.verse import verse_plugin
from hedgesite.markdown.wide_emphasis import wide_emphasis_plugin

MAX_NESTING = 50
"""Deepest nesting of blocks; the parser ignores anything deeper."""

PLUGINS = (
    paragraphs_plugin,
    deflist_plugin,
    notes_plugin,
    attributes_plugin,
    places_plugin,
    links_plugin,
    figures_plugin,
    citations_plugin,
    math_plugin,
    tables_plugin,
    comments_plugin,
    inline_marks_plugin,
    pandoc_marks_plugin,
    bare_links_plugin,
    verse_plugin,
    fancy_lists_plugin,
    raw_html_plugin,
    typography_plugin,
    quotation_marks_plugin,
    spacing_plugin,
    wide_emphasis_plugin,
    table_files_plugin,
)


@cache
def body_parser() -> MarkdownIt:
    """Parser of bodies. It keeps no state between parses."""
    md = LinkParser("commonmark", {"html": False, "typographer": True, "maxNesting": MAX_NESTING})
    md.enable(["table", "replacements", "smartquotes"])
    md.disable("html_block")
    for plugin in PLUGINS:
        plugin(md)
    return md


@cache
def markup_parser() -> MarkdownIt:
    """Parser of a citation's prefix and suffix: emphasis, code, formulas and typography."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": True})
    md.enable(["replacements", "smartquotes"])
    md.disable(["link", "image", "autolink", "html_inline"])
    math_plugin(md)
    typography_plugin(md)
    quotation_marks_plugin(md)
    for plugin in (spacing_plugin, inline_marks_plugin, wide_emphasis_plugin):
        plugin(md)
    return md
