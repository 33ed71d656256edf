"""Pages and style sheets of two companions are valid, says the Nu HTML checker, apart from what the handbook names."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.companions import copy_site, publish_site
from tests.serving import serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "docs" / "explanation" / "pages.md"
CHECKER = Path(sys.prefix) / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True)
class Known:
    """A fault that stays, as the handbook explains it."""

    says: str
    """How the checker's message begins."""
    extract: str
    """A pattern of the excerpt that the checker shows: nothing else may have the fault."""
    is_guess: bool = False
    """Whether the checker guesses, and not every time alike: languages, from a sample of words."""


KNOWN = (
    Known("Attribute “autocomplete” is only allowed when the input type is", '<input class="md-toggle"'),
    Known("Bad value “” for attribute “tabindex” on element “label”", '<label class="md-nav__link"'),
    Known(
        "Inline script violates Content Security Policy", r'<script (id="__config" )?type="application/(ld\+)?json">'
    ),
    Known(
        'This document appears to be written in English but the “html” start tag has “lang="fr"”',
        '<html lang="fr"',
        is_guess=True,
    ),
    Known("CSS: Unrecognized at-rule “@starting-style”", "@starting-style"),
    Known("CSS: Unrecognized at-rule “@container”", "@container"),
    Known("CSS: “container-type”: Property “container-type” doesn't exist.", "container-type: ?inline-size"),
    Known("CSS: Unrecognized at-rule “@property”", "@property --hs-"),
    Known("CSS: “animation-timeline”: Property “animation-timeline” doesn't exist.", r"oll\("),
    Known("CSS: Parse Error.", r"hlight\(hs-found\)"),
    Known("CSS: “inline-size”: Parse Error.", "100cqi"),
)


def checked(places: list[str]) -> list[dict[str, Any]]:
    """What the checker says. Pages have addresses, because `'self'` in their policy means nothing in a file."""
    assert CHECKER.is_file(), "no checker; `make checker` installs it"
    # No compiler that pays off in servers alone, the stack that the checker then needs, and leave to read from here.
    java = ["java", "-XX:TieredStopAtLevel=1", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    options = ["--stdout", "--exit-zero-always", "--format", "json", "--also-check-css", "--also-check-svg"]
    done = subprocess.run(
        [*java, "-jar", str(CHECKER), *options, *places], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[:1000] + done.stderr[:1000]
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the checker says of every page and of our style sheets."""
    folder = tmp_path_factory.mktemp("valid")
    publish_site(ROOT, site_dir=folder / "real")
    publish_site(copy_site("full", tmp_path_factory.mktemp("full")), site_dir=folder / "full")
    pages = [path.relative_to(folder).as_posix().removesuffix("index.html") for path in sorted(folder.rglob("*.html"))]
    sheets = [*folder.glob("*/assets/hedgesite/*.css"), *folder.rglob("*.svg")]
    assert len(pages) > 150
    assert len(sheets) >= 2
    with serving(folder) as host:
        return checked([*(f"{host}{page}" for page in pages), *map(str, sheets)])


def fits(known: Known, message: dict[str, Any]) -> bool:
    return message["message"].startswith(known.says) and bool(re.search(known.extract, message.get("extract", "")))


def test_no_page_has_a_fault_that_the_handbook_does_not_name(messages: list[dict[str, Any]]) -> None:
    faults = [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']} {message.get('extract', '')}"
        for message in messages
        if not any(fits(known, message) for known in KNOWN)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("known", [known for known in KNOWN if not known.is_guess], ids=lambda known: known.says[:40])
def test_a_fault_that_is_named_is_still_there(known: Known, messages: list[dict[str, Any]]) -> None:
    assert any(fits(known, message) for message in messages)


def test_the_handbook_names_exactly_these() -> None:
    said = re.search(r"^\| it says .*?\n\n", HANDBOOK.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert said
    rows = [row.split(" | ") for row in said[0].splitlines()[2:] if row]
    assert [row[0].removeprefix("| ") for row in rows] == [known.says for known in KNOWN]
    assert all(len(row) == 3 and row[2].rstrip(" |").endswith(".") for row in rows), "each has a reason"
