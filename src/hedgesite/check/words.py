"""Rules on the companion's own words: those of its pages, and those that a new companion has not got yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hedgesite.check.references import bodies
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.own_words import FORMS, Wording
from hedgesite.words import words_for
from hedgesite.words.beginning import PLACEHOLDERS
from hedgesite.words.known import known_messages
from hedgesite.words.own import codes_in, fields_of, tags_of

_REPLACE = "write what it asks for, or remove it"
_OTHERWISE = "write an English message as pages show it, with its fields, or remove it"


def own_words_replace_known_messages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`message-unknown`: own words stand in for a message that hedgesite has."""
    unknown = [(id, wording) for id, wording in library.words.interface.items() if id not in known_messages()]
    known = Known(known_messages() if unknown else ())
    for message, wording in unknown:
        problem = f"hedgesite has no message '{shortened(message)}'"
        origin = origin_of(message, wording.origin)
        yield Diagnostic(Rule.MESSAGE_UNKNOWN, origin, problem, suggestion(message, known, _OTHERWISE))


def placeholders_are_replaced(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`placeholder`: no sentence of a new companion is left for readers."""
    words = words_for(library.article.language)
    left = {*PLACEHOLDERS.values(), *map(words.raw, PLACEHOLDERS.values())}
    for body in bodies(library):
        for number, line in enumerate(body.markdown.splitlines()):
            for sentence in left:
                if sentence in line:
                    column = line.index(sentence) + (body.origin.column if not number else 1)
                    origin = Origin(body.origin.file, body.origin.line + number, column)
                    yield Diagnostic(Rule.PLACEHOLDER, origin, f"'{sentence}' is left from the beginning", _REPLACE)
    for passage in library.passages:
        for evidence in passage.annotation.evidence:
            if evidence.supports in left:
                problem = f"'{evidence.supports}' is left from the beginning"
                yield Diagnostic(Rule.PLACEHOLDER, origin_of(evidence.supports, passage.origin), problem, _REPLACE)


def own_words_fit_their_messages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`message-fields`: own words have the fields, elements and forms of their message."""
    for message, wording in library.words.interface.items():
        if message in known_messages():
            yield from _misfits(message, known_messages(), wording)


def _misfits(message: str, messages: Mapping[str, str], wording: Wording) -> Iterator[Diagnostic]:
    several = messages[message]
    for form in FORMS:
        text = getattr(wording, form)
        if text is None:
            continue
        original = several if several and form != "one" else message
        fault = _fault(text, original)
        if form != "other" and not several:
            fault = "the message says no number and has one form", "write its words alone"
        if fault:
            yield Diagnostic(Rule.MESSAGE_FIELDS, origin_of(text, wording.origin), *fault)


def _fault(text: str, original: str) -> tuple[str, str] | None:
    """What is wrong with words for a message, and what to do."""
    if codes := codes_in(text):
        problem = f"'{shortened(text)}' contains the code {shortened(codes[0])}, which is no field"
        return problem, f"{_fields(original)}, and a space after a percent sign"
    if fields_of(text) != fields_of(original):
        return f"the fields of '{shortened(text)}' are not those of the message", _fields(original)
    elements = tags_of(original)
    if elements and tags_of(text) != elements:
        problem = f"the elements of '{shortened(text)}' are not those of the message"
        return problem, f"write {' '.join(elements)} in this order"
    return None


def _fields(original: str) -> str:
    fields = fields_of(original)
    return f"write each of its fields once: {', '.join(fields)}" if fields else "the message has no fields: write text"
