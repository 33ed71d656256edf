"""Ids made from text: ASCII in every script, and never twice the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.model.base import is_id
from hedgesite.model.slugs import id_of, numbered, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Što je „hedging“?", "sto-je-hedging"),
        ("Шта је „хеџинг“?", "sta-je-hedzing"),
        ("Đorđe i Ђорђе", "djordje-i-djordje"),
        ("Ще їхати", "shche-yihati"),
        ("Straße, œuvre & Łódź", "strasse-oeuvre-lodz"),
        ("Ψυχή", "psychi"),
        ("Հայաստան", "hayastan"),
        ("საქართველო", "sakartvelo"),
        ("العربية", "lrbyh"),
        ("עברית", "vryt"),
        ("北京", "beijing"),
        ("カタカナ", "katakana"),
        ("한국", "hangug"),
        ("हिन्दी", "hindi"),
        ("The state’s share", "the-states-share"),
        ("İstanbul", "istanbul"),
        ("— …", "nothing"),
    ],
)
def test_text_in_any_script_becomes_ascii(text: str, expected: str) -> None:
    assert slug(text, "nothing") == expected


@given(st.text())
def test_what_comes_closest_to_a_text_is_an_id(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text, "nothing"))
    assert is_id(id_of(text, "nothing"))


@given(st.lists(st.sampled_from(["a", "a-2", "b", "b-2", "a-2-2"])))
def test_names_are_numbered_apart(bases: list[str]) -> None:
    taken: dict[str, None] = {}
    numbers: dict[str, int] = {}
    for base in bases:
        taken[numbered(base, taken, numbers)] = None
    assert len(taken) == len(bases)
