"""Rules that need the whole library: one function per rule, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hedgesite.check.advice import (
    citations_are_no_possessives,
    claims_rest_on_more_than_one_source,
    keys_have_their_mark,
    markdown_is_what_it_seems,
    nothing_is_unresolved,
    styles_have_the_terms_of_the_language,
    web_sources_say_when_they_were_read,
    works_have_their_doi,
)
from hedgesite.check.article import (
    facts_are_sourced,
    macros_can_be_used,
    numbered_notes_exist,
    paragraphs_are_restated,
    passages_restate_known_paragraphs,
    sources_are_the_articles_or_the_companions,
)
from hedgesite.check.codebook import dimensions_have_two_levels
from hedgesite.check.coding import codings_name_passages, evidence_is_cited, passages_are_coded
from hedgesite.check.copies import copies_are_named, copies_can_be_published, copies_name_nobody
from hedgesite.check.editions import (
    originals_have_not_changed,
    passages_have_counterparts,
    sources_are_the_same_in_every_language,
    texts_have_originals,
    translations_have_languages,
)
from hedgesite.check.identity import (
    ids_are_unique,
    parents_form_a_tree,
    things_have_addresses_of_their_own,
)
from hedgesite.check.images import displays_are_in_texts, images_are_used, images_exist, tables_are_used, tables_exist
from hedgesite.check.looks import footer_is_plain, look_files_are_named, looks_can_be_read, looks_have_their_files
from hedgesite.check.publication import companion_is_no_draft
from hedgesite.check.references import (
    annotations_have_passages,
    citations_have_sources,
    fields_name_known_things,
    links_lead_somewhere,
)
from hedgesite.check.renamed import aliases_lead_to_sources, unknown_keys, with_new_keys
from hedgesite.check.sources import set_unused_aside, sources_are_used, works_have_one_key
from hedgesite.check.spans import clauses_are_in_their_passages, quotations_are_short
from hedgesite.check.versions import content_is_that_of_the_last_version, media_can_be_given_away
from hedgesite.check.words import (
    own_words_fit_their_messages,
    own_words_replace_known_messages,
    placeholders_are_replaced,
)
from hedgesite.diagnostics import Diagnostic, Report
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library

__all__ = ["ADVICE", "CHECKS", "advise", "check_library", "set_unused_aside", "unknown_keys", "with_new_keys"]

Check = Callable[[Library, EntityIndex], Iterable[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    macros_can_be_used,
    ids_are_unique,
    things_have_addresses_of_their_own,
    parents_form_a_tree,
    dimensions_have_two_levels,
    fields_name_known_things,
    links_lead_somewhere,
    citations_have_sources,
    keys_have_their_mark,
    aliases_lead_to_sources,
    annotations_have_passages,
    passages_are_coded,
    evidence_is_cited,
    clauses_are_in_their_passages,
    quotations_are_short,
    codings_name_passages,
    copies_can_be_published,
    copies_name_nobody,
    copies_are_named,
    sources_are_used,
    works_have_one_key,
    facts_are_sourced,
    sources_are_the_articles_or_the_companions,
    passages_restate_known_paragraphs,
    paragraphs_are_restated,
    numbered_notes_exist,
    texts_have_originals,
    translations_have_languages,
    sources_are_the_same_in_every_language,
    passages_have_counterparts,
    originals_have_not_changed,
    own_words_replace_known_messages,
    placeholders_are_replaced,
    own_words_fit_their_messages,
    images_exist,
    images_are_used,
    tables_exist,
    tables_are_used,
    displays_are_in_texts,
    looks_have_their_files,
    look_files_are_named,
    looks_can_be_read,
    footer_is_plain,
    media_can_be_given_away,
)


def check_library(library: Library) -> Report:
    """Check a companion against every rule that involves more than one file."""
    names = EntityIndex.of(library)
    return Report.of(finding for check in CHECKS for finding in check(library, names))


PUBLICATION: tuple[Check, ...] = (companion_is_no_draft,)


def check_for_publication(library: Library) -> Report:
    """Check what only a companion that is to be published must satisfy."""
    names = EntityIndex.of(library)
    return Report.of(finding for check in PUBLICATION for finding in check(library, names))


ADVICE: tuple[Check, ...] = (
    claims_rest_on_more_than_one_source,
    web_sources_say_when_they_were_read,
    works_have_their_doi,
    markdown_is_what_it_seems,
    citations_are_no_possessives,
    styles_have_the_terms_of_the_language,
    nothing_is_unresolved,
    content_is_that_of_the_last_version,
)


def advise(library: Library) -> Report:
    """Suggest improvements to a companion that are not errors."""
    names = EntityIndex.of(library)
    return Report.of(finding for advice in ADVICE for finding in advice(library, names))
