"""Reads files of CSL before Pandoc does, and refuses what would make Pandoc fetch, loop or run out of memory.

Source: the specification of CSL 1.0.2 (docs.citationstyles.org), "Styles - Structure" and "Macro".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hedgesite.bounded_xml import Bounds, Element, XmlError, read_xml
from hedgesite.messages import shortened
from hedgesite.styles.style_error import StyleError

LARGEST = 512 * 1024
"""Largest size of a file in bytes. The largest of the package has 246,037."""
_MOST_ELEMENTS = 5_000_000
"""Most elements once every macro is replaced by its content. The longest style of the package has 2,484,964."""
_BOUNDS = Bounds(LARGEST, deepest=60)
_DEEPEST_MACRO = 100
_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_ROOT = re.compile(r"""<style(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>""")
_SUBSTITUTE = re.compile(r"""\s+subsequent-author-substitute\s*=\s*(?:"[^"]*"|'[^']*')""")
_LABEL_ALONE = re.compile(
    r"<names\b[^<>]*(?<!/)>(?=\s*<label\b[^<>]*/>\s*(?:<et-al\b[^<>]*/>\s*)?(?:<substitute>|</names>))"
)
"""The beginning of names without `<name/>`, which Pandoc would print after their label instead of before it."""
_TERMS = "<locale><terms>"
_PARENTS = ("http://www.zotero.org/styles/", "https://www.zotero.org/styles/")

LABELS = (
    "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
    "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub verbo",
    "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume",
)  # fmt: skip
"""CSL's terms of locators."""

LABEL = "hs-{}-hs"
"""The word by which a citation names the term of its locator, whatever the language of the style."""


@dataclass(frozen=True, slots=True)
class StyleFile:
    """A style that Pandoc may read."""

    text: str
    """XML, with words for the terms of locators and names before their labels, which spells out the author of every
    entry."""
    is_note: bool
    category: str
    """`author-date`, `author`, `numeric`, `label` or `note`."""
    has_bibliography: bool
    default_locale: str
    dashed: str = ""
    """The same, replacing repeated authors as the style asks; empty if it asks for nothing."""
    delimiter: str = ""
    """What the style puts between the citations of a group."""


def read_style(text: str, parent_of: Callable[[str], str]) -> StyleFile:
    """Read a style; `parent_of` returns the text of the style that a dependent one stands for.

    Raises StyleError.
    """
    root = _parsed(text)
    locale = root.get("default-locale", "")
    parent = _parent(root)
    if parent:
        text = parent_of(parent)
        root = _parsed(text)
        locale = locale or root.get("default-locale", "")
        if _parent(root):
            raise StyleError("the style is dependent on one that is dependent itself", "name an independent style")
    if root.first("citation") is None:
        raise StyleError("the style does not say how citations are written", "use a complete style")
    _check_macros(root)
    whole = _with_words(text)
    bibliography = root.first("bibliography")
    is_dashed = bibliography is not None and "subsequent-author-substitute" in bibliography.attributes
    return StyleFile(
        _SUBSTITUTE.sub("", whole) if is_dashed else whole,
        is_note=root.get("class") == "note",
        category=_category(root),
        has_bibliography=bibliography is not None,
        default_locale=locale,
        dashed=whole if is_dashed else "",
        delimiter=_delimiter(root),
    )


def _delimiter(root: Element) -> str:
    """What the style puts between the citations of a group; empty if it does not say."""
    layouts = (layout for citation in root.of("citation") for layout in citation.of("layout"))
    return next((layout.get("delimiter", "") for layout in layouts), "")


def _parsed(text: str) -> Element:
    try:
        root = read_xml(text, _BOUNDS)
    except XmlError as error:
        raise StyleError(f"the style {error.why}", error.remedy) from None
    if root.raw != "style" or root.get("xmlns") != _NAMESPACE or not _ROOT.search(text):
        raise StyleError("the file is no style of CSL", f'begin it with <style xmlns="{_NAMESPACE}">')
    return root


def _parent(root: Element) -> str:
    """The id of the independent style; empty if this is one."""
    for link in _info(root, "link"):
        if link.get("rel") == "independent-parent":
            address = link.get("href", "").strip()
            for beginning in _PARENTS:
                if address.startswith(beginning):
                    return address.removeprefix(beginning)
            raise StyleError(
                f"the style stands for another at '{shortened(address)}', which is not fetched",
                "name that style, or put it below content/",
            )
    return ""


def _info(root: Element, tag: str) -> Iterator[Element]:
    return (each for info in root.of("info") for each in info.of(tag))


def _category(root: Element) -> str:
    formats = [format for category in _info(root, "category") if (format := category.get("citation-format"))]
    return formats[0] if formats else ""


def _with_words(text: str) -> str:
    """The style with a word for the term of each locator, in a form that no citation prints."""
    terms = "".join(f'<term name="{name}" form="verb-short">{word_of(name)}</term>' for name in LABELS)
    root = _ROOT.search(text)
    assert root
    text = _LABEL_ALONE.sub(r"\g<0><name/>", text)
    return f"{text[: root.end()]}{_TERMS}{terms}</terms></locale>{text[root.end() :]}"


def with_terms(text: str, terms: str) -> str:
    """The style with more terms, which stand in place of those of its language."""
    return text.replace(_TERMS, f"{_TERMS}{terms}", 1) if terms else text


def word_of(label: str) -> str:
    """The word for a term of CSL's locators."""
    return LABEL.format(label.replace(" ", "-"))


def _check_macros(root: Element) -> None:
    """Count the elements that remain when every macro is replaced by its content."""
    macros = {element.get("name", ""): element for element in root.of("macro")}
    sizes: dict[str, int] = {}
    for part in ("citation", "bibliography"):
        for element in root.of(part):
            if _size(element, macros, sizes, ()) > _MOST_ELEMENTS:
                raise StyleError(
                    f"the macros of the style expand to more than {_MOST_ELEMENTS:,} elements", "simplify them"
                )


def _size(
    element: Element,
    macros: Mapping[str, Element],
    sizes: dict[str, int],
    within: tuple[str, ...],
) -> int:
    if len(within) > _DEEPEST_MACRO:
        raise StyleError(f"macros of the style call each other more than {_DEEPEST_MACRO} deep", "simplify them")
    size = 0
    for part in (element, *element.all()):
        size += 1
        name = part.attributes.get("macro")
        if name is None:
            continue
        if name in within:
            raise StyleError(f"the macro '{shortened(name)}' of the style calls itself", "correct it")
        if name not in macros:
            raise StyleError(f"the style has no macro '{shortened(name)}', which it calls", "correct it")
        if name not in sizes:
            sizes[name] = _size(macros[name], macros, sizes, (*within, name))
        size += sizes[name]
    return size
