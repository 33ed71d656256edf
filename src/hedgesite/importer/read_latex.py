"""Reads LaTeX: its chapters are joined, its list of references is marked, and Pandoc makes the tree.

Source: LaTeX2e unofficial reference manual, "thebibliography"; the packages natbib and biblatex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.bibliography import named_files
from hedgesite.importer.chapters import Joined, decode_latex, join_chapters
from hedgesite.importer.document import Document
from hedgesite.importer.images import Images
from hedgesite.importer.latex_places import with_lines
from hedgesite.importer.pandoc_json import NoPandocError, pandoc_json
from hedgesite.importer.persons import keywords_of
from hedgesite.importer.places import Places
from hedgesite.importer.read_word import read_pandoc_metadata
from hedgesite.importer.reading import MARKUP_LIMIT, UnreadableError, below, read_bytes, unreadable
from hedgesite.importer.tree import Block
from hedgesite.pandoc import Message, PandocError

_BIBLIOGRAPHY = re.compile(r"(?<!\\)\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\])?\s*(?:%\s*)?\{([^{}]*)\}"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_NO_CITE = re.compile(r"\\nocite\s*\{\s*\*\s*\}")
_KEYWORDS = re.compile(
    r"\\(?:keywords?|kwd|indexterms|Keywords)\s*\{(?P<a>(?:[^{}]|\{[^{}]*\})*)\}|\\begin\{(?:keywords?"
    r"|IEEEkeywords)\}(?P<b>.*?)\\end\{",
    re.DOTALL,
)
_GRAPHICS_PATH = re.compile(r"\\graphicspath\s*\{((?:\s*\{[^{}]*\})+)\s*\}")
_DOI = re.compile(r"\\(?:doi|acmDOI|DOI)\s*\{\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s{}]+)\s*\}")
_LANGUAGE = re.compile(
    r"\\usepackage\s*\[([^\]]*)\]\s*\{(?:babel|polyglossia)\}|\\setdefaultlanguage\s*(?:\[[^\]]*\])?\s*\{(\w+)\}"
)
_LANGUAGES = {
    "ngerman": "de", "german": "de", "french": "fr", "francais": "fr", "spanish": "es", "portuguese": "pt",
    "brazil": "pt-BR",
    "brazilian": "pt-BR", "portuges": "pt", "italian": "it", "russian": "ru", "serbian": "sr",
    "serbianc": "sr-Cyrl", "croatian": "hr",
    "slovene": "sl", "czech": "cs", "polish": "pl", "turkish": "tr", "dutch": "nl", "swedish": "sv",
    "ukrainian": "uk", "english": "en",
    "american": "en", "british": "en", "UKenglish": "en", "USenglish": "en",
}  # fmt: skip
APPENDIX = "HedgesiteAppendixBegins"
_SKIPPED = re.compile(r"Skipped '\\(?P<name>[A-Za-z]+)\*?(?P<rest>(?:\[[^\]]*\])*(?:\{.*)?)'$", re.DOTALL)
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")
_OWN_COMMANDS = frozenset(
    {
        "label", "ref", "pageref", "documentclass", "usepackage", "bibliographystyle", "bibliography", "newcommand",
        "renewcommand", "providecommand", "def", "let", "setlength", "addtolength", "vspace", "hspace",
        "newenvironment", "renewenvironment", "newtheorem", "theoremstyle", "hypersetup", "pagestyle",
        "thispagestyle", "setcounter", "addtocounter", "input", "include", "graphicspath", "geometry", "definecolor",
        "color", "pagecolor", "selectlanguage", "fontsize", "hyphenation", "markboth", "markright", "tableofcontents",
        "makeatletter", "makeatother", "DeclareMathOperator", "PassOptionsToPackage", "RequirePackage", "titleformat",
        "titlespacing", "captionsetup", "lstset", "tikzset", "usetikzlibrary", "setmainfont", "setsansfont",
        "setmonofont", "newcounter", "counterwithin", "numberwithin", "crefname", "Crefname", "begin", "end", "rule",
        "includegraphics", "bibitem", "vskip", "hskip", "kern", "special", "write", "immediate", "pgfplotsset",
        "sisetup", "newif", "newlength", "newfontfamily", "allowdisplaybreaks", "DeclareUnicodeCharacter",
        "DeclareRobustCommand", "DeclareFieldFormat", "DeclareCiteCommand", "AtBeginDocument", "AtEndDocument",
        "AtBeginBibliography", "addbibresource", "ExecuteBibliographyOptions", "expandafter", "csname", "patchcmd",
        "apptocmd", "pretocmd", "fancyhead", "fancyfoot", "lhead", "rhead", "lfoot", "rfoot", "cfoot", "chead",
        "email", "address", "affil", "affiliation", "institute", "orcid", "ead", "corref", "cortext", "thanks",
        "date", "journal", "runningauthor", "runningtitle", "titlerunning", "authorrunning", "shorttitle",
        "shortauthor", "received", "accepted", "published", "doi", "keywords", "keyword", "acmDOI", "acmConference",
        "copyrightyear",
    }
)  # fmt: skip


def read_latex(path: Path, shown: str, data: bytes) -> Document:
    """The manuscript in a file and those it includes. Raises UnreadableError if Pandoc is missing or fails."""
    text, doubts = decode_latex(data, shown)
    joined = join_chapters(path, shown, text)
    document = Document(Places(shown, joined.text), images=Images(path.parent), findings=[*doubts, *joined.findings])
    prepared = _prepared(joined.text, path, document)
    blocks, meta, messages = _parsed(path, shown, prepared, document)
    again = _commands_with_words(messages)
    if again:
        # A command that Pandoc does not know would take its words along: it then stands for its argument.
        prepared = _defined(prepared, again)
        blocks, meta, messages = _parsed(path, shown, prepared, document)
        names = ", ".join(f"\\{name}" for name in sorted(again)[:20])
        problem = f"these commands are not known, and only the words of their arguments are kept: {names}"
        document.findings.append(
            Diagnostic(Rule.IMPORT_DOUBT, Origin(shown), problem, "compare these places with the manuscript")
        )
    document.blocks = with_lines(blocks, document.places.text)
    document.findings += _pandoc_findings(messages, shown, joined)
    read_pandoc_metadata(meta, document)
    _read_commands(joined.text, document)
    document.has_head = True
    document.has_keys = True
    return document


def _prepared(text: str, path: Path, document: Document) -> str:
    """The text with marks that survive Pandoc: where the appendix begins, and which entry of its list has which key."""
    bare = _COMMENT.sub(r"\1", text)
    for found in _BIBLIOGRAPHY.finditer(bare):
        names = [name.strip() for name in found[1].split(",") if name.strip()]
        named_files(
            [name if name.endswith(".bib") else f"{name}.bib" for name in names],
            path.parent,
            document,
            required=not _bbl(path),
        )
    document.keeps_all = bool(_NO_CITE.search(bare))
    if not document.bibliographies and "\\begin{thebibliography}" not in bare:
        text = _with_bbl(text, path)

    def item(found: re.Match[str]) -> str:
        anchor = f"bibitem-{len(document.aliases) + 1}"
        document.aliases[anchor] = found[1].strip()
        return f"\n\n\\hypertarget{{{anchor}}}{{}} "

    text = _ITEM.sub(item, text)
    text = re.sub(r"(\\begin\{thebibliography\})\s*\{[^{}]*\}", r"\1", text)
    text = re.sub(r"\\newblock(?![A-Za-z])", " ", text)
    return re.sub(r"(?<!\\)\\appendix(?![A-Za-z{])|\\begin\{appendi(?:x|ces)\}", lambda _: f"\n\n{APPENDIX}\n\n", text)


def _bbl(path: Path) -> Path | None:
    return below(path.parent, f"{path.stem}.bbl")


def _with_bbl(text: str, path: Path) -> str:
    """The text with the list that BibTeX made of the bibliography, if only that is there."""
    made = _bbl(path)
    if made is None:
        return text
    try:
        listed, _ = decode_latex(read_bytes(made, made.name, MARKUP_LIMIT), made.name)
    except UnreadableError:
        return text
    if "\\bibitem" not in listed:
        return text
    return re.sub(
        r"(?<!\\)\\(?:bibliography|printbibliography)\s*(?:\[[^\]]*\])?(?:\{[^{}]*\})?",
        lambda _: f"\n{listed}\n",
        text,
        count=1,
    )


def _parsed(
    path: Path, shown: str, text: str, document: Document
) -> tuple[tuple[Block, ...], dict[str, Any], list[Message]]:
    try:
        return pandoc_json("latex", text.encode(), (), document.left_out)
    except NoPandocError:
        remedy = "install it, or: pip install 'hedgesite[import]'"
        raise unreadable(shown, f"reading '{path.name}' takes Pandoc, which is not installed", remedy) from None
    except PandocError as error:
        remedy = "repair the file, save it again, or convert it to Markdown by hand"
        raise unreadable(shown, f"Pandoc cannot read '{path.name}': it {error}", remedy) from None


def _commands_with_words(messages: Iterable[Message]) -> dict[str, int]:
    """Commands that Pandoc left out with words in their arguments, and how many arguments they have."""
    found: dict[str, int] = {}
    for message in messages:
        skipped = _SKIPPED.match(message.text)
        if skipped and skipped["name"] not in _OWN_COMMANDS and _HAS_WORDS.search(skipped["rest"]):
            arguments = len(re.findall(r"\{", re.sub(r"\{[^{}]*\{.*?\}[^{}]*\}", "{}", skipped["rest"])))
            found[skipped["name"]] = min(max(arguments, 1, found.get(skipped["name"], 0)), 4)
    return dict(list(found.items())[:100])


def _defined(text: str, commands: dict[str, int]) -> str:
    lines = "".join(
        f"\\newcommand{{\\{name}}}[{count}]{{{' '.join(f'#{number + 1}' for number in range(count))}}}\n"
        for name, count in commands.items()
    )
    # On one line, so that the places of Pandoc's messages stay.
    return re.sub(r"\\begin\s*\{document\}", lambda found: lines.replace("\n", " ") + found[0], text, count=1)


def _read_commands(text: str, document: Document) -> None:
    """Metadata that classes of journals have commands for."""
    bare = _COMMENT.sub(r"\1", text)
    head = document.head
    if not head.keywords and (found := _KEYWORDS.search(bare)):
        words = re.sub(r"\\(?:sep|and|newline|par)(?![A-Za-z])|\\\\|~", "; ", found["a"] or found["b"] or "")
        words = re.sub(r"\\[A-Za-z]+\*?|[{}$]", " ", words)
        head.keywords = keywords_of(" ".join(words.split()))
    if found := _DOI.search(bare):
        head.journal.setdefault("doi", found[1])
    if not head.language and (found := _LANGUAGE.search(bare)):
        # Of several languages the last one is the document's.
        names = [name.strip().removeprefix("main=") for name in (found[1] or found[2] or "").split(",")]
        head.language = next((_LANGUAGES[name] for name in reversed(names) if name in _LANGUAGES), "")


_MOST_MESSAGES = 100


def _pandoc_findings(messages: Iterable[Message], shown: str, joined: Joined) -> Iterator[Diagnostic]:
    """Findings from Pandoc's warnings, and from the words that it reports as skipped."""
    begin = joined.text.find("\\begin{document}")
    first = joined.text.count("\n", 0, begin) + 1 if begin >= 0 else 0
    reported = [each for each in dict.fromkeys(messages) if each.is_warning or (each.line >= first and _is_loss(each))]
    for message in reported[:_MOST_MESSAGES]:
        origin = joined.origin(message.line, message.column) if message.line > 0 else Origin(shown)
        problem = f"Pandoc reports: {message.text[:300]}"
        yield Diagnostic(Rule.IMPORT_TEXT, origin, problem, "see what is missing there, and put it in by hand")
    if len(reported) > _MOST_MESSAGES:
        problem = f"Pandoc says {len(reported) - _MOST_MESSAGES} more messages"
        yield Diagnostic(Rule.IMPORT_TEXT, Origin(shown), problem, "mend the first of them, and import again")


def _is_loss(message: Message) -> bool:
    skipped = _SKIPPED.match(message.text)
    return bool(skipped and skipped["name"] not in _OWN_COMMANDS and _HAS_WORDS.search(skipped["rest"]))
