"""The parser of manuscripts in Markdown: CommonMark with the extensions that scholars' tools share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin

from hedgesite.markdown.attributes import attributes_plugin
from hedgesite.markdown.citations import citations_plugin
from hedgesite.markdown.comments import comments_plugin
from hedgesite.markdown.fancy_lists import fancy_lists_plugin
from hedgesite.markdown.inline_marks import inline_marks_plugin
from hedgesite.markdown.links import HELPERS
from hedgesite.markdown.math import math_plugin
from hedgesite.markdown.notes import notes_plugin
from hedgesite.markdown.verse import verse_plugin
from hedgesite.markdown.wide_emphasis import wide_emphasis_plugin

_NESTING = 50


@cache
def manuscript_parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "typographer": False, "maxNesting": _NESTING})
    md.enable(["table"])
    md.helpers = HELPERS  # type: ignore[assignment]
    plugins = (
        deflist_plugin, notes_plugin, attributes_plugin, citations_plugin, math_plugin, comments_plugin,
        inline_marks_plugin, verse_plugin, fancy_lists_plugin, wide_emphasis_plugin,
    )  # fmt: skip
    for plugin in plugins:
        plugin(md)
    # Manuscripts have ids that the content format does not allow, so attributes are read here, those of headings too.
    md.block.ruler.disable("attributes")
    md.core.ruler.disable("attributes")
    for name in ("citation_group", "citation_narrative"):
        _remember_source(md, name)
    return md


def _remember_source(md: MarkdownIt, name: str) -> None:
    """Let an inline rule's token keep the Markdown that it was made of."""
    ruler = md.inline.ruler
    rule: Callable[[StateInline, bool], bool] = next(each.fn for each in ruler.__rules__ if each.name == name)

    def remembering(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            for token in state.tokens[count:]:
                if token.type == "citation":
                    token.meta["source"] = state.src[start : state.pos]
        return done

    ruler.at(name, remembering)
