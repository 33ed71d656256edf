"""Names as Pandoc receives them, so that it prints what is meant."""

from __future__ import annotations

import re
from typing import Any

from hedgesite.model.direction import is_east_asian_name
from hedgesite.model.vocabulary import words
from hedgesite.styles.csl.inlines import FAMILY, KNOWN_SCRIPT, NAME_END

APA = re.compile(r"<id>[^<]*/styles/apa(?:-[\w-]+)?</id>")
"""Styles of the American Psychological Association, whose manual (7th ed., chapter 9) counts particles to the family
name. BibLaTeX's style for it does so as well.
"""
_PORTUGUESE = words("da das do dos e")
"""Particles that join the names of one person, and begin no family name."""
_KNOWN_SCRIPTS = re.compile(r"[0-9a-zA-ZÀ-ſͰ-ϿЀ-ԯ֐-׿ἀ-῿؀-ۿก-๛‘’-]")
"""Letters of names that Pandoc prints with a comma and blanks. It takes all other scripts for Chinese ones."""


def with_particles(item: dict[str, Any]) -> dict[str, Any]:
    """The item, in which particles are part of the family name unless it says otherwise: `de Beauvoir, S.`"""
    return {
        variable: [_with_particle(name) for name in value] if isinstance(value, list) else value
        for variable, value in item.items()
    }


def _with_particle(name: dict[str, str]) -> dict[str, str]:
    particle = name.get("dropping-particle", "")
    if not particle or _PORTUGUESE.issuperset(particle.lower().split()):
        return name
    kept = {part: text for part, text in name.items() if part != "dropping-particle"}
    return {**kept, "non-dropping-particle": particle}


def whole_name(name: dict[str, str]) -> dict[str, str]:
    """A name as it is printed in its own script, and without particles that it has only in appearance: quotation marks
    keep Pandoc from taking them off.
    """
    family, given = name.get("family", ""), name.get("given", "")
    if family[:1].islower() and " " in family:
        family = f'"{family}"'
    last = given.rpartition(" ")[2]
    if len(last) == 1 and last.islower():
        given += "."
    elif last[:1].islower() and "." not in given:
        given = f'"{given}"'
    is_east_asian = is_east_asian_name(f"{family}{given}")
    # Without capitals there are no initials.
    if given and given.lower() == given.upper():
        given += NAME_END
        family = family if is_east_asian else f"{FAMILY}{family}"
    if family and not _KNOWN_SCRIPTS.search(family) and not is_east_asian:
        family += KNOWN_SCRIPT
    return {**name, **{part: text for part, text in (("family", family), ("given", given)) if text}}
