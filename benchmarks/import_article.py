"""How much of a manuscript's citations `hedgesite import` resolves, and whether it leaves the words alone.

Run `python benchmarks/import_article.py MANUSCRIPT.md`; nothing is written. Brackets that cite are counted here anew,
by a pattern of their own: a year, "n.d." or "Ibid." between round brackets in front of the list of references.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from hedgesite.diagnostics import Rule
from hedgesite.importer import Imported, Manuscript, import_text

REPEATS = 5
_CITING = re.compile(r"\([^()]*(?:\b(?:1[5-9]|20)\d\d[a-z]?\b|n\.d\.|[Ii]bid\.)[^()]*\)")
_REFERENCES = re.compile(r"^#+\s*\**(?:References|Bibliography|Works cited)\b", re.IGNORECASE | re.MULTILINE)
_THANKS = re.compile(r"\*\*(?:ACKNOWLEDGE?MENTS?|Acknowledge?ments?):\*\*")
_ID = re.compile(r"^\{#[^}]+\}$", re.MULTILINE)
_CITATION = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")


def counted(text: str) -> tuple[int, int]:
    """Brackets that cite, and the items in them."""
    listed = _REFERENCES.search(text)
    brackets = _CITING.findall(text[: listed.start()] if listed else text)
    return len(brackets), sum(bracket.count(";") + 1 for bracket in brackets)


def altered(text: str, imported: Imported) -> tuple[Counter[str], Counter[str]]:
    """Words of the sections that only the manuscript has, and those that only the companion has.

    Citations are left out of both; notes move to the section that calls them, so that their order does not count.
    """
    for bracket in sorted(imported.brackets, key=lambda each: -each.offset):
        end = bracket.offset + len(bracket.written)
        text = text[: bracket.offset] + bracket.replacement + text[end:]
    sections = [content for path, content in sorted(imported.files.items()) if path.startswith("sections/")]
    first = str(yaml.safe_load(sections[0].split("---\n")[1])["title"])
    text = text[text.index(first) :]
    listed = _REFERENCES.search(text)
    before = _words(_THANKS.sub("", text[: listed.start()] if listed else text))
    after = _words(str(yaml.safe_load(imported.files["article.yml"]).get("acknowledgement", "")))
    for section in sections:
        after += _words(_without_matter(section))
    return before - after, after - before


def _without_matter(section: str) -> str:
    _, matter, body = section.split("---\n", 2)
    return f"{yaml.safe_load(matter)['title']} {re.sub(_ID, '', body)}"


def _words(text: str) -> Counter[str]:
    plain = re.sub(r"<sup>\d+</sup>|\[\^\d+\]:?", " ", _CITATION.sub(" ", text))
    return Counter(re.findall(r"[^\W_][\w'’-]*", plain))


def main() -> None:
    """Print counts, what stays unresolved, and how long it takes."""
    path = Path(sys.argv[1])
    text = path.read_text("utf-8")
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        imported = import_text(Manuscript(path.name, text))
        times.append(time.perf_counter() - start)
    groups, items = counted(text)
    cited, resolved = imported.citations
    print(f"counted by pattern: {groups} brackets, {items} citations")
    print(f"found by import:    {len(imported.brackets)} brackets, {cited} citations")
    print(f"resolved:           {resolved} of {items} citations, {100 * resolved / max(items, 1):.1f} %")
    print(f"sections {imported.sections}, passages {imported.passages}, sources {imported.sources}")
    print(f"{sorted(times)[len(times) // 2]:.2f} s (median of {REPEATS})")
    lost, added = altered(text, imported)
    print(f"words lost: {dict(lost) or 'none'}; words added: {dict(added) or 'none'}")
    rules = Counter(finding.rule for finding in imported.report.diagnostics)
    print("findings: " + ", ".join(f"{number} {rule.id}" for rule, number in rules.items()))
    for finding in imported.report.diagnostics:
        if finding.rule is Rule.IMPORT_CITATION:
            print(finding)


if __name__ == "__main__":
    main()
