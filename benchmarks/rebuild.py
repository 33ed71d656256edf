"""Time what a writer waits for after saving a section, beside a cold build, pair by pair; write it to RESULTS.md.

usage: python benchmarks/rebuild.py [--pairs 20]

The companion is the real one. Each pair is a cold `hedgesite build` in a fresh process and folder without any cache,
and a word added to a passage under a running `hedgesite serve`: once for the time that the server needs to build, and
once for all that passes from the save until the server tells browsers to reload, with what it waits for further saves.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from measuring import ENVIRONMENT, Side, machine, run
from results import table, write_section

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "benchmarks" / "rebuild"
OURS = str(Path(sys.executable).parent / "hedgesite")
BUILT = re.compile(r"Built in ([\d.]+) s")
PATIENCE = 60.0
Edit = Callable[[int], None]


@dataclass
class Server:
    """A running `hedgesite serve`."""

    address: str
    content: Path
    log: Path

    def built(self) -> list[float]:
        """Seconds of each build so far."""
        return [float(found) for found in BUILT.findall(self.log.read_text("utf-8"))]

    def epoch(self, after: int = 0) -> int:
        """The version of the site; later than `after`, as browsers wait for it."""
        with urlopen(f"{self.address}livereload/{after}/1", timeout=PATIENCE) as answer:
            return int(answer.read())

    def rebuild(self, edit: Edit, number: int) -> tuple[float, float]:
        """Seconds of building after an edit, and from the save to the reload."""
        builds, epoch = len(self.built()), self.epoch()
        start = time.perf_counter()
        edit(number)
        self.epoch(epoch)
        waited = time.perf_counter() - start
        while len(self.built()) == builds:
            time.sleep(0.01)
        return self.built()[-1], waited


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a copy of the companion."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log.txt"
    environment = os.environ | ENVIRONMENT | {"XDG_CACHE_HOME": str(folder / ".cache")}
    command = [OURS, "serve", "--address", f"127.0.0.1:{port}"]
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address, process)
            # Watching begins a moment after the first answer.
            time.sleep(2)
            yield Server(address, folder / "content", log)
        finally:
            process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(address, timeout=PATIENCE).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def _words(server: Server) -> Edit:
    """Another word at the end of a passage, in one section after the other."""
    sections = [
        file for file in sorted((server.content / "sections").glob("*.md")) if "\n{#" in file.read_text("utf-8")
    ]

    def edit(number: int) -> None:
        path = sections[number % len(sections)]
        text = path.read_text("utf-8")
        end = text.find("\n\n", text.index("\n{#") + 1)
        place = len(text.rstrip()) if end < 0 else end
        path.write_text(f"{text[:place]} Word {number}.{text[place:]}", "utf-8")

    return edit


def _coding(server: Server) -> Edit:
    """Another role for a passage, and its former one: every page is made again, and those that differ are written."""
    path = next(
        file for file in sorted((server.content / "sections").glob("*.md")) if "role: context" in file.read_text()
    )
    text = path.read_text("utf-8")

    def edit(number: int) -> None:
        path.write_text(text if number % 2 else text.replace("role: context", "role: method", 1), "utf-8")

    return edit


def _name(server: Server) -> Edit:
    """An actor's name, which stands on most pages."""
    path = server.content / "actors.yml"
    text = path.read_text("utf-8")

    def edit(number: int) -> None:
        path.write_text(re.sub(r"name: (\w)", rf"name: X{number}\1", text, count=1), "utf-8")

    return edit


def _nothing(server: Server) -> Edit:
    """A save without a change."""
    path = server.content / "article.yml"
    return lambda _: path.write_text(path.read_text("utf-8"), "utf-8")


def measure(pairs: int) -> str:
    """Run all pairs and say what they took."""
    shutil.rmtree(WORK, ignore_errors=True)
    folder = WORK / "companion"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    side = Side("hedgesite", folder, (OURS, "build"), "site")
    served = Path(shutil.copytree(folder, WORK / "served"))
    kinds = {
        "a word in a section": _words,
        "a passage's role": _coding,
        "an actor's name": _name,
        "a save without a change": _nothing,
    }
    cold: list[float] = []
    warm: dict[str, list[tuple[float, float]]] = {name: [] for name in kinds}
    with serving(served) as server:
        edits = {name: kind(server) for name, kind in kinds.items()}
        for number in range(pairs + 1):
            taken = run(side, WORK).seconds
            rebuilt = {name: server.rebuild(edit, number) for name, edit in edits.items()}
            if number:
                cold.append(taken)
                for name, times in rebuilt.items():
                    warm[name].append(times)
            print(f"pair {number} of {pairs}: cold {taken:.2f} s, {rebuilt}", flush=True)
    rows = [_row(name, times, cold) for name, times in warm.items()]
    head = ("after saving", "build", "of a cold build", "from", "to", "from save to reload")
    return "\n\n".join(
        (
            f"The real companion, {pairs} pairs, medians. A cold build (fresh process, no cache): "
            f"{statistics.median(cold):.2f} s.",
            table(head, rows, 1),
            "From save to reload, the server waits for most of the time: it looks for changes five times a second, "
            "and a tenth of a second for more of them.",
        )
    )


def _row(name: str, times: list[tuple[float, float]], cold: list[float]) -> tuple[str, ...]:
    ratios = [built / whole for (built, _), whole in zip(times, cold, strict=True)]
    return (
        name,
        f"{statistics.median(built for built, _ in times):.3f} s",
        f"{statistics.median(ratios):.2f}",
        f"{min(ratios):.2f}",
        f"{max(ratios):.2f}",
        f"{statistics.median(waited for _, waited in times):.2f} s",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=20)
    pairs = parser.parse_args().pairs
    command = " ".join(["python benchmarks/rebuild.py", *sys.argv[1:]])
    write_section("rebuild", measure(pairs), machine(), command)


if __name__ == "__main__":
    main()
