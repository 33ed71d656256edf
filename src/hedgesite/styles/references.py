"""From sources to the list of references: heads, labels, order, letters after years, entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.richtext import Runs, text_of, to_html
from hedgesite.model.source import Person, Source
from hedgesite.styles.collation import collation_key, without_article
from hedgesite.styles.entries import entry
from hedgesite.styles.head import Head, head_of
from hedgesite.styles.labels import labels, letter
from hedgesite.styles.names import surname
from hedgesite.styles.reference import Reference, References, SortKey
from hedgesite.styles.rules import STYLES, Rules
from hedgesite.styles.work import Work


@dataclass(frozen=True, slots=True)
class Listed:
    """A work with all that its place among the others decides."""

    work: Work
    head: Head
    label: Runs
    narrative: Runs
    key: SortKey
    suffix: str = ""
    repeats: bool = False
    """Whether the entry before begins with the same names."""

    @property
    def repeats_in_list(self) -> bool:
        return self.repeats and bool(self.work.rules.repeated_name)

    @property
    def year(self) -> str:
        year = self.work.year
        between = "" if year.text[-1:].isdigit() or year.text.endswith("]") else "-"
        text = f"{year.text}{between}{self.suffix}" if self.suffix else year.text
        return f"[{year.original}] {text}" if year.original else text


def format_references(
    sources: Iterable[Source], style: str = "chicago-author-date", language: str = "en"
) -> References:
    """Format sources in one of STYLES; `language` is that of the text around, by which titles are foreign.

    Missing fields are left out, and a source without any still gives an entry with its key. Of sources with one key
    the first counts. Raises ValueError for an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"'{style}' is no style; there are {', '.join(STYLES)}")
    by_key: dict[str, Source] = {}
    for source in sources:
        by_key.setdefault(source.key, source)
    listed = in_list_order(list(by_key.values()), STYLES[style], language)
    aliases = {alias: source.key for source in by_key.values() for alias in source.aliases}
    return References(
        MappingProxyType({item.work.source.key: _reference(item) for item in listed}), MappingProxyType(aliases)
    )


def in_list_order(sources: Sequence[Source], rules: Rules, language: str = "en") -> list[Listed]:
    """Sort, then tell apart works of one label and year by letters (15.16–20)."""
    works = [Work.of(source, rules, language) for source in sources]
    heads = [head_of(work) for work in works]
    years = [work.year.text for work in works]
    narrative = labels(heads, years, rules)
    cited = labels(heads, years, rules, rules.conjunction) if rules.conjunction != "and" else narrative
    items = sorted(
        (
            Listed(work, head, label, spoken, _sort_key(work, head))
            for work, head, label, spoken in zip(works, heads, cited, narrative, strict=True)
        ),
        key=lambda item: item.key,
    )
    return _with_repetition(_with_letters(items))


def _sort_key(work: Work, head: Head) -> SortKey:
    names = [collation_key(part) for part in _sorted_names(head)]
    title = collation_key(without_article(work.text("title")))
    era = work.rules.eras.index(work.year.era)
    return (
        tuple(primary for primary, _ in names),
        tuple(secondary for _, secondary in names),
        era,
        work.year.order,
        title,
        work.source.key,
    )


def _sorted_names(head: Head) -> list[str]:
    if head.shows_short or not head.persons:
        return [without_article(head.short or text_of(head.runs).strip("“”")), ""]
    parts = [part for person in head.persons for part in _sorted_name(person)]
    return [*parts, "\uffff"] if head.others else parts


def _sorted_name(person: Person) -> tuple[str, str]:
    if person.is_body:
        return without_article(person.literal), ""
    return surname(person), f"{person.given} {person.suffix}"


def _with_letters(items: Sequence[Listed]) -> list[Listed]:
    def cited_as(item: Listed) -> tuple[str, str]:
        return text_of(item.label).casefold(), item.work.year.text

    total = Counter(map(cited_as, items))
    seen: dict[tuple[str, str], int] = defaultdict(int)
    result = []
    for item in items:
        identity = cited_as(item)
        suffix = letter(seen[identity]) if total[identity] > 1 else ""
        seen[identity] += 1
        result.append(Listed(item.work, item.head, item.label, item.narrative, item.key, suffix))
    return result


def _with_repetition(items: Sequence[Listed]) -> list[Listed]:
    result: list[Listed] = []
    before: Head | None = None
    for item in items:
        head = item.head
        repeats = before is not None and _begins_like(before, head)
        result.append(Listed(item.work, head, item.label, item.narrative, item.key, item.suffix, repeats))
        before = head
    return result


def _begins_like(before: Head, head: Head) -> bool:
    if head.persons:
        return (before.persons, before.others, before.shows_short) == (head.persons, head.others, head.shows_short)
    return head.field == "journaltitle" and before.runs == head.runs


def _reference(item: Listed) -> Reference:
    work, head = item.work, item.head
    whole = entry(work, head, item.suffix)
    dashed = entry(work, head, item.suffix, repeats=True) if item.repeats_in_list else whole
    html, text = to_html(whole), text_of(whole)
    label, title = text_of(item.label), work.text("title")
    return Reference(
        key=work.source.key,
        html=html,
        text=text,
        label=label,
        year=item.year,
        name=f"{label} {item.year}" + (f", {title}" if title and head.field != "title" else ""),
        sort_key=item.key,
        list_html=html if dashed is whole else to_html(dashed),
        list_text=text if dashed is whole else text_of(dashed),
        label_html=to_html(item.label),
        narrative_html=to_html(item.narrative),
    )
