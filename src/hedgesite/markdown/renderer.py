"""Rendering of a scanned body. Elements are built from the inside out, so that tags always close in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape

from markdown_it.token import Token

from hedgesite.markdown.parser import markup_parser
from hedgesite.markdown.plain_text import plain_inline
from hedgesite.markdown.render_hooks import PlainHooks, RenderedBody, RenderedNote, RenderHooks
from hedgesite.markdown.syntax import Syntax, syntax_of
from hedgesite.model.fields import TitleText
from hedgesite.model.text import Body, Display

_ALIGNMENTS = {"text-align:left": "align-left", "text-align:center": "align-center", "text-align:right": "align-right"}


def render_body(body: Body, hooks: RenderHooks) -> RenderedBody:
    """Render a body and its notes. Raises TypeError for a body that was not scanned."""
    syntax = syntax_of(body.syntax)
    return RenderedBody(render_tokens(syntax.tokens, hooks), _rendered_notes(syntax, hooks))


def render_inline(body: Body, hooks: RenderHooks) -> RenderedBody:
    """Render a one-line field and its notes: its blocks without `<p>`, joined with spaces."""
    syntax = syntax_of(body.syntax)
    return RenderedBody(_on_one_line(syntax.tokens, hooks), _rendered_notes(syntax, hooks))


def _rendered_notes(syntax: Syntax, hooks: RenderHooks) -> tuple[RenderedNote, ...]:
    return tuple(
        RenderedNote(called.note, render_tokens(called.tokens, hooks), called.calls) for called in syntax.notes
    )


def _on_one_line(tokens: Sequence[Token], hooks: RenderHooks) -> str:
    parts: list[str] = []
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            block = tokens[start : index + 1]
            if token.type == "paragraph_close":
                block = block[1:-1]
            parts.append(render_tokens(block, hooks).strip())
            start = index + 1
    return " ".join(part for part in parts if part)


def render_display(body: Body, display: Display, hooks: RenderHooks) -> str:
    """Render one figure, table or equation of a body, without the passage around it."""
    return render_tokens(display_tokens_of(body, display), hooks)


def display_tokens_of(body: Body, display: Display) -> Sequence[Token]:
    """The tokens of a display in a body; none if it is not there."""
    tokens = syntax_of(body.syntax).tokens
    at = next((at for at, each in enumerate(tokens) if each.meta.get("display") is display), None)
    if at is None:
        return ()
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return tokens[at : end + 1]
    return ()


def render_markup(markdown: str, language: str = "en") -> str:
    """Render emphasis, code and typography of one line, such as a citation's prefix."""
    state: dict[str, object] = {"language": language}
    tokens = markup_parser().parseInline(markdown, state)
    return "".join(_render_markup_children(token.children) for token in tokens)


def read_title(markdown: str, language: str = "en") -> TitleText:
    """A title or name with its emphasis and typography, as plain text that knows its HTML."""
    html = render_markup(markdown, language)
    return TitleText.of(unescape(_TAG.sub("", html)), html, markdown)


_TAG = re.compile(r"<[^<>]*>")


def _render_markup_children(children: Sequence[Token] | None) -> str:
    html: list[str] = []
    for token in children or ():
        if token.type in ("softbreak", "hardbreak"):
            html.append(" ")
        elif token.type == "code_inline":
            html.append(f"<code>{escape(token.content)}</code>")
        elif token.type == "math":
            html.append(_math(token, PlainHooks()))
        elif token.nesting:
            html.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")
        else:
            html.append(_text(token.content))
    return "".join(html)


def render_tokens(tokens: Sequence[Token], hooks: RenderHooks) -> str:
    """Render block tokens, or the children of an inline token."""
    opened: list[Token] = []
    html: list[list[str]] = [[]]
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
            html.append([])
        elif token.nesting < 0:
            inner = "".join(html.pop())
            html[-1].append(_element(opened.pop(), inner, hooks))
        elif token.type == "inline":
            html[-1].append(render_tokens(token.children or (), hooks))
        else:
            html[-1].append(_leaf(token, hooks))
    return "".join(html[0])


def _element(token: Token, inner: str, hooks: RenderHooks) -> str:
    if token.type == "link_open":
        return _link(token, inner, hooks)
    if token.type in ("display_open", "caption_open") and "display" in token.meta:
        return _display(token, inner, hooks)
    if token.hidden:
        return f"{inner}\n"
    if token.type in _CONTAINERS:
        inner = f"\n{inner}"
    elif token.type in ("list_item_open", "dd_open"):
        inner = inner.strip("\n")
    html = _tag(token, inner)
    if token.type == "table_open":
        html = f'<div class="hs-tablebox">\n{html}\n</div>'
    return _with_facts(token, html, hooks)


_DELIMITERS = {".": "", ")": "-parenthesis", "()": "-parentheses"}
_FIGURES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_CONTAINERS = frozenset(
    f"{name}_open" for name in ("bullet_list", "ordered_list", "dl", "blockquote", "table", "thead", "tbody", "tr")
)


def _with_facts(token: Token, html: str, hooks: RenderHooks) -> str:
    if "block" in token.meta:
        html = hooks.passage(token.meta["block"], html)
    elif "heading" in token.meta:
        html = hooks.heading(token.meta["heading"], html)
    return f"{html}\n" if token.block else html


def _tag(token: Token, inner: str) -> str:
    name = "h2" if token.tag == "h1" else token.tag
    return f"<{name}{_attributes(_attributes_of(token))}>{inner}</{name}>"


def _display(token: Token, inner: str, hooks: RenderHooks) -> str:
    display: Display = token.meta["display"]
    if token.type == "caption_open":
        return hooks.caption(display, inner)
    return _with_facts(
        token, hooks.display(display, inner if token.meta["caption"] else f"{inner}{hooks.caption(display, '')}"), hooks
    )


def _attributes_of(token: Token) -> dict[str, str]:
    attributes = dict(token.meta.get("html", {}))
    if token.type == "table_open":
        # The shell's script rebuilds tables that have no class.
        attributes["class"] = " ".join(filter(None, ("hs-data", attributes.get("class", ""))))
    if "list" in token.meta:
        type, delimiter = token.meta["list"]
        attributes["type"] = type
        attributes["class"] = f"hs-list-{_FIGURES[type]}{_DELIMITERS[delimiter]}"
    if "verse" in token.meta or "source" in token.meta:
        shown = "hs-verse" if "verse" in token.meta else "hs-quote-source"
        attributes["class"] = f"{shown} {attributes['class']}" if "class" in attributes else shown
    alignment = _ALIGNMENTS.get(str(token.attrs.get("style", "")))
    if alignment:
        attributes["class"] = " ".join(filter(None, (attributes.get("class", ""), alignment)))
    if "start" in token.attrs:
        attributes["start"] = str(token.attrs["start"])
    return attributes


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _link(token: Token, inner: str, hooks: RenderHooks) -> str:
    if "typed" in token.meta:
        return hooks.link(token.meta["typed"], inner)
    kind, target = token.meta["link"]
    if kind != "external":
        return inner
    attributes = {"href": target, "rel": "noopener noreferrer"}
    if inner == "" or escape(target) in (inner, f"mailto:{inner}", f"https://{inner}"):
        attributes["dir"] = "ltr"
    if "title" in token.attrs:
        attributes["title"] = str(token.attrs["title"])
    return f"<a{_attributes(attributes)}>{inner or _text(target)}</a>"


def _leaf(token: Token, hooks: RenderHooks) -> str:
    render = _LEAVES.get(token.type)
    return render(token, hooks) if render else ""


def _citation(token: Token, hooks: RenderHooks) -> str:
    return hooks.citation(token.meta["group"]) if "group" in token.meta else ""


def _note_call(token: Token, hooks: RenderHooks) -> str:
    if "note" not in token.meta:
        return _text(f"[^{token.meta['label']}]")
    return hooks.note_call(token.meta["note"], token.meta["call"])


def _code_block(token: Token, hooks: RenderHooks) -> str:
    language = token.info.split()[0] if token.info.split() else ""
    shown = _attributes({"class": f"language-{language}"} if language else {})
    content = f"<code{shown}>{escape(token.content, quote=False)}</code>"
    html = f"<pre{_attributes(_attributes_of(token))}>{content}</pre>"
    return _with_facts(token, html, hooks)


def _math(token: Token, hooks: RenderHooks) -> str:
    """Render a formula; one that cannot be read is shown as it was written."""
    if "formula" not in token.meta:
        return f'<code class="hs-formula-source">{_text(token.meta["source"])}</code>'
    html = hooks.formula(token.meta["formula"], token.meta.get("shown_as"))
    return hooks.span(token.meta["marked"][0][1], html) if "marked" in token.meta else html


def _rule(token: Token, hooks: RenderHooks) -> str:
    return _with_facts(token, f"<hr{_attributes(_attributes_of(token))}>", hooks)


def _image(token: Token, hooks: RenderHooks) -> str:
    """Render an image of a figure; one within a text, which is reported, becomes its text."""
    if "image" not in token.meta:
        return _text(str(plain_inline(token.children)))
    return hooks.image(token.meta["image"], token.meta["display"])


def _marked(token: Token, hooks: RenderHooks) -> str:
    """The text of a token, with the marks of `spans`."""
    if "marked" not in token.meta:
        return _text(token.content)
    parts = ((_text(part), names) for part, names in token.meta["marked"])
    return "".join(hooks.span(names, html) if names else html for html, names in parts)


def _text(content: str) -> str:
    return escape(content, quote=False)


_LEAVES: dict[str, Callable[[Token, RenderHooks], str]] = {
    "text": lambda token, hooks: _marked(token, hooks),
    "softbreak": lambda *_: "\n",
    "hardbreak": lambda *_: "<br>\n",
    "code_inline": lambda token, hooks: (
        f"<code{_attributes(token.meta.get('html', {}))}>{_marked(token, hooks)}</code>"
    ),
    "code_block": _code_block,
    "fence": _code_block,
    "hr": _rule,
    "image": _image,
    "math": _math,
    "date": lambda token, hooks: hooks.date(token.meta["date"]),
    "citation": _citation,
    "note_call": _note_call,
}
