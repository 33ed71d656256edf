"""Bylines: the names of a manuscript's authors, with the lines on their institutions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hedgesite.importer.east_asian_names import east_asian_names
from hedgesite.importer.names import PARTICLE, UPPER
from hedgesite.importer.persons import named, orcid_of
from hedgesite.importer.title_pages import INSTITUTION, SUPERVISOR, is_no_name, is_of_an_institution, is_prose
from hedgesite.importer.tree import Block, Break, Call, Inline, Para, Quote, Style, Styled, Text
from hedgesite.importer.tree_walk import text_of, words_of

AUTHOR = "author"
"""Id of a paragraph that a file marks as one of its authors."""
_MARKS = re.compile(r"[\d*†‡§¶,\s]{1,12}")
_SINGLE_MARK = re.compile(r"\d+|[^\W\d_]|[*†‡§¶#]")
_LONGEST_MARK = 8
MAIL = re.compile(r"\S+@\S+\.\w")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,7}[^\W\d_](?:[\w'’-]+|(?<=\s\w))|[\u4e00-\u9fff\uac00-\ud7a3·]{2,6}")
_ASKED_NAME = re.compile(rf"{_NAME.pattern}|[^\W\d_][\w'’-]+")
"""A name that a label announces may be a single word."""
_MARK = "\0"
_BETWEEN = re.compile(r"\0|,|;|\band\b|&|\n|·|、|\bund\b|\by\b|\be\b|\bet\b|\bи\b|\bve\b|\bi\b")
_INVERTED = re.compile(
    rf"(?<!\w)(?:{PARTICLE}\s)*[{UPPER}][\w'’-]+(?:[\s-][{UPPER}][\w'’-]+)?,\s?[{UPPER}]\.(?:[\s-]?[{UPPER}]\.){{0,3}}"
)
"""A name with initials behind it, as in lists of references."""
_ONLY_MARKS = re.compile(rf"(?:[\s\d.*†‡§¶]|{_BETWEEN.pattern})*")
_BY = re.compile(r"(?:by|von|par|por|di|oleh)\s+(?=[^\W\d_a-z])|(?:written|prepared) by\s*:?\s*", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:Ph\.?\s?D|[MBD]\.?\s?(?:Sc|A|D|Ed|Phil|BA|PH|Eng|Litt|Th)(?:Hons|N)?|M\.?\s?Kom|S\.?\s?Kom|Dr|Prof|Professor"
    r"|LL\.?[BMD]|JD|RN|CSc|DrSc|dr\s?sc|к\.\s?\S{1,4}\.?\s?н|д\.\s?\S{1,4}\.?\s?н|Jr|Sr)\.?(?:\s?\(\w+\))?",
)
_DEGREES_BEHIND = re.compile(rf"(?:,?\s+(?!Jr|Sr)(?:{_DEGREE.pattern}))+$")
_BEFORE_NAME = re.compile(r"^(?:(?:Prof(?:essor)?|Dr|Mr|Mrs|Ms|Dipl\.-\S+|Doc|PhD|MSc|Ing|Mgr)\.?\s+)+", re.IGNORECASE)
_MAILS = re.compile(r"(?:;\s*)?(?:E-?mail\S{0,20}\s+)?[^\s@;,]{1,64}@[^\s@;,]{1,255}", re.IGNORECASE)
_MARK_BEFORE = re.compile(rf"(?P<mark>\d{{1,2}}|[a-z*†])[.):]?\s+(?:[-–]\s+)?(?=[{UPPER}])")
"""A mark that is not raised, before the name of an institution."""
_STATEMENT = re.compile(
    r"\b(?:submitted|presented|fulfil|requirement|apresentad|presentad|requisito|présenté|vorgelegt|eingereicht|diajukan)",
    re.IGNORECASE,
)
"""Words on the degree for which a thesis was written."""
_NUMBER_BEHIND = re.compile(r"\d{1,3}$|\s+(?:[-–(]\s?)?[A-Za-z]?\d{4,}\)?$")
"""The mark or the number of a student behind a name."""
_ADDRESS = re.compile(
    r"\(?\s*(?:ORCID(?:\s?iD)?\s?:?\s*)?(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]\s*\)?"
    r"|\(\s*\S{1,64}@\S{1,255}\)",
    re.IGNORECASE,
)
_LONGEST = 600


@dataclass(slots=True)
class Bylines:
    """Authors as they are read, line by line."""

    authors: list[dict[str, str]]
    affiliations: dict[str, str] = field(default_factory=dict)
    """Institutions by their mark; those without a mark have the key ""."""
    marks: list[list[str]] = field(default_factory=list)
    """Marks of each author."""
    known_marks: set[str] = field(default_factory=set)
    by_name: dict[str, dict[str, str]] = field(default_factory=dict)
    """Authors by their full names in lower case."""
    is_past_names: bool = False
    """Whether a line with words followed the last line of names."""
    is_past_mail: bool = False
    """Whether the last line held an address of mail, behind which the next author may begin."""
    is_past_supervisor: bool = False
    """Whether a line named a supervisor: those below it are no authors."""
    left_over: list[Block] = field(default_factory=list)
    """What no author has a field for."""

    def read_names(self, block: Para, *, asked: bool = False) -> bool:
        """Read a line of names, with calls of notes about the persons; `asked` if a label says that one follows."""
        pieces = list(marked(block.content))
        text = "".join(piece for piece, _ in pieces).strip()
        if SUPERVISOR.search(text):
            self.is_past_supervisor = True
            return False
        if self._is_marked(pieces) or (self.is_past_supervisor and not asked):
            return False
        # Longer lines of names, and those that follow other words, are text.
        is_next = not self.authors or asked or self.is_past_mail or (self.marks and not self.is_past_names)
        if len(text) > _LONGEST or not is_next:
            return False
        names = names_in(text, asked=asked)
        if not names or (not asked and is_of_an_institution(_ADDRESS.sub("", text))):
            return False
        if self.is_past_mail:
            self._close()
        for name in names:
            author = named(name)
            author |= {"orcid": orcid} if len(names) == 1 and (orcid := orcid_of(text)) else {}
            # Title pages of theses say more than once who wrote them.
            if self.by_name.setdefault(_full(author), author) is author:
                self.authors.append(author)
                self.marks.append(_marks_after(name, pieces))
                self.known_marks.update(part for mark in self.marks[-1] for part in _parts_of(mark))
        self.is_past_names = self.is_past_mail = False
        return True

    def read_persons(self, persons: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Take authors of whom each has lines of their own."""
        for name, lines in persons:
            author = named(name)
            if self.by_name.setdefault(_full(author), author) is author:
                self.authors.append(author)
                self.marks.append([])
                self._give(author, "; ".join(lines))

    def read_styled(self, block: Para) -> bool:
        """Read a line that the file marks as one of authors, which may hold institutions too."""
        words = words_of(block.content).strip()
        if self.read_names(block) or self.read_place(block):
            return True
        name, comma, place = words.partition(",")
        if comma and self.read_names(Para((Text(name),)), asked=True):
            self.authors[-1].setdefault("affiliation", place.strip())
            return True
        return self.read_names(block, asked=True) or self.read_place(block, asked=True)

    def read_quoted_places(self, block: Quote) -> bool:
        """Read lines on institutions that are set off as a quotation."""
        lines = [each for each in block.blocks if isinstance(each, Para)]
        if not lines or len(lines) < len(block.blocks) or not self.read_place(lines[0]):
            return False
        self.left_over += [line for line in lines[1:] if not self.read_place(line)]
        return True

    def read_marks(self, block: Para) -> bool:
        """Read a line that holds only the marks of the name before."""
        text = text_of(block)
        if not self.marks or not _MARKS.fullmatch(text):
            return False
        self.marks[-1] += (found := _parts_of(text))
        self.known_marks.update(found)
        return True

    def read_place(self, block: Para, *, asked: bool = False) -> bool:
        """Read a line on the authors' institutions, as it stands between byline and abstract."""
        words = words_of(block.content).strip()
        pieces = list(marked(block.content))
        is_other = _STATEMENT.search(words) or (SUPERVISOR.search(words) and not self._is_marked(pieces))
        # The first paragraph of a text may speak of a school.
        is_text = is_prose(words) and not (asked or self._is_marked(pieces))
        if not self.authors or len(words) > _LONGEST or is_other or is_text:
            return False
        if self._read_own_places(words) or self._read_orcid(words):
            return True
        if not (asked or self._is_marked(pieces) or INSTITUTION.search(words) or MAIL.search(words)):
            return False
        self.is_past_names = True
        self.is_past_mail = bool(MAIL.search(words)) and not self.known_marks
        self._keep_pieces(pieces)
        return True

    def _is_marked(self, pieces: Sequence[tuple[str, str]]) -> bool:
        """Whether a line begins with the mark of an author, as lines on institutions do."""
        return bool(pieces) and pieces[0][0] == _MARK and pieces[0][1] in self.known_marks

    def _keep_pieces(self, pieces: Iterable[tuple[str, str]]) -> None:
        mark = ""
        text: list[str] = []
        for piece, own in (*pieces, ("\n", "")):
            if piece in {_MARK, "\n"}:
                self._keep(mark, "".join(text))
                mark, text = own or mark, []
            else:
                text.append(piece)

    def _read_own_places(self, words: str) -> bool:
        """Read `Ann Heron, Department of Lakes; Bo Gull, Institute of Water`, as notes on authors have it."""
        clauses = [clause.strip(" .") for clause in words.split(";")]
        parts = [clause.partition(",") for clause in clauses]
        if not all(name.casefold() in self.by_name and INSTITUTION.search(place) for name, _, place in parts):
            return False
        for name, _, place in parts:
            self.by_name[name.casefold()]["affiliation"] = place.strip()
        self.is_past_names = True
        return True

    def _read_orcid(self, words: str) -> bool:
        """Read `Ann Heron https://orcid.org/…`."""
        orcid = orcid_of(words)
        name = re.split(r"\W*(?:https?:|orcid|\d{4}-)", words, maxsplit=1, flags=re.IGNORECASE)[0]
        author = self.by_name.get(name.strip().casefold())
        if author is None or not orcid:
            return False
        author.setdefault("orcid", orcid)
        return True

    def _keep(self, mark: str, words: str) -> None:
        text = " ".join(words.split()).strip(" ,;")
        found = None if mark else _MARK_BEFORE.match(text)
        if found and found["mark"] in self.known_marks:
            mark, text = found["mark"], text[found.end() :]
        if text:
            self.affiliations[mark] = "; ".join(filter(None, (self.affiliations.get(mark, ""), text)))

    def settle(self) -> None:
        """Give each author the institutions of their marks, or those of all."""
        for author, marks in zip(self.authors, self.marks, strict=False):
            found = []
            for mark in marks:
                # A note about an author is longer than the mark of a line below.
                if len(mark) > _LONGEST_MARK:
                    found.append(mark)
                found += [self.affiliations[part] for part in _parts_of(mark) if part in self.affiliations]
            if not found and "" in self.affiliations:
                found = [self.affiliations[""]]
            self._give(author, "; ".join(dict.fromkeys(found)))
        if not self.marks and (place := self.affiliations.get("")):
            # Metadata name the authors, so that no author takes it.
            self.left_over.append(Para((Text(place),)))

    def _close(self) -> None:
        """Give the places that have no mark to the authors so far: those below belong to the next."""
        place = self.affiliations.pop("", "")
        for author, marks in zip(self.authors, self.marks, strict=False):
            if place and not marks and "affiliation" not in author:
                self._give(author, place)

    def _give(self, author: dict[str, str], text: str) -> None:
        if orcid := orcid_of(text):
            author.setdefault("orcid", orcid)
        for found in _MAILS.finditer(text):
            mail = Para((Text(found[0].strip(".;, ")),))
            self.left_over += [] if mail in self.left_over else [mail]
        words = re.split(r"\s*(?:E-?mail|ORCID|<?https?://(?:www\.)?orcid)", text, flags=re.IGNORECASE)[0]
        words = _MAILS.sub("", words).strip(" .,;:")
        if words:
            author.setdefault("affiliation", words)


def is_byline(block: Block) -> bool:
    """Whether a paragraph holds nothing but names, with their marks."""
    if not isinstance(block, Para):
        return False
    text = "".join(piece for piece, _ in marked(block.content)).strip()
    return _MARK in text and len(text) <= _LONGEST and bool(names_in(text)) and not is_of_an_institution(text)


def names_in(text: str, *, asked: bool = False) -> list[str]:
    """The names of persons that a line holds; empty if it holds anything else. Scripts without capitals have names only
    where a label asks for one.
    """
    bare = _ADDRESS.sub("", _BY.sub("", text, count=1) if _BY.match(text) else text)
    inverted = [" ".join(found[0].split()) for found in _INVERTED.finditer(bare)]
    if len(inverted) > 1 and _ONLY_MARKS.fullmatch(_INVERTED.sub("", bare)):
        return inverted
    parts = [part.strip(" *†‡§¶\0\\\n()") for part in _BETWEEN.split(bare)]
    parts = [_NUMBER_BEHIND.sub("", part).strip() for part in parts if re.search(r"[^\W\d]", part)]
    names = [_DEGREES_BEHIND.sub("", _BEFORE_NAME.sub("", part)) for part in parts if not _DEGREE.fullmatch(part)]
    if (east := east_asian_names(" ".join(parts))) and not asked:
        return east
    is_name = _ASKED_NAME.fullmatch if asked else _NAME.fullmatch
    return names if all(is_name(name) and (asked or not is_no_name(name)) for name in names) else []


def _full(author: dict[str, str]) -> str:
    return f"{author.get('given', '')} {author['family']}".strip().casefold()


def marked(content: Iterable[Inline]) -> Iterator[tuple[str, str]]:
    """The text of a byline in pieces, each with the mark that it is, such as a raised 1, or an empty text."""
    for each in content:
        match each:
            case Styled(style=Style.RAISED, content=inner):
                yield _MARK, words_of(inner).strip()
            case Call(note=note):
                yield _MARK, " ".join(map(text_of, note))
            case Styled(content=inner):
                yield from marked(inner)
            case Break():
                yield "\n", ""
            case _:
                yield words_of((each,)), ""


def _parts_of(mark: str) -> list[str]:
    """The single marks in what is raised behind a name, such as `1,2*`; none in the words of a note."""
    return _SINGLE_MARK.findall(mark) if len(mark) <= _LONGEST_MARK else []


def _marks_after(name: str, pieces: list[tuple[str, str]]) -> list[str]:
    at = next((number for number, (piece, _) in enumerate(pieces) if max(name.split(), key=len) in piece), len(pieces))
    marks = []
    for piece, mark in pieces[at + 1 :]:
        if piece != _MARK and re.search(r"\w", piece):
            break
        marks += [mark] if mark else []
    return marks
