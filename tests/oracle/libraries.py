"""Build a site from every `.bib` file of a folder, or compare references with Pandoc's; not part of the tests.

    python -m tests.oracle.libraries sites FOLDER
    python -m tests.oracle.libraries styles FOLDER [--references 30] [--style NAME ...] [--show]

`sites` makes a companion of each library, which cites forty of its entries, and prints a row for each: whether it
gives a site, and what is found in it. `styles` formats entries in styles of CSL twice: as the site shows them, and by
Pandoc with its own reader of the same file. A table counts the differences by the rule that makes ours right; those
without a rule, and with `--show` all, are printed, ours first. The last line counts the ten libraries that are best
kept: a file with fewer findings leaves less to guess for either reader.
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
from collections.abc import Iterator
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
from tests.oracle.differences import JUDGED, comparable, language_of_source, rule_of

STYLES = ("apa", "chicago-author-date-17th-edition", "modern-language-association", "ieee", "nature")
_ARTICLE = "title: Library\nauthors: [{given: A., family: Author}]\nabstract: Of a library.\n"
_SECTION = "---\ntitle: Cited\npassages:\n  p1: {role: context}\n---\n\n{#p1}\n"
_CITED = 40
_BEST = 10


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
    named = Counter(language_of_source(source)[:2] for source in sources)
    (language, count), *_ = named.most_common(1) or [("", 0)]
    return language if language and count * 2 > len(sources) else "en"


def theirs(path: Path, keys: list[str], csl: str, language: str) -> dict[str, str]:
    """The references of some keys as Pandoc prints them from the file."""
    with tempfile.TemporaryDirectory() as name:
        style = Path(name, "style.csl")
        style.write_text(csl, "utf-8")
        # Cited one by one, as ours are: what is only in the list is not told apart from others by more names.
        cited = "\n\n".join(f"[@{{{key}}}]" for key in keys)
        # Without `lang` the style decides, which may be in British English.
        spoken = "" if language == "en" else f"lang: {language}\n"
        command = [pandoc() or "pandoc", "--citeproc", f"--bibliography={path}", f"--csl={style}", "-tjson"]
        source = f"---\nlink-bibliography: false\n{spoken}---\n\n{cited}\n"
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


def readable(path: Path, library: Library, chosen: list[Source], folder: Path) -> tuple[Path, list[Source]]:
    """A file that Pandoc reads, and the sources in it: the library itself, or, if Pandoc finds a fault in it, those of
    the chosen entries that Pandoc reads.
    """
    error = _error(path, chosen)
    if not error:
        return path, chosen
    print(f"{path.name}: Pandoc does not read the whole: {error}")
    part = folder / "part.bib"
    read = [source for source in chosen if not _error(_part(part, library, [source]), [source])]
    return _part(part, library, read), read


def _error(path: Path, chosen: list[Source]) -> str:
    try:
        theirs(path, [source.key for source in chosen], style_text(STYLES[0]), "en")
    except ValueError as error:
        return str(error)
    return ""


def _part(path: Path, library: Library, chosen: list[Source]) -> Path:
    """The chosen entries as they stand in the library, with what they refer to."""
    book, keys = library.bibliography, [source.key for source in chosen]
    parents = [parent for key in keys for parent in book.entries[key].parents]
    commands = (
        *book.definitions,
        *(book.entries[key] for key in dict.fromkeys((*keys, *parents)) if key in book.entries),
    )
    path.write_text("\n\n".join(book.text[one.start : one.end] for one in commands), "utf-8")
    return path


def compared(path: Path, names: list[str], number: int) -> Iterator[tuple[str, Source, str, str]]:
    """Each style with a source, our reference and Pandoc's."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        library, _ = load_library(companion(folder, path.read_bytes()))
        file, chosen = readable(path, library, spread(_clear(library), number), folder)
        language = language_of(library.sources)
        for name in names:
            ours = format_references(chosen, style_named(name), language)
            others = theirs(file, [source.key for source in chosen], style_text(name), language)
            for source in chosen:
                yield name, source, ours[source.key].list_text, others.get(source.key, "")


def faults_of(path: Path) -> float:
    """Findings in a library for each of its entries."""
    with tempfile.TemporaryDirectory() as name:
        library, report = load_library(companion(Path(name), path.read_bytes()))
    return len(report.diagnostics) / max(len(library.sources), 1)


def styles(folder: Path, names: list[str], number: int, *, show: bool) -> int:
    rules: Counter[str] = Counter()
    rows, all_compared = [], 0
    kept: list[tuple[float, str, int, int]] = []
    for path in sorted(folder.glob("*.bib")):
        count = differing = 0
        for name, source, ours, others in compared(path, names, number):
            count += 1
            if comparable(ours) != comparable(others):
                differing += 1
                rule = rule_of(source, ours, others)
                rules[rule] += 1
                if show or not rule:
                    print(f"{path.name}: {name}: {source.key}: {rule}\n  - {ours}\n  + {others}")
        rows.append(f"| {path.name} | {count} | {differing} ({differing / max(count, 1):.1%}) |")
        all_compared += count
        kept.append((faults_of(path), path.name, count, differing))
    print("| library | compared | differ |\n|---|---|---|", *rows, sep="\n")
    print("| rule | differences |\n|---|---|")
    for rule, found in rules.most_common():
        print(f"| {rule or 'none'} | {found} ({found / all_compared:.1%}) |")
    judged = sum(found for rule, found in rules.items() if not JUDGED.isdisjoint(rule.split(" + ")))
    misread = rules.total() - judged - rules[""]
    shares = (
        f"{found} {what} ({found / max(all_compared, 1):.1%})"
        for found, what in (
            (rules.total(), "differ"),
            (misread, "where Pandoc misreads the file"),
            (judged, "by judgement"),
            (rules[""], "without a rule"),
        )
    )
    print(f"{all_compared} compared of {len(rows)} libraries: {', '.join(shares)}")
    best = sorted(one for one in kept if one[2] >= number * len(names))[:_BEST]
    best_compared, best_differing = sum(one[2] for one in best), sum(one[3] for one in best)
    print(
        f"the {len(best)} best kept, with the fewest findings an entry ({', '.join(one[1] for one in best)}): "
        f"{best_differing} of {best_compared} differ ({best_differing / max(best_compared, 1):.1%})"
    )
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
