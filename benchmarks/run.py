"""Measure hedgesite beside its peers, its growth, and where its time goes; write what is found to RESULTS.md.

usage: python benchmarks/run.py [--rounds 7] [--sizes 1,10,100] [--growth-rounds 3] [--only peers|growth|timings]

The peers are installed from `requirements.txt` into a virtual environment of their own. All sides are whole command
lines in fresh processes, in fresh copies of their input, in turn within one run, so that a busy machine slows all.
For a quick look: --rounds 1 --growth-rounds 1 --sizes 1,10
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from measuring import CommandError, Run, Side, interleaved, machine, median, ratio, run
from results import table, write_section

HERE = Path(__file__).parent
ROOT = HERE.parent
WORK = ROOT / "build" / "benchmarks"
OURS = str(Path(sys.executable).parent / "hedgesite")
MIB = 1024 * 1024

PEERS = {
    "hedgesite": ("hedgesite", "(this project)", "nothing kept from any run before"),
    "hedgesite-again": ("hedgesite", "(this project)", "templates compiled by a run before, all else new"),
    "material": ("Material alone", "citations, list of sources", "the floor of the same shell"),
    "material-bibtex": ("Material, mkdocs-bibtex", "", "citations by Pandoc, a call for each page that cites"),
    "sphinx": ("Sphinx, sphinxcontrib-bibtex", "Chicago style", ""),
    "sphinx-text": ("Sphinx, the text alone", "Chicago style", "sections, first page, sources"),
    "pandoc": ("Pandoc, citeproc", "navigation, search", "a call for each page"),
    "pandoc-text": ("Pandoc, the text alone", "navigation, search", "sections, first page, sources"),
    "hugo": ("Hugo", "citations, list of sources, search", "bare templates, one link list: a floor"),
}
"""Folder of each side to its name, what it does not do, and a remark. No peer has pop-ups, backlinks, coded passages,
downloads of each source or an audit of links."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--growth-rounds", type=int, default=3)
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--only", choices=("peers", "growth", "timings"), action="append")
    options = parser.parse_args()
    chosen = options.only or ["peers", "growth", "timings"]
    command = " ".join(["python benchmarks/run.py", *sys.argv[1:]])
    try:
        if "peers" in chosen:
            write_section("peers", _peers(options.rounds), machine(), command)
        if "growth" in chosen:
            sizes = [int(size) for size in options.sizes.split(",")]
            write_section("growth", _growth(sizes, options.growth_rounds), machine(), command)
        if "timings" in chosen and (told := _timings()):
            write_section("timings", told, machine(), command)
    except CommandError as error:
        raise SystemExit(str(error)) from error


def _peers(rounds: int) -> str:
    scripts = installed()
    pandoc = subprocess.run(
        [scripts / "python", "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    print("The real companion beside Material alone")
    real = _sides(written("real", 1, "--content", str(ROOT / "content")), scripts)
    of_real = interleaved(real, rounds, WORK)
    print("An invented companion of the same size beside all peers")
    invented = _sides(written("invented", 1, "--peers", pandoc), scripts)
    of_invented = interleaved(invented, rounds, WORK)
    return "\n\n".join(
        (
            f"Cold builds, {rounds} rounds, medians. The ratio is hedgesite's time over the tool's, round by round; "
            "`processor` is the seconds of processor time of all processes.",
            "### The real companion",
            _peer_table(of_real),
            "### An invented companion of its size",
            f"{_sizes_in_words(json.loads((WORK / 'invented' / 'sizes.json').read_text()))} "
            "Every tool gets the same passages, notes and citations in its own syntax, and every other page of the "
            "companion as plain words. What no peer does: pop-ups, backlinks, coded passages with their index, "
            "downloads for each source, an audit of all links.",
            _peer_table(of_invented),
            _versions(scripts),
        )
    )


def installed() -> Path:
    """The folder of the peers' commands, installed anew when the list of requirements has changed."""
    folder, wanted = WORK / "venv", (HERE / "requirements.txt").read_text("utf-8")
    stamp = folder / "installed.txt"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        print("Installing the peers")
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
        stamp.write_text(wanted, "utf-8")
    return folder / "bin"


def written(name: str, times: int, *options: str) -> Path:
    """The input of all sides. A process of its own writes it: whatever memory this one held, its children would count
    as theirs."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "companions", str(times), str(folder), *options]
    said = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout
    (folder / "sizes.json").write_text(said, "utf-8")
    return folder


def _sides(folder: Path, scripts: Path) -> list[Side]:
    mkdocs = (str(scripts / "mkdocs"), "build", "--quiet")
    sphinx = (str(scripts / "sphinx-build"), "--quiet", "--builder", "html", ".", "site")
    again = Side("hedgesite-again", folder / "hedgesite", (OURS, "build"), "site", str(folder / "cache"))
    known = {
        "hedgesite": ((OURS, "build"), "site"),
        "material": (mkdocs, "site"),
        "material-bibtex": (mkdocs, "site"),
        "sphinx": (sphinx, "site"),
        "sphinx-text": (sphinx, "site"),
        "pandoc": (("sh", "build.sh"), "site"),
        "pandoc-text": (("sh", "build.sh"), "site"),
        "hugo": ((str(scripts / "hugo"), "--quiet"), "public"),
    }
    sides = [
        Side(name, folder / name, command, output)
        for name, (command, output) in known.items()
        if (folder / name).is_dir()
    ]
    return [*sides[:1], again, *sides[1:]]


def _peer_table(found: Mapping[Side, list[Run]]) -> str:
    ours = next(runs for side, runs in found.items() if side.name == "hedgesite")
    rows = []
    for side, runs in found.items():
        name, lacks, remark = PEERS[side.name]
        middle, (between, least, most) = median(runs), ratio(ours, runs)
        compared = "" if runs is ours else f"{between:.2f} ({least:.2f} to {most:.2f})"
        seconds = (f"{middle.seconds:.2f}", compared, f"{middle.processor:.2f}")
        sizes = (str(middle.pages), f"{middle.peak / MIB:.0f}", f"{middle.written / MIB:.1f}")
        rows.append((name, lacks, remark, *seconds, *sizes))
    head = ("tool", "does not have", "remark", "seconds", "ratio", "processor", "pages", "peak MiB", "written MiB")
    return table(head, rows, 3)


def _growth(sizes: list[int], rounds: int) -> str:
    counted = ("sections", "passages", "sources", "citations", "links", "actors")
    rows, taken = [], {}
    for size in sizes:
        print(f"{size} times the companion")
        folder = written(f"growth-{size}", size)
        side = Side("hedgesite", folder / "hedgesite", (OURS, "build"), "site")
        runs = interleaved([side], rounds, WORK, warm_up=size == sizes[0])[side]
        middle = taken[size] = median(runs)
        counts = json.loads((folder / "sizes.json").read_text("utf-8"))
        numbers = [str(counts[name]) for name in counted]
        figures = (f"{middle.seconds:.2f}", f"{middle.processor:.2f}", f"{middle.peak / MIB:.0f}")
        rows.append((f"{size}×", *numbers, str(middle.pages), *figures, f"{middle.written / MIB:.1f}"))
    head = ("size", *counted, "pages", "seconds", "processor", "peak MiB", "written MiB")
    steps = [
        f"- from {one}× to {other}×: time n^{_exponent(taken, one, other, 'seconds'):.2f}, "
        f"processor time n^{_exponent(taken, one, other, 'processor'):.2f}, "
        f"peak memory n^{_exponent(taken, one, other, 'peak'):.2f}, "
        f"bytes n^{_exponent(taken, one, other, 'written'):.2f}"
        for one, other in itertools.pairwise(sizes)
    ]
    return "\n\n".join(
        (
            f"An invented companion, cold, medians of {rounds}. Passages, sources, actors, events, terms and series "
            "grow; dimensions and hypotheses do not, and three actors stand in passages everywhere.",
            table(head, rows, 1),
            "The exponents between sizes (the start of the program, the same for all, makes the first one smaller):",
            "\n".join(steps),
        )
    )


def _exponent(taken: dict[int, Run], one: int, other: int, figure: str) -> float:
    return math.log(getattr(taken[other], figure) / getattr(taken[one], figure)) / math.log(other / one)


def _timings() -> str:
    """What `hedgesite build --timings` prints for a cold build of the real companion; empty where it cannot."""
    folder = WORK / "timings"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    run(Side("hedgesite", folder, (OURS, "build"), "site"), WORK)
    command = [OURS, "build", "--timings"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        print("This hedgesite has no --timings")
        return ""
    told = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("The site is in")]
    told_in_full = "\n".join(told).strip()
    return f"A cold build of the real companion:\n\n```text\n{told_in_full}\n```"


def _sizes_in_words(sizes: dict[str, int]) -> str:
    return f"{', '.join(f'{number} {name}' for name, number in sizes.items())}."


def _versions(scripts: Path) -> str:
    command = [str(scripts / "python"), "-m", "pip", "list", "--format", "freeze", "--disable-pip-version-check"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.lower().replace("_", "-")
    installed = dict(line.split("==") for line in listed.split())
    pinned = (line.split("==")[0] for line in (HERE / "requirements.txt").read_text("utf-8").split() if "==" in line)
    theirs = ", ".join(f"{name} {installed[name.replace('_', '-')]}" for name in pinned)
    ours = ", ".join(
        f"{name} {version(name)}" for name in ("hedgesite", "mkdocs", "mkdocs-material", "markdown-it-py", "pybtex")
    )
    return f"Versions: {ours}; peers: {theirs}."


if __name__ == "__main__":
    main()
