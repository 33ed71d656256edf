"""Images that only decorate: they become backgrounds, which readers of tags pass over, as PDF/UA asks."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement


def set_decorations_aside(tree: Element) -> None:
    """Draw each image without an alternative text as the background of an empty element of its size."""
    for image in tree.iter("img"):
        if image.get("alt"):
            continue
        source, width, height = (image.get(name, "") for name in ("src", "width", "height"))
        image.tag, image.attrib = "span", {"class": "ed-decoration", "style": f"width: {width}px"}
        room = 100 * int(height) / int(width)
        SubElement(image, "span", {"style": f"padding-top: {room:.3f}%; background-image: url('{source}')"})
