"""A whole entry: head, year and body in the order of the style (15.6)."""

from __future__ import annotations

from hedgesite.model.richtext import NOTHING, Runs, capitalized, joined, plain, sentences, text_of
from hedgesite.styles import apa, chicago
from hedgesite.styles.head import Head
from hedgesite.styles.names import listed
from hedgesite.styles.work import Work


def entry(work: Work, head: Head, suffix: str = "", *, repeats: bool = False) -> Runs:
    """The entry with the letter after its year; `repeats` where a dash replaces the names."""
    if work.rules.layout == "apa":
        return apa.entry(work, head, suffix)
    opening = _opening(work, head, repeats=repeats)
    return sentences([opening, _year(work, suffix), *chicago.entry_body(work, head)])


def _opening(work: Work, head: Head, *, repeats: bool) -> Runs:
    """The author's names, `ed.` after an editor's, the short form before a body's (15.17, 15.36–37)."""
    if not head.persons and not repeats:
        return _short_first(head, head.runs or plain(head.short))
    names = work.rules.repeated_name if repeats else listed(head.persons, work.rules, others=head.others)
    opening = plain(names) if repeats else _short_first(head, plain(names)) + _pen_name(work)
    return joined(", ", (opening, plain(head.role_label)))


def _short_first(head: Head, full: Runs) -> Runs:
    return plain(f"{head.short} (") + full + plain(")") if head.shows_short else full


def _pen_name(work: Work) -> Runs:
    """What is added to the name: a social-media handle in parentheses, a real name in brackets (14.80–82, 14.209)."""
    addon = work.field("nameaddon")
    if not addon:
        return NOTHING
    opening, closing = (" (", ")") if text_of(addon).startswith("@") else (" [", "]")
    return plain(opening) + addon + plain(closing)


def _year(work: Work, suffix: str) -> Runs:
    """`2018a`, `n.d.-a`, `Forthcoming`, `(1813) 2003` (15.20, 15.40, 15.44–45)."""
    year = work.year
    between = "" if not suffix or year.text[-1:].isdigit() or year.text.endswith("]") else "-"
    text = plain(f"{year.text}{between}{suffix}")
    text = text if year.text == "n.d." else capitalized(text)
    return plain(f"({year.original}) ") + text if year.original else text
