"""Counts what a manuscript in LaTeX has, as its reader would: nothing of comments, macros or what follows the end.

Shares nothing with the importer. Commands are found by name, and their arguments by counting braces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

BREAK = "\x1e"
_LITERAL = "verbatim|Verbatim|lstlisting|minted|comment|filecontents|Highlighting|alltt"
_MATHS = "equation|align|gather|multline|eqnarray|displaymath|flalign|alignat|dmath|xalignat|math"
_TABULAR = r"tabular|tabularx|tabulary|longtable|longtabu|tabu|xltabular|supertabular|xtabular|tblr|longtblr|talltblr"
_DRAWN = "tikzpicture|tikzcd|pspicture|forest|picture|algorithm|algorithm2e|algorithmic|CSLReferences|bytefield"
_FLOATS = "figure|wrapfigure|sidewaysfigure|SCfigure|marginfigure|table|wraptable|sidewaystable|margintable|SCtable"
_KEPT = "emph|textit|textbf|textsc|textsl|textrm|textsf|textmd|textup|underline|enquote|mbox|uline|textnormal|text"
_FRONT = (
    "title|subtitle|author|authors|affil|affiliation|address|institute|date|thanks|keywords|email|curraddr|dedicatory"
    "|markboth|Keywords|PACS|subjclass|orcid|correspondingauthor|corres|runningtitle|titlerunning|authorrunning"
    "|icmltitle|dedication|supervisor|acmDOI|received|accepted|footnotetext|newcommand|renewcommand|providecommand"
    "|DeclareMathOperator|newtheorem|hypersetup|pagestyle|titleformat|caption|chapter|section|subsection|subsubsection"
    "|paragraph|subparagraph|part|label|index|todo|includegraphics|bibliography|newglossaryentry|newacronym|fancyhead"
    "|gls|acro|lstinputlisting|inputminted|markright|addcontentsline|setlength|newenvironment|renewenvironment"
)
_ACCENTS = dict(
    zip(
        "`'^\"~=.uvHckrbd",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0331\u0323",
        strict=True,
    )
)
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "i", "j": "j", "dh": "ð", "th": "þ",
}  # fmt: skip
_CITE = re.compile(r"\\(?P<name>[A-Za-z]*[cC]ite[A-Za-z]*)\*?(?![A-Za-z])")
_NO_CITES = re.compile(
    r"nocite|(?:set)?cite(?:style|setup|reset|text)|bibcite|AtEveryCite\w*|Declare\w*|defcitealias|mancite|citation"
)


@dataclass
class Counted:
    """Texts by kind, with breaks where something stands that pages write otherwise, and what has no words."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    cells: list[list[str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    cited: list[str] = field(default_factory=list)


def count(path: Path) -> Counted:
    found = Counted()
    body = _body(_joined(path, path.resolve().parent, ()))
    found.cited = list(_cited(body))
    body, notes = _taken(body, r"footnote|endnote|sidenote|footnotetext|marginnote|pagenote", keep=False)
    found.texts["notes"] = [_plain(each) for each in notes]
    found.numbers["calls"] = sum(bool(re.search(r"\w", each)) for each in notes)
    floats, body = _environments(body, _FLOATS)
    loose, body = _environments(body, _TABULAR)
    _, body = _environments(body, _DRAWN)
    within = " ".join(each for _, each in floats)
    maths, body = _environments(body, _MATHS)
    inner, _ = _environments(within + " ".join(each for _, each in loose), _MATHS)
    brackets = re.findall(r"(?<!\\)\\\[(.*?)\\\]", f"{body} {within}", re.DOTALL)
    dollars = re.findall(r"\$\$(.+?)\$\$", f"{body} {within}", re.DOTALL)
    body = re.sub(r"(?<!\\)\\\[.*?\\\]|\$\$.+?\$\$", BREAK, body, flags=re.DOTALL)
    shown = [each for name, each in [*maths, *inner] if name != "math"] + brackets + dollars
    found.numbers["equations"] = sum(bool(re.search(r"\w", each)) for each in shown)
    for _, content in floats:
        tables, _ = _environments(content, _TABULAR)
        _, captions = _taken(content, "caption|captionof", keep=False)
        found.texts.setdefault("captions", []).extend(map(_plain, captions))
        has_image = bool(re.search(r"\\includegraphics|\\begin\{tikzpicture\}", content))
        if has_image:
            found.numbers["figures"] = found.numbers.get("figures", 0) + 1
        elif tables:
            found.cells.append([cell for _, each in tables for cell in _cells(each)])
    found.cells += [cells for _, each in loose if len(cells := list(_cells(each))) > 3 and each.count("\\\\") > 1]
    found.texts["paragraphs"] = list(_paragraphs(body))
    return found


def _joined(path: Path, base: Path, above: tuple[Path, ...]) -> str:
    """The text of a file without comments, and with the files that it brings in."""
    if path in above or not path.is_file():
        return ""
    text = path.read_bytes()
    decoded = text.decode("utf-8", "strict") if _is_utf8(text) else text.decode("latin-1")
    decoded = decoded.replace("\r\n", "\n").replace("\r", "\n")
    for name in re.findall(rf"\\begin\{{((?:{_LITERAL})\*?)\}}", decoded):
        decoded = re.sub(
            rf"\\begin\{{{re.escape(name)}\}}.*?\\end\{{{re.escape(name)}\}}", "", decoded, flags=re.DOTALL
        )
    decoded = re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?", r"\1", decoded)
    decoded = re.sub(r"\\iffalse(?![A-Za-z]).*?\\fi(?![A-Za-z])", "", decoded, flags=re.DOTALL)
    decoded = re.split(r"\\endinput(?![A-Za-z])", decoded, maxsplit=1)[0]
    if above and "\\begin{document}" in decoded:
        decoded = decoded.partition("\\begin{document}")[2].partition("\\end{document}")[0]

    def bring(found: re.Match[str]) -> str:
        name = f"{found['folder'] or ''}{found['file'] or found['bare']}".strip().strip('"')
        for folder in (base, path.parent):
            for each in (folder / f"{name}.tex", folder / name):
                if each.is_file():
                    return _joined(each.resolve(), base, (*above, path))
        return ""

    return re.sub(
        r"\\(?:input|include|subfile|subfileinclude|(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{(?P<folder>[^{}]*)\})"
        r"(?![A-Za-z])\s*(?:\{(?P<file>[^{}]+)\}|(?P<bare>[^\s{}\\\[]+))",
        bring,
        decoded,
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _body(text: str) -> str:
    body = text.partition("\\begin{document}")[2] or text
    body = body.partition("\\end{document}")[0]
    body = re.sub(r"\\begin\{thebibliography\}.*?(?:\\end\{thebibliography\}|\Z)", "", body, flags=re.DOTALL)
    body = re.sub(r"\\verb\*?([^A-Za-z\s*{]).*?\1", BREAK, body)
    macros = dict(_macros(text))
    body, _ = _taken(body, "newcommand|renewcommand|providecommand|DeclareRobustCommand|newenvironment|def", keep=False)
    for _ in range(2):
        body = _expanded(body, macros)
    return unicodedata.normalize("NFC", _accented(body))


def _macros(text: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """Short macros of the author with arguments: what they say is said in each place that uses them."""
    for found in re.finditer(
        r"\\(?:re)?newcommand\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*\[(\d)\]\s*(?=\{)", text
    ):
        meaning = text[found.end() + 1 : _close(text, found.end())]
        name = found[1] or found[2]
        if len(meaning) < 400 and "@" not in meaning and "\\" + name not in meaning and "cite" not in meaning:
            yield name, (int(found[3]), meaning)


def _expanded(text: str, macros: dict[str, tuple[int, str]]) -> str:
    if not macros:
        return text
    parts, at = [], 0
    pattern = re.compile(rf"\\({'|'.join(macros)})(?![A-Za-z])\s*(?=\{{)")
    while found := pattern.search(text, at):
        number, meaning = macros[found[1]]
        end, given = found.end(), list[str]()
        while len(given) < number and text[end : end + 1] == "{":
            close = _close(text, end)
            given.append(text[end + 1 : close])
            end = close + 1
        for place, words in enumerate(given, 1):
            meaning = meaning.replace(f"#{place}", words)
        parts += [text[at : found.start()], meaning]
        at = end
    return "".join([*parts, text[at:]])


def _accented(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        base = (found["braced"] or found["bare"] or found["word"] or found["inner"]).strip().removeprefix("\\")
        return base + _ACCENTS[found["sign"] or found["named"]] if base else found[0]

    text = re.sub(
        r"\\(?:(?P<sign>[`'^\"~=.])\s*(?:\{\s*(?P<braced>\\?[A-Za-z])\s*\}|(?P<bare>\\?[A-Za-z]))"
        r"|(?P<named>[uvHckrbd])(?:\s*\{\s*(?P<inner>\\?[A-Za-z])\s*\}|\s+(?P<word>[A-Za-z])))",
        letter,
        text,
    )
    text = re.sub(
        rf"\\({'|'.join(_LETTERS)})(?![A-Za-z])(?:\{{\}}|[ \t]+|\\(?= ))?", lambda found: _LETTERS[found[1]], text
    )
    return re.sub(
        "\\{((?:\\w[\u0300-\u036f]?){1,2})\\}", lambda found: found[1] if not found[1].isascii() else found[0], text
    )


def _close(text: str, at: int) -> int:
    """Where the group closes that opens at an offset; the end of the text if nowhere."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return len(text)


def _taken(text: str, names: str, *, keep: bool) -> tuple[str, list[str]]:
    """The text with breaks in place of commands, and the last arguments of these."""
    parts, taken, at = [], [], 0
    pattern = re.compile(rf"\\(?:{names})\*?(?![A-Za-z])(?:\s*(?:\\[A-Za-z@]+|\[[^\[\]]*\]|#\d))*\s*(?=\{{)")
    while found := pattern.search(text, at):
        begin = found.end()
        parts.append(text[at : found.start()])
        while True:
            end = _close(text, begin)
            content, at = text[begin + 1 : end], end + 1
            again = re.compile(r"(?:\[[^\[\]]*\])*\{").match(text, at)
            if again is None:
                break
            begin = again.end() - 1
        taken.append(content)
        parts.append(content if keep else BREAK)
    return "".join([*parts, text[at:]]), taken


def _environments(text: str, names: str) -> tuple[list[tuple[str, str]], str]:
    """The outermost environments with these names, and the text with breaks in their places."""
    found, parts, at, depth, start = [], [], 0, 0, 0
    for each in re.finditer(rf"\\(?P<how>begin|end)\s*\{{(?P<name>{names})(?P<star>\*?)\}}", text):
        if each["how"] == "begin":
            if not depth:
                parts.append(text[at : each.start()])
                start = each.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((each["name"], text[start : each.start()]))
                parts.append(f"{BREAK}")
                at = each.end()
    return found, "".join([*parts, text[at:]])


def _cells(tabular: str) -> Iterator[str]:
    """The words of cells, each without its commands."""
    # What stands before the first row are columns.
    spec = re.match(r"(?:\s*\[[^\]]*\])?(?:\s*\{)", tabular)
    rest = tabular[_close(tabular, spec.end() - 1) + 1 :] if spec else tabular
    if re.match(r"\s*\{", rest):
        rest = rest[_close(rest, rest.index("{")) + 1 :]
    for row in re.split(r"\\\\|\\tabularnewline|\\cr(?![A-Za-z])", rest):
        for cell in re.split(r"(?<!\\)&", row):
            yield _plain(cell)


def _paragraphs(body: str) -> Iterator[str]:
    body, _ = _taken(body, _FRONT, keep=False)
    for part in re.split(
        rf"\n\s*\n|\\par(?![A-Za-z])|\\item(?![A-Za-z])(?:\s*\[[^\]]*\])?|\\(?:begin|end)\s*\{{[^{{}}]*\}}|\\newline|\\bigskip|{BREAK}\s*\n\s*{BREAK}",
        body,
    ):
        yield _plain(re.sub(r"\([^()]*\d{4}[^()]*\)", BREAK, part))


def _plain(text: str) -> str:
    """The words of a text, with breaks in place of commands, formulas and what they show."""
    text = re.sub(r"\w*(?:(?<!\\)\$[^$]*\$|\\\(.*?\\\))\w*", BREAK, text, flags=re.DOTALL)
    for _ in range(3):
        text = re.sub(rf"\\(?:{_KEPT})\s*\{{([^{{}}]*)\}}", r"\1", text)
    text = re.sub(r"\\-|\"-", "", text)
    text = re.sub(r"\\[%&#$_{}]|\\[ ,;:!/]", lambda found: " " if found[0] != "\\_" else "_", text)
    text = re.sub(r"\\\\(?:\[[^\]]*\])?", BREAK, text)
    text = re.sub(
        r"\\[A-Za-z@]+\*?(?:\s*\[[^\]]*\])*(?:(?:\{(?:[^{}]|\{[^{}]*\})*\})+(?:['’]?\w+)?)?|[{}\\&]", BREAK, text
    )
    return re.sub(r"[~\"]|``|''|--+", " ", text)


def _cited(body: str) -> Iterator[str]:
    """The keys of all commands of citing, which may have several groups."""
    argument = re.compile(r"\s*(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\]|\([^()]*\)(?=\s*[\[({]))")
    for found in _CITE.finditer(body):
        if _NO_CITES.fullmatch(found["name"]):
            continue
        at, is_first = found.end(), True
        while True:
            while option := argument.match(body, at):
                at = option.end()
            keys = re.compile(r"\s*\{([^{}\\#]*)\}").match(body, at)
            if keys is None or not (is_first or found["name"].lower().endswith("cites")):
                break
            at, is_first = keys.end(), False
            yield from (key.strip() for key in keys[1].split(",") if key.strip() not in {"", "*"})
