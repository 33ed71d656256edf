"""External links and typed links such as `[text](dimension:economic-pragmatism)`."""

from __future__ import annotations

import re
from pathlib import PurePath
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline, autolink, link
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.bracket_index import label_end
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report
from hedgesite.messages import Known, shortened
from hedgesite.model import kinds
from hedgesite.model.base import ID_PATTERN
from hedgesite.model.dois import AT as DOI_AT
from hedgesite.model.fields import is_web_address
from hedgesite.model.slugs import id_of

_ENCODED = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_FILE = re.compile(
    rf"(?:\./)?(?:\.\./(?P<folder>sections|pages)/)?(?P<name>(?:[0-9]+[-_])?(?P<id>{ID_PATTERN})\.md)"
    r"(?:#(?P<fragment>[^#\s]+))?"
)
"""A relative link to the file of a section or a page, as editors and code hosts follow it."""
WITH_BLANKS = re.compile(
    r"\((?P<target>(?P<kind>[a-z]{1,20}): +(?P<id>[^\s()]{1,100})"
    r"|(?:\.\./)?(?:figures|tables)/[^()\s]{0,200} [^()\n]{0,200}\.[A-Za-z]{2,5})(?: +\"[^\"\n]*\")?\)"
)
_BEFORE_TARGET = re.compile(r"\(\s*<?")
_IDS = "write section:…, passage:… or another typed target, or a full address beginning with https://"

HELPERS = SimpleNamespace(
    parseLinkLabel=label_end, parseLinkDestination=parseLinkDestination, parseLinkTitle=parseLinkTitle
)
"""A parser's search for the parts of a link: its own for the end of a link's text takes quadratic time."""


class LinkParser(MarkdownIt):
    """Parser that leaves link targets to `links_plugin` and does not encode the targets of typed links."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helpers = HELPERS  # type: ignore[assignment]

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return super().normalizeLink(url) if _ENCODED.fullmatch(url) else url


def links_plugin(md: MarkdownIt) -> None:
    """Set `meta["link"]` of every `link_open`: `("external", url)`, `("none", url)` or `(kind, target)`."""
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("autolink", _autolink)


def _link(state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.tokens)
    if not link(state, silent):
        if not silent:
            _report_blanks(state, start)
        return False
    if not silent:
        opened = next(token for token in state.tokens[count:] if token.type == "link_open")
        _judge(state, opened, start)
    return True


def _report_blanks(state: StateInline, start: int) -> None:
    """Report a typed link, an image or a table whose target has a blank, and which is therefore no link."""
    end = label_end(state, start)
    found = WITH_BLANKS.match(state.src, end + 1) if end >= 0 else None
    if found is None or (found["kind"] and found["kind"] not in kinds.ids()):
        return
    target = found["target"]
    if found["kind"]:
        meant = f"{found['kind']}:{found['id']}"
    else:
        path = PurePath(target)
        meant = (path.parent / f"{id_of(path.stem, 'a-name')}{path.suffix.lower()}").as_posix()
    remedy = f"write {meant}" if found["kind"] else f"rename the file, and write {meant}"
    problem = f"'{shortened(target)}' is not a link target, because it has a blank"
    report(state, found.start("target"), PendingDiagnostic(Rule.LINK_KIND, problem, remedy))


def _autolink(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        opened, shown, _ = state.tokens[-3:]
        opened.meta["target_at"] = start + 1
        # Typography leaves `text_special` alone, so that the address is shown unchanged.
        shown.type, shown.markup, shown.info = "text_special", shown.content, "escape"
        _judge(state, opened, start)
    return True


def _judge(state: StateInline, opened: Token, start: int) -> None:
    url = str(opened.attrs["href"])
    opened.meta["pos"] = start
    opened.meta.setdefault("target_at", target_place(state.src, start, state.pos))
    kind, _, target = url.partition(":")
    if found := _FILE.fullmatch(url):
        opened.meta["link"] = _in_file(found, in_pages=bool(state.env.get("in_pages")))
        opened.meta["file"] = found["name"]
        kind, target = opened.meta["link"]
    elif target and kind in kinds.ids():
        opened.meta["link"] = (kind, target)
    if kind in kinds.ids() and target:
        if "title" in opened.attrs:
            problem = f"the title '{shortened(str(opened.attrs['title']))}' of a typed link is not shown"
            report(
                state,
                opened.meta["target_at"],
                PendingDiagnostic(Rule.ATTRIBUTE, problem, "remove it; the page has its own title"),
            )
        return
    if is_web_address(url) or _MAIL.fullmatch(url):
        opened.meta["link"] = ("external", url)
    else:
        opened.meta["link"] = ("none", url)
        report(state, *_finding(state.src, start, state.pos, url, opened.meta["target_at"]))


def _in_file(found: re.Match[str], *, in_pages: bool) -> tuple[str, str]:
    """Kind and id of what a relative link to a file means: a passage of a section, or the file itself."""
    if found["fragment"] and not (in_pages if found["folder"] is None else found["folder"] == "pages"):
        return "passage", found["fragment"]
    folder = found["folder"] or ("pages" if in_pages else "sections")
    return ("page" if folder == "pages" else "section"), found["id"]


def _finding(src: str, start: int, end: int, url: str, target_at: int) -> tuple[int, PendingDiagnostic]:
    written = src[start:end]
    if written.startswith("[^") and not written.endswith(")"):
        # The block parser reads `[^a b]: …` as the definition of a link.
        remedy = "use a label without spaces, in its calls and its definition"
        return start, PendingDiagnostic(Rule.NOTE_UNDEFINED, f"'{shortened(written)}' is not a note label", remedy)
    problem = f"'{shortened(url)}' is not a link target" if url else "a link has no target"
    return target_at, PendingDiagnostic(Rule.LINK_KIND, problem, remedy_for(url))


def target_place(src: str, start: int, end: int) -> int:
    """Start of the target of `[text](target)`; for a reference link, start of the link."""
    if src[end - 1] != ")":
        return start
    depth = 0
    for at in range(end - 1, start, -1):
        depth += (src[at] == ")") - (src[at] == "(")
        if depth <= 0 and src.startswith("](", at - 1):
            found = _BEFORE_TARGET.match(src, at)
            return found.end() if found else at
    return start


def remedy_for(url: str) -> str:
    """Remedy for an invalid target."""
    if url.startswith("//"):
        return f"write https:{url}"
    if url.startswith("#"):
        return f"write passage:{url[1:]}"
    if url.lower().startswith("www."):
        return f"write https://{url}"
    if url.lower().startswith("doi:"):
        return f"write {DOI_AT}{url[4:].strip()}"
    scheme = _SCHEME.fullmatch(url)
    if not scheme:
        page = re.fullmatch(r"(?:.*/)?([a-z0-9][a-z0-9-]*)\.(?:md|html)", url)
        return f"write section:{page[1]}" if page else _IDS
    near = Known(kinds.ids()).nearest(scheme["scheme"])
    if near and not scheme["rest"]:
        return f"name one: {near}:…"
    return f"did you mean {near}:{scheme['rest']}?" if near else _IDS
