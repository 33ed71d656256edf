r"""Conversion of LaTeX in bibliographies to Unicode and rich text.

Values of a `.bib` file contain simple LaTeX: accents, dashes, quotation marks, emphasis, protected capitals, short
formulas. The reader takes linear time and bounds nesting; it shows unknown commands without their markup, and reports
them. It also reads the HTML that programs export from publishers' records (`<i>`, `{\textless}i{\textgreater}`).
"""

from __future__ import annotations

import html
from itertools import groupby

from pybtex.richtext import BaseText, HRef, Protected, Tag, Text

from hedgesite.load import latex_commands as commands
from hedgesite.load.latex_symbols import NO_BREAK_SPACE, SYMBOLS
from hedgesite.load.latex_tokens import Cursor, LatexProblem, Token, closing_of_formula, even, is_plain, without_escapes
from hedgesite.model.fields import is_web_address
from hedgesite.model.richtext import Runs, from_pybtex, plain, spaced_once, text_of

_DASHES = {"-": "-", "--": "–", "---": "—"}
_QUOTES = {"``": "“", "''": "”", "`": "‘", "'": "’", ",,": "„", "<<": "«", ">>": "»"}
_SIGNS_OF_FORMULA = frozenset("\\^_")
_INVERTED = {"?": "¿", "!": "¡"}

Part = str | BaseText


def to_runs(raw: str) -> tuple[Runs, tuple[LatexProblem, ...]]:
    """Convert a raw value of a `.bib` file to rich text; the second result lists what could not be shown."""
    if is_plain(raw):
        return plain(even(raw).strip(" ")), ()
    reader = _Reader(raw)
    parts = (from_pybtex(part) if isinstance(part, BaseText) else plain(part) for part in _merged(reader.read_all()))
    return spaced_once(run for runs in parts for run in runs), tuple(reader.problems)


def to_plain(raw: str) -> tuple[str, tuple[LatexProblem, ...]]:
    """Convert a raw value to plain Unicode text, as `to_runs` does."""
    runs, problems = to_runs(raw)
    return text_of(runs), problems


class _Reader(Cursor):
    """Recursive-descent reader. Nested calls raise `depth`, and none is made beyond the deepest nesting."""

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.quotation_depth = 0
        self.protected = False
        self.in_maths = False

    def read_all(self) -> list[Part]:
        parts: list[Part] = []
        while self.next < len(self.tokens):
            parts += self.sequence("")
            if self.next < len(self.tokens):
                token = self.tokens[self.next]
                self.next += 1
                self.report(token, "'}' has no opening brace", "remove it or add the opening brace")
        return parts

    def sequence(self, closing_tag: str) -> list[Part]:
        """Read up to a closing brace, the closing tag, or the end; leave that token to the caller."""
        parts: list[Part] = []
        ignored_braces = 0
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            if token.kind == "close":
                if not ignored_braces:
                    break
                ignored_braces -= 1
                self.next += 1
            elif token.kind == "tag" and token.text == closing_tag:
                break
            elif token.kind == "open" and self.is_too_deep(token):
                # Braces beyond the bound are dropped in pairs, so that their text is still shown.
                ignored_braces += 1
                self.next += 1
            else:
                self.next += 1
                self.add(token, parts, closing_tag)
        return parts

    def nested(self, closing_tag: str = "") -> list[Part]:
        self.depth += 1
        parts = self.sequence(closing_tag)
        self.depth -= 1
        return parts

    def add(self, token: Token, parts: list[Part], closing_tag: str) -> None:
        """Append the text of a token and of its arguments."""
        match token.kind:
            case "plain":
                parts.append(even(token.text).replace("-", "−" if self.in_maths else "-"))
            case "word" | "symbol":
                self.add_command(token, parts, closing_tag)
            case "dash":
                parts.append(_DASHES[token.text])
            case "quote":
                self.add_quote(token, parts)
            case "open":
                self.add_group(parts)
            case "tie":
                parts.append(NO_BREAK_SPACE)
            case "maths":
                self.add_maths(token, parts)
            case "script":
                self.add_script(token, parts)
            case "tag":
                self.add_html(token, parts)
            case "entity":
                parts.append(html.unescape(token.text))
            case "escaped":
                self.add_escaped(token, parts)
            case _:
                if token.text == "\\":
                    self.report(token, "'\\' has nothing after it", "remove it or write \\textbackslash")
                parts.append(token.text)

    def add_quote(self, token: Token, parts: list[Part]) -> None:
        last = parts[-1] if parts else ""
        if self.in_maths:
            parts.append("′" * len(token.text))
        elif token.text == "`" and isinstance(last, str) and last[-1:] in _INVERTED and last[-2:-1] in {"", " "}:
            parts[-1] = last[:-1] + _INVERTED[last[-1]]
        else:
            parts.append(_QUOTES[token.text])

    def add_group(self, parts: list[Part]) -> None:
        """Read a group after its opening brace: protected, unless it begins with a command as `{\\'e}` does."""
        begins_with_command = self.next < len(self.tokens) and self.tokens[self.next].kind in {"word", "symbol"}
        protects = not (begins_with_command or self.protected or self.in_maths)
        outer, self.protected = self.protected, self.protected or protects
        inner = self.nested()
        self.protected = outer
        self.skip_closing_brace()
        if protects:
            parts.append(Protected(*_merged(inner)))
        else:
            parts += inner

    def argument(self) -> list[Part]:
        """Read a command's argument: a brace group, one command, or one character."""
        self.skip_blanks()
        if self.next == len(self.tokens) or self.tokens[self.next].kind == "close":
            return []
        token = self.tokens[self.next]
        if self.is_too_deep(token):
            return []
        self.next += 1
        if token.kind == "open":
            parts = self.nested()
            self.skip_closing_brace()
            return _merged(parts)
        if token.kind == "plain" and len(token.text) > 1:
            self.next -= 1
            self.tokens[self.next] = token._replace(text=token.text[1:], offset=token.offset + 1)
            return [token.text[0]]
        parts = []
        self.depth += 1
        self.add(token, parts, "")
        self.depth -= 1
        return parts

    def text_argument(self) -> str:
        return "".join(map(str, self.argument()))

    def verbatim_argument(self) -> str:
        characters = self.characters_in_braces()
        return self.text_argument() if characters is None else characters

    def add_command(self, token: Token, parts: list[Part], closing_tag: str) -> None:
        name = token.text[1:]
        if name in commands.ACCENTS:
            parts.append(commands.accented(name, self.text_argument()))
        elif name in SYMBOLS:
            parts.append(SYMBOLS[name])
        elif name in commands.TAGS:
            parts.append(Tag(commands.TAGS[name], *self.argument()))
        elif name in commands.SWITCHES:
            if not self.is_too_deep(token):
                parts.append(Tag(commands.SWITCHES[name], *_merged(self.nested(closing_tag))))
        elif name in commands.TRANSPARENT:
            parts += self.argument()
        elif name in commands.PROTECTING:
            parts.append(Protected(*self.argument()))
        elif name in commands.SILENT_WITH_ARGUMENT:
            self.argument()
        elif name not in commands.SILENT:
            self.add_special(token, name, parts)

    def add_special(self, token: Token, name: str, parts: list[Part]) -> None:
        match name:
            case "enquote" | "mkbibquote":
                self.quotation_depth += 1
                inner = self.argument()
                self.quotation_depth -= 1
                left, right = ("‘", "’") if self.quotation_depth % 2 else ("“", "”")
                parts += [left, *inner, right]
            case "url" | "nolinkurl" | "path":
                address = self.verbatim_argument()
                parts.append(HRef(address, address) if is_web_address(address) else Text(address))
            case "href":
                self.add_link(token, parts)
            case "MakeUppercase" | "uppercase":
                parts.append(Text(*self.argument()).upper())
            case "MakeLowercase" | "lowercase":
                parts.append(Text(*self.argument()).lower())
            case "foreignlanguage" | "textcolor":
                self.argument()
                parts += self.argument()
            case "frac":
                parts += [*self.argument(), "/", *self.argument()]
            case "sqrt":
                parts += ["√", *self.argument()]
            case _ if token.kind == "symbol":
                self.report(
                    token, f"LaTeX command '{token.text}' is not known", "remove the '\\'; only the sign is shown"
                )
                parts.append(name)
            case _:
                remedy = "write Unicode instead; only its argument is shown"
                self.report(token, f"LaTeX command '{token.text}' is not known", remedy)
                if self.next == len(self.tokens):
                    return
                following = self.tokens[self.next]
                if following.kind == "open":
                    parts += self.argument()
                # LaTeX takes off the blank behind a command; without what the command prints, two words would be one.
                elif following.offset > token.offset + len(token.text):
                    parts.append(" ")

    def add_link(self, token: Token, parts: list[Part]) -> None:
        address, shown = self.verbatim_argument(), self.argument()
        if is_web_address(address):
            parts.append(HRef(address, *shown))
            return
        self.report(token, f"\\href links to '{address}'", "link to an address that begins with http:// or https://")
        parts += shown

    def add_maths(self, token: Token, parts: list[Part]) -> None:
        """Read a formula if the sign just read opens one; otherwise the sign itself."""
        closing = closing_of_formula(self.tokens, self.next, token)
        if closing is None or self.is_too_deep(token):
            self.report(token, f"'{token.text}' does not open a formula", f"write \\{token.text[-1]} for the sign")
            parts.append(token.text.removeprefix("\\"))
            return
        rest, self.tokens[closing] = self.tokens[closing], Token("close", "}", self.tokens[closing].offset)
        self.in_maths = True
        parts += self.nested()
        self.in_maths = False
        self.tokens[closing] = rest
        self.next = closing + 1

    def add_escaped(self, token: Token, parts: list[Part]) -> None:
        """Read a formula whose signs are escaped one by one, or an amount of dollars between two such signs."""
        formula, core = without_escapes(token.text), token.text[4:-4]
        is_formula = not _SIGNS_OF_FORMULA.isdisjoint(formula) and not self.in_maths and not self.is_too_deep(token)
        inner = _Reader(formula if is_formula else core)
        inner.depth = self.depth + 1
        read = inner.read_all()
        before, after = f"${' ' * core[:1].isspace()}", f"{' ' * core[-1:].isspace()}$"
        parts += read if is_formula else [before, *read, after]
        self.problems += [problem._replace(offset=token.offset) for problem in inner.problems]

    def add_script(self, token: Token, parts: list[Part]) -> None:
        if self.in_maths:
            argument = self.argument()
            # A raised circle is the sign of a degree.
            is_degree = token.text == "^" and _merged(argument) == ["∘"]
            parts.append("°" if is_degree else Tag("sup" if token.text == "^" else "sub", *argument))
        else:
            parts.append(token.text)

    def add_html(self, token: Token, parts: list[Part]) -> None:
        name = token.text[1:-1].split(maxsplit=1)[0]
        if name.startswith("br") or token.text.startswith("</") or token.text.endswith("/>") or self.is_too_deep(token):
            parts.append(" " if name.startswith("br") else token.text)
            return
        inner = self.nested(f"</{name}>")
        closed = self.next < len(self.tokens) and self.tokens[self.next].kind == "tag"
        # HTML without an end was probably meant as text.
        if not closed:
            parts += [token.text, *inner]
            return
        self.next += 1
        style = "sc" if "small-caps" in token.text else commands.HTML_TAGS.get(name.rpartition(":")[2])
        merged = _merged(inner)
        parts += [Protected(*merged)] if "nocase" in token.text else [Tag(style, *merged)] if style else merged


def _merged(parts: list[Part]) -> list[Part]:
    """Join neighbouring strings at once; pybtex would join them one by one, in quadratic time."""
    merged: list[Part] = []
    for are_strings, run in groupby(parts, lambda part: isinstance(part, str)):
        run_parts = list(run)
        merged += ["".join(map(str, run_parts))] if are_strings else run_parts
    return merged
