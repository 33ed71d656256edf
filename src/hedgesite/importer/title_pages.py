"""Title pages: which of their lines are no names, and which one may be the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hedgesite.importer.names import PARTICLE
from hedgesite.importer.tree import Block, Para, Picture, Table
from hedgesite.importer.tree_walk import contents_of, is_bold, nodes_of, text_of, words_of

SURE_TITLE = "title"
"""Id of the paragraph that is the title, until the head is read."""
INSTITUTION = re.compile(
    r"universi|institut|department|faculty|fakult|school of|college|academy|akadem|cent(?:re|er|ro)\b|laborator"
    r"|hospital|zavod|ministr|ministère|ministèri|minister|hochschul|polytechni|politecn|société|gmbh|research group"
    r"|университет|институт|факультет|академ|кафедра|министерств|大学|学院|研究所|école|школа\b|škola\b|escuela|escola|facultad|faculdade"
    r"|dipartimento|département|departamento|katedra|kurumu|başkanlığı|bakanlığı|fakült|enstitü|bölümü|üniversite"
    r"|univerzit|uniwersytet|yliopisto|ülikool|egyetem|universitāte|університет|інститут|академі|πανεπιστήμι|σχολή|τμήμα"
    r"|ινστιτούτο|جامعة|كلية|معهد|دانشگاه|אוניברסיט|הפקולטה|대학교|연구소|đại học|უნივერსიტეტი|համալսարան"
    r"|republic of|\bdpto\.|\bdept\.|république|repúblic|e-?mail|orcid",
    re.IGNORECASE,
)
OF_MANUSCRIPT = re.compile(
    r"[\s*†]*(?:correspondence|correspond(?:ing|ent) author|author for correspondence|sorumlu yazar"
    r"|iletişim yazarı|autora? (?:de |para |por )?correspond|auteure? correspond|korrespondierende|korrespondenz"
    r"|corresponderende auteur"
    r"|автор для (?:корреспонденции|переписки)|autore corrispondente|dopisující autor|通讯作者|通信作者|责任著者)"
    r"|\s*(?:word count|total words|words|running head|running title|short title"
    r"|jel\b.{0,30}|msc\b.{0,30}|number of (?:words|tables|figures)|tables|figures|orcid(?: ids?)?(?:\(s\))?"
    r"|orcids)\s*:",
    re.IGNORECASE,
)
"""What a manuscript says of itself for its journal."""
SUPERVISOR = re.compile(
    r"\b(?:supervis(?:ors?\b|ed by|ion:)|advis[eo]r"
    r"|promotor|mentors?\b|opponent|reviewer|referee|examin(?:ers?\b|ador|ateur)"
    r"|betreuer|gutachter|erstprüfer"
    r"|zweitprüfer|danışman|pembimbing|penguji|encadr|directeur|directrice|tuteur|orientador|co-?orientador|director(?:a)?\b"
    r"|facilitador|relatore|correlatore|vedouc|veden|mentorica|dear\b)"
    r"|témavezető|konzulens|promotorka|opiekun pracy|επιβλέπ|إشراف|المشرف|استاد راهنما|מנחה|지도교수"
    r"|руководитель|рецензент|консультант|керівник|指导教师|指导老师",
    re.IGNORECASE,
)
"""Words of those who judge a thesis, or to whom a letter goes: the names beside and below are no authors."""
_OF_A_DEGREE = re.compile(
    r"\b(?:grado|corso di|laurea\b|relazione\b|tesi\b"
    r"|ingenier|licenciatura|m[aá]ster|maestr[ií]a|doctor|tesis|trabajo|proyecto|trabalho|projeto|curso|tese"
    r"|dissert|thesis|bachelor|degree|mémoire|rapport|licence|diplom|masterarbeit|skripsi|tugas akhir|program studi"
    r"|tezi)|\b(?:paper|manuscript|report)$"
    r"|πτυχιακή|διπλωματική|διατριβή|szakdolgozat|diplomamunka|praca (?:magisterska|inżynierska|licencjacka|dyplomowa)"
    r"|diplomov|bakalářsk|رسالة|بحث مقدم|پایان‌نامه|학위논문"
    r"|диплом|курсов|выпускн|магистр|бакалавр|направлен|робота|спеціальн|论文|论文|专业",
    re.IGNORECASE,
)
"""What title pages say of a thesis, in words that could be a name."""
_OF_A_PERSON = re.compile(r"(?:(?:assistant|associate) )?prof(?:essor)?\b|dr\.|student\b|by\b", re.IGNORECASE)
_FEWEST, _MOST = 4, 40
"""Words of a title that is taken for one because it is bold: shorter lines are names and labels."""
_LONGEST_NAME = 6
_BULLETS = "-–—•*"
_LONGEST_LINE, _SHORTEST_SENTENCE = 20, 3
"""Words of a line of a title page, and of a sentence."""
_MOST_LINES = 30
_FEWEST_OF_PROSE = 15
"""Words of a paragraph."""
_DEGREE_AT_END = re.compile(r"\(?[A-Z][\w.]{1,6}\.\)?")
_FEWEST_PARTS, _LONGEST_ADDRESS = 2, 12
_LONGEST_INSTITUTION = 8
"""Words of a line that names an institution or a supervisor; a longer one speaks of it."""
_IN_TITLES = frozenset(
    {
        "a", "and", "as", "at", "by", "for", "in", "of", "on", "the", "to", "with", "dans", "des", "et", "les", "pour",
        "sur", "en", "para", "por", "com", "na", "no", "und", "für", "im", "ve", "ile", "dan", "dalam", "from", "into",
        "pada", "untuk", "bir", "için", "üzerine", "çalışması", "incelenmesi", "statement",
        "declaration", "assignment",
        "report",
        "essay", "analysis", "study", "review", "research", "и", "в", "на", "по", "та", "для", "is", "are",
        "about", "between",
    }
)  # fmt: skip
"""Words of titles that names do not have."""
_PARTICLE = re.compile(rf"{PARTICLE}|y|e|i|und|zu|'t|ben|abd|de\s", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NO_TITLE = re.compile(
    r"(?:https?://|www\.|doi\b|running head|short title|word count|total words|accepted for|submitted to)"
    r"|type of the paper"
    r"|(?:manuscript|draft|version|preprint|authors?|(?:original |research |review )?(?:article|paper)"
    r"|revision|thesis)\b.{0,20}$",
    re.IGNORECASE,
)
"""Lines above a title that only say what kind of paper it is, or where it goes."""
_PLACE_AND_YEAR = re.compile(
    r"(?:[^\W\d_][\w.’'-]*[,\s]+){0,4}(?:\d{1,2}[./\s]+)?(?:[^\W\d]+\.?\s+)?(?:19|20)\d\d\.?(?:\s?г\.)?"
)


def is_of_an_institution(words: str) -> bool:
    """Whether words name an institution or a degree, and no person."""
    return bool(INSTITUTION.search(words) or _OF_A_DEGREE.search(words))


def is_line_of_title_page(words: str) -> bool:
    """Whether words are an address, a place with a year, the kind of a paper or a supervisor, and no title."""
    return bool(_NO_TITLE.match(words) or _PLACE_AND_YEAR.fullmatch(words) or SUPERVISOR.match(words))


def is_no_name(words: str) -> bool:
    """Whether words cannot be a name: each one begins with a capital, except particles, and none belongs to titles; a
    longer line in capitals is a title.
    """
    parts = words.split()
    if words.isupper() and len(parts) >= _FEWEST:
        return True
    if not {part.casefold() for part in parts}.isdisjoint(_IN_TITLES):
        return True
    first, *middle = parts
    return not (first[0].isupper() and parts[-1][0].isupper()) or not all(
        part[0].isupper() or _PARTICLE.fullmatch(part) or not part[0].isalpha() for part in middle
    )


def may_be_name(words: str) -> bool:
    """Whether a line could be the name of a person, also in capitals."""
    written = words.title() if words.isupper() else words
    return 1 < len(words.split()) <= _LONGEST_NAME and not re.search(r"[\d:]", words) and not is_no_name(written)


def size_of(words: str) -> int:
    """The number of words; two characters of scripts without blanks count as one."""
    return max(len(words.split()), len(_CJK.findall(words)) // 2)


def may_be_title(block: Block, *, fewest: int = 2, stop: bool = False) -> bool:
    """Whether a paragraph has the length of a title and the words of no other line of a title page; with `stop` it may
    end as a sentence does.
    """
    if not isinstance(block, Para):
        return False
    words = text_of(block)
    is_sentence = not stop and words.endswith((".", ";")) and not words.endswith("..")
    return (
        fewest <= size_of(words) < _MOST
        and not is_sentence
        and words[0] not in _BULLETS
        and not _NO_TITLE.match(words)
        and not _OF_A_DEGREE.match(words)
        and not (SUPERVISOR.search(words) and size_of(words) <= _LONGEST_INSTITUTION)
        and not _OF_A_PERSON.match(words)
        and not _PLACE_AND_YEAR.fullmatch(words)
        and "@" not in words
        and (not INSTITUTION.search(words) or size_of(words) > _LONGEST_INSTITUTION)
    )


def is_title_page(blocks: Sequence[Block]) -> bool:
    """Whether blocks are nothing but lines, with at most one image, as no text has them."""
    pictures = sum(isinstance(node, Picture) for node in nodes_of(blocks))
    if pictures > 1 or len(blocks) > _MOST_LINES:
        return False
    return all(
        isinstance(block, Para | Table) and all(_is_line(words_of(content).strip()) for content in contents_of(block))
        for block in blocks
    )


def _is_line(words: str) -> bool:
    last = words.split()[-1:] or [""]
    # `MSc.` and `Ph.D.` end no sentence.
    ends = words.endswith((".", "?", "!", "…")) and not _DEGREE_AT_END.fullmatch(last[0])
    return size_of(words) <= _LONGEST_LINE and not (ends and size_of(words) >= _SHORTEST_SENTENCE)


def is_prose(words: str) -> bool:
    """Whether words are a paragraph of a text: lines of title pages are short, or most of their words have capitals."""
    found = [word for word in words.split() if word[0].isalpha()]
    return len(found) >= _FEWEST_OF_PROSE and sum(word[0].islower() for word in found) > len(found) / 2


def printed_title(blocks: Sequence[Block]) -> list[Block]:
    """The first line of a title page that is bold or in capitals and may be a title, with the line that continues it;
    else the first that may be one. Empty if there is none.
    """
    # Names in bold or in capitals stand above titles, too.
    for wanted in (_is_loud_title, may_be_title, _is_loud):
        for at, block in enumerate(blocks):
            more = [each for each in blocks[at + 1 : at + 2] if wanted(each) and _goes_on(block, each)]
            if wanted(block) and may_be_title(block, fewest=2 if more else _FEWEST):
                return [block, *more]
    return []


def repeated_title(blocks: Iterable[Block]) -> list[Block]:
    """The line that stands twice, as manuscripts for review repeat their title above the text, and theses on each of
    their title pages; with the line that goes with it both times.
    """
    seen: dict[str, int] = {}
    again: dict[int, int] = {}
    lines = [block for block in blocks if size_of(text_of(block)) < _MOST]
    for at, block in enumerate(lines):
        words = " ".join(text_of(block).split()).casefold().rstrip(".")
        if words in seen:
            again.setdefault(seen[words], at)
        elif may_be_title(block, stop=True) and not may_be_name(text_of(block)):
            seen[words] = at
    titles = [at for at in again if may_be_title(lines[at], fewest=_FEWEST, stop=True) and not _is_address(lines[at])]
    if not titles:
        return []
    at = max(titles, key=lambda each: size_of(text_of(lines[each])))
    near = [each for each in (at - 1, at, at + 1) if again.get(each) == again[at] + each - at]
    return [lines[each] for each in near]


def _is_address(block: Block) -> bool:
    """Whether a line is parted as an address is, which each of the authors may have."""
    words = text_of(block)
    return words.count(",") >= _FEWEST_PARTS and size_of(words) <= _LONGEST_ADDRESS


def _is_loud_title(block: Block) -> bool:
    return _is_loud(block) and not may_be_name(text_of(block))


def _is_loud(block: Block) -> bool:
    return isinstance(block, Para) and (is_bold(block) or text_of(block).isupper())


def _goes_on(block: Block, after: Block) -> bool:
    """Whether a line goes on in the next: it ends with a colon, or the next one begins in lower case."""
    words, following = text_of(block), text_of(after)
    return may_be_title(after) and (words.endswith(":") or following[:1].islower())
