"""Codes from a REFI-QDA project that another program has made, or that went through one.

A project that began as the companion's own export is recognised by its GUIDs. In another, codes are found by name,
sources by title or text, and passages by the place of a selection in the text, or by the words selected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hedgesite.bounded_xml import Element
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.export.context import Context
from hedgesite.export.guids import Guids, spans_of
from hedgesite.export.texts import SectionText
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Section
from hedgesite.model.lines import with_newlines
from hedgesite.model.word_lists import ANALYSIS
from hedgesite.recoding.archive import Project, read_archive
from hedgesite.recoding.code_names import codes_by_name, folded
from hedgesite.recoding.recoded import ROLE, Given, Recoded, distinct, unreadable

_OTHERS = {
    "Variable": "variable",
    "Case": "case",
    "Note": "memo",
    "Link": "link",
    "Set": "set",
    "Graph": "graph",
    "PictureSource": "picture",
    "PDFSource": "PDF",
    "AudioSource": "recording",
    "VideoSource": "video",
}
"""What a project may hold besides texts and their codes, with its name in findings."""
_INTERNAL = "internal://"


def read_project(data: bytes, shown: str, context: Context, coder: str = "") -> Recoded:
    """Read the codes that a project gives to passages.

    With the id of a `coder`, these are the codes of others than the companion: those of the user that an export names
    for this coding, else those of all other users. Without one, they are the companion's own: all but those of users
    that an export names for codings. Raises UnreadableCodesError if the file is no project, or no text in it is known.
    """
    project = read_archive(data, shown)
    if project.root.tag != "Project":
        raise unreadable(shown, f"it holds a {project.root.tag or 'document'}, and no project", "export a project")
    reader = _Reader(f"{shown}/project.qde", context, project, coder)
    reader.read()
    return Recoded(reader.passages, Report.of(reader.findings), reader.offered)


@dataclass
class _Reader:
    shown: str
    context: Context
    project: Project
    coder: str
    passages: dict[str, Given] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def read(self) -> None:
        for element in _with_all_below(self.project.root):
            if element.tag in _OTHERS and (element.get("name") or element.get("guid")):
                self._leave_out(element, f"the {_OTHERS[element.tag]} '{_named(element)}' is not taken over")
        sections = 0
        for source in self._sources():
            section = self._section(source)
            if section is None:
                self._leave_out(source, f"the text '{_named(source)}' is no section of the companion")
            else:
                sections += 1
                self._read_section(source, section)
        if not sections:
            remedy = "code the project that the companion offers for download, or one made of its texts"
            raise unreadable(self.shown, "no text of the project is a section of the companion", remedy)
        for guid, number in self.unknown.items():
            code = self.codes_by_guid.get(guid)
            name = _named(code) if code else guid
            problem = f"the code '{name}' is none of the companion, and {number} codings with it are left out"
            self._leave_out(code or self.project.root, problem)

    def _read_section(self, source: Element, section: Section) -> None:
        is_placed = True
        text = self.context.texts.section(section)
        given: dict[str, dict[str, list[str]]] = {id: {} for id in text.passages}
        # Positions count code points: where line ends differ, they lead elsewhere.
        is_same = self._text_of(source).removeprefix("\ufeff").rstrip("\n") == text.text.rstrip("\n")
        for selection in source.of("PlainTextSelection"):
            # Words that the companion codes are with their passage's front matter, and not a code of the whole passage.
            if not self.coder and selection.get("guid").lower() in self.spans:
                continue
            codings = [coding for coding in selection.of("Coding") if self._counts(coding, selection)]
            codes = [code for coding in codings if (code := self._code(coding))]
            if not codes:
                continue
            ids = self._passages_of(selection, text, self._text_of(source), is_same=is_same)
            if not ids:
                is_placed = False
                self._leave_out(selection, f"the selection '{_named(selection)}' lies in no passage of '{section.id}'")
            for id in ids:
                for kind, coded in codes:
                    given[id].setdefault(kind, []).append(coded)
        for id, codes_of in given.items():
            # Where codes have no place, a passage without any may have lost its own: it stays as it is.
            if is_placed or codes_of:
                self.passages[id] = self._fields(codes_of)

    def _fields(self, codes: Mapping[str, list[str]]) -> Given:
        if self.coder:
            return {"dimensions": distinct(codes.get("dimension", []))}
        fields = ((name, kind) for name, kind in references_of(Annotation).items() if kind in self.kinds)
        found = {name: distinct(codes.get(kind, [])) for name, kind in fields}
        # A project that has no codes of a kind says nothing of it.
        return {**found, **({ROLE: (codes.get(ROLE, [ANALYSIS])[0],)} if ROLE in self.kinds else {})}

    def _sources(self) -> Iterator[Element]:
        for sources in self.project.root.of("Sources"):
            yield from sources.of("TextSource")

    def _section(self, source: Element) -> Section | None:
        """The section that a text is: by its GUID, its words, or its name."""
        name, text = folded(source.get("name")), _lines(self._text_of(source))
        by_guid = self.sections_by_guid.get(source.get("guid").lower())
        if by_guid:
            return by_guid
        for section in self.context.library.sections:
            if text and text == _lines(self.context.texts.section(section).text):
                return section
        for section in self.context.library.sections:
            if name in {folded(section.title), folded(f"{section.number:02} {section.title}"), section.id}:
                return section
        return None

    def _text_of(self, source: Element) -> str:
        """The text of a source, from the project or its archive. A path that leads elsewhere is not followed."""
        content = next(source.of("PlainTextContent"), None)
        if content is not None:
            return content.own_text
        path = source.get("plainTextPath")
        return self.project.texts.get(path.removeprefix(_INTERNAL), "") if path.startswith(_INTERNAL) else ""

    def _passages_of(self, selection: Element, text: SectionText, there: str, *, is_same: bool) -> list[str]:
        """The passages that a selection lies in."""
        by_guid = self.passages_by_guid.get(selection.get("guid").lower())
        if by_guid is not None and by_guid in text.passages:
            return [by_guid]
        start, end = (_number(selection.get(f"{name}Position")) for name in ("start", "end"))
        if is_same and start is not None and end is not None:
            return [id for id, (first, last) in text.passages.items() if max(first, start) < min(last, end)]
        words = folded(there[start:end]) if start is not None and end is not None else ""
        within = [id for id, (first, last) in text.passages.items() if words and words in folded(text.text[first:last])]
        return within if len(within) == 1 else []

    def _counts(self, coding: Element, selection: Element) -> bool:
        """Whether a coding is by the coder who is asked for."""
        user = (coding.get("creatingUser") or selection.get("creatingUser")).lower()
        if not self.coder:
            return user not in self.coders.values()
        own = self.coders.get(self.coder, self.guids.of("user", f"coding:{self.coder}"))
        return user == own if own in self.users else user != self.guids.of("user", "companion")

    def _code(self, coding: Element) -> tuple[str, str] | None:
        reference = next(coding.of("CodeRef"), None)
        guid = reference.get("targetGUID").lower() if reference else ""
        if guid in self.own_codes:
            return self.own_codes[guid]
        code = self.named_codes.get(guid)
        if code is None:
            self.unknown[guid] += 1
        return code

    @cached_property
    def spans(self) -> set[str]:
        """GUIDs of the companion's own coded spans."""
        passages = self.context.library.passages
        return {guid for each in passages for _, _, _, guid in spans_of(self.context, each, self.guids)}

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of the project's codes."""
        own = {self.own_codes[guid][0] for guid in self.codes_by_guid if guid in self.own_codes}
        return own | {kind for kind, _ in self.named_codes.values()}

    @property
    def offered(self) -> tuple[str, ...]:
        """The dimensions among the codes of the project."""
        codes = {*self.named_codes.values(), *(self.own_codes.get(guid) for guid in self.codes_by_guid)}
        ids = {code[1] for code in codes if code and code[0] == "dimension"}
        return tuple(each.id for each in self.context.library.dimensions if each.id in ids)

    @cached_property
    def guids(self) -> Guids:
        return Guids.of_article(self.context)

    @cached_property
    def users(self) -> set[str]:
        return {each.get("guid").lower() for users in self.project.root.of("Users") for each in users.of("User")}

    @cached_property
    def coders(self) -> Mapping[str, str]:
        """GUIDs that an export gives to the users of other codings, by the id of the coding."""
        return {each.id: self.guids.of("user", f"coding:{each.id}") for each in self.context.derived.comparisons}

    @cached_property
    def own_codes(self) -> Mapping[str, tuple[str, str]]:
        """Kind and id of each code of an export, by its GUID."""
        kinds = references_of(Annotation).values()
        things = [(each.kind, each.id) for each in self.context.derived.names.things if each.kind in kinds]
        roles = [(ROLE, role) for role in self.context.library.words.kinds("roles")]
        return {self.guids.of(kind, id): (kind, id) for kind, id in (*things, *roles)}

    @cached_property
    def codes_by_guid(self) -> Mapping[str, Element]:
        return {each.get("guid").lower(): each for each in _with_all_below(self.project.root) if each.tag == "Code"}

    @cached_property
    def named_codes(self) -> Mapping[str, tuple[str, str]]:
        """Kind and id of the codes that are known by their names."""
        return codes_by_name(self.context, _with_all_below(self.project.root))

    @cached_property
    def sections_by_guid(self) -> Mapping[str, Section]:
        return {self.guids.of("section", each.id): each for each in self.context.library.sections}

    @cached_property
    def passages_by_guid(self) -> Mapping[str, str]:
        return {self.guids.of("passage", each.id): each.id for each in self.context.library.passages}

    def _leave_out(self, element: Element, problem: str) -> None:
        origin = Origin(self.shown, element.line, element.column)
        self.findings.append(Diagnostic(Rule.CODES_LEFT_OUT, origin, problem, _BY_HAND))


_BY_HAND = "write by hand what you need of it"


def _with_all_below(root: Element) -> Iterator[Element]:
    yield root
    yield from root.all()


def _named(element: Element) -> str:
    return " ".join((element.get("name") or element.get("guid") or element.tag).split())[:80]


def _lines(text: str) -> str:
    """A text with line ends of one kind, as positions count them."""
    return with_newlines(text).removeprefix("\ufeff").rstrip("\n")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
