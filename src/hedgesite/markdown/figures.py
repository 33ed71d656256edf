"""Figures: paragraphs of images, each with a caption and attributes, as `![caption](figures/map.png){#map alt="…"}`.

Several images in one paragraph are parts of one figure. Its caption is a last line `Figure: …`, or the next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.attributes import read_attributes
from hedgesite.markdown.displays import CAPTION, LETTERS, Caption, display_tokens, levelled
from hedgesite.markdown.links import target_place
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, pending_in, report
from hedgesite.messages import shortened
from hedgesite.model.table import is_table

OF_FIGURES = ("width", "credit", "licence")
OF_IMAGES = ("alt", "decorative", "credit", "licence")
_CAPTION_LINE = re.compile(r"(?:^|\n)Figure:[ \t]+(?=\S)")
_BETWEEN = frozenset({"softbreak", "hardbreak", "pending_diagnostic"})


def figures_plugin(md: MarkdownIt) -> None:
    """Turn paragraphs of images into displays; images in the midst of a text are reported."""
    md.inline.ruler.at("image", _image)
    md.core.ruler.after("places", "figure_captions", _part_captions)
    # Before inline notes are collected, since captions may hold some.
    md.core.ruler.after("inline", "figures", _figures)


def _image(state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.tokens)
    if not image(state, silent):
        return False
    end = state.pos
    found = read_attributes(state.src, end)
    if found and found[1] <= state.posMax:
        state.pos = found[1]
    if silent:
        return True
    shown = next(token for token in state.tokens[count:] if token.type == "image")
    shown.meta.update(pos=start, target_at=target_place(state.src, start, end))
    if state.pos != end and found:
        shown.meta["attributes"] = found[0]
    if title := str(shown.attrs.get("title", "")):
        problem = f"the title '{shortened(title)}' of an image is not shown"
        remedy = "write it as the caption, between the first brackets"
        report(state, shown.meta["target_at"], PendingDiagnostic(Rule.ATTRIBUTE, problem, remedy))
    return True


def _part_captions(state: StateCore) -> None:
    """Separate the line `Figure: …` from the images above it, before both are parsed."""
    kept: list[Token] = []
    tokens = state.tokens
    for index, token in enumerate(tokens):
        kept.append(token)
        if token.type != "paragraph_close" or not tokens[index - 1].content.startswith("!["):
            continue
        inline = tokens[index - 1]
        if found := _last_caption(inline.content):
            caption = Caption.of(inline, found.end())
            inline.content = inline.content[: found.start()]
            kept += caption.tokens
    state.tokens = list(_with_next_paragraph(kept))


def _last_caption(content: str) -> re.Match[str] | None:
    return next(reversed([*_CAPTION_LINE.finditer(content)]), None)


def _with_next_paragraph(tokens: Sequence[Token]) -> Iterator[Token]:
    """A paragraph `Figure: …` right after a paragraph of images becomes their caption."""
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        yield token
        following = tokens[index + 1 : index + 4]
        if token.type != "paragraph_close" or not tokens[index - 1].content.startswith("!["):
            continue
        if len(following) == 3 and following[0].type == "paragraph_open" and "attributes" not in following[0].meta:
            found = _CAPTION_LINE.match(following[1].content)
            if found:
                yield from Caption.of(following[1], found.end()).tokens
                skip = 3


def _figures(state: StateCore) -> None:
    tokens, kept, index = state.tokens, list[Token](), 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "paragraph_open" and (images := _images_alone(tokens[index + 1])):
            caption = tokens[index + 4] if index + 3 < len(tokens) and tokens[index + 3].type == CAPTION else None
            kept += _figure(token, tokens[index + 1], images, caption)
            index += 6 if caption else 3
            continue
        if token.type == "inline":
            _report_images(token)
        kept.append(_as_paragraph(token) if token.tag == "figcaption" else token)
        index += 1
    state.tokens = kept


def _as_paragraph(token: Token) -> Token:
    """A caption that follows no figure after all."""
    token.type, token.tag = token.type.replace("caption", "paragraph"), "p"
    return token


def _images_alone(inline: Token) -> list[Token]:
    """The images of a paragraph that contains nothing else; else none."""
    children = inline.children or []
    images = [child for child in children if child.type == "image"]
    others = (child for child in children if child.type not in {"image", *_BETWEEN})
    return images if not any(child.content.strip() or child.nesting for child in others) else []


def _figure(paragraph: Token, inline: Token, images: list[Token], caption: Token | None) -> list[Token]:
    findings = pending_in(inline)
    parts = [_part(inline, each) for each in images]
    if len(parts) == 1 and caption is None:
        opened = parts[0][0]
        opened.map, opened.level = paragraph.map, paragraph.level
        opened.meta.update({name: paragraph.meta[name] for name in ("attributes",) if name in paragraph.meta})
        opened.meta["used"] = (*OF_IMAGES, "width")
        figure = parts[0]
    else:
        for letter, part in zip(LETTERS, parts, strict=False):
            part[0].meta.update(letter=letter if len(parts) > 1 else "", is_part=True)
        inner = [token for part in parts for token in part]
        figure = display_tokens("figure", paragraph, inner, caption, OF_FIGURES)
        if caption and caption.map and paragraph.map:
            figure[0].map = [paragraph.map[0], max(caption.map[1], paragraph.map[1])]
    figure[1:1] = [_inline(inline, findings)] if findings else []
    return levelled(figure, paragraph.level)


def _part(inline: Token, shown: Token) -> list[Token]:
    """One image as a display of its own, with its label as the caption."""
    label = Token("inline", "", 0, content=shown.content, children=shown.children, map=inline.map)
    label.meta = {"within": inline, "pos": shown.meta["pos"] + 2}
    shown.children = []
    caption = label if shown.content.strip() else None
    part = display_tokens("figure", inline, [_inline(inline, [shown])], caption, OF_IMAGES)
    if "attributes" in shown.meta:
        part[0].meta["inner"] = [(inline, shown.meta["attributes"])]
    return part


def _inline(within: Token, children: list[Token]) -> Token:
    made = Token("inline", "", 0, children=children, map=within.map, level=within.level)
    made.meta = {"within": within, "pos": 0}
    return made


def _report_images(inline: Token) -> None:
    """Report images in the midst of a text."""
    children = inline.children or []
    for child in [child for child in children if child.type == "image"]:
        target = str(child.attrs["src"])
        kind, name = ("table", "table") if is_table(target) else ("image", "figure")
        pending = PendingDiagnostic(
            Rule.IMAGE_PLACE,
            f"the {kind} '{shortened(target)}' stands within a text",
            f"give it a paragraph of its own, and link to it with {name}:…",
        )
        token = Token("pending_diagnostic", "", 0, meta={"pos": child.meta["pos"], "pending": pending})
        children.append(token)
