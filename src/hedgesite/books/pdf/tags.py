"""What PDF/UA asks of tags and WeasyPrint does not write: notes are notes, and heads of tables say what they head.

Source: ISO 14289-1:2014, 7.5 and 7.9; ISO 32000-1:2008, 14.8.5.7.
"""

from __future__ import annotations

from typing import Any

import pydyf

NOTE = "article"
"""The element of HTML that becomes the tag of a note; no other element of a book is one."""
_TAG_OF_NOTE, _NOTE = "/Art", "/Note"


def complete_tags(pdf: Any) -> None:
    """Correct the tags of a PDF before it is written."""
    elements = [each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and "S" in each and "P" in each]
    by_reference = {each.reference: each for each in elements}
    for number, element in enumerate(elements):
        if element["S"] == _TAG_OF_NOTE:
            # The block within a note is of the same element.
            is_within = by_reference.get(element["P"], {}).get("S") == _NOTE
            element["S"] = "/NonStruct" if is_within else _NOTE
            if not is_within:
                element["ID"] = pydyf.String(f"note-{number}")
        elif element["S"] == "/TH" and "A" in element:
            element["A"]["Scope"] = "/Column" if _is_in_head(element, by_reference) else "/Row"


def _is_in_head(cell: Any, by_reference: dict[bytes, Any]) -> bool:
    row = by_reference.get(cell["P"])
    return row is not None and by_reference.get(row["P"], {}).get("S") == "/THead"


def number_sheets(pdf: Any, before: int) -> None:
    """Let readers number the sheets as they are printed: the first ones, `before` in number, are i, ii, iii."""
    numbers = [part for at, style in ((0, "/r"), (before, "/D")) for part in (at, pydyf.Dictionary({"S": style}))]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
