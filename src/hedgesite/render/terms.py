"""Words of the content's format that pages show, such as the kinds of actors: what each is called."""

from __future__ import annotations

from hedgesite.words import Words
from hedgesite.words.counts import N_

_TERMS = frozenset(
    {
        # What a passage does in the text.
        N_("theory"),
        N_("method"),
        N_("context"),
        N_("analysis"),
        N_("conclusion"),
        # What a dimension is, between the two ends of the framework.
        N_("neutral"),
        # What sort of evidence a source is.
        N_("official"),
        N_("agreement"),
        N_("statistics"),
        N_("scholarship"),
        N_("journalism"),
        N_("think tank"),
        # Who acts.
        N_("state"),
        N_("person"),
        N_("organisation"),
        N_("alliance"),
        N_("group"),
        # What a hypothesis is.
        N_("main hypothesis"),
        N_("specific hypothesis"),
        # What sort of work a source is.
        N_("journal article"),
        N_("book"),
        N_("edited volume"),
        N_("chapter"),
        N_("conference paper"),
        N_("thesis"),
        N_("report"),
        N_("web page"),
        N_("law"),
        N_("court decision"),
        N_("data set"),
        N_("software"),
        N_("unpublished work"),
        N_("news"),
        N_("undated"),
        N_("Not given"),
        # Kinds, as names of lists.
        N_("Sections"),
        N_("Passages"),
        N_("Dimensions"),
        N_("Hypotheses"),
        N_("Actors"),
        N_("Events"),
        N_("Terms"),
        N_("Sources"),
        N_("Series"),
        N_("Timeline"),
        N_("Glossary"),
        N_("Data"),
        # Ways from a pop-up.
        N_("More on it"),
        N_("Source card"),
        # Files to take away, and what they are.
        N_("Companion"),
        N_("everything, for programs (JSON)"),
        N_("every passage with its codes, as a table (CSV)"),
        N_("Shape of the companion"),
        N_("what the JSON holds (JSON Schema)"),
        N_("Codebook"),
        N_("for NVivo, ATLAS.ti, MAXQDA and others (REFI-QDA)"),
        N_("Coded project"),
        N_("text and codings for the same programs (REFI-QDA)"),
    }
)


def term(words: Words, value: str) -> str:
    """What a value is called; one that is no word of the format stays as it is."""
    return words.catalogue.gettext(value) if value in _TERMS else value
