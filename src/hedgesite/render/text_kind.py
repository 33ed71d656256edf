"""The words that say what the companion's text is: a restatement, the article itself, or a translation."""

from __future__ import annotations

from hedgesite.model.article import Article, TextKind
from hedgesite.render.quoted import nested
from hedgesite.words import Words


def what_the_text_is(words: Words, article: Article) -> str:
    """A sentence for readers: whose words they are going to read."""
    match article.text:
        case TextKind.RESTATEMENT:
            return words.gettext("The text restates the article in other words. It is not the authors’ own wording.")
        case TextKind.ARTICLE:
            return words.gettext("The text is the article itself, in its authors’ own words.")
        case TextKind.TRANSLATION:
            return words.gettext("The text is a translation of the article. It is not the authors’ own wording.")


def description_of_site(words: Words, article: Article) -> str:
    """A sentence for search engines: what the site is, for pages that say nothing of their own."""
    title = nested(words, article.title, article.language)
    match article.text:
        case TextKind.RESTATEMENT:
            return words.gettext("A research companion to “%(title)s”, which it restates in other words.", title=title)
        case TextKind.ARTICLE:
            return words.gettext("A research companion to “%(title)s”, with the article’s own text.", title=title)
        case TextKind.TRANSLATION:
            return words.gettext("A research companion to “%(title)s”, with a translation of it.", title=title)
