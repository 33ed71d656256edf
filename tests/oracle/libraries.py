"""Build a site from every `.bib` file of a folder, or compare references with Pandoc's; not part of the tests.

    python tests/oracle/libraries.py sites FOLDER
    python tests/oracle/libraries.py styles FOLDER [--references 30] [--style NAME ...] [--show]

`sites` makes a companion of each library, which cites forty of its entries, and prints a row for each: whether it
gives a site, and what is found in it. `styles` formats entries in styles of CSL twice: as the site shows them, and by
Pandoc with its own reader of the same file. A table counts the differences by the rule that makes ours right; those
without a rule, and with `--show` all, are printed, ours first.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hedgesite.build import build_pages, templates_folder
from hedgesite.load import load_library
from hedgesite.model.base import SOURCE_KEY_PATTERN
from hedgesite.model.library import Library
from hedgesite.model.source import Source
from hedgesite.pandoc import pandoc
from hedgesite.styles import format_references, style_named
from hedgesite.styles.csl.package import style_text
from hedgesite.styles.languages import language_tag

STYLES = ("apa", "chicago-author-date-17th-edition", "modern-language-association", "ieee", "nature")
_ARTICLE = "title: Library\nauthors: [{given: A., family: Author}]\nabstract: Of a library.\n"
_SECTION = "---\ntitle: Cited\npassages:\n  p1: {role: context}\n---\n\n{#p1}\n"
_CITED = 40


def companion(folder: Path, data: bytes, cited: list[str] = []) -> Path:  # noqa: B006 - never changed
    """A companion whose one passage cites some keys of a library."""
    content = folder / "content"
    (content / "sections").mkdir(parents=True, exist_ok=True)
    (content / "article.yml").write_text(_ARTICLE, "utf-8")
    (content / "references.bib").write_bytes(data)
    citations = "; ".join(f"@{{{key}}}" for key in cited)
    (content / "sections" / "01-cited.md").write_text(f"{_SECTION}Of these [{citations}].\n", "utf-8")
    return content


def spread(sources: tuple[Source, ...], number: int) -> list[Source]:
    """So many sources, taken from all parts of the library."""
    citable = [source for source in sources if re.fullmatch(SOURCE_KEY_PATTERN, source.key)]
    return citable[:: max(1, len(citable) // number)][:number]


def _clear(library: Library) -> tuple[Source, ...]:
    """The sources but for those with one key for two works, which whoever cites them must tell apart."""
    written = Counter(key for entry in library.bibliography.written for key in entry.names)
    return tuple(source for source in library.sources if written[source.key] == 1)


def sites(folder: Path) -> int:
    failed = 0
    print("| library | bytes | entries | errors | warnings | set aside | seconds |\n|---|---|---|---|---|---|---|")
    for path in sorted(folder.glob("*.bib")):
        data = path.read_bytes()
        with tempfile.TemporaryDirectory() as name:
            library, _ = load_library(companion(Path(name), data))
            cited = [source.key for source in spread(_clear(library), _CITED)]
            begun = time.perf_counter()
            built = build_pages(companion(Path(name), data, cited), templates_folder())
            seconds = time.perf_counter() - begun
        errors = built.report.errors
        failed += bool(errors) or not built.pages
        counts = (
            f"{len(library.sources)} | {len(errors)} | {len(built.report.warnings)} | {len(built.aside.diagnostics)}"
        )
        print(f"| {path.name} | {len(data)} | {counts} | {seconds:.1f} |", flush=True)
        for error in errors[:5]:
            print(f"    {error}")
    print(f"{failed} libraries give no site")
    return min(failed, 1)


def language_of(sources: tuple[Source, ...]) -> str:
    """The language of a library: the one that most of its entries name, where most name one."""
    named = Counter(_language(source)[:2] for source in sources)
    (language, count), *_ = named.most_common(1) or [("", 0)]
    return language if language and count * 2 > len(sources) else "en"


def theirs(path: Path, keys: list[str], csl: str, language: str) -> dict[str, str]:
    """The references of some keys as Pandoc prints them from the file."""
    with tempfile.TemporaryDirectory() as name:
        style = Path(name, "style.csl")
        style.write_text(csl, "utf-8")
        nocite = ", ".join(f"@{{{key}}}" for key in keys)
        # Without `lang` the style decides, which may be in British English.
        spoken = "" if language == "en" else f"lang: {language}\n"
        command = [pandoc() or "pandoc", "--citeproc", f"--bibliography={path}", f"--csl={style}", "-tjson"]
        source = f"---\nnocite: '{nocite}'\nlink-bibliography: false\n{spoken}---\n"
        done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(" ".join(done.stderr.split())[:200])
    return dict(_entries(json.loads(done.stdout)["blocks"]))


def _entries(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                yield entry["c"][0][0].removeprefix("ref-"), "".join(_text(entry["c"][1]))


def _text(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _text(each)
    elif isinstance(node, dict):
        kind: str = node["t"]
        content: Any = node.get("c", "")
        if kind == "Str":
            yield content
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            yield " "
        elif kind == "Quoted":
            yield "“" if content[0]["t"] == "DoubleQuote" else "‘"
            yield from _text(content[1])
            yield "”" if content[0]["t"] == "DoubleQuote" else "’"
        elif kind in {"Math", "Code"}:
            yield content[1]
        elif kind in {"Span", "Link", "Div", "Cite"}:
            yield from _text(content[1])
        elif content:
            yield from _text(content)


def comparable(text: str) -> str:
    """Without spaces of any kind, and numbers at the beginning of an entry."""
    return re.sub(r"\s+", "", re.sub(r"^\s*(?:\[\d+\]|\d+\.)", "", text)).replace("\u200b", "")


def _letters(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).casefold()


def _straight(text: str) -> str:
    return comparable(text.translate(dict.fromkeys(map(ord, "“”‘’`"), "'")).replace('"', "'"))


def _language(source: Source) -> str:
    written = source.text("langid") or source.text("language")
    return (language_tag(written, source.text("title")) or written) if written else ""


def _in_other_case(_: Source, ours: str, theirs: str) -> bool:
    return _letters(ours) == _letters(theirs) and ours.casefold() != ours


def _dateless(text: str) -> str:
    return re.sub(r"\b\d{1,2}\b|\b[A-Z][a-z]{2,8}\b\.?|[–,. ]|ahead of print", "", text).replace("()", "")


def _months(source: Source, ours: str, theirs: str) -> bool:
    """Ours has a month or a day that theirs lacks, and no other difference."""
    date = source.dates.get("date")
    has_month = bool(date and date.start and date.start.month)
    return has_month and _dateless(ours) == _dateless(theirs)


def _lost(source: Source, ours: str, theirs: str) -> bool:
    """A field that only ours shows."""
    names = ("issue", "eid", "booktitle", "journaltitle", "issuetitle", "number", "type", "doi", "url", "eprint")
    people = (person.family for role in source.persons for person in source.persons[role])
    values = [*(source.text(name) for name in (*names, "pages", "note")), *people]
    return any(
        _letters(value) in _letters(ours) and _letters(value) not in _letters(theirs) for value in values if value
    )


RULES: tuple[tuple[str, Callable[[Source, str, str], object]], ...] = (
    (
        "escapes of LaTeX in addresses and DOIs are characters",
        lambda _, ours, theirs: comparable(ours) == comparable(re.sub(r"[\\{}]|%20", "", theirs)).replace("%20", ""),
    ),
    (
        "an address in `howpublished` or `doi` is an address",
        lambda source, _, __: re.search(r"(?i)(howpublished|doi)\s*=\s*.{0,8}(?:http|\w+\.)", source.raw),
    ),
    ("straight quotation marks are those of print", lambda _, ours, theirs: _straight(ours) == _straight(theirs)),
    ("a month or day in words, or beside a macro, is read", _months),
    (
        "a title keeps the capitals of its language, which `language` names as well as `langid`",
        lambda source, ours, theirs: _language(source)[:2] not in {"", "en"} and _in_other_case(source, ours, theirs),
    ),
    ("a title that is in sentence case already keeps its capitals", _in_other_case),
    (
        "a title in the reader’s language stands in brackets",
        lambda source, ours, _: source.text("titleaddon") and "[" in ours,
    ),
    (
        "publishers and institutions keep their “and”",
        lambda _, ours, theirs: " and " in ours and theirs.count(";") > ours.count(";"),
    ),
    ("a DOI in a note is a DOI", lambda source, ours, _: "DOI:" in source.text("note") and "doi" in ours),
    (
        "a preprint is known by its number",
        lambda _, ours, theirs: any(word in ours and word not in theirs for word in ("arXiv:", "Preprint")),
    ),
    (
        "a letter with an accent has an initial like any other",
        lambda _, ours, theirs: re.search(r"[À-Þ]\.", ours) and not re.search(r"[À-Þ]\.", theirs),
    ),
    (
        "`@techreport` is a technical report, as the manual of biblatex says",
        lambda source, ours, theirs: (
            source.text("type") and "technical report" in ours.lower() and "Tech" not in theirs
        ),
    ),
    (
        "`issue` counts issues where there is no `number`",
        lambda source, _, __: source.text("issue") and not source.text("number") and source.type == "article",
    ),
    (
        "labels such as `pp.` in fields are not printed twice",
        lambda _, __, theirs: re.search(r"(?:pp?|vol|no)\. ?(?:pp?|vol|no)\.", theirs),
    ),
    (
        "names are those of one person however they are abbreviated",
        lambda _, ours, theirs: ("———" in ours) != ("———" in theirs),
    ),
    (
        "the month that Mendeley writes as a number is a month",
        lambda source, _, __: re.search(r"(?i)number\s*=\s*.{0,2}[a-z]{3,9}\W", source.raw),
    ),
    ("`AND` parts names in any case", lambda source, _, __: " AND " in source.raw),
    ("the name of an event keeps its capitals", lambda source, _, __: source.text("eventtitle")),
    ("a family name in braces is whole", lambda source, _, __: re.search(r"\{(?:von|van|de|du|der) ", source.raw)),
    ("`@conference` is `@inproceedings`", lambda source, _, __: source.raw.casefold().startswith("@conference")),
    ("a year is text, without LaTeX", lambda _, __, theirs: re.search(r"\{\w+\}", theirs)),
    ("no field that was read is lost", _lost),
    (
        "commands, ligatures and accents become the characters that LaTeX prints",
        lambda source, _, __: re.search(r"\\(?:i\b|text|cdot|beta|omega)|\$|\\'\\?i|·", source.raw),
    ),
)
"""Why ours is right where the two differ; the first rule that applies counts."""


def _rule(source: Source, ours: str, theirs: str) -> str:
    return next((name for name, applies in RULES if applies(source, ours, theirs)), "")


def styles(folder: Path, names: list[str], number: int, *, show: bool) -> int:
    rules: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for path in sorted(folder.glob("*.bib")):
        with tempfile.TemporaryDirectory() as temporary:
            library, _ = load_library(companion(Path(temporary), path.read_bytes()))
        chosen, language = spread(_clear(library), number), language_of(library.sources)
        for name in names:
            ours = format_references(chosen, style_named(name), language)
            try:
                others = theirs(path, [source.key for source in chosen], style_text(name), language)
            except ValueError as error:
                print(f"{path.name}: Pandoc alone prints nothing: {error}")
                break
            compared[path.name] += len(chosen)
            for source in chosen:
                our_text, their_text = ours[source.key].list_text, others.get(source.key, "")
                if comparable(our_text) != comparable(their_text):
                    rule = _rule(source, our_text, their_text)
                    rules[rule] += 1
                    if show or not rule:
                        print(f"{path.name}: {name}: {source.key}: {rule}\n  - {our_text}\n  + {their_text}")
    total = max(compared.total(), 1)
    print("| rule | differences |\n|---|---|")
    for rule, count in rules.most_common():
        print(f"| {rule or 'none'} | {count} ({count / total:.1%}) |")
    what = f"{compared.total()} compared of {len(compared)} libraries"
    print(f"{what}, {rules.total()} differ ({rules.total() / total:.1%})")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sites", "styles"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--references", type=int, default=30)
    parser.add_argument("--style", action="append")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.what == "sites":
        return sites(options.folder)
    return styles(options.folder, options.style or list(STYLES), options.references, show=options.show)


if __name__ == "__main__":
    sys.exit(main())
