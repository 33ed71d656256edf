"""`hedgesite check --links`: every address of the content, each asked once, each told of where it is written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.cli import links as command
from hedgesite.cli import main
from hedgesite.diagnostics import Origin
from hedgesite.links import Answer, Limits
from hedgesite.links.extract_links import written_addresses
from hedgesite.links.findings import findings
from hedgesite.links.result import Verdict, dead
from hedgesite.load import load_library
from hedgesite.model.text import WebLink
from tests.companions import copy_site, write_files
from tests.misbehaving import Behaviour, Server, lead, misbehaving, say, silence

pytestmark = pytest.mark.outside

FINE = say("200 OK", "Content-Length: 0")
GONE = say("410 Gone", "Content-Length: 0")

SECTION = """---
title: Introduction
summary: See [the lake](ROOT/lake).
---

{#only-passage}
One passage [@example2020, 7] leads to [a page](ROOT/page#part "A page"), to <ROOT/page>,
to [another][one], to [nobody](mailto:a@example.org) and to [a term](section:introduction).[^n]

[^n]: A note leads to [a page](<ROOT/note>), too.

[one]: ROOT/one
"""
ARTICLE = """title: An article
authors:
  - {family: Example, orcid: 0000-0002-1825-0097}
abstract: |
  One line.

  Then [a link](ROOT/abstract).
journal:
  doi: 10.1234/a(b)
  url: ROOT/journal
licence: {name: CC BY, url: "ROOT/licence"}
"""
BIB = r"""@book{example2020,
  author = {Example, A.},
  title = {A Book},
  publisher = {A Press},
  location = {A Place},
  date = {2020},
  doi = {https://doi.org/10.1234/b_c},
  note = {See \url{ROOT/noted} and \href{ROOT/href}{there}},
  editorialnote = {Once [here](ROOT/editorial)},
  file = {ROOT/file},
  abstract = {Not shown: ROOT/not-shown}
}

@online{example2021,
  author = {Example, A.},
  title = {A Page},
  date = {2021},
  url = {ROOT/gone_now},
  archive-url = {ROOT/archived},
  urldate = {2022-01-01}
}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest companion as the working directory, a cache of its own, and no pauses."""
    root = copy_site("minimal", tmp_path / "site")
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(command, "Limits", lambda: Limits(pause=0))
    return root


@pytest.fixture
def served(site: Path) -> Iterator[Server]:
    """A server with a page that is gone, one that has moved, one that is closed and one that is there."""
    behaviours = {
        "/gone": GONE,
        "/moved": lead("/there", "301 Moved Permanently"),
        "/closed": say("403 Forbidden", "Content-Length: 0"),
        "/there": FINE,
    }
    with misbehaving(behaviours) as server:
        text = "\n".join(f"[{path}](http://127.0.0.1:{server.port}{path})" for path in behaviours)
        cited = f"---\ntitle: Introduction\n---\n\n{{#only-passage}}\nCited [@example2020, 7],\n{text}.\n"
        write_files(site, {"content/sections/introduction.md": cited})
        yield server


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", *options])


def places(folder: Path, files: Mapping[str, str], root: str = "https://example.org") -> dict[str, list[str]]:
    """Where each address is written, below the content."""
    content = copy_site("minimal", folder) / "content"
    write_files(content, {name: text.replace("ROOT", root) for name, text in files.items()})
    library, _ = load_library(content)
    return {
        address.removeprefix(root): [str(link.origin).removeprefix(f"{content}/") for link in links]
        for address, links in written_addresses(library).items()
    }


def test_every_address_with_its_places(tmp_path: Path) -> None:
    files = {"sections/introduction.md": SECTION, "article.yml": ARTICLE, "references.bib": BIB}
    assert places(tmp_path, files) == {
        "https://orcid.org/0000-0002-1825-0097": ["article.yml:3:30"],
        "/abstract": ["article.yml:7:17"],
        "https://doi.org/10.1234/a(b)": ["article.yml:9:8"],
        "/journal": ["article.yml:10:8"],
        "/licence": ["article.yml:11:30"],
        "https://doi.org/10.1234/b_c": ["references.bib:7:10"],
        "/noted": ["references.bib:8:20"],
        "/href": ["references.bib:8:57"],
        "/editorial": ["references.bib:9:32"],
        "/archived": ["references.bib:19:18"],
        "/lake": ["sections/introduction.md:3:25"],
        "/page": ["sections/introduction.md:7:49", "sections/introduction.md:7:94"],
        "/one": ["sections/introduction.md:8:4"],
        "/note": ["sections/introduction.md:10:33"],
    }


def test_the_findings(served: Server) -> None:
    told = check("--links", "--private")
    root = f"http://127.0.0.1:{served.port}"
    assert told.stdout.splitlines() == [
        f"content/sections/introduction.md:7:9: link-dead: '{root}/gone' answers 410 Gone; "
        "correct the address, or link to an archived copy",
        f"content/sections/introduction.md:8:10: link-moved: '{root}/moved' has moved permanently; write {root}/there",
        f"content/sections/introduction.md:9:11: link-unsure: '{root}/closed' answers 403 Forbidden; "
        "check in a browser whether the page is the same",
    ]
    assert told.exit_code == 0
    assert "0 errors, 1 warning, 2 pieces of advice" in told.stderr
    assert check("--links", "--private", "--strict").exit_code == 1


def test_what_was_good_is_not_asked_again_unless_told_to(served: Server) -> None:
    first = check("--links", "--private", "--format", "json").stdout
    served.requests.clear()
    second = check("--links", "--private", "--format", "json").stdout
    assert first == second
    assert {request.path for request in served.requests} == {"/gone", "/closed"}
    served.requests.clear()
    check("--links", "--private", "--fresh")
    assert {request.path for request in served.requests} == {"/gone", "/moved", "/closed", "/there"}


def test_each_address_is_asked_once(served: Server, site: Path) -> None:
    root = f"http://127.0.0.1:{served.port}"
    section = site / "content/sections/introduction.md"
    section.write_text(section.read_text("utf-8") + f"[again]({root}/there#a) <{root}/there#b>\n", "utf-8")
    check("--links", "--private")
    assert served.asked.count("HEAD /there") == 2, "once for itself, once where another leads to it"


def test_nothing_private_is_asked_without_being_told_to(served: Server) -> None:
    told = check("--links")
    assert served.requests == []
    assert told.stdout.count("link-unsure") == 4
    assert told.stdout.count("not on the public web (127.0.0.1)") == 4


def test_nothing_is_asked_without_links(served: Server, site: Path) -> None:
    code = "import sys; from hedgesite.cli import main; main(['check'], standalone_mode=False)"
    of_links = {"httpx2", "httpcore2", "truststore", "certifi"}
    tell = f"import atexit, sys; atexit.register(lambda: print({of_links} & {{*sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{tell}; {code}"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.stdout == "set()\n", done.stderr
    assert served.requests == []


@pytest.mark.usefixtures("site")
def test_how_to_ask_needs_something_to_ask() -> None:
    for option in ("--fresh", "--private"):
        told = check(option)
        assert told.exit_code == 2
        assert "--links" in told.stderr


def test_who_asks_names_the_site(served: Server, site: Path) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://example.org/companion/\n")
    check("--links", "--private")
    assert served.requests[0].headers["user-agent"].endswith(" +https://example.org/companion/")


def test_who_asks_names_the_site_in_ascii(served: Server, site: Path) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://пример.example/језеро/\n")
    told = check("--links", "--private")
    assert told.stdout.count("link-dead") == 1, told.stdout
    assert re.fullmatch(
        r"hedgesite/\S+ \(.*\) \+https://xn--[a-z0-9]+\.example/[%0-9A-F]+/", served.requests[0].headers["user-agent"]
    )


def test_one_address_never_ends_the_run(served: Server, site: Path) -> None:
    root = f"http://127.0.0.1:{served.port}"
    odd = [
        "http://xn--a.invalid/",
        "http://[x]/#part",
        "http://a:99999999/",
        "http://[::1",
        f"http://{'a' * 70}.invalid",
    ]
    entries = (
        f"@online{{odd{n}, author={{A, B}}, title={{T}}, date={{2020}}, url={{{it}}}}}" for n, it in enumerate(odd)
    )
    with (site / "content/references.bib").open("a", encoding="utf-8") as bib:
        bib.write("\n" + "\n".join(entries) + "\n")
    told = check("--links", "--private", "--all")
    assert told.exit_code == 0, told.output
    for address in odd:
        assert re.search(rf"(link-dead|link-unsure|bib-field): (the url )?'{re.escape(address)}' ", told.stdout), (
            address
        )
    assert f"'{root}/gone' answers 410 Gone" in told.stdout


def test_findings_of_the_content_stand_beside_those_of_the_web(served: Server, site: Path) -> None:
    section = site / "content/sections/introduction.md"
    section.write_text(section.read_text("utf-8").replace("example2020", "exampel2020"), "utf-8")
    rules = [finding["rule"] for finding in json.loads(check("--links", "--private", "--format", "json").stdout)]
    assert {"citation-unknown", "link-dead", "link-moved", "link-unsure"} <= set(rules)
    assert served.requests


def test_without_a_network_no_host_is_said_not_to_exist() -> None:
    link = WebLink("https://nowhere.example/", Origin("a.md"))
    nowhere = Answer(Verdict.DEAD, "names the host nowhere.example, which does not exist", heard=False)
    for heard, rule in ((True, "link-dead"), (False, "link-unsure")):
        (finding,) = findings({link.address: (link,)}, {link.address: nowhere}, heard=heard).diagnostics
        assert finding.rule.id == rule
    (finding,) = findings({link.address: (link,)}, {link.address: dead("is none")}, heard=False).diagnostics
    assert finding.rule.id == "link-dead"


def test_ctrl_c_ends_it_and_what_was_good_is_remembered(site: Path, tmp_path: Path) -> None:
    behaviours: dict[str, Behaviour] = {"/there": FINE, "/silence": silence}
    with misbehaving(behaviours) as server:
        root = f"http://127.0.0.1:{server.port}"
        text = f"Cited [@example2020, 7] <{root}/there> <{root}/silence>."
        section = f"---\ntitle: Introduction\n---\n\n{{#only-passage}}\n{text}\n"
        write_files(site, {"content/sections/introduction.md": section})
        # A test run in the background of a shell would hand on that it ignores Ctrl+C.
        heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        running = subprocess.Popen(
            [sys.executable, "-c", f"{heard}; from hedgesite.cli import main; main()", "check", "--links", "--private"],
            cwd=site,
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 30
        while "/silence" not in {request.path for request in server.requests} and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == ""
    assert err == "Stopped; what answered well is remembered\n"
    assert f"{root}/there" in (tmp_path / "cache" / "hedgesite" / "links.json").read_text("utf-8")
