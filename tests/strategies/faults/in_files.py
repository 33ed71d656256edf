"""Faults of files as such, and of references.bib."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from hedgesite.diagnostics import Rule
from tests.strategies.faults.planting import MARK, Faulty, planted
from tests.strategies.plan import Companion

_WHOLE = "author = {A. Example}, title = {A title}, publisher = {A press}, date = {2018}"
_ENTRIES = (
    (Rule.BIB_SYNTAX, "@book{zz9,\n  title = {A title}\n", 0),
    (Rule.BIB_KEY, "@book{zz9 zz, " + _WHOLE + "}\n", 0),
    (Rule.BIB_TYPE, "@zz9{new, " + _WHOLE + "}\n", 0),
    (Rule.BIB_FIELD, "@book{new, " + _WHOLE + ",\n  url = {zz9}}\n", 0),
    (Rule.BIB_FIELD, "@book{new, " + _WHOLE + ",\n  doi = {zz9}}\n", 0),
    (Rule.BIB_MISSING_FIELD, "@book{zz9, title = {A title}}\n", 0),
    (Rule.BIB_DATE, "@book{new, author = {A}, title = {A}, publisher = {A},\n  date = {20-zz9}}\n", 0),
    (Rule.BIB_NAME, "@book{new, title = {A}, publisher = {A}, date = {2018},\n  author = {zz9, B, C, D}}\n", 0),
    (Rule.BIB_MACRO, "@book{new, " + _WHOLE + ",\n  series = zz9}\n", 0),
    (Rule.BIB_CROSSREF, "@book{new, " + _WHOLE + ",\n  crossref = {zz9}}\n", 0),
    (Rule.BIB_LATEX, "@book{new, " + _WHOLE + ",\n  series = {\\zz9command x}}\n", 0),
    (Rule.BIB_STRAY_TEXT, "This zz9 is no remark.\n", 0),
    (Rule.SOURCE_UNCITED, "@book{zz9, " + _WHOLE + "}\n", 0),
)


@st.composite
def in_the_bibliography(draw: st.DrawFn, companion: Companion) -> Faulty:
    """An entry at its end."""
    files = companion.files()
    rule, text, below = draw(st.sampled_from(_ENTRIES))
    after = files | {"references.bib": files["references.bib"] + b"\n" + text.encode()}
    return planted(companion, after, rule, below=below)


@st.composite
def a_key_twice(draw: st.DrawFn, companion: Companion) -> Faulty | None:
    if not companion.entries:
        return None
    key = draw(st.sampled_from(companion.entries)).key
    files = companion.files()
    text = f"\n@book{{{key}, {_WHOLE}, note = {{{MARK}}}}}\n"
    return planted(
        companion, files | {"references.bib": files["references.bib"] + text.encode()}, Rule.BIB_DUPLICATE_KEY
    )


@st.composite
def of_files(draw: st.DrawFn, companion: Companion) -> Faulty:
    """A file that is missing, out of place, wrongly named or no text."""
    files = companion.files()
    path = draw(st.sampled_from(sorted(files)))
    new = {
        Rule.FILE_NAME: f"sections/Bad {MARK}.md",
        Rule.FILE_UNEXPECTED: f"{MARK}.txt",
    }
    rule = draw(st.sampled_from((*new, Rule.FILE_MISSING, Rule.FILE_ENCODING)))
    if rule in new:
        return Faulty(companion, files | {new[rule]: b"---\ntitle: New\n---\n"}, rule, new[rule], 1)
    if rule is Rule.FILE_MISSING:
        gone = draw(st.sampled_from(("article.yml", "references.bib")))
        return Faulty(companion, {p: data for p, data in files.items() if p != gone}, rule, gone, 1)
    lines = files[path].split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] += b"\xff"
    return Faulty(companion, files | {path: b"\n".join(lines)}, rule, path, at + 1)


FILE_FAULTS: tuple[Callable[[Companion], st.SearchStrategy[Faulty | None]], ...] = (
    in_the_bibliography,
    in_the_bibliography,
    a_key_twice,
    of_files,
)
