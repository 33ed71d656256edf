"""The catalogues of words, made from the code: `make words`.

Messages are extracted from `src/` and `templates/` into `hedgesite.pot`; each language's `hedgesite.po` takes over what
is new in it, and is compiled to the `hedgesite.mo` beside it. All three kinds of file belong to the repository, and the
same words give the same bytes. Serbian in Latin letters is not translated: it is made from Serbian in Cyrillic ones.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from hedgesite.export.export import EXPORTS
from hedgesite.model.evidence import Relation
from hedgesite.model.kinds import KINDS
from hedgesite.model.word_lists import DEFAULTS, NEUTRAL
from hedgesite.render.pages.hypotheses import SIDES
from hedgesite.render.source_views import NEWS, NO_LANGUAGE, OTHER_KIND, SOURCE_KINDS, UNDATED
from hedgesite.words.counts import messages_of
from hedgesite.words.translation import TERM

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "src" / "hedgesite" / "locale"
TEMPLATE = CATALOGUES / "hedgesite.pot"
# `n_` marks the two forms of a message that says a number, and `N_` a message, where they are looked up elsewhere.
_KEYWORDS = ("n_:1,2", "N_:1")
_WIDTH = 120
_LATIN_HEADER = """\
# Serbian (Latin) words of hedgesite: made from those in Cyrillic letters by `make words`. Change these, not this file.
#
# The Cyrillic ones are machine-made in November 2026 and checked by machine against placeholders, plural forms and use
# in pages; not reviewed by a native speaker.
#"""


def extract(to: Path) -> None:
    """Write all messages of the repository to a file."""
    keywords = [argument for keyword in _KEYWORDS for argument in ("--keyword", keyword)]
    _pybabel(
        "extract", "--mapping", "pyproject.toml", *keywords, "--omit-header", "--add-location", "file", "--sort-output",
        "--width", str(_WIDTH), "--add-comments", "Translators:", "--output", str(to), "src", "templates",
    )  # fmt: skip
    with to.open("rb") as extracted:
        catalogue = read_po(extracted)
    for value in terms():
        catalogue.add(value, context=TERM)
    for none, forms in map(messages_of, KINDS):
        catalogue.add(none)
        catalogue.add((forms.one, forms.many), flags=["python-format"])
    with to.open("wb") as whole:
        write_po(whole, catalogue, width=_WIDTH, omit_header=True, sort_output=True, include_lineno=False)


def terms() -> Iterator[str]:
    """Values of tables and enums that pages show."""
    for name, ids in DEFAULTS.items():
        yield from (f"{id} hypothesis" if name == "hypothesis-kinds" else id.replace("-", " ") for id in ids)
    yield from (*Relation, NEUTRAL, *SIDES.values())
    yield from (*SOURCE_KINDS.values(), OTHER_KIND, NEWS, UNDATED, NO_LANGUAGE)
    for kind in KINDS:
        place = kind.address.partition("/")[0]
        yield from filter(None, (kind.plural.capitalize(), "" if "{" in place else place.capitalize(), kind.popup))
    for export in EXPORTS:
        yield from (export.name, export.about)


def languages() -> tuple[Path, ...]:
    """The catalogue of each language."""
    return tuple(sorted(CATALOGUES.glob("*/LC_MESSAGES/hedgesite.po")))


def update(catalogue: Path) -> None:
    """Bring a language's catalogue up to date, and compile it."""
    language = catalogue.parts[-3]
    serbian = _beside("serbian")
    if language == serbian.LATIN:
        original = CATALOGUES / serbian.CYRILLIC / catalogue.relative_to(CATALOGUES / language)
        with original.open("rb") as opened:
            latin = serbian.latin_catalogue(read_po(opened, locale=serbian.CYRILLIC), _LATIN_HEADER)
        with catalogue.open("wb") as whole:
            write_po(whole, latin, width=_WIDTH)
    where = ("--input-file", str(TEMPLATE), "--output-file", str(catalogue), "--locale", language)
    _pybabel("update", *where, "--ignore-pot-creation-date", "--no-fuzzy-matching", "--width", str(_WIDTH))
    compiled = str(catalogue.with_suffix(".mo"))
    _pybabel("compile", "--input-file", str(catalogue), "--output-file", compiled, "--locale", language)


def _beside(name: str) -> ModuleType:
    """A module in the folder of this one, which is no package, and need not be where Python looks."""
    found = importlib.util.spec_from_file_location(f"words_{name}", Path(__file__).with_name(f"{name}.py"))
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _pybabel(*arguments: str) -> None:
    # Places in the files are written from the root of the repository.
    os.chdir(ROOT)
    CommandLineInterface().run(["pybabel", "--quiet", *arguments])


if __name__ == "__main__":
    extract(TEMPLATE)
    for each in languages():
        update(each)
