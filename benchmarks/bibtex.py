"""How long reading a bibliography takes, beside pybtex's own parser, and whether the time grows with the file alone.

Run `python benchmarks/bibtex.py`; nothing is written.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pybtex.database

from hedgesite.load.bibtex import read_bibliography

SIZES = (1_250, 2_500, 5_000, 10_000)
REPEATS = 3

_FAMILIES = ("Kuik", "Goh", "van der Berg", 'M{\\"u}ller', "Jovi{\\'c}", "Öztürk", "Соколов", "de la Cruz")
_GIVEN = ("Cheng-Chwee", "Evelyn", "Jan", 'J{\\"o}rg', "Ana", "Ayşe", "Иван", "María José")
_PLAIN_WORDS = (
    "hedging",
    "power",
    "small",
    "states",
    "and",
    "the",
    "South",
    "Caucasus",
    "of",
    "a",
    "long",
    "trade",
    "in",
)
_WORDS = [*_PLAIN_WORDS, "{Russia}", "{NATO}", "--", "\\emph{realpolitik}", "\\&"]


def bibliography(entries: int, seed: int = 1) -> str:
    """A `.bib` file as reference managers write it, of so many entries of four kinds."""
    chance = random.Random(seed)
    return "\n".join(_entry(number, chance) for number in range(entries))


def _entry(number: int, chance: random.Random) -> str:
    def names() -> str:
        return " and ".join(f"{chance.choice(_FAMILIES)}, {chance.choice(_GIVEN)}" for _ in range(chance.randint(1, 3)))

    title = " ".join(chance.choices(_WORDS, k=chance.randint(5, 14)))
    year = chance.randint(1950, 2024)
    abstract = " ".join([*chance.choices(_PLAIN_WORDS, k=chance.randint(60, 120)), chance.choice(_WORDS)])
    common = f"  author = {{{names()}}},\n  title = {{{title}}},\n  abstract = {{{abstract}}},\n"
    match number % 4:
        case 0:
            specific = (
                f"  journal = {{Journal of Studies}},\n  volume = {{{number % 90}}},\n  number = 2,\n"
                f"  pages = {{{number}--{number + 20}}},\n  year = {year},\n  month = jun,\n"
                f"  doi = {{10.1000/abc.{number}}},\n"
            )
            return f"@article{{key{number},\n{common}{specific}}}\n"
        case 1:
            specific = f"  publisher = {{University Press}},\n  address = {{London}},\n  year = {{{year}}},\n"
            return f"@book{{key{number},\n{common}{specific}}}\n"
        case 2:
            specific = (
                f"  editor = {{{names()}}},\n  booktitle = {{Handbook of {title}}},\n  date = {{{year}}},\n"
                "  publisher = {Routledge},\n  location = {New York},\n"
            )
            return f"@incollection{{key{number},\n{common}{specific}}}\n"
        case _:
            specific = (
                f"  url = {{https://example.org/a\\_b/{number}}},\n  date = {{{year}-05-17}},\n"
                "  urldate = {2024-01-31},\n  langid = {english},\n"
            )
            return f"@online{{key{number},\n{common}{specific}}}\n"


def seconds(action: Callable[[str], object], text: str) -> float:
    """The shortest processor time of several runs."""

    def once() -> float:
        start = time.process_time()
        action(text)
        return time.process_time() - start

    return min(once() for _ in range(REPEATS))


def main() -> None:
    """Print one line a size."""
    for size in SIZES:
        text = bibliography(size)
        ours = seconds(lambda text: read_bibliography(text, "references.bib"), text)
        theirs = seconds(lambda text: pybtex.database.parse_string(text, "bibtex"), text)
        print(f"{size:6} entries: {ours:6.2f} s, pybtex {theirs:6.2f} s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
