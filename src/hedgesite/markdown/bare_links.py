"""Bare addresses as links: `https://example.org`, `www.example.org` and `name@example.org`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hedgesite.model.fields import is_web_address

_SCHEME = re.compile(r"(?<![\w+.-])https?$", re.IGNORECASE)
_REST = re.compile(r"://[^\s\x00-\x1f\x7f<>\"“”«»`\\|{}^]+")
_OTHER = re.compile(
    r"(?<![\w/@.:+-])(?:(?P<site>www\.(?:[\w-]+\.)+[a-z]{2,}(?:[/?#][^\s\x00-\x1f\x7f<>\"“”«»]*)?)"
    r"|(?P<mail>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@-]))"
)
_CLOSING = {")": "(", "]": "["}


def bare_links_plugin(md: MarkdownIt) -> None:
    """Make links of bare addresses, except within links."""
    md.inline.ruler.before("link", "bare_link", _link)
    md.core.ruler.after("inline", "bare_links", _others)


def _link(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or state.env.get("in_image") or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src, max(0, state.pos - 6), state.pos)
    found = _REST.match(state.src, state.pos, state.posMax)
    if not scheme or not found or not state.pending.endswith(scheme[0]):
        return False
    address = _trimmed(scheme[0] + found[0])
    if not is_web_address(address) or len(address) <= len(scheme[0]) + 3:
        return False
    state.pending = state.pending[: -len(scheme[0])]
    start = state.pos - len(scheme[0])
    for token in _tokens(address, address, start, state.level):
        pushed = state.push(token.type, token.tag, token.nesting)
        pushed.attrs, pushed.meta, pushed.content = token.attrs, token.meta, token.content
        pushed.markup, pushed.info = token.markup, token.info
    state.pos = start + len(address)
    return True


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it (GitHub Flavored Markdown, "Autolinks")."""
    opened = {closing: address.count(closing) - address.count(opening) for closing, opening in _CLOSING.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if opened.get(last, 0) > 0:
            opened[last] -= 1
        elif last not in ".,;:!?'*_~’”»…":
            break
        end -= 1
    return address[:end]


def _tokens(shown: str, target: str, pos: int, level: int) -> tuple[Token, Token, Token]:
    opened = Token("link_open", "a", 1, attrs={"href": target}, level=level)
    opened.meta = {"pos": pos, "target_at": pos, "link": ("external", target)}
    # Typography leaves `text_special` alone, so that the address is shown unchanged.
    text = Token("text_special", "", 0, content=shown, markup=shown, info="escape", level=level + 1)
    return opened, text, Token("link_close", "a", -1, level=level)


def _others(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and ("www." in token.content or "@" in token.content):
            token.children = list(_linked(token.children, token.content))


def _linked(children: list[Token], source: str) -> Iterator[Token]:
    depth, reached = 0, 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type != "text" or depth:
            yield child
            continue
        end = 0
        for found in _OTHER.finditer(child.content):
            shown = _trimmed(found[0])
            at = source.find(shown, reached)
            reached = at + len(shown) if at >= 0 else reached
            if end < found.start():
                yield Token("text", "", 0, content=child.content[end : found.start()], level=child.level)
            target = f"mailto:{shown}" if found["mail"] else f"https://{shown}"
            yield from _tokens(shown, target, max(at, 0), child.level)
            end = found.start() + len(shown)
        if not end:
            yield child
        elif end < len(child.content):
            yield Token("text", "", 0, content=child.content[end:], level=child.level)
