"""Rules on the relation to the article: its paragraphs, its notes and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.messages import Known, suggestion
from hedgesite.model.base import Prose, origin_of
from hedgesite.model.front_matter import ArticlePlace
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Section


def passages_restate_known_paragraphs(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`paragraph-unknown`: the paragraphs that a passage restates exist below the section's heading in the article."""
    for section in library.sections:
        place = section.matter.article
        for id, annotation in section.matter.passages.items():
            origin = origin_of(id, annotation.origin)
            if annotation.paragraphs and place is None:
                problem = f"the passage '{id}' names paragraphs, but the section does not give its place in the article"
                remedy = "add 'article: {heading: 3, paragraphs: 18}', with its own numbers, to the front matter"
                yield Diagnostic(Rule.PARAGRAPH_UNKNOWN, origin, problem, remedy)
            beyond = [number for number in annotation.paragraphs if place and number > place.paragraphs]
            if beyond and place:
                problem = f"the passage '{id}' names paragraph {beyond[0]}, but the heading has {place.paragraphs}"
                yield Diagnostic(
                    Rule.PARAGRAPH_UNKNOWN, origin, problem, "correct the number, or the count in 'article'"
                )


def paragraphs_are_restated(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`paragraph-untold`: every paragraph below a restated heading of the article is restated by some passage."""
    # Something that could not be read may restate the paragraph.
    if not library.is_complete:
        return
    restated: dict[int, set[int]] = {}
    first: dict[int, ArticlePlace] = {}
    for section in library.sections:
        if place := section.matter.article:
            first.setdefault(place.heading, place)
            numbers = (number for passage in section.passages for number in passage.annotation.paragraphs)
            restated.setdefault(place.heading, set()).update(numbers)
    for heading, place in first.items():
        missing = [number for number in range(1, place.paragraphs + 1) if number not in restated[heading]]
        if missing:
            which = f"{'paragraph' if len(missing) == 1 else 'paragraphs'} {_listed(missing)}"
            problem = f"no passage restates {which} below heading {heading} of the article"
            remedy = "restate it, or name it under 'paragraphs' of the passage that does"
            yield Diagnostic(Rule.PARAGRAPH_UNTOLD, place.origin, problem, remedy)


_MOST_LISTED = 10


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_LISTED]))
    return f"{shown} and {len(numbers) - _MOST_LISTED} more" if len(numbers) > _MOST_LISTED else shown


def numbered_notes_exist(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`ref-unknown`: a note that the front matter numbers exists in the section."""
    for section in library.sections:
        labels = Known(note.label for note in section.body.notes)
        for label in section.matter.notes:
            if label not in labels.names:
                problem = f"there is no note '{label}' in the section"
                remedy = suggestion(label, labels, f"write [^{label}] where it is called, and its text below")
                yield Diagnostic(Rule.REF_UNKNOWN, origin_of(label, section.matter.origin), problem, remedy)


def macros_can_be_used(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`math-macro`: each macro of formulas has a name, ends, and does not expand to itself."""
    math = library.article.math
    for name, problem in math.problems:
        remedy = "write it as name: '\\TeX with #1', with macros that lead to others only"
        yield Diagnostic(Rule.MATH_MACRO, origin_of(math.macros[name]), problem, remedy)


def facts_are_sourced(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`fact-unsourced`: a note on a fact cites its source."""
    for about, prose in _facts(library):
        if not library.prose[prose].citations:
            problem = f"the note on a fact of {about} cites no source"
            remedy = "cite the source that you read, as [@key]; write a doubt without one under 'editorial'"
            yield Diagnostic(Rule.FACT_UNSOURCED, prose.origin, problem, remedy)


def sources_are_the_articles_or_the_companions(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`companion-source`: the text cites only the article's sources; further sources of notes on facts are listed."""
    own = library.companions_own
    for section in library.sections:
        for group in section.body.citations:
            for citation in group.citations:
                if names.resolve("source", citation.key) in own:
                    problem = f"the text cites '{citation.key}', which article.yml names as the companion's own source"
                    remedy = "cite it in a note on a fact, or remove it from 'sources' of 'companion'"
                    yield Diagnostic(Rule.COMPANION_SOURCE, citation.origin, problem, remedy)
    if not library.is_complete:
        return
    # The rest needs all citations of the text: an unreadable one may be the article's own citation of the source.
    of_article = _sources_of_the_text(library.sections, names)
    of_article |= set(names.meant("source", library.article.nocite))
    for about, prose in _facts(library):
        for group in library.prose[prose].citations:
            for citation in group.citations:
                key = names.resolve("source", citation.key)
                if key and key not in own and key not in of_article:
                    problem = f"the note on a fact of {about} cites '{citation.key}', which the text does not cite"
                    remedy = f"add it to the companion's own sources in article.yml: 'companion: {{sources: [{key}]}}'"
                    yield Diagnostic(Rule.COMPANION_SOURCE, citation.origin, problem, remedy)


def _sources_of_the_text(sections: Iterable[Section], names: EntityIndex) -> set[str | None]:
    groups = (group for section in sections for group in section.body.citations)
    return {names.resolve("source", citation.key) for group in groups for citation in group.citations}


def _facts(library: Library) -> Iterator[tuple[str, Prose]]:
    """Each note on a fact, with a description of its subject."""
    for passage in library.passages:
        if passage.annotation.fact:
            yield f"the passage '{passage.id}'", passage.annotation.fact
    for event in library.events:
        if event.fact:
            yield f"the event '{event.id}'", event.fact
