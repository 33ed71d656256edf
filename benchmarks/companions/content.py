"""An invented article as a companion: the files below `content/`, and `mkdocs.yml`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from companions.article import Article, Cited, Linked, Passage, Piece, Section, Sentence, Thing, Work

_STANCES = ("acceptance", "acceptance", "neutral", "rejection", "rejection")
_KINDS = ("organisation", "state", "person", "alliance")
_KEY_EVENTS = 8
_COLOURS = ("#1f5f8b", "#1a7a78", "#5b6770", "#8a5a00", "#9b2f3a")


def write_companion(article: Article, folder: Path, configuration: str) -> None:
    """Write everything that `hedgesite build` needs; `configuration` is the text of `mkdocs.yml`."""
    content = folder / "content"
    for name in ("sections", "data", "pages"):
        (content / name).mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(configuration, "utf-8")
    files = {
        "article.yml": _front(article),
        "references.bib": bibliography(article.works),
        "dimensions.yml": _codebook(article),
        "hypotheses.yml": "".join(_hypothesis(article, each, n) for n, each in enumerate(article.hypotheses)),
        "actors.yml": "".join(_actor(each, n) for n, each in enumerate(article.actors)),
        "events.yml": "".join(_event(article, each, n) for n, each in enumerate(article.events)),
        "glossary.yml": "".join(_term(each) for each in article.terms),
        "pages/about.md": _free(article, "About this companion", "About"),
        "pages/how-to-read.md": _free(article, "How to read this site", "How to read"),
    }
    files |= {f"data/{each.id}.yml": _series(article, each, n) for n, each in enumerate(article.series)}
    width = len(str(len(article.sections)))
    for number, section in enumerate(article.sections, start=1):
        files[f"sections/{number:0{width}}-{section.id}.md"] = _section(section)
    for name, text in files.items():
        (content / name).write_text(text, "utf-8")


def bibliography(works: Iterable[Work], names: Mapping[str, str] | None = None) -> str:
    """A `.bib` file; `names` gives fields the names that another dialect has for them."""
    return "\n".join(_entry(work, names or {}) for work in works)


def _entry(work: Work, names: Mapping[str, str]) -> str:
    lines = "".join(f"  {names.get(name, name):12} = {{{value}}},\n" for name, value in work.fields.items())
    return f"@{names.get('@' + work.type, work.type)}{{{work.key},\n{lines}}}\n"


def _folded(name: str, text: str, indent: int) -> str:
    """A field in YAML's folded style, as an author's editor would wrap it."""
    space = " " * indent
    lines = textwrap.wrap(text, 110 - indent)
    return f"{space}{name}: >-\n" + "".join(f"{space}  {line}\n" for line in lines)


def _front(article: Article) -> str:
    writer = article.writer
    authors = "".join(
        f"  - given: {writer.name()}\n    family: {writer.name()}\n    affiliation: {writer.phrase(4)}\n"
        for _ in range(2)
    )
    abstract = "".join(f"  {writer.prose(70)}\n\n" for _ in range(3))
    return f"title: {writer.phrase(9)}\nlanguage: en\nauthors:\n{authors}abstract: |\n{abstract}"


def _codebook(article: Article) -> str:
    writer = article.writer
    text = f"framework:\n  name: {writer.phrase(1)}\n" + _folded("description", writer.prose(120), 2) + "dimensions:\n"
    for index, each in enumerate(article.dimensions):
        text += (
            f"  - id: {each.id}\n    name: {each.name}\n    short: {each.name.split()[0]}\n    mark: D{index + 1}\n"
            f'    colour: "{_COLOURS[index]}"\n    stance: {_STANCES[index]}\n'
        )
        for name in ("definition", "applies", "excludes"):
            text += _folded(name, writer.prose(50), 4)
        text += f"    example: {next(article.passages).id}\n    sources: [{article.works[index].key}]\n"
    return text


def _hypothesis(article: Article, each: Thing, number: int) -> str:
    kind = "kind: main" if number == 0 else f"kind: specific\n  parent: {article.hypotheses[0].id}"
    dimensions = ", ".join(dimension.id for dimension in article.dimensions)
    text = f"- id: {each.id}\n  short: H{number}\n  {kind}\n  dimensions: [{dimensions}]\n"
    return text + _folded("statement", each.text, 2)


def _actor(each: Thing, number: int) -> str:
    return f"- id: {each.id}\n  name: {each.name}\n  kind: {_KINDS[number % 4]}\n" + _folded("part", each.text, 2)


def _event(article: Article, each: Thing, number: int) -> str:
    chance = article.writer.chance
    date = f"{chance.randint(1990, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    text = f"- id: {each.id}\n  name: {each.name}\n  date: {date[: chance.choice((4, 7, 10))]!r}\n"
    text += _folded("description", each.text, 2)
    actors = ", ".join(actor.id for actor in chance.sample(article.actors, 2))
    text += f"  actors: [{actors}]\n  dimensions: [{chance.choice(article.dimensions).id}]\n"
    text += f"  sources: [{chance.choice(article.works).key}]\n" if number % 3 == 0 else ""
    return text + ("  key: true\n" if number < _KEY_EVENTS else "")


def _term(each: Thing) -> str:
    return f"- id: {each.id}\n  term: {each.name}\n" + _folded("definition", each.text, 2)


def _series(article: Article, each: Thing, number: int) -> str:
    chance = article.writer.chance
    rows = "".join(f"  - {{date: {2010 + n}, value: {chance.randint(1, 900)}}}\n" for n in range(1 + number % 2))
    text = f"title: {each.name}\nunit: {article.writer.phrase(1)}\n" + _folded("description", each.text, 0)
    text += f"rows:\n{rows}sources: [{chance.choice(article.works).key}]\n"
    return f"{text}dimensions: [{chance.choice(article.dimensions).id}]\n"


def _free(article: Article, title: str, short: str) -> str:
    paragraphs = "\n\n".join(article.writer.prose(80) for _ in range(5))
    return f"---\ntitle: {title}\nshort: {short}\n---\n\n{paragraphs}\n"


def _section(section: Section) -> str:
    matter = f"title: {section.title}\nshort: {section.short}\n" + _folded("summary", section.summary, 0)
    matter += f"parent: {section.parent}\n" if section.parent else ""
    annotations = "".join(_annotation(passage) for passage in section.passages)
    matter += f"passages:\n{annotations}" if annotations else ""
    body = "\n".join(f"{{#{passage.id}}}\n{_lines(passage)}\n" for passage in section.passages)
    return f"---\n{matter}---\n\n{body}"


def _annotation(passage: Passage) -> str:
    text = f"  {passage.id}:\n" + ("" if passage.dimensions else "    role: context\n")
    for name in ("dimensions", "hypotheses", "actors", "events"):
        ids = getattr(passage, name)
        text += f"    {name}: [{', '.join(ids)}]\n" if ids else ""
    if passage.evidence:
        text += "    evidence:\n"
    for key in passage.evidence:
        supports = " ".join(str(word) for word in passage.sentences[0][:9] if isinstance(word, str)).strip(",")
        text += f"      - source: {key}\n        kind: scholarship\n        supports: {json.dumps(supports)}\n"
    text += _folded("note", passage.note, 4) if passage.note else ""
    return text + (_folded("editorial", passage.editorial, 4) if passage.editorial else "")


def _lines(passage: Passage) -> str:
    """A sentence a line, and the notes below."""
    notes: list[str] = []
    lines = "".join(f"{_sentence(sentence, notes)}\n" for sentence in passage.sentences)
    return lines + "".join(f"\n{note}\n" for note in notes)


def _sentence(sentence: Sentence, notes: list[str]) -> str:
    words, calls = [], ""
    for piece in sentence:
        if isinstance(piece, str | Cited | Linked):
            words.append(_written(piece))
        else:
            calls += f"[^{piece.label}]"
            notes.append(f"[^{piece.label}]: {piece.text}")
    return f"{' '.join(words)}.{calls}"


def _written(piece: Piece) -> str:
    if isinstance(piece, Cited):
        return pandoc_citation(piece)
    return f"[{piece.text}]({piece.kind}:{piece.id})" if isinstance(piece, Linked) else str(piece)


def pandoc_citation(cited: Cited) -> str:
    """`[@a, 12; @b]`."""
    return f"[{'; '.join(f'@{key}, {page}' if page else f'@{key}' for key, page in cited.items)}]"
