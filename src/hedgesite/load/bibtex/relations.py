"""What entries take over from others: `xdata` and `crossref`.

Source: the manual of biblatex, section 2.4.1, 2.2.3 (xdata) and appendix B (which field becomes which).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hedgesite.diagnostics import Rule
from hedgesite.load.bibtex.body import RawField
from hedgesite.load.bibtex.nearest import suggestion
from hedgesite.load.bibtex.places import Findings
from hedgesite.load.bibtex.vocabulary import words

Fields = dict[str, RawField]

_NEVER_INHERITED = words(
    "ids crossref xref entryset entrysubtype execute label options presort related relatedoptions "
    "relatedstring relatedtype shorthand shorthandintro sortkey xdata keywords file editorialnote"
)
_NOT_WITH_TITLE = ("shorttitle", "sorttitle", "indextitle", "indexsorttitle")
_DATE_PARTS = ("date", "year", "month", "day")
_PARTS_OF_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
_PARTS_OF_COLLECTIONS = frozenset({"incollection", "inreference", "suppcollection"})
_TO_MAIN_TITLE = {
    "mvbook": frozenset({"book"}) | _PARTS_OF_BOOKS,
    "mvcollection": frozenset({"collection", "reference"}) | _PARTS_OF_COLLECTIONS,
    "mvreference": frozenset({"collection", "reference"}) | _PARTS_OF_COLLECTIONS,
    "mvproceedings": frozenset({"proceedings", "inproceedings"}),
}
_TO_BOOK_TITLE = {
    "book": _PARTS_OF_BOOKS,
    "collection": _PARTS_OF_COLLECTIONS,
    "reference": _PARTS_OF_COLLECTIONS,
    "proceedings": frozenset({"inproceedings"}),
}
_TO_JOURNAL_TITLE = {"periodical": frozenset({"article", "suppperiodical"})}


class Node(NamedTuple):
    """An entry with its own fields by BibLaTeX name."""

    key: str
    type: str
    fields: Fields


def inherit(nodes: Mapping[str, Node], aliases: Mapping[str, str], findings: Findings) -> None:
    """Add to every node's fields those that it takes over. Every node is completed once, its parents first."""
    done: set[str] = set()
    for key in nodes:
        _complete(key, nodes, aliases, findings, done)


def _complete(
    first: str, nodes: Mapping[str, Node], aliases: Mapping[str, str], findings: Findings, done: set[str]
) -> None:
    path: list[str] = [first]
    while path:
        node = nodes[path[-1]]
        if node.key in done:
            path.pop()
            continue
        parents = [aliases.get(key, key) for _, key in _parents(node)]
        waiting = next((key for key in parents if key in nodes and key not in done and key not in path), None)
        if waiting is not None:
            path.append(waiting)
            continue
        _take_over(node, nodes, aliases, findings, path)
        done.add(node.key)
        path.pop()


def _parents(node: Node) -> list[tuple[str, str]]:
    """Field and key of everything that an entry takes over from; xdata first, as it yields to nothing."""
    parents = []
    if "xdata" in node.fields:
        parents += [("xdata", key.strip()) for key in node.fields["xdata"].raw.split(",") if key.strip()]
    if "crossref" in node.fields and (key := node.fields["crossref"].raw.strip()):
        parents.append(("crossref", key))
    return parents


def _take_over(
    node: Node, nodes: Mapping[str, Node], aliases: Mapping[str, str], findings: Findings, path: list[str]
) -> None:
    for relation, written in _parents(node):
        key, start = aliases.get(written, written), node.fields[relation].start
        parent = nodes.get(key)
        if parent is None:
            problem = f"{relation} of '{node.key}' leads to '{written}', which is no entry"
            findings.add(Rule.BIB_CROSSREF, start, problem, f"correct the key{suggestion(written, nodes)}")
        elif key in path:
            circle = " → ".join([*path[path.index(key) :], key])
            problem = f"{relation} of '{node.key}' leads in a circle: {circle}"
            findings.add(Rule.BIB_CROSSREF, start, problem, "remove one of these references")
        elif relation == "xdata":
            _add_missing(node.fields, {name: field for name, field in parent.fields.items() if name != "ids"})
        else:
            _add_missing(node.fields, _inherited(parent, node.type))


def _add_missing(own: Fields, others: Fields) -> None:
    has_date = any(part in own for part in _DATE_PARTS)
    for name, field in others.items():
        if not (name in own or (has_date and name in _DATE_PARTS)):
            own[name] = field


def _inherited(parent: Node, child_type: str) -> Fields:
    """The parent's fields by the name that they have in a child of that type."""
    renamed = _renamed(parent.type, child_type)
    specific: Fields = {}
    for name, target in renamed.items():
        if name in parent.fields and target:
            specific[target] = parent.fields[name]
    if parent.type in {"mvbook", "book"} and child_type in _PARTS_OF_BOOKS and "author" in parent.fields:
        specific["bookauthor"] = parent.fields["author"]
    for name, field in parent.fields.items():
        if name not in renamed and name not in _NEVER_INHERITED:
            specific.setdefault(name, field)
    return specific


def _renamed(parent_type: str, child_type: str) -> dict[str, str]:
    for table, prefix, title in (
        (_TO_MAIN_TITLE, "main", "maintitle"),
        (_TO_BOOK_TITLE, "book", "booktitle"),
        (_TO_JOURNAL_TITLE, "journal", "journaltitle"),
    ):
        if child_type in table.get(parent_type, ()):
            names = {"title": title, "subtitle": f"{prefix}subtitle", "titleaddon": f"{title}addon"}
            return names | dict.fromkeys(_NOT_WITH_TITLE, "")
    return {}
