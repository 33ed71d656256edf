"""The same article as input for other tools, each in its own syntax.

A section has its text with citations and notes; every other page of the companion (cards of sources, actors, indexes)
is the page's words in plain paragraphs, since no peer can make such a page. Links to actors, events and terms are plain
words, and what passages are coded to is left out: no peer has either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from companions.article import Article, Cited, Linked, NoteCall, Piece, Section, Sentence, Work
from companions.content import bibliography, pandoc_citation
from companions.pages import PlainPage

BIBTEX = {
    "date": "year",
    "journaltitle": "journal",
    "location": "address",
    "@online": "misc",
    "@legal": "misc",
    "@report": "techreport",
    "@thesis": "misc",
    "urldate": "note",
}
"""What fields and types are called in BibTeX's own dialect, which pybtex's styles know."""

_MATERIAL = """site_name: {name}
theme: {{name: material, font: false, features: [navigation.tabs, navigation.prune, navigation.top, search.highlight]}}
markdown_extensions: [footnotes]
plugins:
  - search
{plugins}nav:
{nav}"""
_CITING = "  - bibtex: {bib_file: references.bib, csl_file: chicago.csl}\n"
_CITING_SIMPLY = "  - bibtex: {bib_file: references.bib}\n"
_SPHINX = """project = "{name}"
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
"""
_HUGO_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><ul>
{{ range where site.RegularPages "Params.nav" true }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav><main>{{ .Content }}</main></body></html>
"""

Written = Callable[[Piece], str]


def write_material(pages: Sequence[PlainPage], folder: Path) -> None:
    """Material alone: every page in plain words."""
    _write_mkdocs(pages, folder, "", {page.path: _markdown_words(page) for page in pages})


def write_material_bibtex(article: Article, pages: Sequence[PlainPage], folder: Path, csl: str = "") -> None:
    """Material with mkdocs-bibtex: citations in the sections, and a list of all sources.

    In the style of a CSL file, which is Pandoc's work; without one in the plugin's own simple style, which takes none.
    """
    sections = {section.id: section for section in article.sections}
    texts = {page.path: _markdown_words(page) for page in pages}
    texts |= {page.path: _markdown(sections[page.section], _in_pandoc) for page in pages if page.section}
    texts["sources/"] = "# Sources\n\n\\full_bibliography\n"
    _write_mkdocs(pages, folder, _CITING if csl else _CITING_SIMPLY, texts)
    (folder / "references.bib").write_text(bibliography(_simple(article.works), BIBTEX), "utf-8")
    if csl:
        (folder / "chicago.csl").write_text(csl, "utf-8")


def _write_mkdocs(pages: Sequence[PlainPage], folder: Path, plugins: str, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        file = folder / "docs" / path / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    nav = "".join(f"  - {page.path}index.md\n" for page in pages if page.in_nav)
    (folder / "mkdocs.yml").write_text(_MATERIAL.format(name="Plain", plugins=plugins, nav=nav), "utf-8")


def write_sphinx(article: Article, pages: Sequence[PlainPage], folder: Path) -> None:
    """Sphinx with sphinxcontrib-bibtex: citations in the sections, and a list of all sources."""
    sections = {section.id: section for section in article.sections}
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        words = "\n\n".join(map(_in_rst, page.paragraphs))
        orphan = "" if page.in_nav or page.name == "index" else ":orphan:\n\n"
        text = f"{orphan}{_rst_title(page.title)}{words}\n"
        if page.section:
            text = _rst(sections[page.section])
        if page.name == "sources":
            text = f"{_rst_title(page.title)}.. bibliography::\n   :all:\n"
        if page.name == "index":
            text += "\n.. toctree::\n   :maxdepth: 1\n\n"
            text += "".join(f"   {other.name}\n" for other in pages if other.in_nav and other.name != "index")
        (folder / f"{page.name}.rst").write_text(text, "utf-8")
    (folder / "conf.py").write_text(_SPHINX.format(name="Plain"), "utf-8")
    (folder / "references.bib").write_text(bibliography(_simple(article.works), BIBTEX), "utf-8")


def write_pandoc(article: Article, pages: Sequence[PlainPage], folder: Path, pandoc: str) -> None:
    """Pandoc with citeproc: a call for each page; its own Chicago author-date style."""
    sections = {section.id: section for section in article.sections}
    (folder / "site").mkdir(parents=True, exist_ok=True)
    calls = ["set -e"]
    for page in pages:
        citing = "--citeproc --bibliography references.bib"
        if page.section:
            text = _markdown(sections[page.section], _in_pandoc)
        elif page.name == "sources":
            text = "---\nnocite: '@*'\n---\n\n# Sources\n"
        else:
            text, citing = _markdown_words(page), ""
        (folder / f"{page.name}.md").write_text(text, "utf-8")
        calls.append(f"'{pandoc}' -s {citing} -M pagetitle={page.name} -o site/{page.name}.html {page.name}.md")
    (folder / "build.sh").write_text("\n".join(calls) + "\n", "utf-8")
    (folder / "references.bib").write_text(bibliography(article.works), "utf-8")


def write_hugo(article: Article, pages: Sequence[PlainPage], folder: Path) -> None:
    """Hugo, which has no citations: they are words in brackets, and the list of sources is words as well."""
    sections = {section.id: section for section in article.sections}
    works = {work.key: work for work in article.works}

    def written(piece: Piece) -> str:
        return _in_words(piece, works) if isinstance(piece, Cited) else _in_pandoc(piece)

    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "layouts").mkdir(exist_ok=True)
    for page in pages:
        text = _markdown(sections[page.section], written) if page.section else _markdown_words(page)
        head = f"---\ntitle: {page.title!r}\nnav: {str(page.in_nav).lower()}\n---\n\n"
        name = "_index" if page.name == "index" else page.name
        (folder / "content" / f"{name}.md").write_text(head + text, "utf-8")
    for name in ("single", "list", "home"):
        (folder / "layouts" / f"{name}.html").write_text(_HUGO_PAGE, "utf-8")
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "Plain"\ndisableKinds = ["taxonomy", "term", "RSS"]\n', "utf-8"
    )


def _simple(works: Sequence[Work]) -> Iterator[Work]:
    """Dates by their years alone, as BibTeX's own dialect has them."""
    return (Work(work.key, work.type, work.fields | {"date": work.fields["date"][:4]}) for work in works)


def _markdown_words(page: PlainPage) -> str:
    return f"# {page.title}\n\n" + "\n\n".join(page.paragraphs) + "\n"


def _markdown(section: Section, written: Written) -> str:
    notes: list[str] = []
    passages = "\n\n".join(
        "\n".join(_sentence(sentence, written, notes, "[^{}]: {}") for sentence in passage.sentences)
        for passage in section.passages
    )
    return f"# {section.title}\n\n{passages}\n\n" + "\n\n".join(notes) + "\n"


def _sentence(sentence: Sentence, written: Written, notes: list[str], definition: str) -> str:
    words = " ".join(written(piece) for piece in sentence if not isinstance(piece, NoteCall))
    calls = ""
    for piece in sentence:
        if isinstance(piece, NoteCall):
            calls += written(piece)
            notes.append(definition.format(piece.label, piece.text))
    return f"{words}.{calls}"


def _in_pandoc(piece: Piece) -> str:
    if isinstance(piece, Cited):
        return pandoc_citation(piece)
    if isinstance(piece, NoteCall):
        return f"[^{piece.label}]"
    return piece.text if isinstance(piece, Linked) else piece


def _in_words(cited: Cited, works: dict[str, Work]) -> str:
    def words(key: str, page: str) -> str:
        fields = works[key].fields
        name = fields["author"].partition(",")[0].strip("{}")
        return f"{name} {fields['date'][:4]}" + (f", {page}" if page else "")

    return f"({'; '.join(words(key, page) for key, page in cited.items)})"


def _rst(section: Section) -> str:
    notes: list[str] = []
    passages = "\n\n".join(
        "\n".join(_sentence(sentence, _in_sphinx, notes, ".. [#{}] {}") for sentence in passage.sentences)
        for passage in section.passages
    )
    return f"{_rst_title(section.title)}{passages}\n\n" + "\n".join(notes) + "\n"


def _in_sphinx(piece: Piece) -> str:
    if isinstance(piece, Cited):
        targets = ",".join(f"{key}{{{page}}}" if page else key for key, page in piece.items)
        return f":cite:p:`{targets}`"
    if isinstance(piece, NoteCall):
        return f" [#{piece.label}]_"
    return piece.text if isinstance(piece, Linked) else piece


def _rst_title(title: str) -> str:
    return f"{title}\n{'=' * len(title)}\n\n"


def _in_rst(text: str) -> str:
    """Words that no mark of reStructuredText changes."""
    for mark in "\\*`_|":
        text = text.replace(mark, f"\\{mark}")
    return text if text[0].isalpha() or text[0] == "\\" else f"\\{text}"
