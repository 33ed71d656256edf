"""Charts and diagrams of DOCX: an image in their place, so that their captions find them, and what they hold as data.

Source: ECMA-376, Part 1, 21.2 (charts), 21.4 (diagrams), 20.1.2.2.16 (graphicData).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape

from hedgesite.importer.display_labels import FIGURE_CAPTION
from hedgesite.importer.tree import Block, Cell, Items, Para, Picture, Table, Text
from hedgesite.importer.tree_walk import words_of

CHART = b"a chart of the word processor"
DIAGRAM = b"a diagram of the word processor"
"""What stands in place of an image's bytes."""
_PART = re.compile(r"word/(?P<path>(?P<kind>charts/chart|diagrams/data)(?P<number>\d+))\.xml")
_TARGET = re.compile(rb'(Target=")(?:/word/)?(?:charts/(chart\d+)|diagrams/(data\d+))\.xml"')
_DRAWN = re.compile(
    rb"<a:graphicData(?:\s[^>]*)?>\s*(?:<c:chart(?:\s[^>]*?)?\sr:id=\"(?P<chart>[^\"]*)\"|<dgm:relIds(?:\s[^>]*?)?\sr:dm=\"(?P<data>[^\"]*)\")"
    rb"[^>]*>(?:(?!</a:graphicData>).)*</a:graphicData>",
    re.DOTALL,
)
_PICTURE = (
    b'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    b'<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    b'<pic:blipFill><a:blip r:embed="%s"/></pic:blipFill></pic:pic></a:graphicData>'
)
_SERIES = re.compile(r"<c:ser>(?P<inner>(?:(?!</c:ser>).)*)</c:ser>", re.DOTALL)
_VALUES = re.compile(r"<c:(?P<role>tx|cat|xVal|val|yVal)>(?P<inner>(?:(?!</c:(?P=role)>).)*)</c:(?P=role)>", re.DOTALL)
_POINT = re.compile(r"<c:pt\s[^>]*?idx=\"(?P<at>\d{1,6})\"[^>]*>\s*(?:<c:v>(?P<value>[^<]*)</c:v>)?")
_TITLE = re.compile(r"<c:title>(?P<inner>(?:(?!</c:title>).)*)</c:title>", re.DOTALL)
_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")
_PARAGRAPH = re.compile(r"<dgm:t>(?P<inner>(?:(?!</dgm:t>).)*)</dgm:t>", re.DOTALL)
_MOST_POINTS, _MOST_SERIES, _MOST_WORDS = 60, 8, 100


def placeholder_of(name: str) -> tuple[str, bytes] | None:
    """The path of the image in place of a part that is a chart or a diagram, and what stands for its bytes."""
    found = _PART.fullmatch(name)
    if found is None:
        return None
    path = f"media/{found['path'].split('/')[1]}"
    return (path, CHART) if found["kind"].startswith("charts") else (path, DIAGRAM)


def with_placeholders(content: bytes, name: str) -> bytes:
    """A part in which charts and diagrams are images, or the relations of one, which lead to these images."""
    if name.endswith(".rels"):
        return _TARGET.sub(lambda found: found[1] + b"media/" + (found[2] or found[3]) + b'"', content)
    return _DRAWN.sub(lambda found: _PICTURE % (found["chart"] or found["data"]), content)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart or a diagram shows."""

    title: str
    data: tuple[Block, ...]


def read_drawn(part: bytes, sign: bytes) -> Drawn:
    """The title of a chart and its data as a table, or the words of a diagram as a list; none if there are too many."""
    text = part.decode("utf-8", "replace")
    if sign == DIAGRAM:
        words = [joined for found in _PARAGRAPH.finditer(text) if (joined := _joined(found["inner"]))]
        items = tuple((Para((Text(each),)),) for each in words)
        return Drawn("", (Items(items),) if 0 < len(words) <= _MOST_WORDS else ())
    title = _TITLE.search(text)
    series = [_read_series(found["inner"]) for found in _SERIES.finditer(text)]
    return Drawn(_joined(title["inner"]) if title else "", tuple(_table(series)))


def with_data(blocks: Iterable[Block], drawn: Mapping[str, Drawn]) -> tuple[Block, ...]:
    """The blocks with what each chart or diagram holds behind it, or behind its caption."""
    kept: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        is_caption = isinstance(block, Para) and FIGURE_CAPTION.match(words_of(block.content))
        if waiting and not is_caption:
            kept, waiting = [*kept, *waiting], []
        shown = [each for each in getattr(block, "content", ()) if isinstance(each, Picture) and each.path in drawn]
        kept.append(_titled(block, drawn) if shown and isinstance(block, Para) else block)
        waiting += [data for each in shown for data in drawn[each.path].data]
    return (*kept, *waiting)


def _titled(block: Para, drawn: Mapping[str, Drawn]) -> Para:
    """A paragraph in which the alternative text of a chart without one is its title."""
    content = (
        replace(each, alt=drawn[each.path].title)
        if isinstance(each, Picture) and each.path in drawn and not each.alt
        else each
        for each in block.content
    )
    return replace(block, content=tuple(content))


def _joined(inner: str) -> str:
    return " ".join(unescape("".join(_WORDS.findall(inner))).split())


def _read_series(inner: str) -> dict[str, dict[int, str]]:
    """The points of the name, the categories and the values of a series, by their places."""
    roles = {"xVal": "cat", "yVal": "val"}
    return {
        roles.get(found["role"], found["role"]): {
            int(point["at"]): _shown(unescape(point["value"] or "")) for point in _POINT.finditer(found["inner"])
        }
        for found in _VALUES.finditer(inner)
    }


def _shown(value: str) -> str:
    """A value as readers want it: programs keep sixteen digits."""
    return f"{float(value):.6g}" if re.fullmatch(r"-?\d+\.\d{5,}(?:[eE]-?\d+)?", value) else value


def _table(series: list[dict[str, dict[int, str]]]) -> Iterator[Table]:
    places = sorted({at for each in series for at in each.get("val", {})})
    if not 0 < len(places) <= _MOST_POINTS or len(series) > _MOST_SERIES:
        return
    categories = series[0].get("cat", {})
    names = [each.get("tx", {}).get(0, "") for each in series]
    head = (_row(["", *names]),) if any(names) else ()
    yield Table(
        head=head,
        body=tuple(
            _row([categories.get(at, str(at + 1)), *(each.get("val", {}).get(at, "") for each in series)])
            for at in places
        ),
    )


def _row(cells: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell((Para((Text(each),)),)) for each in cells)
