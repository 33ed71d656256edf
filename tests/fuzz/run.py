"""Let a coverage-guided fuzzer loose on one target: `python -m tests.fuzz.run TARGET [SECONDS [SEED]]`.

What it learns is kept in `build/fuzz/TARGET/` for the next run. An input that breaks the target is written to
`build/fuzz/TARGET-crash-…`, one that takes too long to `build/fuzz/TARGET-timeout-…`: put a small form of it into
`tests/fuzz/corpus/TARGET/` together with the mending. Source: https://github.com/google/atheris and
https://llvm.org/docs/LibFuzzer.html#options
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path("build", "fuzz")
SLOWEST = 10
"""Seconds that an input of the largest size may take, watched by the fuzzer and on a busy machine."""


def main(target: str, seconds: int, seed: int) -> None:
    """Does not return: the fuzzer ends the process, with 0 where it found nothing."""
    try:
        import atheris
    except ImportError:
        sys.exit("There is no fuzzer here: pip install 'hedgesite[fuzz]' needs Linux on x86-64 and Python 3.11 to 3.13")
    with atheris.instrument_imports(include=["hedgesite", "markdown_it", "mdit_py_plugins", "pybtex"]):
        from tests.fuzz.targets import CORPUS, LARGEST, TARGETS
    (FOLDER / target).mkdir(parents=True, exist_ok=True)
    arguments = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-timeout={SLOWEST}",
        f"-max_len={LARGEST}",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        "-print_final_stats=1",
        f"-artifact_prefix={FOLDER}/{target}-",
        str(FOLDER / target),
        str(CORPUS / target),
    ]
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    main(name, int(rest[0]) if rest else 10, int(rest[1]) if len(rest) > 1 else 1)
