"""The nouns of the code, each explained by the first sentence of its docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

PACKAGE = Path(__file__).parents[2] / "src" / "hedgesite"
# Two characters of a word before the stop, so that the stops of "e.g." end no sentence.
_SENTENCE_END = re.compile(r"""(?<=[\w`)"'][\w`)"'][.?!])\s+""")

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Findings": {
            "diagnostic": "diagnostics.Diagnostic",
            "report": "diagnostics.Report",
            "rule": "rules.Rule",
            "origin": "diagnostics.Origin",
            "span": "diagnostics.Span",
            "pending diagnostic": "markdown.pending_diagnostic.PendingDiagnostic",
            "located report": "load.bibtex.located_report.LocatedReport",
        },
        "The model of the content": {
            "library": "model.library.Library",
            "kind": "model.kinds.Kind",
            "looks": "model.looks.Looks",
            "look file": "model.looks.LookFile",
            "static file": "model.static_file.StaticFile",
            "entity": "model.index.Entity",
            "entity index": "model.index.EntityIndex",
            "reference to an id": "model.base.Ref",
            "section": "model.section.Section",
            "passage": "model.section.Passage",
            "front matter": "model.front_matter.FrontMatter",
            "annotation": "model.front_matter.Annotation",
            "free page": "model.library.FreePage",
            "levels of a codebook": "model.levels.Levels",
            "coding": "model.codings.Coding",
            "coded passage": "model.codings.CodedPassage",
            "own kind": "model.own_words.OwnKind",
            "source": "model.source.Source",
            "bibliography": "model.source.Bibliography",
            "body": "model.text.Body",
            "block": "model.text.Block",
            "citation": "model.text.Citation",
            "citation group": "model.text.CitationGroup",
            "locator": "model.text.Locator",
            "typed link": "model.text.TypedLink",
            "prose": "model.base.Prose",
            "rich text": "model.richtext",
            "download": "model.download.Download",
        },
        "Reading": {
            "content file": "load.files.ContentFile",
            "YAML document": "load.yaml.YamlDocument",
            "located string": "model.base.LocatedStr",
            "source map": "model.base.SourceMap",
            "splitter": "load.bibtex.splitter.Splitter",
            "raw entry": "load.bibtex.splitter.RawEntry",
            "macro": "load.bibtex.macros.Macros",
            "bracket index": "markdown.bracket_index",
            "fact collector": "markdown.extract.FactCollector",
            "render hooks": "markdown.render_hooks.RenderHooks",
            "rendered body": "markdown.render_hooks.RenderedBody",
        },
        "What follows from the content": {
            "derived": "derive.Derived",
            "citation occurrence": "derive.backlinks.CitationOccurrence",
            "relations": "derive.backlinks.Relations",
            "route": "derive.routes.Routes",
            "matrix": "derive.coding.Matrix",
            "comparison": "derive.codings.Comparison",
            "agreement": "derive.agreement.Agreement",
            "coverage": "derive.coding.Coverage",
            "timeline": "derive.timeline.Timeline",
            "change": "changes.model.Change",
        },
        "Styles": {
            "style": "styles.style.Style",
            "reference": "styles.style.Reference",
            "piece": "styles.style.Piece",
            "style options": "styles.options.StyleOptions",
            "styled source": "styles.styled_source.StyledSource",
            "disambiguation": "styles.disambiguation",
        },
        "Pages and exports": {
            "site": "render.site.Site",
            "page builder": "render.pages.common.PageBuilder",
            "page context": "render.page_context.PageContext",
            "dependency": "render.dependencies.Dependency",
            "facet": "render.facets.Facet",
            "page": "model.page.Page",
            "search entry": "export.search_index.Findable",
            "export": "export.export.Export",
            "book": "books.book.Book",
            "part": "books.parts.Part",
            "built": "build.Built",
        },
        "Caches": {
            "memo": "cache.memo.Memo",
            "latest": "cache.memo.Latest",
            "build cache": "cache.build_cache.BuildCache",
            "build key": "cache.keys.BuildKey",
            "page cache": "cache.page_cache.PageCache",
            "compiled templates": "cache.compiled_templates",
            "shell cache": "publish.mkdocs.shell_cache.ShellCache",
        },
        "Publishing": {
            "shell": "publish.shell.Shell",
            "settings": "publish.settings.Settings",
            "site audit": "publish.site_audit",
            "marker": "publish.ownership.marker_of",
            "rebuilder": "publish.mkdocs.serve.Rebuilder",
        },
        "Other commands": {
            "manuscript": "importer.text.Manuscript",
            "draft source": "importer.draft_source.DraftSource",
            "link checker": "links.checker.LinkChecker",
            "verdict": "links.result.Verdict",
            "upgrade step": "upgrade.Step",
        },
    }
)
"""Heading to words to what each names: a module, class, function or constant, as a dotted name below `hedgesite`."""


def explained(dotted: str) -> str:
    """The first sentence of a docstring. Raises LookupError where the name or its docstring is not there."""
    path, inner = _module_of(dotted)
    docstring = _docstring(_parsed(path), inner)
    if not docstring:
        raise LookupError(f"{dotted} is not defined, or has no docstring")
    paragraph = " ".join(docstring.split("\n\n")[0].split())
    return _SENTENCE_END.split(paragraph)[0]


def file_of(dotted: str) -> str:
    """The file that defines a name, below the package."""
    return _module_of(dotted)[0].relative_to(PACKAGE).as_posix()


def _module_of(dotted: str) -> tuple[Path, str]:
    """The file of a dotted name, and what the name means in it: nothing where it means the module itself."""
    module, _, last = dotted.rpartition(".")
    for name, inner in ((dotted, ""), (module, last)):
        base = PACKAGE.joinpath(*name.split("."))
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if path.is_file():
                return path, inner
    raise LookupError(f"no module of {dotted}")


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _docstring(module: ast.Module, name: str) -> str | None:
    """What stands in a definition, or as a string behind a constant, which Python itself does not keep."""
    if not name:
        return ast.get_docstring(module)
    for node, following in zip(module.body, [*module.body[1:], None], strict=True):
        match node:
            case ast.ClassDef() | ast.FunctionDef() if node.name == name:
                return ast.get_docstring(node)
            case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
                if target == name:
                    return _string(following)
    return None


def _string(node: ast.stmt | None) -> str | None:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None


def _words() -> str:
    return "\n".join(_lines()).strip()


def _lines() -> Iterator[str]:
    for heading, words in WORDS.items():
        yield from ("", f"### {heading}", "", "| word | meaning | defined in |", "|---|---|---|")
        for word, dotted in words.items():
            meaning = explained(dotted).replace("|", "\\|")
            _, name = _module_of(dotted)
            place = f"`{file_of(dotted)}`" + (f", `{name}`" if name else "")
            yield f"| {word} | {meaning} | {place} |"


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"words": _words})
