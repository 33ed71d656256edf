"""Rules on looks: files of `site.yml` exist, all can be read on its colours, and its footer stays a line of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.colours import READABLE, Palette, contrast
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.looks import FOLDER, LONGEST_FOOTER, OwnPalette


def looks_have_their_files(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`looks-file`: a file that `site.yml` names is in `looks/`, of a kind that fits."""
    known = Known(library.look_files)
    for named in library.looks.named():
        ending = named.path[named.path.rfind(".") :] if "." in named.path else ""
        problem = ""
        if ending not in named.endings:
            endings = ", ".join(sorted(named.endings))
            problem, remedy = f"'{shortened(named.written)}' cannot be this file", f"name one that ends in {endings}"
        elif named.path not in library.look_files and (FOLDER, named.path) not in library.unreadable:
            problem = f"there is no file '{shortened(named.path)}'"
            remedy = suggestion(named.path, known, f"put it into {FOLDER}/")
        if problem:
            yield Diagnostic(Rule.LOOKS_FILE, named.origin, problem, remedy)


def look_files_are_named(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`looks-unused`: every file in `looks/` is named by `site.yml`."""
    if (FOLDER, "*") in library.unreadable:
        return
    used = {named.path for named in library.looks.named()}
    known = Known(library.look_files)
    meant = {known.nearest(path) for path in used if path not in library.look_files}
    for path, file in library.look_files.items():
        if path not in used and path not in meant:
            remedy = "name it there as logo, icon or part of the font, or remove it"
            yield Diagnostic(Rule.LOOKS_UNUSED, Origin(file.shown), f"site.yml does not name '{path}'", remedy)


def looks_can_be_read(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`looks-contrast`: text and links have a contrast of 4.5 to 1 with the paper of their palette."""
    looks = library.looks
    light, dark = looks.palettes
    for name, own, palette in (("light", looks.light, light), ("dark", looks.dark, dark)):
        yield from _unreadable(name, own, palette)


def _unreadable(name: str, own: OwnPalette, palette: Palette) -> Iterator[Diagnostic]:
    """The pairs of text and background colours in a palette whose contrast is too low, without repetitions."""
    lighter, darker = ("lighter", "darker") if name == "light" else ("darker", "lighter")
    is_wrong_paper = own.paper is not None and contrast(palette.ink, palette.paper) < READABLE
    if own.paper and is_wrong_paper:
        pair = f"the text {palette.ink} on the paper {palette.paper}"
        yield _contrast(name, pair, contrast(palette.ink, palette.paper), own.paper, f"choose a {lighter} paper")
    for paper, what in ((palette.paper, "the paper"), (palette.raised, "boxes and the footer, which are")):
        # On a paper on which nothing can be read, hedgesite's own accent is no fault of its own.
        is_own = own.accent or (own.paper and not is_wrong_paper)
        if is_own and contrast(palette.accent, paper) < READABLE:
            remedy = f"choose a {darker} accent"
            pair = f"the accent {palette.accent} on {what} {paper}"
            yield _contrast(name, pair, contrast(palette.accent, paper), own.accent or own.paper or "", remedy)
            return


def _contrast(name: str, pair: str, ratio: float, at: str, remedy: str) -> Diagnostic:
    problem = f"{pair} has a contrast of {int(ratio * 100) / 100:.2f} to 1 in the {name} palette, less than {READABLE}"
    return Diagnostic(Rule.LOOKS_CONTRAST, origin_of(at), problem, remedy)


def footer_is_plain(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`field-value`: the footer is a few words with emphasis and links to the web."""
    footer = library.looks.footer
    body = library.prose.get(footer)
    if body is None:
        return
    if len(footer.text) > LONGEST_FOOTER:
        problem = f"the footer has {len(footer.text)} characters, more than {LONGEST_FOOTER}"
        yield Diagnostic(Rule.FIELD_VALUE, footer.origin, problem, "shorten it, and write the rest on a free page")
    remedy = "write text with emphasis and links to the web there; the rest may go on a free page"
    for what, found in (
        ("a citation", body.citations),
        ("a link to a thing of the companion", body.links),
        ("a note", body.notes),
        ("a heading", body.headings),
        ("a figure, a table or an equation", body.displays),
    ):
        if found:
            yield Diagnostic(Rule.FIELD_VALUE, footer.origin, f"the footer holds {what}", remedy)
