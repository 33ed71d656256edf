"""Builds of a small companion that are killed, run out of disk or meet another one; says what each left.

Run as `python -m tests.killing FOLDER MANNER`: one warm process that forks a build for each moment, so that fifty of
them cost less than fifty interpreters. A moment is counted in steps that the build takes below FOLDER, as audit
events tell them, not by the clock: the same moments in every run.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jinja2
import pytest

from hedgesite.cli import main
from hedgesite.publish import atomic_publish
from tests.companions import SITES, copy_site, tree

EVENLY = 40
"""Moments spread over the whole build; with those around the swap, fifty and more."""
AROUND_SWAP = range(-3, 10)
"""Moments counted from the step that makes the finished folder ready for its place."""

BY_NAME = ("open", "os.scandir", "os.listdir", "os.truncate", "os.utime")
"""Events of which only those on paths below the folder count: imports of modules are no steps."""
ALWAYS = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "fcntl.flock",
    "ctypes.dlsym",
    "shutil.copymode",
)

Watch = Callable[[int, str, tuple[Any, ...]], None]
"""Called with the number of a step, its audit event and that event's arguments."""


def prepare(folder: Path) -> None:
    """Two versions of a companion that are built into one site: old.yml and new.yml."""
    for name in ("old", "new"):
        copy_site("minimal", folder / name)
        article = folder / name / "content" / "article.yml"
        article.write_text(article.read_text("utf-8").replace("title: ", f"title: The {name} of ", 1), "utf-8")
        settings = (SITES / "minimal" / "mkdocs.yml").read_text("utf-8")
        settings = settings.replace("docs_dir: content", f"docs_dir: {name}/content")
        (folder / f"{name}.yml").write_text(settings + "site_dir: site\n", "utf-8")


def build(folder: Path, name: str) -> NoReturn:
    """Build in this process, which is a fork, and end it."""
    status = 0
    try:
        main(["build", "-f", str(folder / f"{name}.yml")], standalone_mode=True)
    except SystemExit as exit:
        status = exit.code if isinstance(exit.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 99
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def forked(folder: Path, name: str, watch: Watch | None = None) -> int:
    """Begin a build that calls `watch` before each step; returns its process id."""
    process = os.fork()
    if process:
        return process
    for stream in (1, 2):
        os.dup2(os.open(folder / f"said-{name}.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    if watch is not None:
        sys.addaudithook(_hook(folder, watch))
    build(folder, name)


def _hook(folder: Path, watch: Watch) -> Callable[[str, tuple[Any, ...]], None]:
    steps = 0
    below = f"{folder}{os.sep}"

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in ALWAYS or (event in BY_NAME and str(arguments[0]).startswith(below)):
            watch(steps, event, arguments)
            steps += 1

    return count


def finished(process: int) -> int:
    """The status of a build; a negative signal where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def steps_of(folder: Path, name: str) -> list[str]:
    """The names of all steps of a whole build."""
    reading, writing = os.pipe()
    process = forked(folder, name, lambda _step, event, _arguments: _write(writing, event))
    os.close(writing)
    with os.fdopen(reading) as told:
        steps = told.read().split()
    assert finished(process) == 0
    return steps


def _write(descriptor: int, event: str) -> None:
    os.write(descriptor, f"{event}\n".encode())


def moments_of(steps: Sequence[str]) -> list[int]:
    """Numbers of steps, spread over all, and each around the swap."""
    swap = steps.index("shutil.copymode")
    evenly = {round(number * (len(steps) - 1) / (EVENLY - 1)) for number in range(EVENLY)}
    around = {swap + offset for offset in AROUND_SWAP if swap + offset < len(steps)}
    return sorted(evenly | around)


class Sites:
    """The whole old and the whole new site, and what a folder holds of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.whole: dict[str, dict[str, bytes]] = {}
        for name in ("new", "old"):
            assert finished(forked(folder, name)) == 0, (folder / f"said-{name}.txt").read_text("utf-8")
            self.whole[name] = tree(folder / "site")
        assert self.whole["old"] != self.whole["new"]

    def state(self, site: Path) -> str:
        if not site.exists():
            return "missing"
        found = tree(site)
        return next((name for name, whole in self.whole.items() if whole == found), "neither")

    def report(self, **more: object) -> dict[str, object]:
        """What is there now, and what there is once the old one was built again."""
        state = self.state(self.folder / "site")
        status = finished(forked(self.folder, "old"))
        left = sorted(path.name for path in self.folder.glob(".site*"))
        then = self.state(self.folder / "site")
        return {**more, "site": state, "next status": status, "next site": then, "left": left}


def killed(folder: Path, *, evenly: bool) -> Iterator[dict[str, object]]:
    """Kill a build of the new site at each moment, while the old one is there."""
    sites = Sites(folder)
    steps = steps_of(folder, "new")
    assert finished(forked(folder, "old")) == 0
    swap = steps.index("shutil.copymode")
    for moment in moments_of(steps) if evenly else range(swap, min(len(steps), swap + len(AROUND_SWAP))):
        status = finished(forked(folder, "new", _killer(moment)))
        beside = sites.state(folder / ".site-building" / "old")
        yield sites.report(moment=moment, steps=len(steps), event=steps[moment], status=status, beside=beside)


def killed_first(folder: Path) -> Iterator[dict[str, object]]:
    """Kill a build where there was no site before."""
    sites = Sites(folder)
    shutil.rmtree(folder / "site")
    steps = steps_of(folder, "new")
    swap = steps.index("os.rename")
    for moment in (0, swap // 2, swap - 1, swap, swap + 1, len(steps) - 1):
        shutil.rmtree(folder / "site")
        status = finished(forked(folder, "new", _killer(moment)))
        yield sites.report(moment=moment, swap=swap, status=status)


def _killer(moment: int) -> Watch:
    def kill(step: int, *_: object) -> None:
        if step == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def full_disk(folder: Path) -> Iterator[dict[str, object]]:
    """Let nothing be written from a moment on."""
    sites = Sites(folder)
    steps = steps_of(folder, "new")
    assert finished(forked(folder, "old")) == 0
    # The last that is made before the swap, for the last page to be written into.
    last = max(number for number in range(steps.index("shutil.copymode")) if steps[number] == "os.mkdir")
    for moment in range(0, last, last // 10):

        def refuse(step: int, event: str, arguments: tuple[Any, ...], at: int = moment) -> None:
            writes = event == "os.mkdir" or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
            if step >= at and writes:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

        yield _of_full_disk(sites, moment, forked(folder, "new", refuse))

    def small_files_only(step: int, *_: object) -> None:
        if step == 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    yield _of_full_disk(sites, len(steps), forked(folder, "new", small_files_only))


def _of_full_disk(sites: Sites, moment: int, process: int) -> dict[str, object]:
    status = finished(process)
    said = (sites.folder / "said-new.txt").read_text("utf-8")
    left = [path.name for path in sites.folder.glob(".site*")]
    return sites.report(moment=moment, status=status, said=said, **{"left at once": left})


def at_once(folder: Path) -> Iterator[dict[str, object]]:
    """Begin two builds together, then two of which the first is killed."""
    sites = Sites(folder)
    half = len(steps_of(folder, "new")) // 2

    for watch in (None, None, _killer(half), _killer(half)):
        processes = [forked(folder, "new", watch), forked(folder, "old")]
        statuses = [finished(process) for process in processes]
        yield sites.report(killed=watch is not None, statuses=statuses)


class _Kept(jinja2.BytecodeCache):
    """Compiled templates, kept over forks."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def warm_up(folder: Path) -> None:
    """Import, compile and list all that a build needs, once: most of a small build's time."""
    compiled, made, listed = _Kept(), jinja2.Environment.__init__, jinja2.Environment.list_templates
    names: list[str] = []

    def make(environment: jinja2.Environment, *arguments: Any, **options: Any) -> None:
        made(environment, *arguments, **{"bytecode_cache": compiled, **options})

    def list_templates(environment: jinja2.Environment, *arguments: Any, **options: Any) -> list[str]:
        names[:] = names or listed(environment, *arguments, **options)
        return list(names)

    patch = pytest.MonkeyPatch()
    patch.setattr(jinja2.Environment, "__init__", make)
    patch.setattr(jinja2.Environment, "list_templates", list_templates)
    with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(SystemExit):
        main(["build", "-f", str(folder / "old.yml")])


def without_exchange() -> None:
    """Let this be a platform on which two folders cannot change names in one step."""
    pytest.MonkeyPatch().setattr(atomic_publish, "exchange", lambda *_: False)


if __name__ == "__main__":
    here = Path(sys.argv[1]).resolve()
    prepare(here)
    warm_up(here)
    if sys.argv[2] == "renames":
        without_exchange()
    manners: dict[str, Callable[[Path], Iterator[dict[str, object]]]] = {
        "exchange": lambda folder: killed(folder, evenly=True),
        "renames": lambda folder: killed(folder, evenly=False),
        "first": killed_first,
        "full": full_disk,
        "at-once": at_once,
    }
    for line in manners[sys.argv[2]](here):
        # A fork would say again what its parent has not written yet.
        print(json.dumps(line), flush=True)
