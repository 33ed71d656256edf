"""Rewrites author-date citations in a text as Pandoc's, leaving every other character unchanged.

A narrative citation keeps its words: `Kuik (2016, 4)` becomes `Kuik [-@kuik2016, 4]`, which reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.author_year_matcher import Answer, Labels, Outcome, Year, shown_name
from hedgesite.importer.citation_parser import YEAR, Item, looks_like_name, name_at_end, read_bracket, read_years
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.escaping import escaped
from hedgesite.importer.places import Places
from hedgesite.importer.sources import Entry
from hedgesite.importer.titled_citations import with_titles
from hedgesite.importer.tree import Inline, Written
from hedgesite.importer.tree_map import OPAQUE, Edit, edited, flat
from hedgesite.markdown import scan_body
from hedgesite.markdown.sentences import Sentences
from hedgesite.messages import shortened
from hedgesite.model.date_words import month_number


@dataclass(frozen=True, slots=True)
class Found:
    """A bracket that cites, as written in the manuscript, and its rewritten form."""

    line: int
    written: str
    replacement: str
    """Equal to `written` if nothing was resolved."""
    items: int
    resolved: int


_BRACKET = re.compile(r"[(（](?P<round>(?:[^()（）\[\]]|\[[^\[\]()]*\])*)[)）]|\[(?P<square>[^\[\]()]*)\]")
_BEFORE = 200
"""Number of characters before a year that are searched for a name; without a bound, time would be quadratic."""
_LONGEST_SENTENCE = 1000
_LATEST = 50
"""Citations before an "ibid." that are searched for the author who is named beside it."""
_LOCATOR = re.compile(r"\s*[,:]\s*(?:[a-z]{1,6}\.\s*)?\d[\w\s,.–-]*$")


def _few(words: Iterable[str]) -> str:
    """The first twelve items of a list, which may be as long as the bibliography."""
    first = list(islice(words, 13))
    return ", ".join([*first[:12], "…"] if len(first) > 12 else first)


def _without_guess(item: Item) -> Item:
    """An item without a year cites only what the list has: `(s.d.)` is a standard deviation as well."""
    is_known = any(answer.outcome is not Outcome.UNKNOWN for answer in item.answers)
    is_dated = any(year.text != "n.d." for year in item.years)
    return item if is_known or is_dated or not item.years else replace(item, is_suspect=False)


@dataclass(slots=True)
class Citations:
    """Rewrites one stream of text, the body or the notes, in order, so that "Ibid." refers to the previous citation."""

    places: Places
    labels: Labels
    found: list[Found] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    last: Item | None = None
    """The only source of the last citation; None if it had several, or none that is known."""
    cited: list[Entry] = field(default_factory=list)
    """The sources that were cited, in order."""
    line: int = 0
    """Line of the block that is being read."""

    def rewrite(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Inline content of the block at a line with its citations resolved."""
        self.line = line
        text = flat(content)
        edits: list[Edit] = []
        end = 0
        for bracket in _BRACKET.finditer(text):
            self._report_bare(text, end, bracket.start())
            edit = self._replaced(text, bracket.start(), bracket.end(), bracket["round"] is not None)
            edits += [edit] if edit else []
            end = bracket.end()
        self._report_bare(text, end, len(text))
        return edited(content, edits)

    def _replaced(self, text: str, start: int, end: int, is_round: bool) -> Edit | None:
        written = text[start:end]
        items = [_without_guess(item) for item in self._items(text, start, written[1:-1], is_round)]
        if not any(item.is_resolved or item.is_suspect or item.is_ibid for item in items):
            return None
        if not is_round and not all(item.is_resolved for item in items):
            return None
        before = text[max(0, start - _BEFORE) : start] if is_round and len(items) == 1 else ""
        items = [self._answered_ibid(item, before) for item in items]
        narrative = bool(items[0].is_resolved and not items[0].name)
        replacement = "" if OPAQUE in written else self._verified(items, narrative)
        self._report(text, start, written, items, failed=not replacement)
        resolved = sum(item.is_resolved for item in items) if replacement else 0
        counted = sum(item.is_resolved or item.is_suspect or item.is_ibid for item in items)
        self.found.append(Found(self.line, written, replacement or written, counted, resolved))
        known = [item for item in items if item.is_resolved and len(item.answers) == 1]
        self.last = known[0] if len(items) == 1 and known and replacement else None
        self.cited += [item.answers[0].entries[0] for item in known] if replacement else []
        if not replacement:
            return None
        keys = tuple(answer.entries[0].key for item in items if item.is_resolved for answer in item.answers)
        return Edit(start, end, (Written(replacement, written, keys),))

    def _items(self, text: str, start: int, content: str, is_round: bool) -> list[Item]:
        year = YEAR.match(content.lstrip(" *_"))
        if year is None or not is_round:
            items = read_bracket(content, self.labels)
            return with_titles(items, text[max(0, start - _BEFORE) : start], self.labels) if is_round else items
        first, *others = content.split(";")
        narrative = self._narrative(text, start, first)
        name = shown_name(narrative.answers[0].entries[0]) if narrative.is_resolved else ""
        later = read_bracket(";".join(others), self.labels, name) if others else []
        return [narrative, *later]

    def _narrative(self, text: str, start: int, part: str) -> Item:
        """Read a bracket that begins with a year: its author stands before it, or earlier in the sentence."""
        found = YEAR.search(part)
        assert found is not None
        years, end = read_years(part, found.end(), found)
        before = text[max(0, start - _BEFORE) : start]
        named = name_at_end(before, self.labels, years[0], narrative=True)
        if named is not None:
            return self._of_name(part, named[1], years, found.end(), end)
        rest = part[found.end() :]
        has_locator = bool(_LOCATOR.match(rest)) and not any(month_number(word) for word in rest.split())
        is_bare = not rest.strip() and not before.endswith("(")
        sentence = Sentences(text[max(0, start - _LONGEST_SENTENCE) : start]).last
        entries = self.labels.within(sentence, years[0]) if has_locator or is_bare else ()
        suspect = has_locator or bool(years[0].letter) or (is_bare and looks_like_name(before))
        if len(entries) == 1:
            doubt = "" if has_locator else f"its author is taken from the sentence: '{shortened(sentence[-60:])}'"
            answer = Answer(Outcome.FOUND, entries, doubt)
            return Item(part, years=(years[0],), rest=rest, answers=(answer,), is_suspect=True)
        answers = (Answer(Outcome.AMBIGUOUS, entries),) if entries else ()
        return Item(part, years=(years[0],), rest=rest, answers=answers, is_suspect=suspect or bool(entries))

    def _of_name(self, part: str, name: str, years: list[Year], first_end: int, end: int) -> Item:
        answers = [self.labels.find(name, year) for year in years]
        if len(answers) > 1 and any(answer.outcome is not Outcome.FOUND for answer in answers[1:]):
            answers, end = answers[:1], first_end
        return Item(part, years=tuple(years[: len(answers)]), rest=part[end:], answers=tuple(answers), is_suspect=True)

    def _answered_ibid(self, item: Item, before: str) -> Item:
        """An "ibid." with its source: the last one, or that of the author whose name stands before the bracket."""
        if not item.is_ibid:
            return item
        named = name_at_end(before, self.labels, Year(""), narrative=True) if before else None
        if named is None:
            if self.last is None:
                return item
            return replace(
                self.last, written=item.written, prefix="", name="ibid", rest=item.rest or self.last.rest, is_ibid=True
            )
        if self.last is not None and self._is_by(named[1], self.last.answers[0].entries[0]):
            rest = item.rest or self.last.rest
            return replace(self.last, written=item.written, prefix="", name="", rest=rest, is_ibid=True)
        cited = (entry for entry in islice(reversed(self.cited), _LATEST) if self._is_by(named[1], entry))
        listed = self.labels.find(named[1], Year("")).entries
        entry = next(cited, listed[0] if len(listed) == 1 else None)
        if entry is None:
            return item
        doubt = "another source is cited just before it" if self.last is not None else ""
        years = (Year(entry.year, entry.letter),)
        return Item(item.written, years=years, rest=item.rest, answers=(Answer(Outcome.FOUND, (entry,), doubt),))

    def _is_by(self, name: str, entry: Entry) -> bool:
        """Whether a source can be cited under a name."""
        answer = self.labels.find(name, Year(entry.year, entry.letter))
        return answer.outcome is Outcome.FOUND and answer.entries[0].key == entry.key

    def _verified(self, items: Sequence[Item], narrative: bool) -> str:
        """The rewritten citation if it parses back to the intended keys; else an empty text."""
        if not any(item.is_resolved for item in items):
            return ""
        plain_words = any(
            item.keeps_words or not (item.is_resolved or item.is_suspect or item.is_ibid) for item in items
        )
        written = in_words(items) if plain_words else group(items, narrative=narrative)
        body, report = scan_body(written, Origin(""))
        meant = [answer.entries[0].key for item in items if item.is_resolved for answer in item.answers]
        read = [citation.key for each in body.citations for citation in each.citations]
        return written if read == meant and not report.diagnostics else ""

    def _report(self, text: str, start: int, written: str, items: Sequence[Item], *, failed: bool) -> None:
        begin = 0
        for item in items:
            # Each search starts after the previous item: starting from the beginning would take quadratic time.
            begin = max(begin, written.find(item.written, begin))
            at = start if len(items) == 1 else start + begin
            quoted = shortened(item.written if len(items) > 1 else written)
            if item.years and not item.name:
                quoted = f"{' '.join(text[max(0, start - _BEFORE) : start].split()[-2:])} {quoted}".strip()
            quoted = quoted.replace(OPAQUE, "…")
            if item.is_resolved and not failed:
                doubts = dict.fromkeys(answer.doubt for answer in item.answers if answer.doubt)
                for doubt in doubts:
                    keys = ", ".join(answer.entries[0].key for answer in item.answers)
                    problem = f"'{quoted}' is taken for {keys}, though {doubt}"
                    self._add(Rule.IMPORT_DOUBT, text[at:], problem, "check whether this is the intended source")
            elif item.is_suspect or item.is_ibid:
                self._add(Rule.IMPORT_CITATION, text[at:], *self._unresolved(quoted, item))

    def _unresolved(self, quoted: str, item: Item) -> tuple[str, str]:
        if item.is_ibid:
            return f"'{quoted}' follows no citation of one known source", "write [@key] with the source that it means"
        answer = item.answers[0] if item.answers else Answer(Outcome.UNKNOWN)
        listed = _few(entry.key for entry in answer.entries)
        if answer.outcome is Outcome.OTHER_YEAR:
            years = _few(f"{entry.year}{entry.letter}" or "no date" for entry in answer.entries)
            problem = f"'{quoted}' gives a year for which the list has no source by that name, but {years}"
            return problem, f"correct the year, or cite one of: {listed}"
        if answer.outcome is Outcome.AMBIGUOUS:
            return f"'{quoted}' may mean several sources in the list", f"cite one of: {listed}"
        if answer.outcome is Outcome.FOUND:
            return f"'{quoted}' cannot be written as a citation as it stands", f"write [@{listed}] by hand"
        name = re.sub(rf"(?<![\s,(])[\s,(]*+{A_YEAR}.*$", "", item.written, flags=re.DOTALL)
        near = self.labels.nearest(name) if name.strip() else ""
        problem = f"'{quoted}' looks like a citation, but names no source in the list"
        return problem, f"did the author mean '{near}'?" if near else "add the source, or leave the words as they are"

    def _report_bare(self, visible: str, start: int, end: int) -> None:
        """Report a known name and year without brackets, as in notes: it may or may not be a citation."""
        for year in YEAR.finditer(visible, start, end):
            if not year["year"] or not re.search(
                r"[^\W\d_.],?\s$", visible[max(start, year.start() - 3) : year.start()]
            ):
                continue
            exact = Year(year["year"], year["letter"] or "")
            named = name_at_end(
                visible[max(start, year.start() - _BEFORE) : year.start()], self.labels, exact, narrative=True
            )
            answer = self.labels.find(named[1], exact) if named else Answer(Outcome.UNKNOWN)
            if named and answer.outcome is Outcome.FOUND and not answer.doubt:
                problem = f"'{shortened(f'{named[1].strip()} {exact}')}' may be a citation without brackets"
                remedy = f"if it is, write {named[1].strip(' ,')} [-@{answer.entries[0].key}]"
                self._add(Rule.IMPORT_CITATION, visible[year.start() - len(named[1]) - 1 :], problem, remedy)

    def _add(self, rule: Rule, words: str, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(rule, self.places.at(self.line, words), problem, remedy))


def group(items: Sequence[Item], *, narrative: bool) -> str:
    """`[see @a, 3; @b]`. Unresolved items keep brackets of their own. A narrative group begins with years alone."""
    parts = []
    runs = groupby(enumerate(items), key=lambda pair: pair[1].is_resolved)
    for is_resolved, run in runs:
        pairs = list(run)
        if is_resolved:
            parts.append(
                "[" + "; ".join(_cited(item, narrative and _is_year(item, index)) for index, item in pairs) + "]"
            )
        else:
            parts.append("(" + escaped(";".join(item.written for _, item in pairs).strip()) + ")")
    return " ".join(parts)


def _is_year(item: Item, index: int) -> bool:
    """Whether only the year of an item is written, as the author stands before the bracket."""
    return not index or item.written.lstrip()[:1].isdigit()


def in_words(items: Sequence[Item]) -> str:
    """`(founded in 1994; see Kuik [-@kuik2016, 3])`: the other words of the bracket stay where they are."""
    return "(" + ";".join(_worded(item) if item.is_resolved else escaped(item.written) for item in items) + ")"


def _worded(item: Item) -> str:
    lead = item.written[: len(item.written) - len(item.written.lstrip())]
    words = escaped(" ".join(part for part in (item.prefix, item.name.strip(" ,")) if part))
    return f"{lead}{words} [{_cited(item, True)}]"


def _cited(item: Item, year_only: bool) -> str:
    keys = [f"{'-' if year_only else ''}@{answer.entries[0].key}" for answer in item.answers]
    prefix = "" if year_only else escaped(" ".join(item.prefix.split()))
    return (f"{prefix} " if prefix else "") + "; ".join(keys) + escaped(locator(item.rest))


def locator(rest: str) -> str:
    """The text after a key: a locator after a colon or without a mark gets its comma; a trailing stop is dropped."""
    text = " ".join(rest.split()).rstrip(",:")
    text = re.sub(r"(?<=\d)\.$", "", text)
    if not text or text == ".":
        return ""
    if text.startswith((":", ",", ".")):
        text = text[1:].lstrip()
        return f", {text}" if text else ""
    return f", {text}" if re.match(r"\d|pp?\.", text) else f" {text}"
