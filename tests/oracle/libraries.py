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
from hedgesite.model.source import Source
from hedgesite.pandoc import pandoc
from hedgesite.styles import format_references, style_named
from hedgesite.styles.csl.package import style_text

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


def sites(folder: Path) -> int:
    failed = 0
    print("| library | bytes | entries | errors | warnings | set aside | seconds |\n|---|---|---|---|---|---|---|")
    for path in sorted(folder.glob("*.bib")):
        data = path.read_bytes()
        with tempfile.TemporaryDirectory() as name:
            library, _ = load_library(companion(Path(name), data))
            written = Counter(key for entry in library.bibliography.written for key in entry.names)
            # A key that two works share must be decided by whoever cites it.
            clear = tuple(source for source in library.sources if written[source.key] == 1)
            cited = [source.key for source in spread(clear, _CITED)]
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


def theirs(path: Path, keys: list[str], csl: str) -> dict[str, str]:
    """The references of some keys as Pandoc prints them from the file."""
    with tempfile.TemporaryDirectory() as name:
        style = Path(name, "style.csl")
        style.write_text(csl, "utf-8")
        nocite = ", ".join(f"@{{{key}}}" for key in keys)
        command = [pandoc() or "pandoc", "--citeproc", f"--bibliography={path}", f"--csl={style}", "-tjson"]
        source = f"---\nnocite: '{nocite}'\nlink-bibliography: false\n---\n"
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


def _raw(source: Source, *names: str) -> str:
    return " ".join(source.fields[name].raw for name in names if name in source.fields)


def _letters(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).casefold()


def _months(source: Source, ours: str, theirs: str) -> bool:
    """Ours has a month or a day that theirs lacks, and no other difference."""
    date = source.dates.get("date")
    if date is None or date.start is None or date.start.month is None:
        return False
    shown = re.sub(r"\b\d{1,2}\b|\b[A-Z][a-z]{2,8}\b\.?|[–,. ]|ahead of print", "", ours)
    return shown.replace("()", "") == re.sub(
        r"\b\d{1,2}\b|\b[A-Z][a-z]{2,8}\b\.?|[–,. ]|ahead of print", "", theirs
    ).replace("()", "")


def _lost(source: Source, ours: str, theirs: str) -> bool:
    """A field that only ours shows."""
    names = ("eid", "booktitle", "journaltitle", "issuetitle", "number", "type", "doi", "url", "eprint", "pages")
    people = (person.family for role in source.persons for person in source.persons[role])
    values = [*(source.text(name) for name in names), *people]
    return any(
        _letters(value) in _letters(ours) and _letters(value) not in _letters(theirs) for value in values if value
    )


RULES: tuple[tuple[str, Callable[[Source, str, str], object]], ...] = (
    (
        "escapes of LaTeX in addresses and DOIs are characters",
        lambda _, ours, theirs: comparable(ours) == comparable(re.sub(r"[\\{}]|%20", "", theirs)).replace("%20", ""),
    ),
    ("a month or day in words, or beside a macro, is read", _months),
    (
        "commands, ligatures and accents become the characters that LaTeX prints",
        lambda source, _, __: re.search(
            r"\\(?:i\b|pi|alpha|textreg|cdot)|\\'\\?i|·|--", _raw(source, "title", "year", "note") + source.raw
        ),
    ),
    (
        "a title that is in sentence case keeps its names, and braces and other scripts their capitals",
        lambda _, ours, theirs: _letters(ours) == _letters(theirs) and ours.casefold() != ours,
    ),
    ("what BibLaTeX joins with “and” is joined so", lambda _, ours, theirs: " and " in ours and "; " in theirs),
    ("what has no other type has CSL's type document", lambda source, _, __: source.type == "misc"),
    ("a preprint is known by its number", lambda _, ours, theirs: "arXiv:" in ours and "arXiv:" not in theirs),
    (
        "a letter with an accent has an initial like any other",
        lambda _, ours, theirs: re.search(r"[À-Þ]\.", ours) and not re.search(r"[À-Þ]\.", theirs),
    ),
    ("no field that was read is lost", _lost),
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
        chosen = spread(library.sources, number)
        for name in names:
            ours = format_references(chosen, style_named(name))
            try:
                others = theirs(path, [source.key for source in chosen], style_text(name))
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
