"""What a build keeps for the next one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.cache.build_cache import BuildCache
from hedgesite.cache.keys import BuildKey
from hedgesite.cache.memo import Latest, Memo
from hedgesite.cache.page_cache import PageCache


class Counted:
    """A function that knows how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, text: str, *, loud: bool = False) -> list[str]:
        self.calls += 1
        return [text.upper() if loud else text]


def test_equal_arguments_give_the_very_same() -> None:
    memo, function = Memo(), Counted()
    first = memo.call(function, "a" * 3)
    assert memo.call(function, "aaa") is first
    assert memo.call(function, "aaa", loud=True) == ["AAA"]
    assert function.calls == 2


def test_what_a_build_does_not_ask_for_is_forgotten_after_it() -> None:
    memo, function = Memo(), Counted()
    memo.call(function, "a")
    memo.call(function, "b")
    memo.next_build()
    memo.call(function, "a")
    memo.next_build()
    memo.call(function, "a")
    assert function.calls == 2
    memo.call(function, "b")
    assert function.calls == 3


def test_none_is_a_result_too() -> None:
    memo, calls = Memo(), Counted()

    def nothing() -> None:
        calls("")

    memo.get_or_make("key", nothing)
    memo.get_or_make("key", nothing)
    assert calls.calls == 1


def test_the_latest_value_stays_while_its_key_is_equal() -> None:
    latest: Latest[object] = Latest()
    assert latest.key is None
    first = latest.get_or_make(("a", 1), object)
    assert latest.get_or_make(("a", 1), object) is first
    second = latest.get_or_make(("a", 2), object)
    assert second is not first
    assert latest.key == ("a", 2)
    assert latest.get_or_make(("a", 1), object) not in (first, second), "only one value is remembered"


def test_a_value_that_could_not_be_made_leaves_the_last_one() -> None:
    latest: Latest[object] = Latest()
    first = latest.get_or_make("a", object)

    def fail() -> object:
        raise ValueError("nothing to make it of")

    with pytest.raises(ValueError, match="nothing"):
        latest.get_or_make("b", fail)
    assert latest.get_or_make("a", object) is first


class Versions(dict[str, int]):
    """What pages read, and how often each was made."""

    made: list[str]

    def pages(self, cache: PageCache[str], key: object, *names: str) -> tuple[str, ...]:
        """Pages that read what is called as they are; and which were made for it."""
        self.made = []
        makers = ((name, lambda name=name: self._make(name)) for name in names)
        return cache.get_or_make(key, makers, lambda read: all(self[name] == was for name, was in read.items()))

    def _make(self, name: str) -> tuple[str, dict[str, int]]:
        self.made.append(name)
        return f"{name} {self[name]}", {name: self[name]}


def test_a_page_is_made_again_where_what_it_read_changed() -> None:
    cache, versions = PageCache[str](), Versions(a=1, b=1)
    assert versions.pages(cache, "key", "a", "b") == ("a 1", "b 1")
    versions["b"] = 2
    assert versions.pages(cache, "key", "a", "b") == ("a 1", "b 2")
    assert versions.made == ["b"]


def test_another_key_makes_all_pages_again() -> None:
    cache, versions = PageCache[str](), Versions(a=1, b=1)
    versions.pages(cache, "key", "a", "b")
    versions.pages(cache, "other", "b", "a")
    assert versions.made == ["b", "a"]


def test_a_page_that_a_build_left_out_is_forgotten() -> None:
    cache, versions = PageCache[str](), Versions(a=1, b=1)
    versions.pages(cache, "key", "a", "b")
    versions.pages(cache, "key", "a")
    assert versions.made == []
    versions.pages(cache, "key", "a", "b")
    assert versions.made == ["b"]


def test_a_key_compares_some_by_identity_and_some_by_value() -> None:
    one, same = [1], [1]
    assert BuildKey((one,), ("a",)) == BuildKey((one,), ("a",))
    assert BuildKey((one,), ("a",)) != BuildKey((same,), ("a",))
    assert BuildKey((one,), ("a",)) != BuildKey((one,), ("b",))
    assert BuildKey((one,), ("a",)) != BuildKey((one, one), ("a",))
    assert BuildKey((), ()) != ((), ())


def test_a_cache_keeps_by_key_what_was_made_under_it() -> None:
    cache, key = BuildCache(), BuildKey((), ("a",))
    cache.invalidate(key)
    kept = cache.keyed, cache.pages
    cache.invalidate(BuildKey((), ("a",)))
    assert (cache.keyed, cache.pages) == kept
    cache.invalidate(BuildKey((), ("b",)))
    assert cache.keyed is not kept[0]
    assert cache.pages is not kept[1]


STATES = Path(__file__).parents[1] / "docs" / "explanation" / "caches.md"


def test_the_handbook_lists_each_state_with_its_kind() -> None:
    """A row for each, whose cells say key, lifetime, what ends it and what it saves."""
    rows = [line.strip("|").split(" | ") for line in STATES.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert {(len(row), all(cell.strip() for cell in row)) for row in rows} == {(5, True)}
    listed = dict(re.findall(r"`BuildCache\.(\w+)`, an? `(\w+)`", "\n".join(row[0] for row in rows)))
    kept = {name: type(value).__name__ for name, value in vars(BuildCache()).items() if not name.startswith("_")}
    assert listed == kept
    assert {re.findall(r"`(\w+)", row[0])[0] for row in rows} == {
        "BuildCache",
        "KeptResults",
        "ShellCache",
        "compiled_templates",
    }
