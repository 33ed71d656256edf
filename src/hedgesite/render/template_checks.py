"""Rules on templates of a companion's own: each has an effect, fits this version, and lacks nothing that pages need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import meta, nodes

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.messages import suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.library import FreePage
from hedgesite.render.own_templates import (
    NOTE,
    ORIGINAL,
    PARSER,
    PARTS,
    VERSION,
    OwnTemplate,
    OwnTemplates,
    exported,
    usual_templates,
)

Trees = Mapping[str, nodes.Template]


def check_templates(own: OwnTemplates, usual: Path, pages: Iterable[FreePage]) -> Report:
    """Every finding about templates of one's own, apart from faults that only show when pages are made."""
    named = {name_of(page): page for page in pages if page.matter.template}
    texts = usual_templates(usual) if own or named else {}
    trees, faults = _parsed(own)
    found = (*_versions(own.by_name.values()), *_missing(named, own, texts), *faults)
    if not faults:
        known = {name: PARSER.parse(text) for name, text in texts.items()} if own else {}
        found = (*found, *_unused(own, trees, known, set(named)), *_lacking(own, trees, known))
        found = (*found, *(each for name, tree in trees.items() for each in _idle(own.by_name[name], tree, known)))
    return own.report + Report.of(found)


def name_of(page: FreePage) -> str:
    """The name of the template that a free page names."""
    return f"{PARTS[0]}/{page.matter.template}.html"


def blocks_of(text: str) -> tuple[str, ...]:
    """The blocks of a template, in the order in which they begin."""
    return tuple(block.name for block in sorted(PARSER.parse(text).find_all(nodes.Block), key=lambda it: it.lineno))


def _parsed(own: OwnTemplates) -> tuple[Trees, tuple[Diagnostic, ...]]:
    trees, faults = {}, []
    for each in own.by_name.values():
        try:
            trees[each.name] = PARSER.parse(each.text)
        except jinja2.TemplateSyntaxError as error:
            problem = error.message or "the template cannot be parsed"
            faults.append(Diagnostic(Rule.TEMPLATE, Origin(each.shown, error.lineno), problem, "correct the template"))
    return trees, tuple(faults)


def _versions(templates: Iterable[OwnTemplate]) -> Iterator[Diagnostic]:
    for each in templates:
        if each.version == VERSION:
            continue
        problem = f"the template was written for hedgesite {each.version}, and this is {VERSION}"
        if not each.version:
            problem = "the template does not say for which version of hedgesite it was written"
        remedy = f"compare it with hedgesite's own, then write {NOTE} as its first line"
        yield Diagnostic(Rule.TEMPLATE_VERSION, Origin(each.shown), problem, remedy)


def _missing(named: Mapping[str, FreePage], own: OwnTemplates, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Free pages whose template is none of the companion's own, or that of another kind of page."""
    for name, page in named.items():
        origin = origin_of(page.matter.template or "", Origin(page.file))
        if name in known:
            problem = f"'templates/{name}' is the template of other pages"
            yield Diagnostic(Rule.TEMPLATE, origin, problem, "give this page's template another name")
        elif name not in own.by_name:
            problem = f"there is no template 'templates/{name}'"
            names = [Path(each).stem for each in own.by_name if each.startswith(PARTS[0])]
            remedy = suggestion(page.matter.template or "", names, "write it beside the content directory")
            yield Diagnostic(Rule.TEMPLATE, origin, problem, remedy)


def _unused(own: OwnTemplates, trees: Trees, known: Trees, pages: set[str]) -> Iterator[Diagnostic]:
    """Templates that stand in for none and that nothing names."""
    named = {name for tree in trees.values() for name in meta.find_referenced_templates(tree) if name}
    for each in own.by_name.values():
        if each.name not in known.keys() | named | pages:
            part = each.name.partition("/")[0]
            free = f" (or name it in a free page: 'template: {Path(each.name).stem}')" if part == PARTS[0] else ""
            alike = [name for name in known if name.startswith(part)]
            remedy = f"{suggestion(each.name, alike, 'give it the name of a template of hedgesite')}{free}"
            problem = f"'{each.name}' stands in for no template, and nothing uses it"
            yield Diagnostic(Rule.TEMPLATE_UNUSED, Origin(each.shown), problem, remedy)


def _lacking(own: OwnTemplates, trees: Trees, known: Trees) -> Iterator[Diagnostic]:
    """Macros that templates import from one of the companion's own, which does not have them."""
    wanted: dict[tuple[str, str], None] = {}
    for tree in (*trees.values(), *(tree for name, tree in known.items() if name not in trees)):
        for each in tree.find_all(nodes.FromImport):
            name = each.template.value if isinstance(each.template, nodes.Const) else ""
            wanted.update({(name, it if isinstance(it, str) else it[0]): None for it in each.names if name in trees})
    for name, macro in wanted:
        if macro not in exported(trees[name]) | exported(PARSER.parse(own.by_name[name].rest)):
            problem = f"the macro '{macro}' is missing, which other templates import from '{name}'"
            remedy = "write it there, or correct its name"
            yield Diagnostic(Rule.TEMPLATE, Origin(own.by_name[name].shown), problem, remedy)


def _idle(own: OwnTemplate, tree: nodes.Template, known: Trees) -> Iterator[Diagnostic]:
    """Parts of a template that extends one of hedgesite's and that have no effect there."""
    extended = next((node for node in tree.iter_child_nodes() if isinstance(node, nodes.Extends)), None)
    parent = extended.template.value if extended and isinstance(extended.template, nodes.Const) else ""
    original = known.get(str(parent).removeprefix(ORIGINAL)) if str(parent).startswith(ORIGINAL) else None
    if original is None:
        return
    blocks = [block.name for block in original.find_all(nodes.Block)]
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.Block) and node.name not in blocks:
            problem = f"the block '{node.name}' has no effect: '{parent}' has no such block"
            remedy = suggestion(node.name, blocks, "remove it")
            yield Diagnostic(Rule.TEMPLATE_UNUSED, Origin(own.shown, node.lineno), problem, remedy)
        elif isinstance(node, nodes.Output) and any(_is_seen(each) for each in node.nodes):
            line = next(_line(each) for each in node.nodes if _is_seen(each))
            problem = "what is outside of blocks has no effect in a template that extends another"
            yield Diagnostic(Rule.TEMPLATE_UNUSED, Origin(own.shown, line), problem, "move it into a block")


def _line(node: nodes.Node) -> int:
    """The line on which what is seen begins."""
    blanks = node.data[: len(node.data) - len(node.data.lstrip())] if isinstance(node, nodes.TemplateData) else ""
    return node.lineno + blanks.count("\n")


def _is_seen(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.TemplateData) or bool(node.data.strip())
