"""The cells of a table in HTML, one by one, for whoever writes the table in another form."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.markdown.render_hooks import RenderHooks
from hedgesite.markdown.renderer import display_tokens_of, render_tokens
from hedgesite.model.text import Body, Display


def table_rows(body: Body, display: Display, hooks: RenderHooks) -> Iterator[list[str]]:
    """The rows of a table, each with the HTML of its cells; places that a cell from elsewhere covers are empty."""
    tokens = display_tokens_of(body, display)
    covered: dict[int, int] = {}
    row: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open", "tr_close"):
            while covered.get(len(row)):
                covered[len(row)] -= 1
                row.append("")
        if token.type == "tr_close":
            yield row
        elif token.type in ("th_open", "td_open"):
            spans = token.meta.get("html", {})
            wide, high = int(spans.get("colspan", 1)), int(spans.get("rowspan", 1))
            covered.update(dict.fromkeys(range(len(row), len(row) + wide), high - 1))
            row += [render_tokens([tokens[at + 1]], hooks), *[""] * (wide - 1)]
