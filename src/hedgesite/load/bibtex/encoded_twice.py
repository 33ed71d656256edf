"""Letters that a program wrote as UTF-8 and read as another encoding: `MuÃ±oz` for `Muñoz`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hedgesite.diagnostics import Rule
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.relations import Node
from hedgesite.messages import shortened

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
_WORD = re.compile(r"\S{0,40}")


def report_encoded_twice(nodes: Iterable[Node], text: str, report: LocatedReport) -> None:
    """Report the first place of each entry that has such letters; `text` is that of all entries."""
    if text.isascii() or not any(sign in text for sign in (*_FIRST, *_OTHERS, "â€")):
        return
    for node in nodes:
        for field in node.fields.values():
            found = _TWICE.search(field.raw)
            if found:
                before = field.raw[max(0, found.start() - 40) : found.start()]
                start = found.start() - len(re.split(r"\s", before)[-1])
                word = (_WORD.match(field.raw, start) or found)[0]
                meant = _PAIRS.sub(_decoded, word)
                problem = f"'{shortened(word)}' in field '{field.name}' of '{node.key}' was encoded twice"
                remedy = f"export the file anew as UTF-8, or write '{shortened(meant)}'"
                report.add(Rule.BIB_FIELD, field.value_start + found.start(), problem, remedy)
                break


def _decoded(found: re.Match[str]) -> str:
    codes = b"".join(sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252") for sign in found[0])
    meant = codes.decode("utf-8", "ignore")
    # A quotation mark of Windows-1252 that was taken for a control character.
    return meant.encode("latin-1").decode("cp1252", "ignore") if "\x7f" < meant < "\xa0" else meant or found[0]
