"""Companions whose every field holds something hostile: fields are read from the models, texts from `payloads/`."""

from __future__ import annotations

import ast
import base64
import re
import shutil
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import TypeAdapter, ValidationError

import hedgesite
from hedgesite.build import Built
from hedgesite.diagnostics import Origin, Report, as_text
from hedgesite.load.files import ContentFile
from hedgesite.load.table_files import read_table
from hedgesite.markdown import scan_body
from hedgesite.mathml import problem_of_macro
from hedgesite.model.article import Article
from hedgesite.model.base import FORMAT, Prose, Ref, Value, _IdSchema
from hedgesite.model.codings import Coding
from hedgesite.model.content import Actor, Codebook, Dimension, Event, Framework, Hypothesis, Series, Term
from hedgesite.model.dates import Edtf
from hedgesite.model.evidence import Archive, Clause
from hedgesite.model.fields import Url
from hedgesite.model.front_matter import Annotation, Evidence, FreePageMatter, FrontMatter
from hedgesite.model.kinds import references_of
from hedgesite.model.looks import Font, FontFile, FontLicence, Looks
from hedgesite.model.math import Math
from hedgesite.model.translations import ArticleTranslation, FrameworkTranslation, SeriesTranslation
from hedgesite.model.version import Version
from hedgesite.model.vocabulary import DATE_PREFIXES, ENTRY_TYPES, MARKDOWN_FIELDS, PERSON_FIELDS, VERBATIM_FIELDS
from hedgesite.model.word_lists import DEFAULTS
from hedgesite.words.own import codes_in, fields_of
from tests.companions import SITES, publish_site, write_files

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "payloads"
HOST = "tripped.example"
"""The host that payloads ask for things."""
EVALUATED = "103603"
"""What comes of a template that is evaluated."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no file of a companion may hold, nor a text in YAML by an escape."""
REFUSED = "Refused."
"""What stands in a companion for a payload that the reader does not let in."""
_HARMLESS = ("en", "#12ab34", "0000-0000-0000-0000", "400", "lake@example.org")
_NO_FIELDS = {"crossref", "xdata", "ids", "entryset", "related", "year", "month", "day", "accessed", "options"}
"""Of BibTeX: what names other entries or is a date. A payload there is refused."""
_FOLDERS_THAT_READ_SOURCES = ("styles", "export", "render", "load/bibtex", "derive")

Supply = Callable[[str, Any], str]
"""Gives the text for a field: its place, such as `Actor.name`, and what it may hold."""


@cache
def payloads() -> Mapping[str, tuple[str, ...]]:
    """Every payload, by kind."""
    found = {}
    for path in sorted(FOLDER.glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")[:-1]
        if path.name.endswith(".escaped.txt"):
            lines = [line.encode("latin-1").decode("unicode_escape") for line in lines]
        found[path.name.split(".", 1)[0]] = tuple(lines)
    return found


def all_payloads() -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for kind in payloads().values() for text in kind))


def chunks(texts: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(texts[start : start + size]) for start in range(0, len(texts), size)]


OWN_WORDS = (
    "Abstract", "Keywords", "Copied", "Selected", "Report an error", "Key dates", "Cited only here",
    "Nothing was found.",
    "Use the light palette", "Use the dark palette", "Words, a “phrase”, a DOI", "There is no such page",
    "Correct this passage", "Report an error in it", "The search of this site needs scripts.", "Overview", "Download",
    "Research companion", "Sources", "Actors",
)  # fmt: skip
"""Messages of all places, none of which the tests read."""

CODED = "Words that a span codes"
"""Stand in each passage once."""
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A PNG of one pixel."""

MARKDOWN = {
    "paragraph": "{0}",
    "line": "x {0} y",
    "heading": "## {0}",
    "list": "- {0}",
    "quote": "> {0}",
    "table": "| a |\n|---|\n| {0} |",
    "definition": "Term {0}\n:   {0}",
    "indented": "    {0}",
    "fence": "```\n{0}\n```",
    "language": "``` {0}\nx\n```",
    "code": "`{0}`",
    "strong": "**{0}**",
    "text of a link": "[{0}](https://example.org/)",
    "target": "[a]({0})",
    "target in brackets": "[a](<{0}>)",
    "end of a target": "[a](https://example.org/{0})",
    "title": '[a](https://example.org/ "{0}")',
    "title in single marks": "[a](https://example.org/ '{0}')",
    "definition of a link": "[a][r{1}]\n\n[r{1}]: {0}",
    "automatic link": "<{0}>",
    "text of an image": "![{0}](https://example.org/x.png)",
    "image": "![a]({0})",
    "caption": '![{0}](figures/a.png){{#f{1} alt="x"}}',
    "alternative text": '![a](figures/a.png){{#f{1} alt="{0}" credit="{0}"}}',
    "caption of several images": "![a](figures/a.png)\n![b](figures/b.png)\nFigure: {0} {{#f{1}}}",
    "title of an image": '![a](x.png "{0}")',
    "note": "x[^n{1}]\n\n[^n{1}]: {0}",
    "note in the line": "x^[{0}]",
    "label of a note": "x[^{0}]\n\n[^{0}]: y",
    "prefix": "[{0} @known]",
    "suffix": "[@known, {0}]",
    "locator": "[@known, {{{0}}}]",
    "narrative": "@known [{0}]",
    "key": "@{{{0}}}",
    "attributes": "{{#p{1} {0}}}\nx",
    "attribute": '{{#p{1} lang="{0}"}}\nx',
    "span": "[x]{{{0}}}",
    "class": "[x]{{.{0}}}",
    "text of a typed link": "[{0}](source:known)",
    "typed link": "[a](source:{0})",
    "superscript": "x^{0}^",
    "subscript": "x~{0}~",
    "struck": "~~{0}~~",
    "small capitals": "[{0}]{{.smallcaps}}",
    "verse": "| {0}\n|   {0}",
    "source of a quotation": "> x\n>\n> -- {0}",
    "box": "- [x] {0}",
    "letters": "a) {0}\nb) x",
    "attributes of code": "`x`{{{0}}}",
    "comment": "x <!-- {0} --> y",
    "comment over paragraphs": "<!-- {0}\n\n{0} -->",
    "formula": "${0}$",
    "equation": "$$\n{0}\n$$ {{#e{1}}}",
    "words in a formula": "$x = \\text{{{0}}}$",
    "caption of a table": "| a |\n|---|\n| b |\n\nTable: {0}",
    "note on a table": "| a |\n|---|\n| b |\n\nTable: x\n\nNote: {0}",
    "table of a file": "![a](tables/{0}.yml)",
}
"""Every place that Markdown has for a text; `{1}` is a number of its own."""


@cache
def lets_in(markdown: str) -> bool:
    """Whether Markdown is read without an error, and names nothing but what every hostile companion has."""
    if CONTROL.search(markdown):
        return False
    body, report = scan_body(markdown, Origin("a.md"))
    cited = {citation.key for group in body.citations for citation in group.citations}
    images = {image.path for display in body.displays for image in display.images}
    if not images <= {"figures/a.png", "figures/b.png"}:
        return False
    return not report.errors and cited <= {"known"} and {link.target for link in body.links} <= {"known"}


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def fitting(annotation: Any, texts: Sequence[str]) -> str:
    """The texts in a field of a kind: joined where it takes them so, else in the forms in which it takes the first."""
    texts = [text for text in texts if not CONTROL.search(text)]
    whole = " ".join(texts)
    if annotation is Prose:
        kept = [text for text in texts if lets_in(text)]
        return "\n\n".join(kept) if kept and lets_in("\n\n".join(kept)) else REFUSED
    forms = [whole, *(f"{lead}{text}" for lead in ("https://example.org/", "10.1234/") for text in texts)]
    for form in (*forms, *(text[:3] for text in texts), *_HARMLESS):
        try:
            _adapter(annotation).validate_python(form)
        except ValidationError:
            continue
        return form
    raise AssertionError(f"nothing fits {annotation}")


_OF_LISTS: Mapping[tuple[type[Value], str], str] = {
    (Actor, "kind"): "hostile",
    (Hypothesis, "kind"): "hostile",
    (Annotation, "role"): "hostile",
    (Evidence, "kind"): "hostile",
    (Dimension, "stance"): "near",
}
"""Fields that take an item of a list: one that the companion adds, whose name is a payload."""


@dataclass(frozen=True)
class Filler:
    """Makes the data of a model: text from `supply`, mentions from `known`, all else the first value that fits."""

    supply: Supply
    known: Mapping[str, Sequence[str]]
    numbers: Iterator[int] = field(default_factory=count)

    def fill(self, model: type[Value], **given: Any) -> dict[str, Any]:
        fields = {name: info for name, info in model.model_fields.items() if name != "origin"}
        return {
            info.alias or name: given[name] if name in given else self._value(model, name, info.rebuild_annotation())
            for name, info in fields.items()
        }

    def _value(self, model: type[Value], name: str, annotation: Any) -> Any:
        kind, arguments = get_origin(annotation), get_args(annotation)
        if kind is Annotated:
            return self._annotated(model, name, annotation)
        if kind in {Union, types.UnionType}:
            return self._value(model, name, next(one for one in arguments if one is not type(None)))
        if kind is tuple:
            if arguments[0] is Ref:
                return list(self.known.get(f"{model.__name__}.{name}", self.known[references_of(model)[name]])[:2])
            return [] if _is_id(arguments[0]) else [self._value(model, name, arguments[0]) for _ in range(2)]
        if kind is dict and name == "translations":
            return {"qaa": self.fill(arguments[1])}
        if kind is dict and model is SeriesTranslation:
            return {"label": self.supply(f"{model.__name__}.{name}", str)}
        if kind is dict and model in {Framework, FrameworkTranslation}:
            return {id: self.supply(f"{model.__name__}.{name}", str) for id in ("near", "far")}
        if kind is dict and model is Math:
            macro = self.supply(f"{model.__name__}.{name}", str)
            return {"hostile": "x" if problem_of_macro("hostile", macro, (("hostile", macro),)) else macro}
        if annotation in {str, Prose}:
            return self.supply(f"{model.__name__}.{name}", annotation)
        return self._plain(model, name, annotation)

    def _annotated(self, model: type[Value], name: str, annotation: Any) -> Any:
        base = get_args(annotation)[0]
        if (model, name) in _OF_LISTS:
            return _OF_LISTS[model, name]
        assert not _is_id(annotation), f"no id is given for {model.__name__}.{name}"
        if base is str:
            return self.supply(f"{model.__name__}.{name}", annotation)
        return self._value(model, name, base)

    def _plain(self, model: type[Value], name: str, annotation: Any) -> Any:
        if annotation is Ref:
            return self.known[references_of(model)[name]][0]
        if annotation is Edtf:
            return "2001-02-03"
        if annotation is int:
            return 1
        if annotation is float:
            return float(next(self.numbers))
        if annotation is bool:
            return True
        if annotation is int:
            return FORMAT
        if issubclass(annotation, Enum):
            return next(iter(annotation)).value
        if issubclass(annotation, Clause):
            # Words that are not in the passage stop the build.
            return self.fill(annotation, quote=CODED, before="", after="")
        if annotation is Archive:
            return self.fill(annotation, file=None)
        if issubclass(annotation, Value):
            return self.fill(annotation)
        raise AssertionError(f"a new kind of field, {model.__name__}.{name}: say in tests/hostile.py how to fill it")


def _is_id(annotation: Any) -> bool:
    return _IdSchema in getattr(annotation, "__metadata__", ())


@dataclass(frozen=True)
class Hostile:
    """Where each place of a companion gets its payloads from: `size` at a time, another beginning for each place."""

    texts: tuple[str, ...]
    size: int
    places: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return -(-len(self.texts) // self.size)

    def at(self, place: str, number: int) -> tuple[str, ...]:
        offset = self.places.setdefault(place, len(self.places) * 5)
        return chunks(self.texts, self.size)[(number + offset) % len(self)]

    def supply(self, number: int) -> Supply:
        return lambda place, annotation: fitting(annotation, self.at(place, number))


def write_hostile_companion(content: Path, hostile: Hostile) -> None:
    """Write a companion with as many things of each kind as there are chunks, each with a chunk in every field."""
    number = range(len(hostile))
    kinds = ("passage", "dimension", "hypothesis", "actor", "event", "term")
    ids = {kind: [f"{kind}-{n}" for n in number] for kind in kinds}
    known = {**ids, "section": ["section-0"], "source": ["known"], "CompanionInfo.sources": ["own"]}

    def many(model: type[Value], kind: str = "", **given: Any) -> list[dict[str, Any]]:
        fillers = [Filler(hostile.supply(n), known) for n in number]
        own = [{"id": ids[kind][n]} if kind else {} for n in number]
        return [filler.fill(model, **own[n], **given) for n, filler in enumerate(fillers)]

    tags = [f"q{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in number]
    article = Filler(hostile.supply(0), known).fill(
        # Nothing in the head of a draft says what article it is about.
        Article,
        translations=dict(zip(tags, many(ArticleTranslation), strict=True)),
        nocite=["known"],
        draft=False,
        # A style that nobody has stops the build.
        style="chicago-author-date",
        # ICU need not be installed.
        collation="own",
        page_ranges="full",
        published_fields=["annotation", "keywords", "file"],
    )
    codebook = Filler(hostile.supply(1), known).fill(Codebook, dimensions=many(Dimension, "dimension", parent=None))
    codings = many(Coding, passages={id: {"codes": ids["dimension"][:2], "first": []} for id in ids["passage"]})
    files = {
        "article.yml": _yaml(article),
        "dimensions.yml": _yaml(codebook),
        "hypotheses.yml": _yaml(many(Hypothesis, "hypothesis", parent=None)),
        "actors.yml": _yaml(many(Actor, "actor")),
        "events.yml": _yaml(_sourced(many(Event, "event"))),
        "glossary.yml": _yaml(many(Term, "term")),
        "references.bib": bibliography(hostile),
    }
    series, annotations = many(Series), _sourced(many(Annotation))
    files |= {f"data/series-{n}.yml": _yaml(series[n]) for n in number}
    sections = many(FrontMatter, passages={}, parent=None, notes={})
    for n, matter in enumerate(sections):
        matter["passages"] = {ids["passage"][n]: annotations[n]}
        files[f"sections/{n:03}-section-{n}.md"] = _page(matter, _passages(hostile, n))
        # The same words again, since both must cite the same.
        said = {name: matter[name] for name in ("title", "short", "summary")}
        files[f"sections/{n:03}-section-{n}.qaa.md"] = _page(said, _passages(hostile, n))
    files |= {f"tables/table-{n}.yml": _table(hostile, n) for n in number}
    # Places in the navigation and templates are names that exist.
    free = many(FreePageMatter, nav={"after": "timeline"}, template=None)
    files |= {
        f"pages/page-{n}.md": _page(free[n], f"![x](tables/table-{n}.yml)\n\n{_blocks(hostile, n)}") for n in number
    }
    files["pages/about.md"] = _page({**free[0], "nav": None}, "About.")
    files["site.yml"] = _yaml(_looks(hostile, known))
    files["pages/about.qaa.md"] = _page({name: free[0][name] for name in ("title", "short")}, "About.")
    files |= {f"codings/coding-{n}.yml": _yaml(codings[n]) for n in number}
    versions = many(Version, content="0" * 16, since="v0")
    files |= {f"versions/v{n}.yml": _yaml(versions[n]) for n in number}
    own = {"id": "hostile", "name": hostile.supply(2)("OwnKind.name", str), "plural": hostile.supply(3)("plural", str)}
    files["words.yml"] = _yaml({"interface": _own_words(hostile), **{name: [dict(own)] for name in DEFAULTS}})
    write_files(content, files)
    (content / "looks").mkdir(exist_ok=True)
    (content / "looks" / "a.png").write_bytes(PIXEL)
    shutil.copy(SITES / "looks" / "content" / "looks" / "ornaments.woff2", content / "looks")
    (content / "figures").mkdir(exist_ok=True)
    for name in ("a.png", "b.png"):
        (content / "figures" / name).write_bytes(PIXEL)


def _looks(hostile: Hostile, known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Looks with payloads in the words of the footer and of the licence; files and colours are ones that exist."""
    filler = Filler(hostile.supply(4), known)
    plain = [text for text in hostile.texts if lets_in(text) and is_plain(text)]
    licence = filler.fill(FontLicence, url=filler.supply("FontLicence.url", Url), file=None)
    font = filler.fill(Font, licence=licence, use="text", files=[filler.fill(FontFile, file="looks/ornaments.woff2")])
    images = dict.fromkeys(("logo", "logo_dark", "icon"), "looks/a.png")
    own = {"accent": "#0b5c6b"}
    return filler.fill(Looks, **images, light=own, dark={}, font=font, footer="\n\n".join(plain)[:600])


@cache
def is_plain(text: str) -> bool:
    """Whether a text may be the footer: nothing but emphasis and links to the web."""
    body, _ = scan_body(text, Origin("a.md"))
    return not (body.citations or body.links or body.notes or body.headings or body.displays)


def _table(hostile: Hostile, n: int) -> str:
    """A table with a payload in each cell, in its columns and in their groups, where it is let in."""
    let_in = [text for text in hostile.at("Cell.text", n) if _lets_in_cell(text)] or [REFUSED]
    named = {"columns": [{"text": let_in[0]}, let_in[-1]], "groups": [{"text": let_in[0], "colspan": 2}]}
    rows = [[text, {"text": text, "header": True}] for text in let_in]
    return _yaml({**named, "rows": rows})


@cache
def _lets_in_cell(text: str) -> bool:
    """Whether a cell is read without an error, and names nothing but what every hostile companion has."""
    if CONTROL.search(text):
        return False
    written = _yaml({"columns": ["a"], "rows": [[text]]})
    table = read_table(ContentFile("content/tables/t.yml", written, "t"), "en").table
    if table is None:
        return False
    body, report = scan_body("![x](tables/t.yml)", Origin("a.md"), tables=[table])
    cited = {citation.key for group in body.citations for citation in group.citations}
    return not report.errors and cited <= {"known"} and {link.target for link in body.links} <= {"known"}


def _own_words(hostile: Hostile) -> dict[str, str]:
    """Payloads in place of messages that templates, scripts and the shell show: all but codes, which are refused."""
    let_in = [text for text in hostile.texts if text.strip() and not CONTROL.search(text) and not codes_in(text)]
    let_in = [text for text in let_in if not fields_of(text)]
    size = -(-len(let_in) // len(OWN_WORDS))
    return {id: " ".join(texts)[:1000] for id, texts in zip(OWN_WORDS, chunks(let_in, size), strict=False)}


def _sourced(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with a citation before whatever else their notes on facts say: a note without one is refused."""
    made = [{**thing, "fact": f"[@own]\n\n{thing['fact']}"} for thing in things]
    for thing in made:
        for words in thing.get("translations", {}).values():
            words["fact"] = f"[@own]\n\n{words['fact']}"
    return made


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=10**6)


def _page(matter: dict[str, Any], body: str) -> str:
    return f"---\n{_yaml(matter)}---\n\n{body}\n"


def _passages(hostile: Hostile, n: int) -> str:
    """A passage for each payload of a chunk, in turn in each place that Markdown has."""
    places, blocks = list(MARKDOWN.values()), []
    for index, text in enumerate(hostile.at("passage", n)):
        written = places[(n + index) % len(places)].format(text, f"{n}-{index}")
        id = f"passage-{n}" if index == 0 else f"passage-{n}-{index}"
        rest = written if lets_in(f"{{#{id}}}\n{written}") and not written.startswith(("{", "#")) else REFUSED
        blocks.append(f"{{#{id}}}\n> {CODED}\n>\n" + "\n".join(f"> {line}".rstrip() for line in rest.split("\n")))
    return "\n\n".join(blocks)


def _blocks(hostile: Hostile, n: int) -> str:
    """Every payload of a chunk in a third of the places that Markdown has, where it is let in."""
    written = (
        place.format(text, f"{n}-{at}-{index}")
        for index, text in enumerate(hostile.at("body", n))
        for at, place in enumerate(MARKDOWN.values())
        if (index + at + n) % 3 == 0
    )
    return "\n\n".join(block for block in written if lets_in(block) and ("![" not in block or "(figures/" in block))


@cache
def bibliography_fields() -> tuple[str, ...]:
    """Every name that the code asks a source for, and those that its reader knows."""
    names = {*PERSON_FIELDS, *VERBATIM_FIELDS, *MARKDOWN_FIELDS}
    package = Path(hedgesite.__file__).parent
    for folder in _FOLDERS_THAT_READ_SOURCES:
        for path in sorted((package / folder).rglob("*.py")):
            names |= set(_words_in_calls(ast.parse(path.read_text("utf-8"))))
    dates = {f"{prefix}{part}" for prefix in DATE_PREFIXES for part in ("date", "year", "month", "day")}
    return tuple(sorted(names - dates - _NO_FIELDS))


def _words_in_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        arguments: Iterable[ast.expr] = node.args if isinstance(node, ast.Call) else ()
        if isinstance(node, ast.Subscript):
            arguments = [node.slice]
        for argument in arguments:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield from re.findall(r"\A[a-z][a-z-]{2,}\Z", argument.value)


def bibliography(hostile: Hostile) -> str:
    """Entries of each type, with a chunk in every field; and one that everything may cite."""
    texts = tuple(text for text in hostile.texts if _is_balanced(text))
    own = Hostile(texts, max(1, hostile.size // 3), hostile.places)
    types_, names = sorted(ENTRY_TYPES - {"xdata", "set"}), bibliography_fields()
    entries = [
        f"@book{{{key},\n  author = {{Known, A.}},\n  title = {{Known}},\n  date = {{2001}}\n}}"
        for key in ("known", "own")
    ]
    for n in range(len(own)):
        values = [(name, _value_of(name, own.at(f"bib.{name}", n))) for name in names]
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in values)
        head = f"@{types_[n % len(types_)]}{{source{n},\n  date = {{2001}},\n  related = {{known}}"
        entries.append(f"{head},\n{fields}\n}}")
    return "\n\n".join(entries) + "\n"


def _value_of(name: str, texts: Sequence[str]) -> str:
    if name == "doi":
        return f"10.1234/{texts[0].replace(' ', '')}"
    if name == "url" or name.startswith("archive"):
        return next((text for text in texts if text.startswith("http")), f"https://example.org/{texts[0]}")
    return (" and " if name in PERSON_FIELDS else " ").join(texts)


def _is_balanced(text: str) -> bool:
    """Whether BibTeX reads a text as one value; others end it before its time, and are reported."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and "\n@" not in text and not CONTROL.search(text)


@dataclass(frozen=True)
class HostileSite:
    """A companion full of payloads, published as the real one is."""

    built: Built
    folder: Path

    @property
    def addresses(self) -> list[str]:
        """Every page of the site below its root, redirects and the page for missing ones included."""
        found = (path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.html")))
        return [name.removesuffix("index.html") for name in found]


def publish_hostile_site(folder: Path) -> HostileSite:
    """Build and publish a companion that holds every payload in every field, thirty at a time."""
    write_hostile_companion(folder / "content", Hostile(all_payloads(), 30))
    shell = (ROOT / "mkdocs.yml").read_text("utf-8")
    known = "\nsite_url: https://companion.example/here/\nrepo_url: https://github.com/somebody/companion\n"
    (folder / "mkdocs.yml").write_text(shell + known, "utf-8")
    built, site = publish_site(folder)
    assert not built.report.errors, as_text(Report(built.report.errors[:5]))
    return HostileSite(built, site)
