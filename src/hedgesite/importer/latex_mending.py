"""Lets Pandoc read LaTeX, and mends what stops it: a fault costs the markup around it, and no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.document import Document
from hedgesite.importer.latex_balance import Edit, edited, faults
from hedgesite.importer.latex_cite_groups import OPTIONS
from hedgesite.importer.latex_preamble import without_definitions, without_macro
from hedgesite.importer.pandoc_json import NoPandocError, pandoc_json
from hedgesite.importer.places import Places
from hedgesite.importer.reading import refused_by_pandoc, unreadable, without_pandoc
from hedgesite.importer.tree import Block
from hedgesite.messages import shortened
from hedgesite.pandoc import Message, PandocError

Parsed = tuple[tuple[Block, ...], dict[str, Any], list[Message]]
_PLACE = re.compile(r"line (?P<line>\d+)")
_LOOP = re.compile(r"Loop encountered in expanding macro (?P<name>[A-Za-z@]+)")
_BEGIN = re.compile(r"\\begin\s*\{(?P<name>[A-Za-z]+\*?)\}")
_END = re.compile(r"\\end\s*\{(?P<name>[A-Za-z]+\*?)\}")
_MOST_TRIES, _FEWEST_TRIES = 20, 4
_MOST_READ = 8_000_000
"""Characters that Pandoc reads in all tries together, since each of them reads the whole manuscript."""
_MOST_TOLD = 200
"""Most faults of balance that have a finding of their own: each is looked for in the whole manuscript."""
_PROSE = frozenset({
    "document", "abstract", "itemize", "enumerate", "description", "quote", "quotation", "center", "flushleft",
    "flushright", "figure", "figure*", "table", "table*", "footnotesize", "small", "minipage", "verbatim", "appendices",
})  # fmt: skip
"""Environments of which a line can be words. Any other one that stops Pandoc is kept as a listing."""
_MARKUP = re.compile(
    r"(?P<kept>\\(?:begin|end)\s*\{[^{}]*\}(?:\[[^\]]{0,200}\])?|\\item(?![A-Za-z])|\\[%&#_${}])"
    r"|(?P<comment>%.*)|\\(?:[A-Za-z@]+\*?(?:\[[^\]]{0,200}\])*|.)|(?P<sign>[#_])|[{}$^~&]"
)
_WITH_CITATIONS = re.compile(rf"(?P<cited>\\[A-Za-z]*[cC]ite[A-Za-z]*\*?{OPTIONS}\{{[^{{}}\\]*\}})|{_MARKUP.pattern}")
_LOOK = "see whether the words around it look as they should"


def read_mended(path: Path, shown: str, text: str, document: Document) -> tuple[str, Parsed]:
    """What Pandoc makes of a text, and the text as mended. Raises UnreadableError if Pandoc is missing or fails."""
    for _ in range(max(min(_MOST_TRIES, _MOST_READ // max(len(text), 1)), _FEWEST_TRIES)):
        try:
            return text, pandoc_json("latex", text.encode(), (), document.left_out)
        except NoPandocError:
            raise without_pandoc(path, shown) from None
        except PandocError as error:
            changed = _without_what_stopped(str(error), text, document)
            if changed == text:
                raise refused_by_pandoc(path, shown, error) from None
            text = changed
    raise unreadable(shown, f"Pandoc cannot read '{path.name}' in too many places", "convert it to Markdown by hand")


def _without_what_stopped(error: str, text: str, document: Document) -> str:
    """The text without what stopped Pandoc; unchanged if that is not known."""
    if loop := _LOOP.search(error):
        changed = without_macro(text, loop["name"])
        problem = f"the macro \\{loop['name']} uses itself, and is not expanded"
        if changed != text:
            document.findings.append(Diagnostic(Rule.IMPORT_TEXT, document.places.at(1), problem, _LOOK))
        return changed
    if "of memory" in error and (changed := without_definitions(text)) != text:
        problem = "Pandoc needs too much memory for the macros that \\def defines, which are not expanded"
        document.findings.append(Diagnostic(Rule.IMPORT_TEXT, document.places.at(1), problem, _LOOK))
        return changed
    place = _PLACE.search(error) if "cannot read it" in error else None
    return _mended(text, int(place["line"]), document) if place else text


def _mended(text: str, line: int, document: Document) -> str:
    """The text without its faults of balance, or without what may have stopped Pandoc at a line.

    Unchanged if there is nothing to mend.
    """
    if edits := faults(text):
        document.findings += _of_balance(text, edits, document.places)
        return edited(text, edits)
    lines = text.split("\n")
    line = min(line, len(lines)) - 1
    start = sum(len(each) + 1 for each in lines[:line])
    changed, words = _listing(text, start, start + len(lines[line]))
    if changed == text:
        changed, words = _unwrapped(text, start, start + len(lines[line]))
    if changed == text:
        # Pandoc may say where it could not go on, which is behind what stopped it; or one line too early.
        near = [line, *range(line + 1, min(line + 2, len(lines))), *range(line - 1, max(line - 20, -1), -1)]
        at = next((at for at in near if _as_words(lines[at]) != lines[at]), line)
        words, lines[at] = lines[at], _as_words(lines[at])
        changed = "\n".join(lines)
    if changed != text:
        problem = f"Pandoc cannot read '{shortened(words.strip(), 60)}', whose words are kept without their markup"
        # Preparing the text adds lines, and takes none away.
        added = text.count("\n") - document.places.text.count("\n")
        origin = document.places.at(max(line + 1 - added, 1), words.strip())
        document.findings.append(Diagnostic(Rule.IMPORT_TEXT, origin, problem, "write it anew in the companion"))
    return changed


def _listing(text: str, start: int, end: int) -> tuple[str, str]:
    """The text with the environment around a line as a listing, and what it was; unchanged if only prose is around."""
    for found in reversed(list(_BEGIN.finditer(text, 0, end))[-20:]):
        closing = f"\\end{{{found['name']}}}"
        close = text.find(closing, found.end())
        if close + len(closing) < start:
            continue
        if found["name"] in _PROSE:
            break
        inner = text[found.end() : close]
        after = text[close + len(closing) :]
        return f"{text[: found.start()]}\\begin{{verbatim}}{inner}\\end{{verbatim}}{after}", inner
    return text, ""


def _unwrapped(text: str, start: int, end: int) -> tuple[str, str]:
    """The text without the environment that ends on a line, whose content stays; unchanged if none ends there."""
    ending = _END.search(text, start, end)
    begins = [found for found in _BEGIN.finditer(text, 0, start) if ending and found["name"] == ending["name"]]
    if not ending or not begins or ending["name"] == "document":
        return text, ""
    first = re.compile(r"(?:\[[^\]\n]*\])?").match(text, begins[-1].end())
    inner = text[first.end() if first else begins[-1].end() : ending.start()]
    return f"{text[: begins[-1].start()]}{inner}{text[ending.end() :]}", ending[0]


def _as_words(line: str) -> str:
    """A line of LaTeX without its commands but those of citing; without those too if nothing else is in it.

    What begins and ends environments and items stays.
    """
    kept = _without_markup(line, _WITH_CITATIONS)
    return kept if kept != line else _without_markup(line, _MARKUP)


def _without_markup(line: str, pattern: re.Pattern[str]) -> str:
    def instead(found: re.Match[str]) -> str:
        if found.groupdict().get("cited"):
            return found[0]
        if found["sign"]:
            return f"\\{found['sign']}"
        return found["kept"] or ("" if found["comment"] else " ")

    return pattern.sub(instead, line)


def _of_balance(text: str, edits: Sequence[Edit], places: Places) -> Iterator[Diagnostic]:
    for start, end, instead in edits[:_MOST_TOLD]:
        before = text[max(text.rfind("\n", 0, start) + 1, start - 40) : start]
        words = " ".join(f"{before[-12:]}{text[start : max(end, start + 24)]}".split())
        is_missing = start == end
        problem = (
            f"'{instead}' is missing, and added in '{words}'"
            if is_missing
            else f"'{text[start:end]}' has no counterpart, and is left out of '{words}'"
        )
        origin = places.of(f"{before}{text[start : max(end, start + 10)]}", len(before))
        yield Diagnostic(Rule.IMPORT_DOUBT, origin, problem, _LOOK)
    if len(edits) > _MOST_TOLD:
        problem = f"{len(edits) - _MOST_TOLD} more braces or environments have no counterpart"
        yield Diagnostic(Rule.IMPORT_DOUBT, places.at(1), problem, _LOOK)
