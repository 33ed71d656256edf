"""Every committed input of the fuzzer goes through every target, without the fuzzer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import CORPUS, TARGETS, seeds

pytestmark = pytest.mark.outside

SEEDS = [path for target in TARGETS for path in seeds(target)]


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_do_no_harm(target: str) -> None:
    for path in SEEDS:
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_a_small_corpus(target: str) -> None:
    sizes = [path.stat().st_size for path in seeds(target)]
    assert len(sizes) >= 5
    assert max(sizes) <= 2048


def test_every_corpus_has_a_target() -> None:
    assert {path.name for path in Path(CORPUS).iterdir()} == set(TARGETS)
