"""Titles in sentence case, from which a style of CSL makes the capitals that it wants.

`.bib` files have English titles in title case, with braces around what keeps its capitals, and CSL expects sentence
case. Source: the manual of biblatex, section 4.6.4 (MakeSentenceCase*); the specification of CSL 1.0.2, "Text-case".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from types import MappingProxyType

from hedgesite.model.richtext import NO_CASE, Runs, text_of, with_text
from hedgesite.model.source import Source
from hedgesite.model.vocabulary import words
from hedgesite.styles.csl.item_terms import BOOK_TYPES
from hedgesite.styles.csl.proper_names import proper_names
from hedgesite.styles.csl.title_language import shown_language
from hedgesite.styles.languages import is_same_language, language_tag

_TITLES = words(
    "title subtitle shorttitle maintitle mainsubtitle booktitle booksubtitle issuetitle issuesubtitle titleaddon "
    "booktitleaddon eventtitle series"
)
_OF_BOOKS = words("booktitle booksubtitle booktitleaddon")
_IN_BOOKS = BOOK_TYPES - {"inproceedings"}
_NAMED = words("jurisdiction legislation legal")
"""Types whose titles are names: cases, acts and treaties."""
_NAMES = frozenset({"software"})
"""Types whose titles may begin with a small letter, as they are names: `numpy`."""
_OF_JOURNALS = words("title subtitle shorttitle")
"""Titles that name a journal where the entry is a `@periodical`."""
_WORD = re.compile(r"(?<!\d)[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.?!:]['”’\")\]]*\s+['“‘\"(\[]*$")
_INITIALS_BEFORE = re.compile(r"(?:^|\s)((?:[A-Z]\.\s?)+)$")
_INITIAL_AFTER = re.compile(r"\s[A-Z]\.(?:\s*[A-Z]|,)")
_ABBREVIATED = re.compile(r"(?:^|[\s(\[“‘])(?:vs?|cf|e\.g|i\.e|ca|viz|St|Dr|Mrs?|Ms|Prof|Rev)\.\s+['“‘\"(\[]*$")
"""An abbreviation that ends no sentence, since something always follows it."""
_EMPHASIS = ("em", "")
_STAYS = frozenset({"I", "I'm", "I’m", "I've", "I’ve"})
_ACCENTED = words(
    "café canapé cliché coöperation décor élite entrée exposé façade fiancé fiancée naïve naïvely naïveté première "
    "protégé reëlection régime résumé rôle soirée zoölogy"
)
"""Words of English that may have accents."""
_LATIN = re.compile(r"[A-Za-z]")
_SMALL = words(
    "about above across after against along among around as at before behind below beneath beside between beyond but "
    "by down during except for from in inside into like near nor of off on onto or out outside over per since so than "
    "that their they this through till to toward towards under until up upon versus via was were what when where which "
    "while whose will with within without your"
)
"""Words that title case may leave small."""
_LINKING = words("and for in of on the to")
_JOINING = frozenset("-‐‑–/")
_FORGOTTEN = 4
"""Of so many words, one that is small shows that the others have the capitals of names."""
_MANY = 3
"""Capitals that no name has, but for those of institutions, which braces protect."""
_LONG = 4
"""Letters of a word that says by its first letter which case a title has."""


def sentence_cased(source: Source, language: str) -> Source:
    """The source with its titles in sentence case if it is in English; `language` is that of sources that name none."""
    written = shown_language(source)
    tag = (language_tag(written, source.text("title")) or written) if written else language
    if not is_same_language(tag, "en") or source.type in _NAMED:
        return source
    fields = dict(source.fields)
    # The names of journals, of web sites and of conferences keep their capitals.
    names = _OF_JOURNALS if source.type == "periodical" else frozenset() if source.type in _IN_BOOKS else _OF_BOOKS
    for name in _TITLES - names:
        value = fields.get(name)
        if value and _LATIN.search(value.text):
            fields[name] = replace(value, rich=sentence_case(value.rich, opens=source.type not in _NAMES))
    return replace(source, fields=MappingProxyType(fields))


def sentence_case(runs: Runs, *, opens: bool = True) -> Runs:
    """The title with small letters but for the first word of a sentence (unless `opens` is false: its first letter
    stays as it is), what braces protect, names of countries and languages, the beginning of what is emphasised, and
    words with capitals within.

    Of a title that is in sentence case already, all capitals stay: they are those of names. Its sentences are judged
    one by one where many capitals tell: "The Evolution of Trust and Cooperation: a model of strangers".
    """
    text = text_of(runs)
    found = list(_words(runs))
    sentences = [0, *(at for at, (_, _, begins) in enumerate(found) if begins and at), len(found)]
    titled = {
        start
        for first, last in pairwise(sentences)
        if _is_title_case([word for _, word, _ in found[first + 1 : last]])
        for start, _, _ in found[first:last]
    }
    # The second part of a compound is small in some title cases.
    whole = [word for start, word, begins in found if not begins and text[start - 1] not in _JOINING]
    keeps = _is_sentence_case(whole)
    named = {at for match in proper_names().finditer(text) for at in range(*match.span())} | _emphasised(runs)
    letters = list(text)
    for start, word, begins in found:
        first = word[0]
        if begins:
            # A small word behind a stop follows an abbreviation: `Proc. of a Meeting`.
            is_linking = word in _LINKING and text[:start].endswith(". ")
            first = word[0].upper() if word.islower() and (opens or start) and not is_linking else word[0]
        elif not keeps or start in titled:
            is_name = start in named or not _is_capitalized(word) or _is_name(text, start, word)
            first = word[0] if is_name else word[0].lower()
        # Some letters have two in the other case, which would move the marks of the text.
        letters[start] = first if len(first) == 1 else word[0]
    return with_text(runs, "".join(letters))


def _emphasised(runs: Runs) -> set[int]:
    """Where emphasis begins: it marks names of ships, genera and books, whose first word keeps its capital."""
    starts = accumulate((len(part) for part, _ in runs), initial=0)
    return {start for start, (_, marks) in zip(starts, runs, strict=False) if _EMPHASIS in marks}


def _words(runs: Runs) -> Iterator[tuple[int, str, bool]]:
    """Offset of each word without protection, the word, and whether it begins a sentence."""
    text = text_of(runs)
    protected = [mark for part, marks in runs for mark in [NO_CASE in marks] * len(part)]
    for match in _WORD.finditer(text):
        if not any(protected[match.start() : match.end()]):
            before = text[: match.start()]
            begins = not _WORD.search(before) and not any(map(str.isdigit, before))
            ended = _ENDS.search(before[-12:])
            yield match.start(), match[0], begins or bool(ended and not _is_initial(before))


def _is_initial(before: str) -> bool:
    """Whether the full stop before a word is that of `U.S.`, `J.` or `vs.`"""
    return bool(re.search(r"(?:^|[\s.(])[A-Z]\.\s+$", before[-6:]) or _ABBREVIATED.search(before[-12:]))


def _is_capitalized(word: str) -> bool:
    # With an accent, or in another script, it is a name in an English title, or no English: `Élysée`, `Čech`, `Gödel`.
    # A letter alone is a name as well, but for the article: `vitamin C`, `Plan B`.
    is_word = word == "A" if len(word) == 1 else word[1:].islower()
    is_english = word.isascii() or word.lower() in _ACCENTED
    return word[0].isupper() and is_english and is_word and word not in _STAYS


def _is_name(text: str, start: int, word: str) -> bool:
    """Whether the word is an initial, or the given or family name beside one, as in `Orestes A. Brownson`."""
    end = start + len(word)
    is_initial = len(word) == 1 and text[end : end + 1] == "."
    if is_initial or _INITIAL_AFTER.match(text[end : end + 5]):
        return True
    before = _INITIALS_BEFORE.search(text[:start][-12:])
    # Countries are abbreviated as names are: "U.S. Policy".
    return before is not None and not before[1].startswith(("U.", "E.U.", "D.C.", "B.C.", "A.D."))


def _is_title_case(found: list[str]) -> bool:
    """Whether the words after the first have so many capitals that they are hardly a name."""
    telling = _telling(found)
    linking = any(word.istitle() and word.lower() in _SMALL for word in found)
    return len(telling) >= _MANY - linking and all(word[0].isupper() for word in telling)


def _telling(found: list[str]) -> list[str]:
    return [word for word in found if len(word) >= _LONG and word.lower() not in _SMALL]


def _is_sentence_case(found: list[str]) -> bool:
    telling = _telling(found)
    # Title case leaves no such word small, but its writers forget one now and then.
    return sum(word.islower() for word in telling) * _FORGOTTEN >= max(len(telling), 1)
