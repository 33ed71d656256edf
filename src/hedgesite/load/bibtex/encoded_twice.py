"""Letters that a program wrote as UTF-8 and read as another encoding: `MuÃ±oz` for `Muñoz`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Rule
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.macros import RawField
from hedgesite.load.bibtex.splitter import RawEntry
from hedgesite.messages import shortened
from hedgesite.model.vocabulary import is_private

_FIRST = "ÃÂÅÄ"
"""First bytes of most letters of Europe, as Windows-1252 shows them."""
_OTHERS = "ÐÑÎÏ"
"""Those of Cyrillic and Greek, which stand side by side."""
_AFTER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(
    # A capital before a small letter is hardly followed by a sign, as it may be in `IRMÃ”`.
    rf"â€[{_AFTER}]?|(?:[{_OTHERS}][{_AFTER}]){{2,}}|(?<=[a-zß-ÿ])[{_FIRST}][{_AFTER}]|[{_FIRST}][{_AFTER}](?=[a-zß-ÿ])"
)
_PAIRS = re.compile(rf"â[{_AFTER}]{{2}}|[{_FIRST}{_OTHERS}][{_AFTER}]")
_LONGEST = 80
"""Characters of a word that is quoted."""


def report_encoded_twice(entries: Iterable[RawEntry], text: str, report: LocatedReport) -> None:
    """Report the first place of each entry that has such letters; `text` is that of all entries, in their order."""
    offsets = [] if text.isascii() else sorted(_places(text))
    for entry in entries if offsets else ():
        first = bisect_left(offsets, entry.start)
        if first == len(offsets) or offsets[first] >= entry.start + len(entry.raw):
            continue
        for field in entry.fields:
            found = _TWICE.search(field.raw)
            if found and not is_private(field.name):
                report.add(
                    Rule.BIB_FIELD, field.value_start + found.start(), *_finding(entry.key, field, found.start())
                )
                break


def _places(text: str) -> Iterator[int]:
    """Where such letters stand. Single signs are sought first, as they are rare."""
    for sign in (*_FIRST, *_OTHERS, "â€"):
        at = text.find(sign)
        while at >= 0:
            if _TWICE.match(text, at):
                yield at
            at = text.find(sign, at + 1)


def _finding(key: str, field: RawField, at: int) -> tuple[str, str]:
    before = field.raw[max(0, at - 40) : at]
    word = field.raw[at - len(re.split(r"\s", before)[-1]) :][:_LONGEST].split()[0]
    problem = f"'{shortened(word)}' in field '{field.name}' of '{key}' was encoded twice"
    return problem, f"export the file anew as UTF-8, or write '{shortened(_PAIRS.sub(_decoded, word))}'"


def _decoded(found: re.Match[str]) -> str:
    codes = b"".join(sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252") for sign in found[0])
    meant = codes.decode("utf-8", "ignore")
    # A quotation mark of Windows-1252 that was taken for a control character.
    return meant.encode("latin-1").decode("cp1252", "ignore") if "\x7f" < meant < "\xa0" else meant or found[0]
