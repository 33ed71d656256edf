"""Whole command lines in fresh processes and fresh folders: seconds, peak of memory, bytes written."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "true", "PYTHONWARNINGS": "ignore"}


class CommandError(Exception):
    """A command that is measured has failed."""


@dataclass(frozen=True)
class Side:
    """One of the commands that are compared. It runs in a copy of its input, so that it finds no cache."""

    name: str
    folder: Path
    command: tuple[str, ...]
    output: str
    """Folder that it writes, below its own."""
    keeps: str = ""
    """Folder of the user's cache that stays from run to run; without one, every run finds an empty cache."""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What it finds in its environment besides."""


@dataclass(frozen=True)
class Run:
    """What one run took."""

    seconds: float
    processor: float
    """Seconds of processor time, of all its processes: what is left of the noise when others use the machine."""
    peak: int
    """Bytes of memory at most, of the largest of its processes."""
    written: int
    """Bytes of all files that it made."""
    pages: int


def run(side: Side, work: Path) -> Run:
    """Run a command once. Raises CommandError where it fails."""
    folder = work / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(side.folder, folder)
    environment = os.environ | ENVIRONMENT | {"XDG_CACHE_HOME": side.keeps or str(folder / ".cache")} | side.environment
    # An installed program is compiled, as that of every side: the round to warm up compiles a checkout.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(side.command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandError(f"{side.name}: {' '.join(side.command)}\n{said.read().decode(errors='replace')[-2000:]}")
    files = [path for path in (folder / side.output).rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss * 1024, sum(path.stat().st_size for path in files), pages)


def interleaved(sides: Sequence[Side], rounds: int, work: Path, *, warm_up: bool = True) -> Mapping[Side, list[Run]]:
    """Run all sides in turn, round by round, so that a busy machine slows all of them; each begins with another side.

    A round to warm up comes first, and is not counted.
    """
    found: dict[Side, list[Run]] = {side: [] for side in sides}
    for number in range(0 if warm_up else 1, rounds + 1):
        start = number % len(sides)
        for side in (*sides[start:], *sides[:start]):
            taken = run(side, work)
            if number:
                found[side].append(taken)
            print(f"  round {number} of {rounds}: {side.name} {taken.seconds:.2f} s", flush=True)
    return found


def median(runs: Sequence[Run]) -> Run:
    """The medians of several runs, each figure by itself."""
    return Run(
        statistics.median(each.seconds for each in runs),
        statistics.median(each.processor for each in runs),
        round(statistics.median(each.peak for each in runs)),
        runs[-1].written,
        runs[-1].pages,
    )


def ratio(ours: Sequence[Run], theirs: Sequence[Run], figure: str = "seconds") -> tuple[float, float, float]:
    """Median, least and largest of our time over theirs, round by round."""
    ratios = [getattr(one, figure) / getattr(other, figure) for one, other in zip(ours, theirs, strict=True)]
    return statistics.median(ratios), min(ratios), max(ratios)


def machine() -> str:
    """The machine in a line."""
    cpu = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text().splitlines()
        cpu = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), cpu)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores ({cpu}), Python {platform.python_version()}"
