"""Measures what of real manuscripts reaches a page: `python tests/oracle/measure_import.py FILE …`.

What there is is counted in the raw file, by means that share nothing with the importer; what is there is looked for in
the built HTML by runs of words. A citation counts only if it leads to the source whose title the reference has.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.oracle.count_latex import count

KINDS = ("paragraphs", "citations", "notes", "calls", "figures", "tables", "captions", "equations")
_PARAGRAPH = 12
"""Fewest words of a paragraph of LaTeX that is looked for."""
_ENTRY_KEY = (
    r"@\w+\s*[{(]\s*([^,\s{}]+)\s*,|\\entry\{([^{}]+)\}|\\bibitem\s*"
    r"(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\])?\s*(?:%\s*)?\{([^{}]+)\}"
)
_RUN = 4
"""Words of the shortest run that is looked for."""
_RAW = re.compile(
    r"(?:\|[^|\n]{0,40}){4}|\\[a-zA-Z]{3,}[{\[]|\]\{\.|^:::|\{\{<|\[@[\w-]+|</?(?:sup|sub|em|span|xref)\b", re.MULTILINE
)
_BREAK = "\x1e"


@dataclass
class Raw:
    """What a file has: runs of words by kind, or mere numbers; and the title of the source of each citation."""

    runs: dict[str, list[list[str]]] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    cited: list[str] = field(default_factory=list)
    by_hand: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """Titles of the entries of a bibliography, by key."""
    unknown: int = 0
    """Citations of what no bibliography has."""

    def add(self, kind: str, text: str) -> None:
        runs = [" ".join(words(part)) for part in text.split(_BREAK)]
        runs = [run for run in runs if len(run.split()) >= _RUN or re.search(r"[^\x00-\u024f]{4}", run)]
        if runs:
            self.runs.setdefault(kind, []).append(runs)


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without marks."""
    # Words of Chinese and Japanese have no blanks between them: each character is one.
    parted = re.sub(r"([\u3040-\u30ff\u3400-\u9fff])", r" \1 ", text)
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)[’'‐‑­\u200b](?=\w)", "", parted).casefold())


def jats(path: Path) -> Raw:
    data = re.sub(rb"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>", b"", path.read_bytes())
    text = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;", lambda found: html.unescape(found[0]), data.decode("utf-8"))
    root = ElementTree.fromstring(text.encode())
    raw = Raw()
    titles = {}
    for reference in root.iter("ref"):
        found = [reference.find(f".//{tag}") for tag in ("article-title", "chapter-title", "source", "data-title")]
        title = next(
            ("".join(each.itertext()) for each in found if each is not None and "".join(each.itertext()).strip()), ""
        )
        # Where no title is marked, it is the longest sentence of the words.
        told = "".join(reference.itertext()).removeprefix(reference.findtext("label") or "")
        titles[reference.get("id")] = title or max(re.split(r"[.()]", told), key=lambda part: len(words(part)))
    skipped = {
        id(inner)
        for tag in ("fn", "table-wrap", "fig", "ref-list", "caption")
        for each in root.iter(tag)
        for inner in each.iter("p")
    }
    front = root.find("front")
    head = {id(each) for part in ([front] if front is not None else []) for each in part.iter("p")}
    abstracts = {
        id(each) for tag in ("abstract", "trans-abstract") for part in root.iter(tag) for each in part.iter("p")
    }
    for each in root.iter("p"):
        if id(each) not in skipped and (id(each) not in head or id(each) in abstracts):
            raw.add("paragraphs", _undated(_broken(each)))
    for each in root.iter("xref"):
        if each.get("ref-type") == "bibr":
            raw.cited += [titles[id_] for id_ in (each.get("rid") or "").split() if titles.get(id_)]
    for each in root.iter("fn"):
        raw.add("notes", _undated(_broken(each)))
    for each in root.iter("fig"):
        caption = each.find("caption")
        raw.add("figures", _broken(caption)) if caption is not None else None
    for each in root.iter("table-wrap"):
        cells = [_broken(cell) for cell in each.iter() if cell.tag == "td" or cell.tag.endswith("}entry")]
        raw.runs.setdefault("tables", []).append([" ".join(words(cell)) for cell in cells if words(cell)][:60]) if any(
            map(words, cells)
        ) else None
    # A formula that is only an image is shown as one.
    raw.numbers["equations"] = sum(
        any(inner.tag.rpartition("}")[2] in {"math", "tex-math"} for inner in each.iter())
        for each in root.iter("disp-formula")
    )
    return raw


def _undated(text: str) -> str:
    """Words without brackets that have a year: citations in words are written as the style has them."""
    return re.sub(r"\([^()]*\d{4}[^()]*\)", _BREAK, text)


def _broken(element: ElementTree.Element) -> str:
    """The words of an element, with breaks where something stands in them that pages write otherwise."""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag in {
            "xref",
            "fn",
            "inline-formula",
            "disp-formula",
            "math",
            "label",
            "table",
            "fig",
            "table-wrap",
            "list",
            "ext-link",
            "uri",
            "supplementary-material",
            "disp-quote",
            "media",
            "boxed-text",
            "graphic",
            "inline-graphic",
            "tex-math",
        }:
            parts.append(_BREAK)
        elif tag in {"p", "title", "break", "sup", "sub"}:
            parts.append(f"{_BREAK}{_broken(child)}{_BREAK}")
        else:
            parts.append(_broken(child))
        tail = child.tail or ""
        if tag == "xref" and child.get("ref-type") == "bibr":
            # A locator up to the end of the bracket is written as the style has it.
            tail = re.sub(r"^[^()\[\]]{0,40}[)\]]", _BREAK, tail)
        parts.append(tail)
    return "".join(parts)


_LIST = re.compile(
    r"\W*(?:\d+\.?\s*)?(?:references|bibliography|works cited|literatura?|referências.*|bibliograf\w+|références.*"
    r"|bibliographie|literaturverzeichnis|литература|список (?:использованной )?литературы|библиография"
    r"|kaynak(?:lar|ça)|literature cited|quellen(?:verzeichnis)?"
    r"|참고문헌|参考文献|參考文獻|מקורות|ביבליוגרפיה|רשימת מקורות)\W*",
    re.IGNORECASE,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx(path: Path) -> Raw:
    raw = Raw()
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        notes = [archive.read(f"word/{name}.xml") for name in ("footnotes", "endnotes") if f"word/{name}.xml" in names]
    for outer in list(body.iter()):
        for each in list(outer):
            # The same once more, for old programs; and the list of contents, which sites make themselves.
            if each.tag.endswith("}Fallback") or "docPartGallery" in _attributes(each.find(f"{_W}sdtPr")):
                outer.remove(each)
    in_tables = {id(each) for table in body.iter(f"{_W}tbl") for each in table.iter(f"{_W}p")}
    drawn = {id(each) for outer in body.iter(f"{_W}p") if _has_shapes(outer) for each in outer.iter(f"{_W}p")}
    drawn -= {id(each) for each in body.iter(f"{_W}p") if _has_shapes(each)}
    every = list(body.iter(f"{_W}p"))
    titled = [at for at, each in enumerate(every) if _LIST.fullmatch(_docx_text(each).replace(_BREAK, "").strip())]
    # The title of a list stands in the list of contents too.
    begin = titled[-1] if titled else len(every)
    for at, each in enumerate(every):
        text = _docx_text(each)
        is_list = at >= begin
        style = each.find(f"{_W}pPr/{_W}pStyle")
        of_contents = style is not None and re.match(r"(?i)(?:toc|sum.rio|tdc|tm)\d", style.get(f"{_W}val", ""))
        if id(each) not in in_tables | drawn and not is_list and not of_contents:
            raw.add("paragraphs", _unlabelled(text))
    for part in notes:
        for note in ElementTree.fromstring(part):
            if note.get(f"{_W}type") is None:
                raw.add("notes", _BREAK.join(_docx_text(each) for each in note.iter(f"{_W}p")))
    for table in body.iter(f"{_W}tbl"):
        cells = [" ".join(words(part)) for cell in table.iter(f"{_W}tc") for part in _docx_text(cell).split(_BREAK)]
        is_layout = any(each.tag.endswith(("}blip", "}oMathPara")) for each in table.iter())
        if any(cells) and not is_layout:
            raw.runs.setdefault("tables", []).append([cell for cell in cells if cell][:60])
    raw.numbers["figures"] = sum(1 for each in body.iter() if each.tag.endswith("}blip"))
    raw.numbers["equations"] = sum(1 for each in body.iter() if each.tag.endswith("}oMathPara"))
    raw.numbers["equations in tables"] = sum(
        1 for table in body.iter(f"{_W}tbl") for each in table.iter() if each.tag.endswith("}oMathPara")
    )
    for tree in (body, *map(ElementTree.fromstring, notes)):
        fields = "".join(each.text or "" for each in tree.iter(f"{_W}instrText"))
        raw.cited += _of_fields(fields)
    return raw


def _attributes(element: ElementTree.Element | None) -> str:
    return "" if element is None else ElementTree.tostring(element, "unicode")


def _has_shapes(paragraph: ElementTree.Element) -> bool:
    """Whether a drawing of shapes stands in a paragraph: boxes of text in it are labels."""
    return any(each.tag.endswith(("}group", "}wgp", "}wpc")) for each in paragraph.iter())


def _of_fields(text: str) -> list[str]:
    """The titles of what the fields of Zotero and Mendeley cite."""
    titles = []
    for found in re.finditer(r"(?:CSL_CITATION|ZOTERO_ITEM)[^{]{0,40}(?=\{)", text):
        try:
            value, _ = json.JSONDecoder().raw_decode(text, found.end())
        except ValueError:
            continue
        titles += [str(each.get("itemData", {}).get("title", "")) for each in value.get("citationItems", ())]
    return [re.sub(r"<[^>]+>", "", title) for title in titles if title]


def _unlabelled(text: str) -> str:
    """A caption without its label, since pages number figures and tables themselves."""
    text = re.sub(
        r"^\W*(?:key\s?words|palavras[- ]chave|palabras clave|anahtar kelimeler|ключевые слова|summary)\W",
        _BREAK,
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"^\s*(?:Tab\w*|Fig\w*|Abb\w*|Слика|Slika|Табел\w+|Табл\w+|Рис\w*|Şekil|Quadro|Gráfico)\.?\s*\d[\d. ]*"
        r"(?=[\s.:–—-]|$)(?!['’])",
        _BREAK,
        text,
    )


def _docx_text(paragraph: ElementTree.Element) -> str:
    parts: list[str] = []

    def take(element: ElementTree.Element) -> None:
        for each in element:
            if each.tag == f"{_W}txbxContent":
                continue
            if each.tag == f"{_W}t":
                parts.append(each.text or "")
            elif each.tag in {
                f"{_W}footnoteReference",
                f"{_W}endnoteReference",
                f"{_W}fldChar",
                f"{_W}br",
                f"{_W}cr",
                f"{_W}drawing",
                f"{_W}pict",
                f"{_W}object",
                f"{_W}sym",
            } or each.tag.endswith("}oMath"):
                parts.append(_BREAK)
            elif each.tag == f"{_W}tab":
                parts.append(" ")
            elif each.tag == f"{_W}p":
                parts.append(_BREAK)
            if not each.tag.endswith(("}oMath", "}Fallback")):
                take(each)

    take(paragraph)
    # Citations in brackets are written otherwise on pages.
    return re.sub(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]|\w+\s*$(?<=\d)", _BREAK, "".join(parts))


def latex(path: Path) -> Raw:
    raw = Raw()
    found = count(path)
    for kind, texts in found.texts.items():
        for text in texts:
            if kind != "paragraphs" or len(words(text.replace(_BREAK, " "))) >= _PARAGRAPH:
                raw.add(kind, text)
    for cells in found.cells:
        runs = [" ".join(words(part)) for cell in cells for part in cell.split(_BREAK)]
        raw.runs.setdefault("tables", []).append([run for run in runs if run][:60])
    raw.numbers.update(found.numbers)
    known = set()
    for beside in sorted(each for ending in ("bib", "bbl", "tex") for each in path.parent.rglob(f"*.{ending}")):
        text = re.sub(r"^[ \t]*%.*$", "", beside.read_text("utf-8", "replace"), flags=re.MULTILINE)
        known |= {key.strip().casefold() for found_keys in re.findall(_ENTRY_KEY, text) for key in found_keys if key}
        if beside.suffix == ".bib":
            _titles(text, raw)
    # A key without an entry anywhere is cited in the manuscript as a question mark.
    raw.cited = [key for key in found.cited if key.casefold() in known]
    raw.unknown = len(found.cited) - len(raw.cited)
    return raw


def _titles(text: str, raw: Raw) -> None:
    for entry in re.split(r"^\s*@", text, flags=re.MULTILINE):
        named = re.match(r"\w+\s*[{(]\s*([^,\s]+)\s*,", entry)
        title = re.search(
            r"(?<![a-z])title\s*=\s*[{\"](.*?)[}\"]\s*(?:,\s*\n|\n?\}|,\s*\w+\s*=)", entry, re.IGNORECASE | re.DOTALL
        )
        if named and title:
            raw.titles.setdefault(named[1], title[1])


def markdown(path: Path) -> Raw:
    raw = Raw()
    text = path.read_text("utf-8", "replace").replace("\r\n", "\n")
    text = re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"^(```+|~~~+).*?^\1\s*$", "\n\n", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^#{1,6} .*$", "", text, flags=re.MULTILINE)
    raw.numbers["notes"] = len(re.findall(r"\[\^[^\]\s]+\](?!:)|\^\[", text))
    raw.numbers["tables"] = len(re.findall(r"^\|?[ :]*-{3,}[-| :]*\|[-| :]*$", text, re.MULTILINE))
    raw.numbers["figures"] = len(re.findall(r"!\[", text))
    raw.numbers["equations"] = len(re.findall(r"(?<!\S)\$\$[^$]+\$\$", text))
    raw.cited = [
        key
        for key in re.findall(r"(?<![\w.@\\])-?@([A-Za-z0-9_][\w:.#$%&+?<>~/-]*\w)", text)
        if not re.match(r"(?:fig|tbl|sec|eq|lst)[-:]", key)
    ]
    tags = {
        found[1]: found[2]
        for beside in sorted(path.parent.glob("*citation-tags*.md"))
        for found in re.finditer(r"^\[@(tag:\S+)\]:\s*(\S+)", beside.read_text("utf-8"), re.MULTILINE)
    }
    raw.cited = [tags.get(key, key) for key in raw.cited]
    for part in re.split(r"\n\s*\n", text):
        if part.lstrip().startswith(("|", ":::", "#", "![", "[^", "$$", "\\", "+--", "<", "{{")):
            continue
        part = re.sub(r"\*+", "", re.sub(r"^\s*(?:\d+[.)]|[-*+])\s+", "", part))
        runs = re.sub(
            r"\[[^\[\]]*@[^\[\]]*\]|@[\w:-]+|\[\^[^\]]+\]|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|\{[^{}]*\}|\\@?\w+\([^)]*\)"
            r"|<[^>]*>|\^\[|https?://\S+|[(\[][^()\[\]]*\d{4}[^()\[\]]*[)\]]|\\[a-zA-Z]+(?:\{[^{}]*\})*|[\]}]"
            r"|\s\d{1,3}[.)]\s",
            _BREAK,
            part,
        )
        if len(words(runs.replace(_BREAK, " "))) >= 12:
            raw.add("paragraphs", runs)
    return raw


_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


def odt(path: Path) -> Raw:
    raw = Raw()
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    root = ElementTree.fromstring(content)
    name = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for outer in list(root.iter()):
        for each in list(outer):
            # Lists of contents and of figures, which sites make themselves, and words that stand behind images.
            if each.tag in {f"{name}table-of-content", f"{name}illustration-index", f"{name}table-index"}:
                outer.remove(each)
            elif each.tag.startswith(_SVG) and each.tag.endswith(("}desc", "}title")) and each.text != "TexMaths":
                each.text = ""
    notes = {id(inner) for note in root.iter(f"{name}note") for inner in note.iter(f"{name}p")}
    cells = {
        id(inner)
        for table in root.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table")
        for inner in table.iter(f"{name}p")
    }
    is_list = False
    for each in root.iter():
        if each.tag not in {f"{name}p", f"{name}h"}:
            continue
        is_list = is_list or bool(_LIST.fullmatch(_odt_text(each, name).strip()))
        if (is_list and id(each) not in notes) or each.tag == f"{name}h":
            continue
        text = re.sub(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]", _BREAK, _odt_text(each, name))
        if id(each) in notes:
            raw.add("notes", text)
        elif id(each) not in cells:
            raw.add("paragraphs", _unlabelled(text))
    # The image of a formula stands for where the formula cannot be shown; a second one, for where the first cannot.
    shown = [image for frame in root.iter(f"{_DRAW}frame") if (image := frame.find(f"{_DRAW}image")) is not None]
    links = [image.get("{http://www.w3.org/1999/xlink}href", "") for image in shown]
    formulas = sum(_is_formula(group) for group in root.iter(f"{_DRAW}g"))
    raw.numbers["figures"] = sum("ObjectReplacements" not in link for link in links) - formulas
    raw.numbers["tables"] = sum(1 for _ in root.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"))
    marks = root.iter(f"{name}reference-mark-start")
    raw.cited = _of_fields("".join(each.get(f"{name}name", "") for each in marks))
    return raw


def _is_formula(group: ElementTree.Element) -> bool:
    return any(each.tag.startswith(_SVG) and each.text == "TexMaths" for each in group)


def _odt_text(element: ElementTree.Element, name: str) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append(
            _BREAK
            if child.tag in {f"{name}note", f"{name}line-break", f"{_DRAW}g"} or "annotation" in child.tag
            else " "
            if child.tag in {f"{name}s", f"{name}tab"}
            else _odt_text(child, name)
        )
        parts.append(child.tail or "")
    return "".join(parts)


READERS = {
    ".xml": jats,
    ".nxml": jats,
    ".docx": docx,
    ".odt": odt,
    ".tex": latex,
    **dict.fromkeys((".md", ".rmd", ".qmd", ".txt"), markdown),
}


def _kind_of(path: Path) -> str:
    """The ending of a file's kind, by what it holds if it is packed: some are named otherwise."""
    kind = path.suffix.lower()
    if kind in {".docx", ".odt"}:
        with zipfile.ZipFile(path) as archive:
            return ".docx" if any(name.startswith("word/") for name in archive.namelist()) else ".odt"
    return kind


def measured(path: Path, folder: Path, keep: bool) -> dict[str, object]:
    """How much of a manuscript reached its site."""
    name = re.sub(r"\W", "_", str(path))
    target = folder / f"{name[-60:]}_{zlib.crc32(name.encode())}"
    started = time.monotonic()
    done = _run("import", str(path), str(target))
    took = time.monotonic() - started
    row: dict[str, object] = {"file": path.name, "import": f"{done.returncode} {took:.1f}s"}
    if "Traceback" in done.stderr + done.stdout or not target.exists():
        return row | {"error": (done.stdout + done.stderr)[-400:]}
    built = _run("build", "-f", str(target / "mkdocs.yml"))
    row["build"] = built.returncode
    if built.returncode:
        return row | {"error": (built.stdout + built.stderr)[:1500]}
    raw = READERS[_kind_of(path)](path)
    raw.by_hand = by_hand(path)
    return row | compared(raw, target / "site", path.suffix.lower(), keep=keep)


def compared(raw: Raw, site: Path, kind: str, *, keep: bool) -> dict[str, object]:
    pages = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in site.rglob("*.html")}
    article = "".join(text for name, text in pages.items() if not name.startswith(("search", "404")))
    # Raised and lowered letters are parts of words in some files, and apart in others.
    glued = re.sub(r"</?su[bp]\b[^>]*>", "", article)
    told = f" {' '.join(visible(article))}  {' '.join(visible(glued))} "
    row: dict[str, object] = {}
    missing: dict[str, list[str]] = {}
    for name in ("paragraphs", "notes", "figures", "tables", "captions"):
        if name in raw.runs:
            reached = [sum(f" {run} " in told for run in runs) >= 0.8 * len(runs) for runs in raw.runs[name]]
            row[name] = f"{sum(reached)}/{len(reached)}"
            missing[name] = [
                " | ".join(runs)[:150] for runs, there in zip(raw.runs[name], reached, strict=True) if not there
            ]
    whole = pages.get("read/all/index.html", article)
    found = {
        "figures": len(
            re.findall(r"<figure(?![^>]*(?:table|equation))[^>]*>(?:(?!</figure>).)*?<img", whole, re.DOTALL)
        ),
        "tables": len(re.findall(r"<table", whole)),
        "equations": len(re.findall(r"<math[^>]*display=\"block\"", whole))
        # A cell shows a formula in its line.
        + min(
            sum(table.count("<math") for table in re.findall(r"<table.*?</table>", whole, re.DOTALL)),
            raw.numbers.pop("equations in tables", 0),
        ),
        "notes": len(re.findall(r"(?:role=\"doc-noteref\"|class=\"[^\"]*note-call)", whole)),
        "calls": len(re.findall(r"(?:role=\"doc-noteref\"|class=\"[^\"]*note-call)", whole)),
    }
    for name, number in raw.numbers.items():
        if number and name not in raw.runs:
            row[name] = f"{min(found.get(name, 0), number)}/{number}"
    if raw.unknown:
        row["unknown"] = raw.unknown
    if raw.by_hand:
        row["citations"] = f"{cited_by_hand(raw.by_hand, whole, pages)}/{sum(raw.by_hand.values())}"
    elif raw.cited:
        row["citations"] = f"{cited(raw, whole, pages, kind)}/{len(raw.cited)}"
    marks = _RAW.findall(
        " ".join(
            re.sub(r"(?s)<(script|style|code|pre|annotation|math)\b.*?</\1>|<dd[^>]*--code.*?</dd>|<[^>]+>", " ", page)
            for name, page in pages.items()
            if name.startswith("read/") and "/all/" not in name
        )
    )
    row["raw"] = len(marks)
    if keep:
        row["missing"] = {name: each[:8] for name, each in missing.items() if each}
        row["marks"] = marks[:8]
    return row


def by_hand(path: Path) -> dict[str, int]:
    """The citations of a manuscript that were counted by hand, by name and year; none if its path is not listed."""
    lists = json.loads((Path(__file__).parent / "author_date.json").read_text("utf-8"))["manuscripts"]
    shown = path.resolve().as_posix().replace("+", "/")
    return next((counts for name, counts in lists.items() if shown.endswith(name)), {})


def cited_by_hand(wanted: dict[str, int], whole: str, pages: dict[str, str]) -> int:
    """The number of citations that lead to a source with the name and the year that they have."""
    links = Counter(map(unquote, re.findall(r"href=\"[./]*sources/([^/\"#]+)/", whole)))
    told = {key: f" {' '.join(visible(pages.get(f'sources/{key}/index.html', ''))[:400])} " for key in links}
    reached = 0
    for label, number in wanted.items():
        run = [f" {part} " for part in words(label)]
        reached += min(number, sum(links[key] for key, text in told.items() if all(part in text for part in run)))
    return reached


def cited(raw: Raw, whole: str, pages: dict[str, str], kind: str) -> int:
    """The number of citations that lead to the source that they mean."""
    links = Counter(map(unquote, re.findall(r"href=\"[./]*sources/([^/\"#]+)/", whole)))
    wanted = Counter(raw.cited)
    if kind in {".tex", ".md", ".rmd", ".qmd", ".txt"}:
        by_key = Counter({key.casefold(): number for key, number in links.items()})
        reached = 0
        for key, number in wanted.items():
            there = by_key[key.casefold()] or by_key[re.sub(r"[\W_]+", "-", bare(key)).casefold()[:60].strip("-")]
            # Addresses have no letters other than Latin ones: there the title tells.
            run = " ".join(words(re.sub(r"[{}]", "", raw.titles.get(key, "")))[:8])
            if not there and run:
                pages_of = {each: " ".join(visible(pages.get(f"sources/{each}/index.html", ""))) for each in links}
                there = sum(links[each] for each, text in pages_of.items() if run in text)
            reached += min(number, there)
        return reached
    told = {key: " ".join(visible(pages.get(f"sources/{key}/index.html", ""))) for key in links}
    reached = 0
    for title, number in wanted.items():
        run = " ".join(words(title)[:8])
        reached += min(number, sum(links[key] for key, text in told.items() if run and run in text))
    return reached


def bare(key: str) -> str:
    """A key in letters without accents, as addresses have it."""
    return unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()


def visible(page: str) -> list[str]:
    text = re.sub(r"(?s)<(script|style|head|annotation)\b.*?</\1>", " ", page)
    text = re.sub(r"</?(?:em|i|b|strong|span|abbr|a|q|cite|wbr|s|mark|bdi|u|small)\b[^>]*>", "", text)
    return words(html.unescape(re.sub(r"<[^>]+>", " ", text)))


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [sys.executable, "-m", "hedgesite", *arguments], capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, 124, "", "no end after 300 s")


def rows(files: list[Path], folder: Path, keep: bool) -> Iterator[dict[str, object]]:
    for path in files:
        row = measured(path, folder, keep)
        print(json.dumps(row, ensure_ascii=False), flush=True)
        yield row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--missing", action="store_true", help="show the first things that are missing")
    parser.add_argument("--keep", type=Path, help="folder for the companions")
    given = parser.parse_args()
    totals: dict[str, list[int]] = {kind: [0, 0] for kind in KINDS}
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows(given.files, given.keep or Path(temporary), given.missing):
            for kind in KINDS:
                there, _, whole = str(row.get(kind, "0/0")).partition("/")
                totals[kind][0] += int(there)
                totals[kind][1] += int(whole)
    for kind, (reached, number) in totals.items():
        print(f"{kind:<12} {reached:>6} of {number:>6}  {100 * reached / number if number else 100:5.1f} %")


if __name__ == "__main__":
    main()
