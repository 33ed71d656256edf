"""Reads a JATS article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.entities import html5
from pathlib import Path

from hedgesite.bounded_xml import Bounds, Element, XmlError, read_xml
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.document import Document
from hedgesite.importer.images import Images
from hedgesite.importer.jats_head import further_abstracts, read_jats_head
from hedgesite.importer.jats_markup import as_markup
from hedgesite.importer.jats_references import entries_of
from hedgesite.importer.jats_tree import JatsTree
from hedgesite.importer.pandoc_json import NoPandocError, pandoc_json
from hedgesite.importer.places import Places
from hedgesite.importer.reading import MARKUP_LIMIT, unreadable
from hedgesite.importer.tree import Block, Group, Heading, Math, Para, Text
from hedgesite.importer.tree_walk import nodes_of
from hedgesite.pandoc import PandocError

_BOUNDS = Bounds(MARKUP_LIMIT, deepest=200, has_doctype=True, entities=html5)
"""Articles have about twenty levels; JATS uses the entity sets of ISO and HTML."""

_PARTS = frozenset(
    {"front", "front-stub", "body", "back", "floats-group", "floats-wrap", "sub-article", "response", "processing-meta"}
)


def read_jats(path: Path, shown: str, data: bytes) -> Document:
    """The article in a file. Raises UnreadableError if it is not XML within the bounds."""
    try:
        root = read_xml(data, _BOUNDS)
    except XmlError as error:
        raise unreadable(shown, f"'{path.name}' {error.why}", error.remedy, error.line, error.column) from None
    article = root if root.tag == "article" else root.below("article") or root
    document = Document(Places(shown, data.decode("utf-8", "replace")), images=Images(path.parent))
    formulas = _formulas(article, document)
    _report_unknown(article, document)
    inner = list(_taken_out(article))
    tree = _tree(article, formulas, document)
    read_jats_head(article, tree, document.head)
    document.is_titled = bool(document.head.title)
    front = [block for each in further_abstracts(article) for block in tree._section(each, 1)]
    document.blocks = (*front, *_blocks(article, tree))
    document.parts = [_sub_article(each, formulas, document) for each in inner]
    document.left_out += tree.lost
    document.has_head = True
    document.is_marked_up = True
    document.has_keys = bool(document.entries)
    return document


def _report_unknown(article: Element, document: Document) -> None:
    """Report the parts of the article that no article of JATS has, such as those of older formats of publishers."""
    for each in article.children:
        if each.tag not in _PARTS:
            problem = f"<{each.tag}> is no part of an article in JATS, and is left out"
            remedy = "put its words into the front, the body or the back"
            origin = Origin(document.places.file, each.line or 1)
            document.findings.append(Diagnostic(Rule.IMPORT_TEXT, origin, problem, remedy))


def _taken_out(article: Element) -> Iterator[Element]:
    """Translations, reviews and replies, which are taken out of the article and out of each other."""
    inner = [each for each in article.children if each.tag in {"sub-article", "response"}]
    article.content = [
        each for each in article.content if isinstance(each, str) or each.tag not in {"sub-article", "response"}
    ]
    for each in inner:
        yield each
        yield from _taken_out(each)


def _tree(article: Element, formulas: dict[int, str], document: Document) -> JatsTree:
    references = [each for each in article.all("ref") if each.get("id")]
    entries, plain = entries_of(references)
    document.entries |= entries
    document.order = (*document.order, *(each.get("id") for each in references))
    notes = {each.get("id"): each for each in article.all("fn") if each.get("id")}
    # Translations cite the list of the article that they translate.
    tree = JatsTree(notes, frozenset(document.order), formulas)
    loose = [each for each in article.all("ref") if not each.get("id")]
    document.listed = (
        *document.listed,
        *(block for each in (*plain.values(), *loose) for block in _reference(each, tree)),
    )
    return tree


def _reference(reference: Element, tree: JatsTree) -> Iterable[Block]:
    mixed = reference.below("mixed-citation") or reference.below("citation") or reference
    content = tree.inlines([each for each in mixed.content if isinstance(each, str) or each.tag != "label"])
    yield Para(content, reference.line, reference.get("id"))


def _blocks(article: Element, tree: JatsTree) -> tuple[Block, ...]:
    body, back = article.first("body"), article.first("back")
    blocks = tree.blocks(body.content) if body else ()
    floats = article.first("floats-group") or article.first("floats-wrap")
    blocks += tree.blocks(floats.content) if floats else ()
    for each in back.children if back else ():
        if each.tag == "ref-list":
            blocks += tree.blocks([inner for inner in each.children if inner.tag == "p"])
        elif each.tag != "fn-group" or _has_uncalled(each, tree):
            blocks += tuple(tree._block(_without_called(each, tree), 1))
    return (*blocks, *_front_notes(article, tree))


def _has_uncalled(group: Element, tree: JatsTree) -> bool:
    return any(each.get("id") not in tree.called for each in group.all("fn"))


def _without_called(group: Element, tree: JatsTree) -> Element:
    """A group of notes without those that the text calls, which stand where they are called."""
    if group.tag != "fn-group":
        return group
    kept = [
        each
        for each in group.content
        if isinstance(each, str) or each.tag != "fn" or not each.get("id") or each.get("id") not in tree.called
    ]
    if group.first("title") is None:
        kept.insert(0, Element("title", {}, group.line, ["Notes"]))
    return Element(group.tag, {**group.attributes, "title": "notes"}, group.line, kept)


def _front_notes(article: Element, tree: JatsTree) -> tuple[Block, ...]:
    """Notes about the authors and the article, such as competing interests, which no field holds."""
    front = article.first("front", "article-meta") or article.first("front-stub")
    notes = front.first("author-notes") if front else None
    inner = [each for each in notes.children if each.tag != "corresp"] if notes else []
    inner = [each for each in inner if each.get("id") not in tree.called or not each.get("id")]
    inner += front.all("bio") if front else ()
    titles = front.first("title-group") if front else None
    inner += [each for each in titles.all("fn") if each.get("id") not in tree.called] if titles else []
    blocks = tree.blocks(inner)
    return (Heading(1, (Text("Author notes"),), inner[0].line, "", ("notes",)), *blocks) if blocks else ()


def _sub_article(element: Element, formulas: dict[int, str], document: Document) -> tuple[str, str, tuple[Block, ...]]:
    tree = _tree(element, formulas, document)
    front = element.first("front-stub") or element.first("front") or element
    title = front.below("article-title")
    kind = element.get("article-type").replace("-", " ").capitalize() or "Sub-article"
    words = title.text if title and title.text else kind
    blocks = list(_blocks(element, tree))
    for abstract in front.all("abstract"):
        blocks = [*tree._section(abstract, 2), *blocks]
    document.left_out += tree.lost
    return words, element.get("lang"), tuple(blocks)


def _formulas(article: Element, document: Document) -> dict[int, str]:
    """TeX of every formula that is only MathML, by `id()` of its element: one call of Pandoc for all."""
    wanted = list(article.all("math"))
    if not wanted:
        return {}
    # Pandoc drops an empty paragraph, but not what has an id.
    html = "".join(f'<div id="m{at}"><p>{as_markup(each)}</p></div>\n' for at, each in enumerate(wanted))
    try:
        blocks, _, _ = pandoc_json("html", html.encode())
    except (PandocError, NoPandocError) as error:
        problem = f"its formulas in MathML cannot be read: {error}"
        document.findings.append(
            Diagnostic(Rule.IMPORT_TEXT, Origin(document.places.file), problem, "install Pandoc, and import again")
        )
        return {}
    found: dict[int, str] = {}
    groups = {node.id: node for node in nodes_of(blocks) if isinstance(node, Group)}
    for at, element in enumerate(wanted):
        group = groups.get(f"m{at}")
        math = next((node for node in nodes_of(group) if isinstance(node, Math)), None) if group else None
        if math:
            found[id(element)] = math.tex
        elif element.text.strip():
            document.left_out["formulas in MathML, shown as words"] += 1
    return found
