"""The readers of XML and of archives from elsewhere keep their bounds, whatever the file says of itself."""

from __future__ import annotations

import io
import zipfile
from html.entities import html5

import pytest

from hedgesite.bounded_archive import MOST_MEMBERS, ArchiveError, members_of
from hedgesite.bounded_xml import Bounds, XmlError, check_xml, read_xml

BOUNDS = Bounds(largest=1024, deepest=5)
WITH_ENTITIES = Bounds(largest=1024, deepest=5, has_doctype=True, entities=html5)


@pytest.mark.parametrize(
    ("text", "why", "line", "column"),
    [
        ("<a>\n <b></a>", "is not XML: mismatched tag", 2, 7),
        ("", "is not XML: no element found", 1, 1),
        ("<a>" * 6, "has elements nested more than 5 deep", 1, 16),
        ("<a>" + " " * 1024 + "</a>", "has more than 1 KiB", 1, 1),
        ("<!DOCTYPE a><a/>", "has a DOCTYPE", 1, 12),
        ("<a>&nbsp;</a>", "is not XML: undefined entity", 1, 4),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "has an encoding that is not read", 1, 1),
    ],
)
def test_xml_is_read_within_bounds(text: str, why: str, line: int, column: int) -> None:
    for read in (read_xml, check_xml):
        with pytest.raises(XmlError) as caught:
            read(text.encode(), BOUNDS)
        assert caught.value.why.startswith(why)
        assert (caught.value.line, caught.value.column) == (line, column)
        assert caught.value.remedy


def test_entities_of_html_are_characters_and_those_of_a_file_are_refused() -> None:
    named = '<!DOCTYPE a PUBLIC "x" "https://example.org/a.dtd"><a>&eacute;&nix;&#228;</a>'
    assert read_xml(named.encode(), WITH_ENTITIES).text == "é&nix;ä"
    with pytest.raises(XmlError, match="declares the entity 'x'"):
        read_xml(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', WITH_ENTITIES)


def test_elements_have_local_names_places_and_text_in_order() -> None:
    root = read_xml('<w:a xmlns:w="w"><b c:d="1">x<e>y</e>z</b>\n <b/></w:a>', BOUNDS)
    first, second = root.of("b")
    assert (root.tag, root.raw, first.get("d"), first.own_text, first.text) == ("a", "w:a", "1", "xz", "xyz")
    assert (second.line, second.column) == (2, 2)
    assert [each.tag for each in root.all()] == ["b", "e", "b"]
    assert root.words("b", "e") == "y"


def packed(*members: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def test_members_are_those_that_have_a_bound() -> None:
    data = packed(("a.txt", b"one"), ("../b.txt", b"two"), ("c.bin", b"three"))
    assert list(members_of(data, lambda name: 10 if name.endswith("txt") else 0, 10)) == [
        ("a.txt", b"one"),
        ("../b.txt", b"two"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no archive", "cannot be unpacked"),
        (packed(("a", bytes(3 << 20))), "has more than 1 MiB in 'a'"),
        (packed(("a", bytes(1 << 20)), ("b", bytes(1 << 20)), ("c", bytes(1 << 20))), "has more than 2 MiB unpacked"),
        (packed(*((f"{number}", b"") for number in range(MOST_MEMBERS + 1))), "has more than 10000 members"),
    ],
)
def test_archives_are_read_within_bounds(data: bytes, why: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        list(members_of(data, lambda _: 1 << 20, 4 << 20 if "in 'a'" in why else 2 << 20))
    assert caught.value.why.startswith(why)


def test_the_size_that_an_archive_states_is_not_believed() -> None:
    data = packed(("a", bytes(3 << 20)))
    # The size unpacked stands in the directory of the archive, and before the member.
    forged = data.replace((3 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert forged != data
    with pytest.raises(ArchiveError):
        list(members_of(forged, lambda _: 1 << 20, 2 << 20))
