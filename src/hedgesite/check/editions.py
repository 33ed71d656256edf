"""Rules on other languages: texts beside their originals, and translations in YAML files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from hedgesite.check.references import cited_in
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, suggestion
from hedgesite.model.base import Prose, origin_of
from hedgesite.model.counterparts import Counterpart, hash_of_page, hash_of_passage, is_untranslated
from hedgesite.model.editions import translations_in
from hedgesite.model.front_matter import CounterpartMatter
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import FreePage, Library, Section
from hedgesite.model.text import Block, Body
from hedgesite.model.translations import ArticleTranslation

_MOST_NAMED = 8


def texts_have_originals(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`edition-language`: a text in another language stands beside its original, once, in a language of the article."""
    taken: dict[tuple[str, str, str], str] = {}
    for each in library.counterparts:
        origin = Origin(each.file)
        yield from _known_language(library, each.language, origin)
        if names.resolve(each.kind, each.id) != each.id and not names.is_silent(each.kind, each.id):
            problem = f"there is no {each.kind} '{each.id}' that this could be the text of in another language"
            remedy = suggestion(each.id, names.known[each.kind], "name the file like its original")
            yield Diagnostic(Rule.EDITION_LANGUAGE, origin, problem, remedy)
        first = taken.setdefault((each.kind, each.id, each.language), each.file)
        if first != each.file:
            problem = f"'{first}' is the same text in the same language"
            yield Diagnostic(Rule.ID_DUPLICATE, origin, problem, "remove one of the two")


def translations_have_languages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`edition-language`: translations in YAML files are to languages of the article."""
    for language, _, translation in translations_in(library):
        if not isinstance(translation, ArticleTranslation) or language == library.article.language:
            yield from _known_language(library, language, translation.origin)


def _known_language(library: Library, language: str, origin: Origin) -> Iterator[Diagnostic]:
    article = library.article
    if language == article.language:
        problem = f"'{language}' is the companion's own language"
        yield Diagnostic(Rule.EDITION_LANGUAGE, origin, problem, "put the text into the original, or correct the tag")
    elif language not in article.translations and library.is_complete:
        problem = f"article.yml is not translated to '{language}'"
        remedy = suggestion(language, article.translations, "add title and abstract there, under 'translations'")
        yield Diagnostic(Rule.EDITION_LANGUAGE, origin, problem, remedy)


def sources_are_the_same_in_every_language(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`edition-citations`: passages, free pages and fields cite the same sources in every language."""
    for each, original in _pairs(library):
        if isinstance(original, Section):
            said, meant = _cited_by_passage(each.body, names), _cited_by_passage(original.body, names)
            written = {block.id for block in each.body.blocks if not is_untranslated(block)}
            for block in (block for block in original.body.blocks if block.id in written):
                origin = next(own.span.start for own in each.body.blocks if own.id == block.id)
                yield from _different(f"the passage '{block.id}'", said[block.id], meant[block.id], origin)
        elif not each.is_skeleton:
            keys = {key for key, _ in cited_in(each.body, names)}
            yield from _different(
                "the page", keys, {key for key, _ in cited_in(original.body, names)}, Origin(each.file)
            )
    for _, owner, translation in translations_in(library):
        for name, prose in translation.__dict__.items():
            first = getattr(owner, name, None)
            is_abstract = isinstance(translation, ArticleTranslation) and name == "abstract"
            if isinstance(prose, Prose) and prose and isinstance(first, Prose) and first and not is_abstract:
                said_keys, keys = ({key for key, _ in cited_in(library.prose[it], names)} for it in (prose, first))
                yield from _different(f"the field '{name}'", said_keys, keys, prose.origin)


def _different(what: str, said: set[str], meant: set[str], origin: Origin) -> Iterator[Diagnostic]:
    if said == meant:
        return
    lacking, more = (", ".join(f"@{key}" for key in sorted(keys)) for keys in (meant - said, said - meant))
    parts = [f"does not cite {lacking}, as the original does"] if lacking else []
    parts += [f"cites {more}, as the original does not"] if more else []
    remedy = "cite the same sources, or correct the original"
    yield Diagnostic(Rule.EDITION_CITATIONS, origin, f"{what} {' and '.join(parts)}", remedy)


def _cited_by_passage(body: Body, names: EntityIndex) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, passage in cited_in(body, names):
        found[passage].add(key)
    return found


def passages_have_counterparts(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`edition-passage`: a text in another language has every passage. `passage-unknown`: it has no other."""
    for each, original in _pairs(library):
        if not isinstance(original, Section):
            if each.is_skeleton:
                problem = f"there is no text in '{each.language}' for the page '{each.id}'"
                remedy = f"translate it, then run hedgesite translate {each.language} --done {each.id}"
                yield Diagnostic(Rule.EDITION_PASSAGE, Origin(each.file), problem, remedy)
            continue
        present = Known(block.id for block in original.body.blocks)
        known, own = set(present.names), {block.id: block for block in each.body.blocks}
        lacking = [id for id in present.names if id not in own or is_untranslated(own[id])]
        if lacking:
            listed = ", ".join(f"'{id}'" for id in lacking[:_MOST_NAMED]) + (
                ", …" if len(lacking) > _MOST_NAMED else ""
            )
            problem = f"there is no text in '{each.language}' for {len(lacking)} of {len(known)} passages: {listed}"
            remedy = f"translate them, then run hedgesite translate {each.language} --done with their ids"
            yield Diagnostic(Rule.EDITION_PASSAGE, Origin(each.file), problem, remedy)
        named = [(id, block.id_origin or block.span.start) for id, block in own.items()]
        assert isinstance(each.matter, CounterpartMatter)
        named += [(id, origin_of(id, each.matter.origin)) for id in each.matter.source_hash if id not in own]
        for id, origin in named:
            if id not in known:
                problem = f"the original has no passage '{id}'"
                remedy = suggestion(id, present, "use the ids of the original").split(", or use")[0]
                yield Diagnostic(Rule.PASSAGE_UNKNOWN, origin, problem, remedy)


def originals_have_not_changed(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`edition-outdated`: the original of each passage is the one that was followed."""
    for each, original in _pairs(library):
        done = f"run hedgesite translate {each.language} --done"
        if isinstance(original, Section):
            blocks = {block.id: block for block in original.body.blocks}
            assert isinstance(each.matter, CounterpartMatter)
            for block in each.body.blocks:
                if block.id in blocks and not is_untranslated(block):
                    now = hash_of_passage(original.body, blocks[block.id])
                    yield from _followed(block, each.matter.source_hash.get(block.id), now, f"{done} {block.id}")
        elif not each.is_skeleton:
            now = hash_of_page(original.body)
            yield from _followed(each, getattr(each.matter, "source_hash", None), now, f"{done} {each.id}")


def _followed(said: Block | Counterpart, then: str | None, now: str, done: str) -> Iterator[Diagnostic]:
    if then == now:
        return
    what = f"the passage '{said.id}'" if isinstance(said, Block) else f"the page '{said.id}'"
    origin = said.span.start if isinstance(said, Block) else Origin(said.file)
    if then is None:
        problem = f"{what} does not say which state of its original it follows"
        yield Diagnostic(Rule.EDITION_OUTDATED, origin, problem, f"compare the two, then {done}")
    else:
        problem = f"the original of {what} has changed since it was translated"
        yield Diagnostic(Rule.EDITION_OUTDATED, origin, problem, f"follow the change, then {done}")


def _pairs(library: Library) -> Iterator[tuple[Counterpart, Section | FreePage]]:
    originals = {(kind, item.id): item for kind in ("section", "page") for item in library.entities.get(kind, ())}
    for each in library.counterparts:
        original = originals.get((each.kind, each.id))
        if original is not None:
            yield each, original
