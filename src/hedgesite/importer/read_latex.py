"""Reads LaTeX: its chapters are joined, its list of references is marked, and Pandoc makes the tree.

Source: LaTeX2e unofficial reference manual, "thebibliography"; the packages natbib and biblatex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.bibliography import named_files, shown_of, titles_of, unnamed_files
from hedgesite.importer.chapters import Joined, decode_latex, join_chapters
from hedgesite.importer.control_characters import without_controls
from hedgesite.importer.document import Document
from hedgesite.importer.images import Images
from hedgesite.importer.latex_algorithms import with_algorithms
from hedgesite.importer.latex_balance import closed_before_headings
from hedgesite.importer.latex_citations import cited_keys, with_known_citations
from hedgesite.importer.latex_citeproc import with_citations, with_marked_entries, with_plain_code
from hedgesite.importer.latex_conditions import with_decided_conditions
from hedgesite.importer.latex_document import COMMENT, document_begin
from hedgesite.importer.latex_drawings import with_drawings
from hedgesite.importer.latex_encoding import encoding_of
from hedgesite.importer.latex_expansion import with_expanded_citations
from hedgesite.importer.latex_floats import with_single_captions
from hedgesite.importer.latex_french import with_french
from hedgesite.importer.latex_heads import with_plain_heads, without_authors
from hedgesite.importer.latex_items import with_labels_of_items
from hedgesite.importer.latex_language import language_of
from hedgesite.importer.latex_layout import arranged
from hedgesite.importer.latex_macros import with_chemistry, with_local_macros
from hedgesite.importer.latex_mending import read_mended
from hedgesite.importer.latex_places import with_lines
from hedgesite.importer.latex_preamble import in_plain_words, names_in, without_recursion
from hedgesite.importer.latex_tables import with_plain_tables
from hedgesite.importer.pandoc_json import pandoc_json
from hedgesite.importer.persons import keywords_of, with_two_surnames
from hedgesite.importer.places import Places
from hedgesite.importer.read_word import read_pandoc_metadata
from hedgesite.importer.reading import MARKUP_LIMIT, UnreadableError, below, read_bytes
from hedgesite.model.dois import PREFIX, RESOLVER
from hedgesite.pandoc import Message, PandocError

_BIBLIOGRAPHY = re.compile(r"(?<!\\)\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\])?\s*(?:%\s*)?\{([^{}]*)\}"
)
_TODAY = re.compile(r"(?P<date>\\date\s*\{\s*)?(?<!\\)\\today(?![A-Za-z@])\.?")
_NO_CITE = re.compile(r"\\nocite\s*\{\s*\*\s*\}")
_KEYWORDS = re.compile(
    r"\\(?:keywords?|kwd|indexterms|Keywords)\s*\{(?P<a>(?:[^{}]|\{[^{}]*\})*)\}|\\begin\{(?:keywords?"
    r"|IEEEkeywords)\}(?P<b>.*?)\\end\{",
    re.DOTALL,
)
_DOI = re.compile(rf"\\(?:doi|acmDOI|DOI)\s*{{\s*(?:{RESOLVER})?({PREFIX}[^\s{{}}]+)\s*}}")
APPENDIX = "HedgesiteAppendixBegins"
_APPENDIX = re.compile(r"(?<!\\)\\appendi(?:x|ces)(?![A-Za-z{])|\\begin\{appendi(?:x|ces)\}")
_SKIPPED = re.compile(r"Skipped '\\(?P<name>[A-Za-z]+)\*?\s*(?P<rest>(?:\[[^\]]*\]\s*)*(?:\{.*)?)'$", re.DOTALL)
_COLOUR = re.compile(r"\\(?:definecolor|colorlet)\s*\{([^{}]*)\}")
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")
_TABLES = frozenset({"multicolumn", "multirow", "hline", "cline", "cmidrule", "makecell", "caption", "footnote"})
"""Commands that Pandoc knows in their places, and must not be defined anew for others."""
_OWN_COMMANDS = frozenset(
    {
        "addcontentsline", "addtocontents", "includepdf", "pagenumbering", "printbibliography", "rowcolor",
        "rowcolors", "cellcolor", "columncolor", "colorlet", "pdfbookmark", "currentpdfbookmark", "bookmark",
        "bookmarksetup", "hypersetup", "enlargethispage", "linespread", "setstretch", "setlist", "fancyhf",
        "chaptermark", "sectionmark", "captionof", "newacronym", "printglossary", "printglossaries", "makeglossaries",
        "DeclareAcronym", "glsresetall", "tikz", "draw", "node", "path", "fill", "AddToShipoutPicture",
        "AddToShipoutPictureBG", "pdfinfo", "pdfoutput", "onehalfspacing", "minitoc", "dominitoc", "adjustmtc",
        "mtcaddchapter", "renewbibmacro", "newbibmacro", "defbibheading", "nocite", "lstinputlisting",
        "lstdefinestyle", "usepgfplotslibrary", "pgfplotstableread", "setcitestyle", "bibpunct", "label", "ref",
        "pageref", "documentclass", "usepackage", "bibliographystyle", "bibliography", "newcommand", "renewcommand",
        "providecommand", "def", "let", "setlength", "addtolength", "vspace", "hspace", "newenvironment",
        "renewenvironment", "newtheorem", "theoremstyle", "pagestyle", "thispagestyle", "setcounter",
        "addtocounter", "input", "include", "graphicspath", "geometry", "definecolor", "color", "pagecolor",
        "selectlanguage", "fontsize", "hyphenation", "markboth", "markright", "tableofcontents", "makeatletter",
        "makeatother", "DeclareMathOperator", "PassOptionsToPackage", "RequirePackage", "titleformat", "titlespacing",
        "captionsetup", "lstset", "tikzset", "usetikzlibrary", "setmainfont", "setsansfont", "setmonofont",
        "newcounter", "counterwithin", "numberwithin", "crefname", "Crefname", "begin", "end", "rule",
        "includegraphics", "bibitem", "vskip", "hskip", "kern", "special", "write", "immediate", "pgfplotsset",
        "sisetup", "newif", "newlength", "newfontfamily", "allowdisplaybreaks", "DeclareUnicodeCharacter",
        "DeclareRobustCommand", "DeclareFieldFormat", "DeclareCiteCommand", "AtBeginDocument", "AtEndDocument",
        "AtBeginBibliography", "addbibresource", "ExecuteBibliographyOptions", "expandafter", "csname", "patchcmd",
        "apptocmd", "pretocmd", "fancyhead", "fancyfoot", "lhead", "rhead", "lfoot", "rfoot", "cfoot", "chead",
        "email", "address", "affil", "affiliation", "institute", "orcid", "ead", "corref", "cortext", "thanks",
        "date", "journal", "runningauthor", "runningtitle", "titlerunning", "authorrunning", "shorttitle",
        "shortauthor", "received", "accepted", "published", "doi", "keywords", "keyword", "acmDOI", "acmConference",
        "copyrightyear", "microtypesetup", "correspondingauthor", "IEEEmembership", "IEEEauthorblockN",
        "IEEEauthorblockA", "fnm", "sur", "tikzsetnextfilename", "total", "totvalue", "arabic", "value", "ifdefmacro",
    }
)  # fmt: skip


def read_latex(path: Path, shown: str, data: bytes) -> Document:
    """The manuscript in a file and those it includes. Raises UnreadableError if Pandoc is missing or fails."""
    text, doubts = decode_latex(data, shown)
    joined = join_chapters(path, shown, text, encoding_of(data))
    places = Places(shown, joined.text, joined.origin)
    document = Document(places, images=Images(path.parent), findings=[*doubts, *joined.findings])
    # What is missing at the end could not be added within a comment.
    text, endless = without_recursion(f"{without_controls(joined.text, document)}\n")
    if endless:
        document.findings.append(_endless(shown, endless))
    text, authors = without_authors(with_plain_heads(with_decided_conditions(text)))
    text, missing = with_drawings(text, path.parent, joined.origin)
    document.findings += missing
    readable = with_plain_tables(with_algorithms(with_french(with_labels_of_items(text))))
    readable = with_single_captions(arranged(readable, document.left_out))
    prepared, (blocks, meta, messages) = read_mended(path, shown, _prepared(readable, path, document), document)
    again = _commands_with_words(messages, prepared)
    if again:
        # A command that Pandoc does not know would take its words along: it then stands for its argument.
        with suppress(PandocError):
            blocks, meta, messages = pandoc_json("latex", _defined(prepared, again).encode(), (), document.left_out)
        names = ", ".join(f"\\{name}" for name in sorted(again)[:20])
        problem = f"these commands are not known, and only the words of their arguments are kept: {names}"
        document.findings.append(
            Diagnostic(Rule.IMPORT_DOUBT, Origin(shown), problem, "compare these places with the manuscript")
        )
    of_citeproc = {key for key in document.aliases.values() if key.startswith("ref-")}
    document.blocks = with_lines(with_citations(blocks, of_citeproc), document.places.text)
    document.findings += _pandoc_findings(messages, shown, joined)
    read_pandoc_metadata(meta, document)
    document.head.authors = authors or document.head.authors
    _read_commands(joined.text, document)
    document.head.authors = [with_two_surnames(each, document.head.language) for each in document.head.authors]
    document.has_head = True
    document.has_keys = True
    return document


def _endless(shown: str, names: Sequence[str]) -> Diagnostic:
    listed = ", ".join(f"\\{name}" for name in names[:20])
    problem = f"these macros use themselves, and are not expanded: {listed}"
    return Diagnostic(Rule.IMPORT_TEXT, Origin(shown), problem, "see what is missing there, and put it in by hand")


def _without_today(text: str, document: Document) -> str:
    """The text without `\\today`, which is counted unless it is the date of the title."""
    document.left_out["days of printing (\\today)"] += sum(not found["date"] for found in _TODAY.finditer(text))
    return _TODAY.sub(lambda found: found["date"] or "", text)


def _prepared(text: str, path: Path, document: Document) -> str:
    """The text with marks that survive Pandoc: where the appendix begins, and which entry of its list has which key."""
    text = _without_today(with_plain_code(with_marked_entries(text)), document)
    bare = COMMENT.sub(r"\1", text)
    macros = names_in(bare)
    for found in _BIBLIOGRAPHY.finditer(bare):
        names = [in_plain_words(name.strip(), macros) for name in found[1].split(",") if name.strip()]
        named_files(
            [name if name.endswith(".bib") else f"{name}.bib" for name in names],
            path.parent,
            document,
            required=not _bbl(path),
        )
    if document.bibliographies:
        unnamed_files(path.parent, document, cited_keys(bare))
    has_list = bool(document.bibliographies) or "\\begin{thebibliography}" in bare
    made = "" if has_list else _made_list(path)
    if not has_list and not made:
        unnamed_files(path.parent, document)
    document.keeps_all = bool(_NO_CITE.search(bare))
    known = titles_of(document.bibliographies), shown_of(document.bibliographies, bare)
    text = with_known_citations(with_expanded_citations(with_local_macros(text, path.parent)), *known)
    if made:
        text = _with_list(text, made)

    def item(found: re.Match[str]) -> str:
        if _is_comment(text, found.start()):
            return found[0]
        anchor = f"bibitem-{len(document.aliases) + 1}"
        document.aliases[anchor] = found[1].strip()
        return f"\n\n\\hypertarget{{{anchor}}}{{}} "

    text = with_chemistry(closed_before_headings(_ITEM.sub(item, text)))
    # Pandoc ends a proof with the sign itself.
    text = re.sub(r"(?<!command\{)(?<!command)(?<!def)\\qed(?:here|symbol)?(?![A-Za-z])", "", text)
    text = re.sub(r"(\\begin\{thebibliography\})\s*\{[^{}]*\}", r"\1", text)
    text = re.sub(r"\\newblock(?![A-Za-z])", " ", text)
    text = re.sub(r"\\end\s*\{appendi(?:x|ces)\}", "", text)
    text = re.sub(r"\\(?:vbox|vtop)(?![A-Za-z])(?:\s*(?:to|spread)\s*[^\s{]+)?\s*(?=\{)", "", text)
    return _APPENDIX.sub(lambda found: found[0] if _is_comment(text, found.start()) else f"\n\n{APPENDIX}\n\n", text)


def _is_comment(text: str, at: int) -> bool:
    return bool(COMMENT.search(text, text.rfind("\n", 0, at) + 1, at))


def _bbl(path: Path) -> Path | None:
    return below(path.parent, f"{path.stem}.bbl")


def _made_list(path: Path) -> str:
    """The list that BibTeX made of the bibliography; empty if there is none, or one of biblatex's commands."""
    made = _bbl(path)
    if made is None:
        return ""
    try:
        listed, _ = decode_latex(read_bytes(made, made.name, MARKUP_LIMIT), made.name)
    except UnreadableError:
        return ""
    return listed if "\\bibitem" in listed else ""


def _with_list(text: str, listed: str) -> str:
    return re.sub(
        r"(?<!\\)\\(?:bibliography|printbibliography)\s*(?:\[[^\]]*\])?(?:\{[^{}]*\})?",
        lambda _: f"\n{listed}\n",
        text,
        count=1,
    )


def _first_line(text: str) -> int:
    begin = document_begin(text)
    return text.count("\n", 0, begin[0]) + 1 if begin else 0


def _commands_with_words(messages: Iterable[Message], text: str) -> dict[str, int]:
    """Commands that Pandoc left out with words in their arguments, and how many arguments they have."""
    found: dict[str, int] = {}
    first, colours = _first_line(text), {f"{{{name}}}" for name in _COLOUR.findall(text)}
    for message in messages:
        skipped = _SKIPPED.match(message.text)
        is_command = skipped and skipped["name"] not in _OWN_COMMANDS | _TABLES and _HAS_WORDS.search(skipped["rest"])
        if skipped and is_command and message.line >= first and skipped["rest"].strip() not in colours:
            arguments = len(re.findall(r"\{", re.sub(r"\{[^{}]*\{.*?\}[^{}]*\}", "{}", skipped["rest"])))
            found[skipped["name"]] = min(max(arguments, 1, found.get(skipped["name"], 0)), 4)
    return dict(list(found.items())[:100])


def _defined(text: str, commands: dict[str, int]) -> str:
    # The first argument is optional, and no words: it holds options.
    lines = "".join(
        f"\\newcommand{{\\{name}}}[{count + 1}][]{{{' '.join(f'#{number + 2}' for number in range(count))}}}\n"
        for name, count in commands.items()
    )
    # On one line, so that the places of Pandoc's messages stay.
    begin = (document_begin(text) or (0,))[0]
    return text[:begin] + lines.replace("\n", " ") + text[begin:]


def _read_commands(text: str, document: Document) -> None:
    """Metadata that classes of journals have commands for."""
    bare = COMMENT.sub(r"\1", text)
    head = document.head
    if not head.keywords and (found := _KEYWORDS.search(bare)):
        words = re.sub(r"\\(?:sep|and|newline|par)(?![A-Za-z])|\\\\|~", "; ", found["a"] or found["b"] or "")
        words = re.sub(r"\\[A-Za-z]+\*?|[{}$]", " ", words)
        head.keywords = keywords_of(" ".join(words.split()))
    if found := _DOI.search(bare):
        head.journal.setdefault("doi", found[1])
    head.language = head.language or language_of(bare)


_MOST_MESSAGES = 100


def _pandoc_findings(messages: Iterable[Message], shown: str, joined: Joined) -> Iterator[Diagnostic]:
    """Findings from Pandoc's warnings, and from the words that it reports as skipped."""
    first = _first_line(joined.text)
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
    if not skipped:
        return False
    if skipped["name"] == "begin":
        return bool(_HAS_WORDS.search(skipped["rest"].partition("}")[2]))
    return skipped["name"] not in _OWN_COMMANDS and bool(_HAS_WORDS.search(skipped["rest"]))
