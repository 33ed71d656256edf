"""What hedgesite itself says on a page: messages in the companion's language; dates, lists and numbers in its ways."""

from hedgesite.words.amounts import file_size
from hedgesite.words.counts import count_in_words
from hedgesite.words.dates import date_in_words
from hedgesite.words.fallback import unmarked, with_languages, with_page_languages
from hedgesite.words.scripts import SCRIPT, script, script_path
from hedgesite.words.translation import CATALOGUES, ENGLISH, Words, words_for

__all__ = [
    "CATALOGUES",
    "ENGLISH",
    "SCRIPT",
    "Words",
    "count_in_words",
    "date_in_words",
    "file_size",
    "script",
    "script_path",
    "unmarked",
    "with_languages",
    "with_page_languages",
    "words_for",
]
