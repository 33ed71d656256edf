"""Links of a book: to a place within it where it has one, else to the site, else to nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from hedgesite.books.context import SITE
from hedgesite.books.parts import LISTS
from hedgesite.books.tree import parents_of, remove
from hedgesite.model.kinds import displays
from hedgesite.render.site import Site

_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def places_of(site: Site) -> Mapping[str, str]:
    """The id that a thing has in a book, by its address below the site's root."""
    routes, found = site.derived.routes, dict[str, str]()
    for (kind, id), address in routes.addresses.items():
        if kind in LISTS:
            found[address] = f"{kind}.{id}"
        elif kind == "section":
            found[address] = f"section.{id}"
        elif kind == "source" and id in site.order:
            found[address] = f"source.{site.order[id]}"
        elif kind == "passage" or any(kind == each.id for each in displays()):
            found[address] = id
    return MappingProxyType(found)


def settle_links(tree: Element, places: Mapping[str, str], ids: Collection[str], site_url: str) -> None:
    """Give each link its target: an id of the book, or an address of the site where it is published.

    `ids` are all ids of the book. A link that leads nowhere becomes the text that it shows.
    """
    parents = parents_of(tree)
    for link in list(tree.iter("a")):
        if "hidden" in link.attrib:
            # A link that only the pop-up of another shows.
            remove(parents[link], link)
            continue
        target = _target(link.get("href", ""), places, ids, site_url)
        if target:
            link.set("href", target)
        else:
            link.tag = "span"
            link.attrib = {key: value for key, value in link.attrib.items() if key in ("id", "class", "dir", "lang")}


def _target(href: str, places: Mapping[str, str], ids: Collection[str], site_url: str) -> str:
    if href.startswith("#"):
        return href if href[1:] in ids else ""
    if not href.startswith(SITE):
        return href
    address = href.removeprefix(SITE)
    id = places.get(address, "")
    if id in ids:
        return f"#{id}"
    return f"{site_url}{address}" if site_url else ""


def ids_of(tree: Element) -> set[str]:
    """All ids in a tree."""
    return {element.attrib["id"] for element in tree.iter() if "id" in element.attrib}


def name_ids(tree: Element) -> None:
    """Make the ids of a tree names of XML, and links and labels follow: `note:1` is none, nor is `1st`."""
    for element in tree.iter():
        for name in ("id", "aria-labelledby"):
            if name in element.attrib:
                element.set(name, " ".join(map(xml_name, element.attrib[name].split())))
        href = element.get("href", "")
        if href.startswith("#"):
            element.set("href", f"#{xml_name(href[1:])}")


def xml_name(id: str) -> str:
    """An id as a name of XML without colons; ids that differ stay different."""
    name = _NO_NAME.sub(lambda found: f"_{ord(found[0]):x}_", id.replace("_", "_5f_"))
    return name if name[:1].isalpha() else f"_{name}"
