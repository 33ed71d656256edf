"""Syntax of `.bib` files within one command: fields and their values, each with its position."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from hedgesite.diagnostics import Rule, Severity
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.macros import Macros, RawField
from hedgesite.model.vocabulary import is_private

_NAME = r"[^\W\d][^\s\"#%'(),={}]*"
GAP = re.compile(r"(?:\s+|%[^\r\n]*)*")
"""Blanks and comments between the parts of an entry."""
_FIELD = re.compile(rf"({_NAME})\s*={GAP.pattern}")
_FIELD_WITHOUT_EQUALS = re.compile(rf"({_NAME})\s*(?=[{{\"])")
_FURTHER_FIELD = re.compile(rf"\s*,\s*(?={_NAME}\s*=)")
_FIELD_LINE = re.compile(rf"[\r\n][ \t]*(?={_NAME}[ \t]*=[ \t]*[{{\"\w])")
_READABLE_LINE = re.compile(rf"[\r\n][ \t]*(?=(?:{_NAME}[ \t]*=)|[}})])")
BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_UMLAUT = re.compile(r"\\\"(?:[^\W\d_]|\{)")
_BARE = {"}": re.compile(r"[^,\r\n{}#\"%=]*"), ")": re.compile(r"[^,\r\n{}#\"%=)]*")}
_WORD = re.compile(_NAME)
_COMMENTED_OUT = re.compile(r"(?://|/\*|#|--|;|@(?=\w+\s*=))")
"""Beginning of a line that was put out of use with the sign of another language."""
NOTHING_LOST = Severity.WARNING
"""Of a fault despite which everything is read as it was meant: BibTeX's programs continue as well."""


class BodyReader:
    """Parser for the content of one command's braces, up to `limit`."""

    def __init__(
        self, text: str, report: LocatedReport, macros: Macros, limit: int, published: Collection[str] = ()
    ) -> None:
        self.text = text
        self.published = published
        self.located_report = report
        self.macros = macros
        self.limit = limit
        self.closer = "}"
        self.fields: list[RawField] = []
        self.macros_used: list[str] = []
        self.private: list[tuple[int, int]] = []
        """Ranges of private fields, each from the preceding comma."""
        self.comma = limit
        self.limit_beyond_commands: Callable[[int, int], int | None] = lambda _entry, _brace: None
        self.open_values = 0
        """Number of unclosed values. After the first one, no value may extend beyond the line before the next field."""
        self.next_field_line = -1
        self.start = 0

    def read_macros(self, start: int, position: int) -> int:
        end = self.read_fields(start, "@string", position)
        for field in self.fields:
            self.macros.define(field)
        return end

    def skip_preamble(self, start: int, position: int) -> int:
        self.start = start
        _, _, position = self.read_value("@preamble", start, self.skip_gap(position))
        position = self.skip_gap(position)
        if self.text.startswith(self.closer, position):
            return position + 1
        self.report(start, "@preamble is not closed", f"close it with '{self.closer}'")
        return self.limit

    def read_fields(self, start: int, what: str, position: int) -> int:
        """Read fields up to the end of the command, and return its offset."""
        self.start = start
        while True:
            position = self.skip_gap(position)
            if position >= self.limit:
                resumed = self.reread_last_value()
                if resumed is None:
                    self.report(start, f"{what} has no closing '{self.closer}'", f"add '{self.closer}' at its end")
                    return self.limit
                position = resumed
                continue
            character = self.text[position]
            if character == self.closer:
                # A comma and `name =` after the closing bracket show that a bracket within the entry was one too many.
                further = _FURTHER_FIELD.match(self.text, position + 1, self.limit)
                if further is None:
                    return position + 1
                problem = f"'{self.closer}' ends {what} before its last field"
                self.report(position, problem, "remove the surplus closing bracket; the fields after it were read")
                position = further.end()
            elif character == ",":
                self.comma = position
                position += 1
            else:
                position = self.read_field(what, position)

    def read_field(self, what: str, position: int) -> int:
        match = _FIELD.match(self.text, position, self.limit)
        if match is None:
            match = _FIELD_WITHOUT_EQUALS.match(self.text, position, self.limit)
            if match is None:
                return self.pass_over(what, position)
            self.report(
                position,
                f"no '=' follows the field name '{match[1]}' in {what}",
                "put '=' before the value",
                NOTHING_LOST,
            )
        name = match[1].lower()
        open_values = self.open_values
        raw, value_start, end = self.read_value(f"field '{name}'", position, match.end())
        if end > value_start:
            self.fields.append(RawField(name, raw, position, value_start))
        if is_private(name, self.published):
            self.private.append((min(self.comma, position), end))
        following = self.skip_gap(end)
        if self.open_values > open_values or following >= self.limit or self.text[following] in f",{self.closer}":
            return following
        if _FIELD.match(self.text, following, self.limit):
            self.report(end, f"no comma follows field '{name}'", "end the field with a comma", NOTHING_LOST)
            return following
        resumed = self.reread_last_value()
        return self.pass_over(f"field '{name}'", following) if resumed is None else resumed

    def pass_over(self, what: str, position: int) -> int:
        """Report unreadable text, and continue at the next readable line."""
        # The bound keeps recovery linear: without it, every fault of a long entry would copy the rest of the entry.
        line = self.text[position : self.limit].split("\n", 1)[0].strip() if self.limit - position < 500 else ""
        shown = (line or self.text[position : position + 40].split("\n", 1)[0]).strip()[:60]
        level = NOTHING_LOST if _COMMENTED_OUT.match(shown) else None
        self.report(position, f"'{shown}' in {what} is not 'name = value'", "correct it; it was left out", level)
        match = _READABLE_LINE.search(self.text, position, self.limit)
        if match:
            return match.end()
        closing = self.text.find(self.closer, position, self.limit)
        return closing if closing >= 0 else self.limit

    def reread_last_value(self) -> int | None:
        """Cut the last value if it swallowed the start of another field; return where to continue, else None."""
        if not self.fields or self.open_values:
            return None
        field = self.fields[-1]
        # Only delimited values can swallow a line: bare ones end at the line break.
        if self.text[field.value_start - 1] not in '{"':
            return None
        match = _FIELD_LINE.search(self.text, field.value_start, self.limit)
        value_end = field.value_start + len(field.raw)
        if match is None or match.start() > value_end:
            return None
        raw = self.text[field.value_start : match.start()].rstrip(" \t\r\n,")
        self.fields[-1] = field._replace(raw=_closed(raw))
        self.report_open_value(f"field '{field.name}'", field.start)
        return match.end()

    def report_open_value(self, what: str, start: int) -> None:
        self.open_values += 1
        problem = f"the value of {what} has no closing brace or quotation mark"
        self.report(start, problem, "close it; it was read up to the next field")

    def read_value(self, what: str, start: int, position: int) -> tuple[str, int, int]:
        """Raw value, offset of its first character, and its end. Parts joined by `#` are concatenated."""
        raw, value_start, position = self.read_part(what, start, position)
        following = self.skip_gap(position)
        if not self.text.startswith("#", following) or following >= self.limit:
            return raw, value_start, position
        parts = [raw]
        while self.text.startswith("#", following) and following < self.limit:
            part, _, position = self.read_part(what, start, self.skip_gap(following + 1))
            parts.append(part)
            following = self.skip_gap(position)
        return "".join(parts), value_start, position

    def read_part(self, what: str, start: int, position: int) -> tuple[str, int, int]:
        if position < self.limit:
            if self.text[position] == "{":
                return self.read_delimited(what, start, position, self.end_of_braces(position))
            if self.text[position] == '"':
                return self.read_delimited(what, start, position, self.end_of_quotes(position))
        return self.read_bare(what, start, position)

    def read_delimited(self, what: str, start: int, opening: int, closing: int) -> tuple[str, int, int]:
        if closing >= 0:
            return self.text[opening + 1 : closing], opening + 1, closing + 1
        self.report_open_value(what, start)
        end = self.field_line_after(opening)
        raw = self.text[opening + 1 : end].rstrip(" \t\r\n,")
        if end == self.limit:
            # At the limit, the last brace most likely closes the entry.
            raw = raw.removesuffix("}").rstrip()
        return _closed(raw), opening + 1, end

    def end_of_braces(self, opening: int) -> int:
        """Offset of the brace that closes the one at `opening`, or -1."""
        limit = self.value_limit(opening)
        closing = self.text.find("}", opening, limit)
        if self.text.find("{", opening + 1, closing) < 0:
            return closing
        depth = 0
        for match in BRACE.finditer(self.text, opening, limit):
            depth += 1 if match[0] == "{" else -1
            if not depth:
                return match.start()
        return self.end_beyond_limit(opening)

    def end_beyond_limit(self, opening: int) -> int:
        # After one unclosed value, brace counts prove nothing.
        new_limit = None if self.open_values else self.limit_beyond_commands(self.start, opening)
        if new_limit is None or new_limit <= self.limit:
            return -1
        self.limit = new_limit
        return self.end_of_braces(opening)

    def end_of_quotes(self, opening: int) -> int:
        depth = 0
        for match in _BRACE_OR_QUOTE.finditer(self.text, opening + 1, self.value_limit(opening)):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                # A brace that closes the entry shows that the quotation mark was forgotten.
                if depth < 0:
                    return -1
            elif not depth:
                # Authors copy \" from body text: an accent, where BibTeX sees the end of the value.
                if not _UMLAUT.match(self.text, match.start() - 1):
                    return match.start()
                problem = "the quotation mark of '\\\"' would end the value"
                self.report(match.start() - 1, problem, 'put the accent in braces: {\\"u}', NOTHING_LOST)
        return -1

    def value_limit(self, opening: int) -> int:
        return self.field_line_after(opening) if self.open_values else self.limit

    def field_line_after(self, offset: int) -> int:
        """End of the line before the next field, or the limit."""
        # Remembered, so that many unclosed values do not each search the rest of the entry.
        if self.next_field_line < offset:
            match = _FIELD_LINE.search(self.text, offset, self.limit)
            self.next_field_line = match.start() if match else self.limit
        return self.next_field_line

    def read_bare(self, what: str, start: int, position: int) -> tuple[str, int, int]:
        """Read a number or the name of a macro; anything else should be in braces."""
        match = _BARE[self.closer].match(self.text, position, self.limit)
        bare = match[0].rstrip() if match else ""
        end = position + len(bare)
        if not bare or self.text.startswith("=", self.skip_gap(end)):
            self.report(start, f"{what} has no value", "give one or remove the field")
            return "", position, position
        if bare.isdecimal():
            return bare, position, end
        if _WORD.fullmatch(bare):
            self.macros_used.append(bare.lower())
            return self.macros.value(bare, position), position, end
        self.report(position, f"the value '{bare}' of {what} is not in braces", f"write {{{bare}}}", NOTHING_LOST)
        return bare, position, end

    def skip_gap(self, position: int) -> int:
        # Fast path: these characters begin neither a blank nor a comment.
        if position < self.limit and "%" < self.text[position] <= "~":
            return position
        match = GAP.match(self.text, position, self.limit)
        return match.end() if match else position

    def report(self, offset: int, problem: str, remedy: str, level: Severity | None = None) -> None:
        self.located_report.add(Rule.BIB_SYNTAX, offset, problem, remedy, level)


def _closed(raw: str) -> str:
    """Close the open braces, so that the LaTeX reader does not report the same fault again."""
    depth = 0
    for match in BRACE.finditer(raw):
        depth = max(0, depth + (1 if match[0] == "{" else -1))
    return raw + "}" * depth
