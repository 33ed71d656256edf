"""The feed of changes: an entry for each recorded version, from the records alone.

Source: RFC 4287. Times are the first moment of the day that the record names, in UTC. Identifiers stay the same
wherever the site is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hedgesite.export.context import Context
from hedgesite.export.guids import Guids
from hedgesite.export.xml_files import add, add_text, document, root
from hedgesite.model.article import Article
from hedgesite.model.version import FEED, RecordedVersion
from hedgesite.words import Words, unmarked

_ATOM = "http://www.w3.org/2005/Atom"
_PAGE = "changes/"


def change_feed(context: Context, words: Words) -> Mapping[str, bytes]:
    """The feed by its path below the site's root; nothing if no version is recorded."""
    versions, article = context.library.versions, context.library.article
    if not versions:
        return {}
    guids = Guids.of_article(context)
    top = root("feed", _ATOM, **{"xml:lang": words.language})
    add_text(top, "id", f"urn:uuid:{guids.of('feed', 'changes')}")
    add_text(top, "title", f"{article.short or article.title}: {unmarked(words.gettext('Changes'))}")
    add_text(top, "updated", _moment(max(versions, key=lambda each: each.value.date.text)))
    add_text(add(top, "author"), "name", _author(article))
    add(top, "link", rel="alternate", type="text/html", href=_address(context, ""))
    if context.site_url:
        add(top, "link", rel="self", type="application/atom+xml", href=f"{context.site_url.rstrip('/')}/{FEED}")
    for each in versions:
        entry = add(top, "entry")
        add_text(entry, "id", f"urn:uuid:{guids.of('version', each.name)}")
        add_text(entry, "title", each.name)
        add_text(entry, "updated", _moment(each))
        add(entry, "link", rel="alternate", type="text/html", href=_address(context, each.anchor))
        add_text(entry, "summary", _summary(each, words))
    return {FEED: document(top)}


def _moment(version: RecordedVersion) -> str:
    return f"{version.value.date.text}T00:00:00Z"


def _author(article: Article) -> str:
    names = ", ".join(author.name for author in article.writers)
    return names or article.companion.title or article.short or article.title


def _address(context: Context, anchor: str) -> str:
    """Address of the page, or of a place on it; relative to the feed where the site's own is unknown."""
    page = f"{context.site_url.rstrip('/')}/{_PAGE}" if context.site_url else "./"
    return f"{page}#{anchor}" if anchor else page


def _summary(version: RecordedVersion, words: Words) -> str:
    """The author's own words, and how many changes of each kind there are."""
    found = Counter(change.kind if change.kind in {"passage", "source"} else "" for change in version.value.changes)
    headings = {
        "passage": words.term("Passages"),
        "source": words.term("Sources"),
        "": words.gettext("Article, codebook and the rest"),
    }
    counts = " · ".join(f"{unmarked(headings[kind])}: {found[kind]}" for kind in headings if found[kind])
    if not version.value.since:
        counts = counts or unmarked(words.gettext("The first recorded version."))
    return "\n".join(filter(None, (version.value.summary, counts)))
