"""Advice: suggestions that are not errors, given on request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hedgesite.check.references import sources_cited
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.markdown.bracket_index import KEY
from hedgesite.model.article import OWN_STYLES
from hedgesite.model.base import origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.source import Source
from hedgesite.model.word_lists import ANALYSIS

_FIRST_YEAR_OF_DOIS = 2000
_WITH_DOI = {"article", "incollection", "inproceedings"}
_OTHER_IDENTIFIERS = ("doi", "eprint", "pubstate", "entrysubtype")
"""Fields of works without a DOI: they have another identifier, none yet, or (newspapers and magazines) none at all."""

_HABITS = (
    (re.compile(r"==(?=\S).+?(?<=\S)=="), "highlights elsewhere", "write *emphasis*"),
    (re.compile(r"\\\((?=\S)[^\n]{1,200}?\\\)"), "is a formula elsewhere", "write it between dollar signs: $x$"),
    (re.compile(r"\\\[(?=\S)[^\n]{1,200}?\\\]"), "is a formula elsewhere", "write it between $$ and $$"),
    (
        re.compile(r"\[\[[^\[\]\n]+\]\]"),
        "is a wiki link elsewhere",
        "write [text](passage:an-id) or another typed link",
    ),
    (
        re.compile(
            r"\[(?:(?:see(?: also)?|also|cf\.|e\.g\.,?|vgl\.|siehe|voir|см\.)\s+\[-?@[^\[\]\n]+\][^\[\]\n]*|"
            r"\[-?@[^\[\]\n]+\][^\[\]\n]+)\](?!\()"
        ),
        "would be one citation in one pair of brackets",
        "write [see @key, 33]",
    ),
    (re.compile(r"^(?:!!!|\?\?\?\+?) \w"), "opens a box elsewhere", "write a paragraph, or a quote with >"),
    (re.compile(r"^:::+"), "opens a box elsewhere", "write a paragraph, or a quote with >"),
    (re.compile(r"\{\{[<%].*?[%>]\}\}"), "is a template command elsewhere", "write out its result"),
    (re.compile(r"^\s*[-*+] \[[ xX]\] "), "is a checkbox elsewhere", "write a plain list"),
    (
        re.compile(r"\\(?:cite\w*|ref|footnote|emph|textbf|textit)\{[^}\n]*\}"),
        "is LaTeX",
        "write @key, a note [^label] or *emphasis*",
    ),
    (re.compile(r"^\[TOC\]\s*$"), "is a table of contents elsewhere", "remove it: every page has one"),
)
_KEYS = re.compile(
    r"(?<![\w\]!\\])\[(?P<bare>[^\[\]@^\s][^\[\]@^\n]{0,200})\](?![\[({:])"
    r"|\\(?:cite|citep|citet|parencite|textcite|autocite|footcite)\*?\{(?P<cited>[^{}\n]{1,200})\}"
)
"""A bracket, or a citation of LaTeX, that may contain keys."""
_UNRESOLVED = re.compile(r"\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\{\.unresolved\}")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_POSSESSIVE = re.compile(rf"(?<![\w@\\-])@(?:(?P<key>{KEY})|\{{(?P<braced>[^{{}}\n]+)\}})['’](?P<s>s\b|(?=\s))")
_OPENS_QUOTE = re.compile(r"(?:^|[\s(])['‘]")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def claims_rest_on_more_than_one_source(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`claim-one-source`: a coded passage of analysis that cites a source cites at least two."""
    for section in library.sections:
        cited = sources_cited(section, names)
        for passage in section.passages:
            sources = cited[passage.id]
            is_claim = passage.annotation.refs("dimensions") and passage.annotation.role == ANALYSIS
            if is_claim and len(sources) == 1:
                problem = f"the passage '{passage.id}' cites only '{next(iter(sources))}'"
                remedy = "cite a second source if the article has one"
                yield Diagnostic(Rule.CLAIM_ONE_SOURCE, passage.origin, problem, remedy)


def web_sources_say_when_they_were_read(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`source-access-date`: a source with an address but no DOI has `urldate`."""
    for source in library.sources:
        address = source.fields.get("url")
        if address and "urldate" not in source.dates and not source.text("doi"):
            problem = f"the source '{source.key}' has an address but no date of access"
            yield Diagnostic(
                Rule.SOURCE_ACCESS_DATE, address.origin, problem, "add a date such as urldate = {2020-11-10}"
            )


def works_have_their_doi(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`source-doi`: works of a type that usually has a DOI give it."""
    for source in library.sources:
        if source.type in _WITH_DOI and _may_have_doi(source):
            problem = f"the {source.type} '{source.key}' has no DOI"
            remedy = "look it up at https://search.crossref.org/, and leave it out if there is none"
            yield Diagnostic(Rule.SOURCE_DOI, source.origin, problem, remedy)


def _may_have_doi(source: Source) -> bool:
    date = source.dates.get("date")
    start = date.start if date else None
    is_recent = start is not None and start.year >= _FIRST_YEAR_OF_DOIS
    # Newspaper articles have no volume or number, and no DOI either.
    is_scholarly = source.type != "article" or any(source.text(name) for name in ("volume", "number", "issue"))
    return is_recent and is_scholarly and not any(source.text(name) for name in _OTHER_IDENTIFIERS)


def markdown_is_what_it_seems(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`markdown-habit`: texts contain no markup of other tools, which readers would see unrendered."""
    bodies = (*(section.body for section in library.sections), *(page.body for page in library.pages))
    for body in bodies:
        for number, written in _lines_outside_code(body.markdown):
            # What an import has marked is reported as such.
            line = _UNRESOLVED.sub(_blank, written)
            for pattern, what, remedy in _HABITS:
                for found in pattern.finditer(line):
                    origin = Origin(body.origin.file, body.origin.line + number, body.origin.column + found.start())
                    problem = f"'{found[0].strip()}' {what}, but is shown as text here"
                    yield Diagnostic(Rule.MARKDOWN_HABIT, origin, problem, remedy)


def nothing_is_unresolved(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`unresolved`: no text has what an import could not resolve, such as a citation without a source."""
    for body in library.texts:
        for number, line in _lines_outside_code(body.markdown):
            for found in _UNRESOLVED.finditer(line):
                origin = Origin(body.origin.file, body.origin.line + number, body.origin.column + found.start())
                problem = f"'{found['words']}' is marked as unresolved"
                remedy = "write what it means, such as a citation [@key], in place of the brackets and braces"
                yield Diagnostic(Rule.UNRESOLVED, origin, problem, remedy)


def keys_have_their_mark(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`citation-syntax`: the key of a source in brackets, or in a command of LaTeX, is written as a citation."""
    for body in library.texts:
        for number, line in _lines_outside_code(body.markdown):
            for found in _KEYS.finditer(line):
                keys = [key.strip() for key in re.split("[;,]", found["bare"] or found["cited"])]
                if not keys or any(names.resolve("source", key) is None for key in keys):
                    continue
                origin = Origin(body.origin.file, body.origin.line + number, body.origin.column + found.start())
                problem = f"'{found[0]}' names a source, but is no citation"
                cited = "; ".join(f"@{key}" if re.fullmatch(KEY, key) else f"@{{{key}}}" for key in keys)
                yield Diagnostic(Rule.CITATION_SYNTAX, origin, problem, f"write [{cited}]")


def citations_are_no_possessives(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`citation-possessive`: no citation within the sentence ends in 's, which would follow its parenthesis."""
    for body in library.texts:
        for number, line in _lines_outside_code(body.markdown):
            for found in _POSSESSIVE.finditer(line):
                key = found["key"] or found["braced"]
                source = library.source_by_key.get(key)
                if source is None:
                    continue
                people = source.people
                name = " and ".join(person.family or person.literal for person in people[:3]) or "the author"
                # An apostrophe alone may as well close a quotation.
                if not found["s"] and (not name.endswith("s") or _OPENS_QUOTE.search(line, 0, found.start())):
                    continue
                origin = Origin(body.origin.file, body.origin.line + number, body.origin.column + found.start())
                problem = f"'{found[0]}' puts the possessive after the year"
                remedy = f"write: {name}'{found['s']} [-@{found['key'] or f'{{{key}}}'}]"
                yield Diagnostic(Rule.CITATION_POSSESSIVE, origin, problem, remedy)


def styles_have_the_terms_of_the_language(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`style-terms`: a companion in another language than English names a style that has its terms."""
    article = library.article
    if article.language.split("-")[0] == "en" or article.style not in OWN_STYLES:
        return
    problem = f"the terms of '{article.style}', such as 'and' and 'edited by', are English in every language"
    remedy = "for the terms of the language name a style of CSL, such as 'chicago-author-date-17th-edition'"
    origin = origin_of(article.style, Origin(f"{library.root}/article.yml"))
    yield Diagnostic(Rule.STYLE_TERMS, origin, problem, remedy)


def _lines_outside_code(markdown: str) -> Iterator[tuple[int, str]]:
    """Lines outside code blocks with their numbers from 0; inline code is replaced by spaces."""
    fence = ""
    for number, line in enumerate(markdown.split("\n")):
        opening = _FENCE.match(line)
        if fence:
            fence = "" if opening and line.strip().startswith(fence) else fence
        elif opening:
            fence = opening[1]
        else:
            yield number, _CODE.sub(_blank, line)


def _blank(found: re.Match[str]) -> str:
    """Spaces in place of what was found, so that columns stay right."""
    return " " * len(found[0])
