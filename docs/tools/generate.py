"""Fills the generated parts of the handbook's reference from the code: `python docs/tools/generate.py`.

A part stands between `<!-- generated: name -->` and `<!-- end -->`. A test holds what is committed to what this makes.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

TOOLS = Path(__file__).parent
HANDBOOK = TOOLS.parent
_PART = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

Parts = Mapping[str, Callable[[], str]]


def _tool(name: str) -> Parts:
    """The parts that a module beside this one makes."""
    found = importlib.util.spec_from_file_location(f"handbook_{name}", TOOLS / f"{name}.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    parts: Parts = module.PARTS
    return parts


def filled() -> Mapping[Path, str]:
    """Every page of the handbook that has generated parts, as it should be.

    Raises KeyError where a page asks for a part that nothing makes.
    """
    made_by = ("content", "commands", "rules", "templates", "words", "languages")
    parts = {name: part for tool in made_by for name, part in _tool(tool).items()}
    pages = {}
    for path in sorted(HANDBOOK.rglob("*.md")):
        text = path.read_text("utf-8")
        if _PART.search(text):
            pages[path] = _PART.sub(lambda match: f"{match[1]}\n{parts[match[2]]().strip()}\n\n{match[3]}", text)
    return pages


if __name__ == "__main__":
    for page, text in filled().items():
        page.write_text(text, "utf-8")
