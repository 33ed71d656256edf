"""What is no text in bibliographies that programs have written."""

from __future__ import annotations

import re
from itertools import islice

from hedgesite.diagnostics import Diagnostic, Rule, Severity
from hedgesite.model.base import CONTROL_CHARACTER
from hedgesite.model.lines import end_of, with_newlines

_STRAY = re.compile(rf"(?!\r)(?:{CONTROL_CHARACTER.pattern}|[\udc80-\udcff])")
_MOST_STRAY = 10


def without_stray_bytes(data: bytes, shown: str) -> tuple[bytes, list[Diagnostic]]:
    """A bibliography in which a few bytes that are no text, left behind by programs, are read as blanks.

    Many such bytes are another encoding, in which blanks would destroy names: the file is left as it is.
    """
    text = data.decode(errors="surrogateescape")
    stray = list(islice(_STRAY.finditer(text), _MOST_STRAY + 1))
    # UTF-16 begins with two bytes that are not UTF-8, and has a zero byte in each Latin letter.
    if not 0 < len(stray) <= _MOST_STRAY or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data, []
    findings = [_finding(found, text, shown) for found in stray]
    return _STRAY.sub(" ", text).encode(), findings


def _finding(found: re.Match[str], text: str, shown: str) -> Diagnostic:
    code = ord(found[0])
    what = f"the byte 0x{code - 0xDC00:02x} is not UTF-8" if code > 255 else f"U+{code:04X} is a control character"
    origin = end_of(with_newlines(text[: found.start()]), shown)
    return Diagnostic(Rule.FILE_ENCODING, origin, what, "remove it; it is read as a blank", Severity.WARNING)
