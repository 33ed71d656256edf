"""Invented words, sentences and names, the same for the same seed."""

from __future__ import annotations

import itertools
import random

_STARTS = ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "dr", "gr", "pr", "st", "tr", "")
_MIDDLES = ("a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "ou")
_ENDS = ("", "", "", "", "", "l", "n", "r", "s", "t", "st")
_SMALL = ("the", "of", "and", "to", "in", "a", "that", "for", "with", "as", "by", "on", "its", "was", "which", "from")
_COMMON_WORDS = 6_000
_SHARE_OF_SMALL_WORDS = 0.42
_WORDS_IN_A_SENTENCE = 21


class Writer:
    """Writes text of one seed. Words are distributed by Zipf's law, short ones first, as in natural text."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._words = sorted((self.word() for _ in range(_COMMON_WORDS)), key=lambda word: len(word) // 3)
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_COMMON_WORDS)))

    def word(self) -> str:
        """A word of two to four syllables."""
        choice = self.chance.choice
        syllables = (choice(_STARTS) + choice(_MIDDLES) + choice(_ENDS) for _ in range(self.chance.randint(2, 4)))
        return "".join(syllables)

    def words(self, number: int) -> list[str]:
        """Words in the mixture of long and small ones that prose has."""
        long = self.chance.choices(self._words, cum_weights=self._weights, k=number)
        is_small = (self.chance.random() < _SHARE_OF_SMALL_WORDS for _ in range(number))
        return [self.chance.choice(_SMALL) if small else word for word, small in zip(long, is_small, strict=True)]

    def phrase(self, number: int) -> str:
        """A title or a label: so many words, the first one capitalised."""
        words = self.chance.choices(self._words, cum_weights=self._weights, k=number)
        return " ".join(words).capitalize()

    def sentences(self, number: int) -> list[list[str]]:
        """So many words in sentences of usual length, each a list of words without its full stop."""
        found = []
        while number > 0:
            length = min(number, max(5, round(self.chance.gauss(_WORDS_IN_A_SENTENCE, 7))))
            words = self.words(length)
            words[0] = words[0].capitalize()
            if length > 12:
                words[length // 2] += ","
            found.append(words)
            number -= length
        return found

    def prose(self, number: int) -> str:
        """So many words as plain text."""
        return " ".join(" ".join(words) + "." for words in self.sentences(number))

    def name(self) -> str:
        """A proper name."""
        return self.word().capitalize()
