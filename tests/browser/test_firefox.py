"""A smoke run in Firefox: pop-ups, notes and print. Puppeteer drives it, by WebDriver BiDi."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("firefox.mjs")
PUPPETEER = (
    Path(sys.prefix) / "vnu" / "node_modules" / "puppeteer-core" / "lib" / "esm" / "puppeteer" / "puppeteer-core.js"
)
SECTION = "read/limited-bandwagoning-and-binding-engagement/"


def test_pop_ups_notes_and_print_work_in_firefox(address: str) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if not firefox:
        pytest.skip("no Firefox on the PATH; `make firefox` installs it")
    if not PUPPETEER.is_file():
        pytest.skip("no Puppeteer; `make checker` installs it")
    command = ["node", str(SCRIPT), PUPPETEER.as_uri(), firefox, address + SECTION]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    assert len(found["hovered"]) == 1
    assert "Source card" in found["hovered"][0]
    assert found["entered"], "Enter goes in"
    assert len(found["nested"]) == 2, "the note stays while its citation is open"
    assert found["closed"] == []
    assert found["focused"], "the focus comes back to the note's call"
    assert found["beside"] > 0
    assert found["stops"] == 0
    assert found["pdf"] == "%PDF-"
    assert found["complaints"] == []
