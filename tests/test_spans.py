"""Spans: words are found in their passage whatever its markup, and come back from the exports as they were quoted."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgesite.check import check_library
from hedgesite.diagnostics import Origin, Report, as_text
from hedgesite.export.annotations import annotations_jsonld
from hedgesite.export.companion import companion_json
from hedgesite.export.context import Context
from hedgesite.export.refi import project_qdpx
from hedgesite.load import load_library
from hedgesite.markdown import PassageWords, PlainHooks, render_body, scan_body, with_spans, words_of
from hedgesite.model.evidence import Clause
from tests.companions import write_files
from tests.exports import FULL, REAL, context_of

P = "{urn:QDA-XML:project:1.0}"


def words(markdown: str) -> PassageWords:
    body, report = scan_body(f"{{#a}}\n{markdown}\n", Origin("a.md"))
    assert not report.errors, as_text(report)
    return words_of(body, ("a",))["a"]


def found(markdown: str, quote: str, before: str = "", after: str = "") -> list[str]:
    """The words of a passage in every place where a quote is found, blanks joined."""
    passage = words(markdown)
    places = passage.places(Clause(quote=quote, before=before, after=after))
    return [" ".join(passage.text[start:end].split()) for start, end in places]


@pytest.mark.parametrize(
    ("markdown", "quote", "as_it_stands"),
    [
        ("It deepens *its* reliance\non Russia.", "deepens its reliance on Russia", "deepens its reliance on Russia"),
        (
            "It deepens *its* reliance\non Russia.",
            "deepens *its* reliance\non Russia",
            "deepens its reliance on Russia",
        ),
        ("A “quoted” word.", 'A "quoted" word', "A “quoted” word"),
        ('A "quoted" word.', "“quoted” word", "“quoted” word"),
        ("A [linked](actor:a) word.", "A linked word", "A linked word"),
        ("A [linked](actor:a) word.", "A [linked](actor:a) word", "A linked word"),
        ("First [@a, 3], second.", "First, second", "First , second"),
        ("First [@a, 3], second.", "First [@a, 3], second", "First , second"),
        ("First.[^n] Second.\n\n[^n]: Note.", "First. Second", "First. Second"),
        ("A caf\u00e9 here.", "cafe\u0301 here", "caf\u00e9 here"),
        ("A cafe\u0301 here.", "caf\u00e9 here", "cafe\u0301 here"),
        ("From 1990--2000 on.", "1990–2000", "1990–2000"),
        ("From 1990--2000 on.", "1990--2000", "1990–2000"),
        ("- one thing\n- another", "thing another", "thing another"),
        ("With `code` in it.", "`code` in", "code in"),
        ("Where $x^2$ is.", "Where $x^2$ is", "Where $x^2$ is"),
        ("Co\u00adoperation.", "Cooperation", "Co\u00adoperation"),
        ("Ten\u00a0per cent.", "Ten per cent", "Ten per cent"),
        ("המשפט הזה ארוך", "הזה ארוך", "הזה ארוך"),
        ("阿塞拜疆加强了与土耳其的合作。", "加强了与土耳其", "加强了与土耳其"),
    ],
)
def test_words_are_found(markdown: str, quote: str, as_it_stands: str) -> None:
    assert found(markdown, quote) == [as_it_stands]


@pytest.mark.parametrize("quote", ["cafe", "café x", "Café", "@a", "Note", "*", "(A 2020)"])
def test_other_words_are_not(quote: str) -> None:
    assert found("A café here [@a].[^n]\n\n[^n]: Note.", quote) == []


def test_what_stands_around_tells_which_words_are_meant() -> None:
    text = "One and two and *one* and three."
    assert len(found(text, "and")) == 3
    assert found(text, "and", before="two") == ["and"]
    assert found(text, "and", before="two", after="one") == ["and"]
    assert found(text, "and", before="one", after="three") == ["and"]
    assert found(text, "and", before="three") == []


def test_the_nearest_words_are_named() -> None:
    assert (
        words("Baku deepened its reliance on Russia.").nearest("deepens its reliance on") == "deepened its reliance on"
    )
    assert words("阿塞拜疆加强了与土耳其的合作").nearest("加强与土耳其的") == "加强了与土耳其"
    assert words("Nothing alike.").nearest("quite other words") == ""


class Brackets(PlainHooks):
    """Shows each mark in brackets."""

    def span(self, names: tuple[str, ...], html: str) -> str:
        return f"[{'+'.join(names)}: {html}]"


def marked(markdown: str, *quotes: str) -> str:
    body, _ = scan_body(f"{{#a}}\n{markdown}\n", Origin("a.md"))
    clauses = [(str(number), Clause(quote=quote)) for number, quote in enumerate(quotes, 1)]
    return render_body(with_spans(body, {"a": clauses}), Brackets()).html.strip()


def test_marks_overlap_and_nest() -> None:
    assert marked("One two three four.", "One two three", "two three four", "three") == (
        "<p>[1: One ][1+2: two ][1+2+3: three][2:  four].</p>"
    )


def test_marks_go_through_markup_and_line_breaks() -> None:
    assert (
        marked("One *two*\nthree [@a] four.", "two three four")
        == "<p>One <em>[1: two]</em>[1: \nthree ][1:  four].</p>"
    )
    assert marked("- one\n- two", "one two") == "<ul>\n<li>[1: one]</li>\n<li>[1: two]</li>\n</ul>"
    assert marked("See `a b` now.", "b now") == "<p>See <code>a [1: b]</code>[1:  now].</p>"


def test_words_that_are_not_in_one_place_are_not_marked() -> None:
    assert marked("One and one.", "other", "ne") == "<p>One and one.</p>"


SCRIPTS = {
    "Latin": ["Azerbaijan", "café", "reliance", "naïve", "Straße", "on", "the", "façade", "of", "power"],
    "Cyrillic": ["Азербайджан", "усиливает", "зависимость", "от", "России", "и", "ещё", "отношения"],
    "Arabic": ["تعزز", "أذربيجان", "اعتمادها", "على", "روسيا", "في", "المنطقة", "والعلاقات"],
    "Chinese": ["阿", "塞", "拜", "疆", "加", "强", "了", "与", "俄", "罗", "斯", "的", "合", "作"],
}
LANGUAGES = {"Latin": "en", "Cyrillic": "ru", "Arabic": "ar", "Chinese": "zh"}


def passage_of(script: str, chance: random.Random) -> tuple[str, str]:
    """Markdown of a passage, and its words without markup."""
    markdown, plain = "", ""
    for _ in range(chance.randint(3, 25)):
        word = chance.choice(SCRIPTS[script])
        blank = "" if script == "Chinese" else chance.choice((" ", " ", "\n")) if plain else ""
        plain += (" " if blank else "") + word
        shown = chance.choice((word, word, word, f"*{word}*", f"[{word}](actor:one)"))
        markdown += blank + (word if script == "Chinese" else shown)
        if chance.random() < 0.1 and script != "Chinese":
            markdown += " [@example2020, 7]"
    return markdown, plain


def spans_of(plain: str, chance: random.Random) -> list[dict[str, str]]:
    """Spans cut at random, which may overlap and nest; what stands around tells which of several is meant."""
    spans: list[dict[str, str]] = []
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(plain))
        end = chance.randint(start + 1, len(plain))
        quote = plain[start:end].strip()
        if not quote or any(ord(one) in range(0x300, 0x370) for one in plain[end : end + 1]):
            continue
        start = plain.index(quote, start)
        span = {"quote": quote, "code": chance.choice(("sharing", "rule")), "why": f"Because {len(spans)}."}
        if plain.count(quote) > 1 or overlapping(plain, quote) > 1:
            around = {"before": plain[:start].strip(), "after": plain[start + len(quote) :].strip()}
            span |= {name: text for name, text in around.items() if text}
        spans.append(span)
    return spans


def overlapping(text: str, part: str) -> int:
    return sum(text.startswith(part, at) for at in range(len(text)))


def companion(folder: Path, language: str, markdown: str, spans: Sequence[dict[str, str]]) -> Path:
    dimension = {"name": "N", "short": "N", "mark": "N", "colour": "#1f5f8b", "stance": "neutral"}
    about = {"definition": "D.", "applies": "A.", "excludes": "E."}
    matter = {"title": "T", "passages": {"a": {"role": "context", "spans": list(spans)}}}
    section = f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n\n{{#a}}\n{markdown}\n\n{{#b}}\nOther.\n"
    article = {"title": "T", "language": language, "authors": [{"family": "A"}], "abstract": "A."}
    files = {
        "article.yml": yaml.safe_dump(article),
        "dimensions.yml": yaml.safe_dump(
            {
                "framework": {"name": "F"},
                "dimensions": [{"id": id, **dimension, **about} for id in ("sharing", "rule")],
            }
        ),
        "actors.yml": "- {id: one, name: One, kind: state, part: P.}\n",
        "references.bib": "@book{example2020, author = {Example, A.}, date = {2020}, title = {B}, publisher = {P}}\n",
        "sections/01-a.md": section,
    }
    write_files(folder, files)
    return folder


def joined(text: str) -> str:
    """Words without citations and blanks."""
    return "".join(re.sub(r"\(Example 2020, 7\)", "", text).split())


def selections(context: Context) -> list[tuple[str, str, str]]:
    """Code, words and reason of every selection of a span, as another program reads them."""
    archive = zipfile.ZipFile(io.BytesIO(project_qdpx(context)))
    root = ElementTree.fromstring(archive.read("project.qde"))
    codes = {code.attrib["guid"]: code.attrib["name"] for code in root.iter(f"{P}Code")}
    found = []
    for source in root.iter(f"{P}TextSource"):
        text = archive.read(source.attrib["plainTextPath"].replace("internal://", "sources/")).decode()
        for selection in source.iter(f"{P}PlainTextSelection"):
            start, end = (int(selection.attrib[f"{name}Position"]) for name in ("start", "end"))
            if ": " in selection.attrib["name"]:
                (code,) = (codes[ref.attrib["targetGUID"]] for ref in selection.iter(f"{P}CodeRef"))
                found.append((code, text[start:end], selection.findtext(f"{P}Description", "")))
    return found


def annotated(context: Context) -> list[dict[str, Any]]:
    """The annotations whose target is a part of a passage."""
    document = json.loads(annotations_jsonld(context))
    items = document["first"]["items"]
    assert document["total"] == len(items) == len({item["id"] for item in items})
    return [item for item in items if "selector" in item["target"]]


@given(st.sampled_from(sorted(SCRIPTS)), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_spans_cut_at_random_come_back_with_the_same_words(script: str, chance: random.Random) -> None:
    markdown, plain = passage_of(script, chance)
    spans = spans_of(plain, chance)
    with tempfile.TemporaryDirectory() as folder:
        content = companion(Path(folder), LANGUAGES[script], markdown, spans)
        library, report = load_library(content)
        errors = Report.of([*report.errors, *check_library(library).errors])
        assert as_text(errors) == ""
        context_of.cache_clear()
        context = context_of(content)
    quotes = [joined(span["quote"]) for span in spans]
    assert [joined(text) for _, text, _ in selections(context)] == quotes
    assert [why for _, _, why in selections(context)] == [span["why"] for span in spans]
    items = annotated(context)
    assert [joined(item["target"]["selector"][0]["exact"]) for item in items] == quotes
    passage = json.loads(companion_json(context))["sections"][0]["passages"][0]
    for item, span in zip(items, passage["spans"], strict=True):
        quote, position = item["target"]["selector"]
        assert passage["text"][position["start"] : position["end"]] == quote["exact"]
        assert (position["start"], position["end"]) == (span["start"], span["end"])


@pytest.mark.parametrize("content", [REAL, FULL], ids=["companion", "full"])
def test_every_span_of_a_companion_comes_back(content: Path) -> None:
    context = context_of(content)
    spans = [span for passage in context.library.passages for span in passage.annotation.spans]
    assert len(spans) > 2
    plain = [re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", text)).strip() for _, text, _ in selections(context)]
    assert plain == [re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", span.quote)).strip() for span in spans]


def test_the_first_companion_codes_clauses() -> None:
    passages = context_of(REAL).library.passages
    assert sum(bool(passage.annotation.spans) for passage in passages) >= 40
    links = [link for passage in passages for link in passage.annotation.hypotheses]
    assert links
    assert all(link.why for link in links)


def test_an_annotation_of_evidence_has_the_words_of_the_source() -> None:
    items = json.loads(annotations_jsonld(context_of(FULL)))["first"]["items"]
    (item,) = (one for one in items if {"contradicts"} & {body.get("value") for body in one["body"]})
    source, *texts = item["body"]
    assert source["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "“Two of the anglers did object, in writing.”",
    }
    assert [body["value"] for body in texts] == [
        "contradicts",
        "scholarship",
        "Personne ne se plaint",
        "pp. 41–43",
        "Deux pêcheurs ont bel et bien protesté, par écrit.",
        "L’étude porte sur un seul été (Modèle 1999, 2).",
    ]
    assert item["target"]["selector"][0]["exact"] == "Personne n’y trouve à redire"
