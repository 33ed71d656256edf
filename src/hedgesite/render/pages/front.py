"""The overview, the article's front matter in other languages, and free pages such as `about`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from hedgesite.model.article import Article
from hedgesite.model.download import Download
from hedgesite.model.library import FreePage
from hedgesite.model.page import Page, SearchText
from hedgesite.render.cite_this import companion_citation
from hedgesite.render.coding_views import ends_of, weight_views
from hedgesite.render.edition_paths import ACCESSIBILITY
from hedgesite.render.environment import first_words
from hedgesite.render.metadata import head_of_overview
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.passage_views import passage_view, section_view
from hedgesite.render.site import Site
from hedgesite.render.source_views import source_view
from hedgesite.render.text_kind import what_the_text_is
from hedgesite.render.thing_views import event_view, hypothesis_view
from hedgesite.render.views import LinkView, link
from hedgesite.words import file_size
from hedgesite.words.cldr import own_name

_ABSTRACT_IN = {
    "sr": "Апстракт на српском",
    "ru": "Аннотация на русском",
    "de": "Zusammenfassung auf Deutsch",
    "en": "Abstract in English",
    "fr": "Résumé en français",
}


def overview_page(site: Site) -> Iterator[PageBuilder]:
    """`/`: the argument in one screen."""
    is_front_matter = site.edition and site.edition.is_article_alone
    yield PageBuilder("", _front_matter if is_front_matter else _overview, (site.words.gettext("Overview"),))


def _overview(context: PageContext) -> Page:
    site = context.site
    library = site.library
    article = library.article
    weights = weight_views(context)
    abstract = context.plain(article.abstract)
    key_events = sorted((e for e in library.events if e.key), key=lambda e: e.date.sort_key)
    return build_page(
        context,
        "home",
        article.title,
        description=first_words(abstract),
        origin="article.yml",
        head="" if site.edition else head_of_overview(context),
        search=_findable(article, abstract),
        article=article,
        cited=site.cited,
        text_is=what_the_text_is(context.words, article),
        abstract=context.block(article.abstract),
        acknowledgement=context.block(article.acknowledgement),
        statement=context.block(article.companion.statement),
        hypotheses=[hypothesis_view(context, h) for h in library.hypotheses],
        framework=library.codebook.framework if library.codebook else None,
        ends=ends_of(context),
        dimensions=weights,
        most=max((weight.analysis for weight in weights), default=0),
        events=[event_view(context, event) for event in key_events],
        sections=[section_view(context, s) for s in library.sections],
        supplied=context.inline(article.journal.supplied),
        counts=(len(library.passages), len(site.articles_sources)),
        translations=_translations(context),
        downloads=_downloads(context),
        cited_as=companion_citation(context.words, site.cited, site.site_url),
    )


def _front_matter(context: PageContext) -> Page:
    """`/<language>/` where only title, abstract and keywords are in the language."""
    article = context.site.library.article
    abstract = context.plain(article.abstract)
    return build_page(
        context,
        "translation",
        article.title,
        description=first_words(abstract),
        origin="article.yml",
        search=_findable(article, abstract),
        article=article,
        abstract=context.block(article.abstract),
        original=context.site.original_language,
    )


def _findable(article: Article, abstract: str) -> SearchText:
    """Subtitle, abstract and keywords, in the language of the page; the authors are names."""
    text = "\n".join(filter(None, (article.subtitle, abstract, *article.keywords)))
    return SearchText(text, "\n".join(author.name for author in article.authors))


def free_pages(site: Site) -> Iterator[PageBuilder]:
    """`/<page>/` for each file of `pages/`; the page `about` also collects the editorial notes and notes on facts."""
    for page in site.library.pages:
        label = page.matter.short or page.matter.title
        yield PageBuilder(f"{page.id}/", partial(_free_page, page=page), (site.words.gettext("About"), label))


def _free_page(context: PageContext, page: FreePage) -> Page:
    site = context.site
    rendered = context.text(page.body)
    text = " ".join(block.text for block in page.body.blocks)
    return build_page(
        context,
        "free",
        page.matter.title,
        description=first_words(text, 30),
        origin=page.file.removeprefix(site.library.root).lstrip("/"),
        language=page.matter.language or "",
        template=page.matter.template or "",
        html=Markup(rendered.html),
        has_editorial_heading=any(heading.id == "editorial-notes" for heading in page.body.headings),
        is_about=page.id == "about",
        text_is=what_the_text_is(context.words, site.library.article) if page.id == "about" else "",
        editorial=_editorial_notes(context) if page.id == "about" else None,
        has_facts_heading=any(heading.id == "notes-on-facts" for heading in page.body.headings),
        facts=_notes_on_facts(context) if page.id == "about" else (),
    )


def accessibility_page(site: Site) -> Iterator[PageBuilder]:  # noqa: ARG001  (every kind of page has the one signature)
    """`/accessibility/`: what the tests of the pages hold, what a browser keeps, and how to report an obstacle."""
    yield PageBuilder(ACCESSIBILITY, _accessibility)


def _accessibility(context: PageContext) -> Page:
    words = context.words
    lede = words.gettext("What the tests of these pages hold, what they cannot tell, and how to report an obstacle.")
    return build_page(
        context,
        "accessibility",
        words.gettext("Accessibility"),
        description=lede,
        lede=lede,
        contact=context.site.library.article.companion.contact or "",
    )


def _editorial_notes(context: PageContext) -> dict[str, list[object]]:
    """Every doubt about the article's own consistency: on passages, in article order, and on sources."""
    passages = [passage_view(context, p) for p in context.site.library.passages if p.annotation.editorial]
    sources = [
        (source_view(context, source.key, popup=False), source.text("editorialnote"))
        for source in context.site.library.sources
        if source.text("editorialnote")
    ]
    return {"passages": list(passages), "sources": list(sources)}


def _notes_on_facts(context: PageContext) -> list[tuple[LinkView, Markup]]:
    """Other sources' statements on facts in the article: on passages first, in article order, then on events."""
    library = context.site.library
    passages = [("passage", p.id, p.annotation.fact) for p in library.passages if p.annotation.fact]
    events = [("event", e.id, e.fact) for e in context.site.derived.timeline.events if e.fact]
    return [(link(context, kind, id), context.inline(fact)) for kind, id, fact in (*passages, *events)]


def _downloads(context: PageContext) -> list[tuple[str, str, str]]:
    """Each file that can be taken away: its name, what it is, and the way to it."""
    words = context.words
    return [
        (
            words.term(each.name),
            _what(context, each),
            context.href(each.path),
        )
        for each in context.site.downloads.files
    ]


def _what(context: PageContext, file: Download) -> str:
    """What a file is; books are large enough to say how large."""
    words = context.words
    if file.list_name:
        return words.gettext("as %(format)s", format=file.list_name)
    if file.is_book:
        return f"{words.gettext(file.about)}, {file_size(words, len(file.data))}"
    return words.term(file.about)


def _button(language: str) -> str:
    """What readers of a language look for: in its own words, or its own name."""
    name = own_name(language)
    return _ABSTRACT_IN.get(language, name[:1].upper() + name[1:])


def _translations(context: PageContext) -> list[tuple[str, LinkView]]:
    """Languages of which there is nothing but title and abstract, with links to those."""
    return [
        (language, LinkView(language, context.href(f"{language}/"), _button(language)))
        for language, paths in context.site.paths.items()
        if not context.site.edition and len(paths) == 1
    ]
