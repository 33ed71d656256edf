"""What a build keeps for the next one."""

from __future__ import annotations

from hedgesite.memo import Memo


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

    memo.once("key", nothing)
    memo.once("key", nothing)
    assert calls.calls == 1
