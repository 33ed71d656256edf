"""Faults in the fields of YAML files and front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from hedgesite.diagnostics import Rule
from tests.strategies.faults.planting import MARK, Faulty, planted, planted_in
from tests.strategies.plan import Companion, Files, Page

_ROOTS_ARE_MAPPINGS = ("article.yml", "dimensions.yml", "data/")
_VALUES = ("colour", "stance", "kind", "style", "orcid", "language", "qualifier", "role", "key")
_REFS = ("sources", "dimensions", "hypotheses", "actors", "events", "passages")
_REQUIRED = (
    "name",
    "term",
    "statement",
    "part",
    "definition",
    "description",
    "date",
    "short",
    "colour",
    "unit",
    "kind",
)


def _mappings(companion: Companion) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping whose fields are those of a model, with its file."""
    yield "article.yml", companion.article
    for author in companion.article["authors"]:
        yield "article.yml", author
    if companion.codebook:
        yield from (("dimensions.yml", dimension) for dimension in companion.codebook["dimensions"])
    for name, items in companion.lists().items():
        yield from ((f"{name}.yml", item) for item in items)
    for id, series in companion.series.items():
        yield f"data/{id}.yml", series
        yield from ((f"data/{id}.yml", row) for row in series["rows"])
    for page in companion.sections:
        yield companion.path_of(page), page.matter
        yield from ((companion.path_of(page), said) for said in page.matter["passages"].values())


def _choose(draw: st.DrawFn, companion: Companion, *names: str) -> tuple[Companion, str, dict[str, Any], str] | None:
    """A companion to spoil: a file of it, a mapping in it, and one of these fields that the mapping has."""
    after = companion.copy()
    fit = [(file, data, name) for file, data in _mappings(after) for name in names if name in data]
    return (after, *draw(st.sampled_from(fit))) if fit else None


@st.composite
def an_unknown_field(draw: st.DrawFn, companion: Companion) -> Faulty:
    after = companion.copy()
    _, data = draw(st.sampled_from(list(_mappings(after))))
    data[MARK] = "text"
    return planted(companion, after, Rule.FIELD_UNKNOWN)


@st.composite
def a_value_that_does_not_fit(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    chosen = _choose(draw, companion, *_VALUES)
    if chosen is None:
        return None
    after, _, data, name = chosen
    data[name] = MARK
    return planted(companion, after, Rule.FIELD_VALUE)


@st.composite
def a_missing_field(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    after = companion.copy()
    fit = [
        (file, data, name)
        for file, data in _mappings(after)
        for name in (*_REQUIRED, "title")
        if name in data and ("id" in data or name in {"title", "unit"})
    ]
    fit = [found for found in fit if found[2] != "date" or found[0] == "events.yml"]
    if not fit:
        return None
    file, data, name = draw(st.sampled_from(fit))
    del data[name]
    return planted_in(companion, after, Rule.FIELD_MISSING, file)


@st.composite
def a_date_that_is_none(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    chosen = _choose(draw, companion, "date")
    if chosen is None:
        return None
    chosen[2]["date"] = f"2020-{MARK}"
    return planted(companion, chosen[0], Rule.DATE_SYNTAX)


@st.composite
def a_mention_of_nothing(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    chosen = _choose(draw, companion, *_REFS)
    if chosen is None or isinstance(chosen[2][chosen[3]], dict):
        return None
    after, _, data, name = chosen
    data[name] = [*data[name], MARK]
    return planted(companion, after, Rule.REF_UNKNOWN)


@st.composite
def a_bad_id(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    chosen = _choose(draw, companion, "aliases")
    if chosen is None:
        return None
    after, _, data, name = chosen
    data[name] = [*data[name], f"Bad {MARK}"]
    return planted(companion, after, Rule.ID_SYNTAX)


@st.composite
def an_id_twice(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    after = companion.copy()
    fit = [(name, items) for name, items in after.lists().items() if items]
    if not fit:
        return None
    name, items = draw(st.sampled_from(fit))
    thing = draw(st.sampled_from(items))
    items.append({field: value for field, value in thing.items() if field not in {"aliases", "parent"}})
    return planted_in(companion, after, Rule.ID_DUPLICATE, f"{name}.yml")


@st.composite
def an_annotation_of_nothing(draw: st.DrawFn, companion: Companion) -> Faulty:
    after = companion.copy()
    draw(st.sampled_from(after.sections)).matter["passages"][MARK] = {"role": "theory"}
    return planted(companion, after, Rule.PASSAGE_UNKNOWN)


@st.composite
def a_passage_without_coding(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    if companion.codebook is None:
        return None
    after = companion.copy()
    page = draw(st.sampled_from([page for page in after.sections if page.passages]))
    block = draw(st.sampled_from(page.passages))
    page.matter["passages"][block.id] = {}
    if page.matter["passages"].get("aliases"):
        return None
    return planted_in(companion, after, Rule.PASSAGE_UNCODED, after.path_of(page))


@st.composite
def evidence_that_is_not_cited(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    after = companion.copy()
    fit = [
        (page, block.id, entry.key)
        for page in after.sections
        for block in page.passages
        for entry in after.entries
        if not {entry.key, *entry.aliases} & set(block.text.all_cites)
    ]
    if not fit:
        return None
    page, id, key = draw(st.sampled_from(fit))
    page.matter["passages"][id]["evidence"] = [{"source": key, "kind": "official", "supports": "this"}]
    return planted_in(companion, after, Rule.EVIDENCE_UNCITED, after.path_of(page))


@st.composite
def a_parent_of_itself(draw: st.DrawFn, companion: Companion) -> Faulty:
    after = companion.copy()
    if len(after.hypotheses) > 0 and draw(st.booleans()):
        thing = draw(st.sampled_from(after.hypotheses))
        thing["parent"] = thing["id"]
        return planted_in(companion, after, Rule.PARENT_CYCLE, "hypotheses.yml")
    page = draw(st.sampled_from(after.sections))
    page.matter["parent"] = page.id
    return planted_in(companion, after, Rule.PARENT_CYCLE, after.path_of(page))


@st.composite
def an_address_of_the_site(draw: st.DrawFn, companion: Companion) -> Faulty:
    if draw(st.integers(0, 2)) == 0:
        term = {"id": "top", "term": "Top", "definition": "A place that every page has."}
        return planted_in(companion, companion.copy(terms=[*companion.terms, term]), Rule.ADDRESS_CLASH, "glossary.yml")
    id = draw(st.sampled_from(("sources", "read", "downloads", "search")))
    after = companion.copy(pages=(*companion.pages, Page(id, "", {"title": "Of its own"}, ())))
    return planted_in(companion, after, Rule.ADDRESS_CLASH, f"pages/{id}.md")


@st.composite
def no_yaml(draw: st.DrawFn, companion: Companion) -> Faulty:
    """A line at the end of a file that cannot stand there."""
    files = companion.files()
    fit = [path for path in files if path.startswith(_ROOTS_ARE_MAPPINGS)]
    path = draw(st.sampled_from(fit))
    title = next(iter(yaml_keys(files[path])))
    options = [
        (Rule.YAML_SYNTAX, f"{MARK}: [one, two\n"),
        (Rule.YAML_SYNTAX, f"{MARK}: 'one\n"),
        (Rule.YAML_SYNTAX, f"{MARK}: one: two\n"),
        (Rule.YAML_SYNTAX, f"{MARK}: @one\n"),
        (Rule.YAML_SYNTAX, f"--- {MARK}\n"),
        (Rule.YAML_DUPLICATE_KEY, f"{title}: {MARK}\n"),
        (Rule.YAML_UNSAFE, f"<<: {{{MARK}: x}}\n"),
        (Rule.YAML_UNSAFE, f"? [{MARK}]\n: x\n"),
    ]
    rule, text = draw(st.sampled_from(options))
    after: Files = files | {path: files[path] + text.encode()}
    return planted(companion, after, rule)


def yaml_keys(data: bytes) -> Iterator[str]:
    """The names of the fields of a document whose root is a mapping in lines."""
    for line in data.decode().splitlines():
        if line[:1] not in {"", " ", "#", "-"} and ":" in line:
            yield line.partition(":")[0].strip("\"'")


@st.composite
def no_front_matter(draw: st.DrawFn, companion: Companion) -> Faulty:
    files = companion.files()
    page = draw(st.sampled_from((*companion.sections, *companion.pages)))
    path = companion.path_of(page)
    text = files[path].decode()
    head, body = text.split("\n---\n", 1)
    spoilt = f"{head}\n{body}"
    if page in companion.pages and draw(st.booleans()):
        spoilt = f"Text first.\n{text}"
    return Faulty(companion, files | {path: spoilt.encode()}, Rule.FRONT_MATTER, path, 1)


YAML_FAULTS: tuple[Callable[[Companion], st.SearchStrategy[Faulty | None]], ...] = (
    an_unknown_field,
    a_value_that_does_not_fit,
    a_missing_field,
    a_date_that_is_none,
    a_mention_of_nothing,
    a_bad_id,
    an_id_twice,
    an_annotation_of_nothing,
    a_passage_without_coding,
    evidence_that_is_not_cited,
    a_parent_of_itself,
    an_address_of_the_site,
    no_yaml,
    no_front_matter,
)
