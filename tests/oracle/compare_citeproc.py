"""Compare the cases' references with those of Pandoc's citeproc; not part of the tests.

    python tests/oracle/compare_citeproc.py PANDOC STYLE.csl [STYLE] [CASE ...]

PANDOC is the program, STYLE.csl the style for it, STYLE ours (`chicago-author-date` unless named). Prints each
reference on which the two differ, ours first. Pandoc is no authority: the Manual is.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hedgesite.load.bibtex import read_bibliography
from hedgesite.styles import STYLES, format_references

CASES = Path(__file__).resolve().parents[1] / "cases" / "references"
ENTRY = re.compile(r"^::: \{#ref-(?P<key>\S+) \.csl-entry\}\n(?P<text>.*?)\n:::$", re.MULTILINE | re.DOTALL)


def theirs(pandoc: str, csl: str, bib: str) -> dict[str, str]:
    """Plain text of every reference by key."""
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder, "references.bib")
        bibliography.write_text(bib, encoding="utf-8")
        command = [pandoc, "--citeproc", "--bibliography", str(bibliography), "--csl", csl, "--wrap=none"]
        command += ["-f", "markdown", "-t", "markdown-smart"]
        source = "---\nnocite: '@*'\nlink-bibliography: false\n---\n"
        result = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    return {match["key"]: plain(match["text"]) for match in ENTRY.finditer(result.stdout)}


def plain(markdown: str) -> str:
    without_spans = re.sub(r"\[([^\[\]]*)\]\{[^}]*\}", r"\1", markdown)
    return re.sub(r"\\(.)", r"\1", re.sub(r"[*_<>]|(?<!\\)\^|~", "", without_spans)).replace("\N{NO-BREAK SPACE}", " ")


def differences(pandoc: str, csl: str, style: str, names: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(CASES.glob("*.txt")):
        if names and path.stem not in names:
            continue
        _, bib, _ = re.split(r"^-- (?:bib|cite)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sources = read_bibliography(bib, path.name)[0].sources
        try:
            other = theirs(pandoc, csl, bib)
        except subprocess.CalledProcessError as error:
            print(f"{path.stem}: {error.stderr.strip()}")
            continue
        for key, reference in format_references(sources, STYLES[style]).items():
            if comparable(reference.list_text) != comparable(other.get(key, "")):
                yield path.stem, key, reference.list_text, other.get(key, "(nothing)")


def comparable(text: str) -> str:
    """Without what is no matter of style here: capitals, and how ranges are shortened."""
    ranges = re.sub(r"(\d+)–(\d+)", lambda m: f"{m[1]}–{m[1][: max(len(m[1]) - len(m[2]), 0)]}{m[2]}", text)
    return re.sub(r"\s+", " ", ranges).casefold().replace("_", "")


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__)
        return 2
    pandoc, csl, *rest = arguments
    style = rest.pop(0) if rest and rest[0] in STYLES else "chicago-author-date"
    count = 0
    for case, key, our_text, their_text in differences(pandoc, csl, style, rest):
        count += 1
        print(f"{case}: {key}\n  - {our_text}\n  + {their_text}")
    print(f"{count} references differ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
