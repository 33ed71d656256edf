"""What is looked at, and taken out, in a DOCX or ODT before Pandoc sees it.

Comments, tracked deletions and hidden text stand in no file that the import writes; they are counted.

Source: ECMA-376, Part 1, 17.3.2.41 (vanish), 17.13.5 (revisions); OpenDocument 1.3, 5.5 and 14.1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from hedgesite.bounded_archive import ArchiveError, members_of
from hedgesite.bounded_xml import Bounds, XmlError, check_xml
from hedgesite.importer import odt_fields
from hedgesite.importer.citation_fields import Field
from hedgesite.importer.docx_boxes import unboxed
from hedgesite.importer.docx_charts import Drawn, placeholder_of, read_drawn, with_placeholders
from hedgesite.importer.docx_fields import Beside, beside_text, with_links, without_fields_of_contents
from hedgesite.importer.docx_wrappers import unwrapped
from hedgesite.importer.odt_drawings import with_formulas
from hedgesite.importer.odt_paragraphs import unnested
from hedgesite.importer.odt_styles import with_marks
from hedgesite.importer.word_signs import PROTECTED, without_body
from hedgesite.importer.word_signs import told as what_it_is
from hedgesite.importer.word_styles import STYLE, value
from hedgesite.regular_files import MEBIBYTE

MOST_UNPACKED = 200 * MEBIBYTE
_BOUNDS = Bounds(MOST_UNPACKED, deepest=400, has_doctype=True)
"""Word nests tables and shapes to some dozens of levels; the manifest of old ODT files names a document type."""
_RUN = re.compile(
    rb"(?P<paragraph><w:p(?:\s[^>]*)?>)|<w:pStyle\s+w:val=\"(?P<style>[^\"]*)\"\s*/>"
    rb"|<w:r(?:\s[^>]*)?(?<!/)>(?:(?!</w:r>).)*?</w:r>",
    re.DOTALL,
)
_RUN_STYLE = re.compile(rb"<w:rStyle\s+w:val=\"([^\"]*)\"")
_SHOWN = re.compile(rb"<w:vanish\s+w:val=\"(?:0|false|off)\"\s*/>")
_HIDDEN = re.compile(rb"<w:(?:vanish|specVanish)(?:\s*/>|\s+w:val=\"(?:1|true|on)\"\s*/>)")
_TEXT = re.compile(rb"<w:t[ >]|<w:delText")
# Without content, these mark that the end of a paragraph is deleted or moved, and nothing closes them.
_DELETED = re.compile(
    rb"<w:(?P<what>del|moveFrom)(?:\s[^>]*)?(?<!/)>(?:(?!</w:(?P=what)>).)*?</w:(?P=what)>", re.DOTALL
)
_ODT_ANNOTATION = re.compile(
    rb"<office:annotation(?:\s[^>]*)?(?<!/)>(?:(?!</office:annotation>).)*?</office:annotation>", re.DOTALL
)
_ODT_ANNOTATION_END = re.compile(rb"<office:annotation-end[^>]*/>")
_ODT_CHANGES = re.compile(rb"<text:tracked-changes(?:\s[^>]*)?(?<!/)>.*?</text:tracked-changes>", re.DOTALL)
_ODT_HIDDEN = re.compile(
    rb"<text:hidden-(?:text|paragraph)[^>]*?(?:/>|>(?:(?!</text:hidden-).)*?</text:hidden-(?:text|paragraph)>)",
    re.DOTALL,
)
_ODT_STYLE = re.compile(
    rb"<style:style\s[^>]*?style:name=\"([^\"]+)\"[^>]*>(?:(?!</style:style>).)*?text:display=\"none\"", re.DOTALL
)
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml|content\.xml")
_READ = re.compile(
    r"word/(?!header|footer|webSettings|people)[^/]*\.xml|(?:.*/)?_rels/[^/]*\.rels|\[Content_Types\]\.xml"
    r"|(?:Object[^/]*/)?(?:content|styles)\.xml|META-INF/manifest\.xml"
)
"""Parts that Pandoc reads. All others, some of which programs invent, hold nothing of the text."""
_IMAGES = re.compile(r"(?:word/)?(?P<name>(?:media|Pictures)/[^/]+)")


class PackError(Exception):
    """The file is no document within the bounds; the message follows the file's name."""

    def __init__(self, why: str, remedy: str = "open it in a word processor, and save it again") -> None:
        super().__init__(why)
        self.remedy = remedy


def cleaned(
    data: bytes,
    left_out: Counter[str],
    fields: list[Field] | None = None,
    ending: str = "",
    drawn: dict[str, Drawn] | None = None,
) -> tuple[bytes, dict[str, bytes]]:
    """The document without what its author hid or deleted, and its images by the path that Pandoc gives them.

    `fields` gets what the fields of reference managers hold, in whose places links stand. `ending` is that of the
    file's name. `drawn` gets what charts and diagrams show, by the path of the image in their place.

    Raises PackError if the file is not an archive, lacks the text of its kind, is protected with a password, or
    has too many members or bytes, or XML that is nested too deeply.
    """
    written, images = io.BytesIO(), dict[str, bytes]()
    try:
        styles = b"".join(content for _, content in members_of(data, _styles, MOST_UNPACKED))
        hidden, beside = _hidden_styles(styles), beside_text(data)
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in members_of(data, lambda _: MOST_UNPACKED, MOST_UNPACKED):
                if found := _IMAGES.fullmatch(name):
                    images[found["name"]] = content
                    # Pandoc needs the name of an image, and not its bytes.
                    content = b""
                if _is_broken_aside(name, content):
                    left_out["broken headers, footers or settings"] += 1
                    continue
                content = _checked(name, content, left_out, hidden)
                if drawn is not None and (place := placeholder_of(name)):
                    images[place[0]], drawn[place[0]] = place[1], read_drawn(content, place[1])
                    target.writestr(f"word/{place[0]}", b"")
                target.writestr(name, _linked(name, content, fields, beside))
            found_none = without_body(ending, target.namelist()) if ending else None
    except ArchiveError as error:
        told = what_it_is(data)
        raise PackError(*told) if told else PackError(f"is no document of a word processor: it {error.why}") from None
    if found_none:
        raise PackError(*found_none)
    return written.getvalue(), images


def _linked(name: str, content: bytes, fields: list[Field] | None, beside: Beside) -> bytes:
    if fields is None or not _PARTS.fullmatch(name):
        return content
    return odt_fields.with_links(content, fields) if name == "content.xml" else with_links(content, fields, beside)


def _is_broken_aside(name: str, content: bytes) -> bool:
    """Whether a part is broken that holds no text of the manuscript, so that its fault is no fault of that text."""
    return name.endswith((".xml", ".rels")) and not _READ.fullmatch(name) and not _is_sound(content)


def _is_sound(content: bytes) -> bool:
    try:
        check_xml(content, _BOUNDS)
    except XmlError:
        return not content.strip()
    return True


def _checked(name: str, content: bytes, left_out: Counter[str], hidden: frozenset[bytes]) -> bytes:
    if name == "META-INF/manifest.xml" and b"<manifest:encryption-data" in content:
        raise PackError(*PROTECTED)
    # Some programs leave parts of their own empty.
    if name.endswith((".xml", ".rels")) and content.strip():
        try:
            check_xml(content, _BOUNDS)
        except XmlError as error:
            raise PackError(f"has a part '{name}' that {error.why}") from None
    if name == "word/comments.xml":
        left_out["comments"] += content.count(b"<w:comment ")
    content = _visible(content, name, left_out, hidden) if _PARTS.fullmatch(name) else content
    return with_placeholders(content, name) if _PARTS.fullmatch(name) or name.endswith(".rels") else content


def _styles(name: str) -> int:
    return MOST_UNPACKED if name == "word/styles.xml" else 0


def _hidden_styles(styles: bytes) -> frozenset[bytes]:
    """Ids of the styles whose text is hidden, of themselves or by the style that they are based on."""
    inner = {found["id"]: found["inner"] for found in STYLE.finditer(styles)}
    hidden = {id for id, text in inner.items() if _HIDDEN.search(text)}
    based: dict[bytes, list[bytes]] = {}
    for id, text in inner.items():
        if (base := value(b"basedOn", text)) and not _SHOWN.search(text):
            based.setdefault(base, []).append(id)
    waiting = list(hidden)
    while waiting:
        for id in based.get(waiting.pop(), ()):
            if id not in hidden:
                hidden.add(id)
                waiting.append(id)
    return frozenset(hidden)


def properties_of(data: bytes) -> bytes:
    """The properties of a document; empty if it has none within the bounds."""
    try:
        return next((content for _, content in members_of(data, _properties, MEBIBYTE)), b"")
    except ArchiveError:
        return b""


def _properties(name: str) -> int:
    return MEBIBYTE if name == "docProps/core.xml" else 0


def _visible(content: bytes, name: str, left_out: Counter[str], hidden: frozenset[bytes]) -> bytes:
    if name == "content.xml":
        return _visible_odt(content, left_out)

    style = b""

    def shown(run: re.Match[bytes]) -> bytes:
        nonlocal style
        if run["paragraph"] or run["style"] is not None:
            style = run["style"] or b""
            return run[0]
        properties = run[0].split(b"</w:rPr>", 1)[0] if b"</w:rPr>" in run[0] else b""
        own = _RUN_STYLE.search(properties)
        by_style = (own[1] if own else style) in hidden or style in hidden
        is_hidden = _HIDDEN.search(properties) or (by_style and not _SHOWN.search(properties))
        if not is_hidden or not _TEXT.search(run[0]):
            return run[0]
        left_out["hidden text"] += 1
        return b""

    def deleted(found: re.Match[bytes]) -> bytes:
        left_out["tracked deletions"] += 1 if _TEXT.search(found[0]) else 0
        return b""

    content = _RUN.sub(shown, _DELETED.sub(deleted, unwrapped(unboxed(content, left_out), left_out)))
    return without_fields_of_contents(content)


_ODT_REFERENCE = re.compile(rb"</?text:(?:sequence-ref|bookmark-ref|reference-ref|sequence)(?:\s[^>]*)?/?>")
_ODT_BOX = re.compile(rb"<draw:frame(?:\s[^>]*)?>\s*<draw:text-box(?:\s[^>]*)?>")
_ODT_BOX_END = re.compile(rb"</draw:text-box>(?:(?!</draw:frame>).)*</draw:frame>", re.DOTALL)
_ODT_PARAGRAPH_END = re.compile(rb"</text:[ph]>")
_MOST_BOXES = 1000


def _unboxed(content: bytes) -> bytes:
    """Content in which the paragraphs of a box follow the paragraph that the box is anchored in."""
    parts: list[bytes] = []
    waiting: list[bytes] = []
    at = 0
    for _ in range(_MOST_BOXES):
        box = _ODT_BOX.search(content, at)
        end = _ODT_BOX_END.search(content, box.end()) if box else None
        if box is None or end is None:
            break
        after = _ODT_PARAGRAPH_END.search(content, end.end())
        parts.append(content[at : box.start()])
        waiting.append(content[box.end() : end.start()])
        at = end.end()
        following = _ODT_BOX.search(content, at)
        if after and (following is None or following.start() > after.start()):
            parts += [content[at : after.end()], *waiting]
            waiting, at = [], after.end()
    return b"".join([*parts, content[at:]])


def _visible_odt(content: bytes, left_out: Counter[str]) -> bytes:
    content, comments = _ODT_ANNOTATION.subn(b"", content)
    left_out["comments"] += comments
    content = _ODT_ANNOTATION_END.sub(b"", content)
    for changes in _ODT_CHANGES.findall(content):
        left_out["tracked deletions"] += changes.count(b"<text:deletion>")
    content = _ODT_CHANGES.sub(b"", content)
    # Pandoc reads neither the words of references nor boxes of text, in which captions stand.
    content = _unboxed(_ODT_REFERENCE.sub(b"", with_formulas(unnested(with_marks(content)), left_out)))
    content, hidden = _ODT_HIDDEN.subn(b"", content)
    left_out["hidden text"] += hidden
    for style in set(_ODT_STYLE.findall(content)):
        name = re.escape(style)
        for tag in (rb"text:span", rb"text:p"):
            pattern = re.compile(
                rb"<"
                + tag
                + rb"\s[^>]*?text:style-name=\""
                + name
                + rb"\"[^>]*(?<!/)>(?:(?!</"
                + tag
                + rb">).)*?</"
                + tag
                + rb">",
                re.DOTALL,
            )
            content, hidden = pattern.subn(b"", content)
            left_out["hidden text"] += hidden
    return content
