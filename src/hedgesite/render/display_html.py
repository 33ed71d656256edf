"""Figures, tables and equations in HTML: their names, captions and images."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from markupsafe import Markup

from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library, NumberedDisplay
from hedgesite.model.table import download_of
from hedgesite.model.text import Display, Image
from hedgesite.render.site import Site
from hedgesite.words import Words

Href = Callable[[str], str]
"""A link from a page to an address below the site's root."""

_SIZES = {
    "full": "(min-width: 60em) 930px, 100vw",
    "margin": "(min-width: 36em) 240px, 100vw",
    "": "(min-width: 60em) 630px, 100vw",
}
"""Width on the page by the figure's width; the style sheet says the same."""
_IN_POPUP = 480


def display_name(words: Words, each: NumberedDisplay) -> str:
    """`Figure 3`, `Table 2`, `Equation (1)`."""
    match each.kind:
        case "figure":
            return words.gettext("Figure %(number)s", number=each.number)
        case "table":
            return words.gettext("Table %(number)s", number=each.number)
        case _:
            return words.gettext("Equation (%(number)s)", number=each.number)


def display_labels(library: Library, words: Words) -> dict[tuple[str, str], str]:
    """The names of all figures, tables and equations by kind and id."""
    return {thing: display_name(words, each) for thing, each in library.displays.items()}


def displayed(display: Display, html: str) -> str:
    """A display as an element of its own; a part of a figure has its id."""
    if display.is_part:
        id = f' id="{display.id}"' if display.id else ""
        return f'<figure class="hs-display__part"{id}>\n{html}</figure>'
    classes = f"hs-display hs-display--{display.kind}"
    if display.width:
        classes += f" hs-display--{display.width}"
    if len(display.images) > 1:
        classes += " hs-display--parts"
    return f'<figure class="{classes}">\n{html}</figure>'


def caption_of(site: Site, display: Display, html: str) -> str:
    """A caption: the number of its display, its text, whose the images are."""
    name = ""
    if display.is_part:
        name = f'<span class="hs-display__letter">({display.letter})</span> ' if display.letter else ""
    elif label := site.labels.get((display.kind, display.id)):
        name = f'<span class="hs-display__name">{escape(label)}</span> '
    text = f"{name}{html}{_credits(display)}".strip()
    return f"<figcaption>{text}</figcaption>\n" if text else ""


def _credits(display: Display) -> str:
    """Whose the images are, and under which licence."""
    told = [text for text in (display.credit, display.licence) if text]
    return f' <small class="hs-display__credit">{escape(" · ".join(told), quote=False)}</small>' if told else ""


def download_html(site: Site, href: Href, display: Display) -> str:
    """A link to a table with a file of its own, for spreadsheets; empty for everything else."""
    if display.file not in site.library.tables:
        return ""
    text = escape(site.words.gettext("Download the table (CSV)"), quote=False)
    return f'<p class="hs-display__more"><a href="{href(download_of(display.file))}" download>{text}</a></p>\n'


def image_html(site: Site, href: Href, image: Image, display: Display) -> str:
    """An image in several widths, which is a link to its full size."""
    shown = site.images.get(image.path)
    if shown is None:
        return f"<p>{escape(image.alt, quote=False)}</p>\n"
    name = f"{site.labels.get((display.kind, display.id), '')}{f' ({image.letter})' if image.letter else ''}"
    label = _opening(site.words, name.strip(), image)
    picture = _picture(shown, href, image, _SIZES.get(display.width, _SIZES[""]))
    moving = ""
    if shown.animation:
        text = escape(site.words.gettext("Show the animation"), quote=False)
        moving = f'<p class="hs-display__more"><a href="{href(shown.animation)}">{text}</a></p>\n'
    return (
        f'<a class="hs-display__image" href="{href(shown.full.path)}" aria-label="{escape(label)}"'
        f' data-large="{shown.full.width}x{shown.full.height}" data-close="{escape(site.words.gettext("Close"))}">'
        f"{picture}</a>\n{moving}"
    )


def _opening(words: Words, name: str, image: Image) -> str:
    """What the link around an image says to those who do not see it."""
    if not name:
        return (
            words.gettext("Open the image: %(what)s", what=image.alt) if image.alt else words.gettext("Open the image")
        )
    if not image.alt:
        return words.gettext("Open %(figure)s", figure=name)
    return words.gettext("Open %(figure)s: %(what)s", figure=name, what=image.alt)


def _picture(shown: PublishedImage, href: Href, image: Image, sizes: str) -> str:
    full, middle = shown.full, shown.renditions[min(1, len(shown.renditions) - 1)]
    widths = ""
    if len(shown.renditions) > 1:
        listed = ", ".join(f"{href(each.path)} {each.width}w" for each in shown.renditions)
        widths = f' srcset="{listed}" sizes="{sizes}"'
    return (
        f'<img src="{href(middle.path)}"{widths} width="{full.width}" height="{full.height}"'
        f' alt="{escape(image.alt)}" loading="lazy" decoding="async">'
    )


def summary_html(site: Site, href: Href, each: NumberedDisplay) -> Markup:
    """What a pop-up shows of a display: its formula, or its first image and its caption."""
    if each.display.mathml:
        return Markup(f'<span class="hs-formula">{each.display.mathml}</span>')
    caption = Markup("{}").format(each.display.caption)
    shown = site.images.get(each.display.images[0].path) if each.display.images else None
    if shown is None:
        return caption
    smallest = shown.renditions[0]
    height = max(1, round(smallest.height * min(1, _IN_POPUP / smallest.width)))
    picture = Markup(
        '<img class="hs-pop__image" src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async"> '
    ).format(href(smallest.path), min(smallest.width, _IN_POPUP), height, each.display.images[0].alt)
    return picture + caption
