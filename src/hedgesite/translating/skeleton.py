"""The files of an edition before anybody has translated them: names and ids, and no prose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from hedgesite.model.counterparts import UNTRANSLATED
from hedgesite.model.library import FreePage, Library, Section


def skeleton(library: Library, language: str) -> Mapping[str, str]:
    """The texts of the files that a language lacks, by path below the content directory.

    A file has the ids of the original's passages, each with `…` where its words will be, and the original's headings as
    `…` too. Files that exist are not among them.
    """
    there = {(each.kind, each.id) for each in library.counterparts if each.language == language}
    sections = (each for each in library.sections if ("section", each.id) not in there)
    pages = (each for each in library.pages if ("page", each.id) not in there)
    return {
        **{_beside(each, library, language): _of_section(each) for each in sections},
        **{_beside(each, library, language): _of_page() for each in pages},
    }


def _beside(item: Section | FreePage, library: Library, language: str) -> str:
    """The path of the file beside an original: `sections/01-introduction.sr.md`."""
    path = PurePath(item.file.removeprefix(library.root).lstrip("/"))
    return path.with_name(f"{path.stem}.{language}{path.suffix}").as_posix()


def _of_section(section: Section) -> str:
    head = f"---\ntitle: {UNTRANSLATED}\n"
    if section.matter.summary:
        head += f"summary: {UNTRANSLATED}\n"
    parts, heading = [f"{head}---\n"], None
    levels = {each.id: each.level for each in section.body.headings}
    for block in section.body.blocks:
        if block.heading != heading and block.heading in levels:
            parts.append(f"{'#' * levels[block.heading]} {UNTRANSLATED}\n")
        heading = block.heading
        parts.append(f"{{#{block.id}}}\n{UNTRANSLATED}\n")
    return "\n".join(parts)


def _of_page() -> str:
    return f"---\ntitle: {UNTRANSLATED}\n---\n\n{UNTRANSLATED}\n"
