"""Titles by which parts of a manuscript are known, in the languages of the journals; in lower case, without numbers."""

from __future__ import annotations

import re

REFERENCES = frozenset(
    {
        # en
        "references", "reference list", "list of references", "bibliography", "works cited", "literature cited",
        "cited literature", "literature", "sources", "sources and literature", "references and sources",
        "references cited", "references and notes", "notes and references", "selected bibliography", "cited works",
        "reference", "bibliographic references", "bibliographical references", "literature and sources",
        "cited references",
        # de, nl, sv, da, no, fi
        "literatur", "literaturverzeichnis", "bibliographie", "literaturangaben", "quellenverzeichnis", "quellen",
        "quellen und literatur", "quellen- und literaturverzeichnis", "referenzen", "literatuur", "literatuurlijst",
        "bibliografie", "referenties", "referenser", "litteratur", "litteraturförteckning", "referanser",
        "litteraturliste", "referencer", "lähteet", "kirjallisuus", "lähdeluettelo", "källor", "källförteckning",
        # fr, es, pt, it, ca, gl, ro
        "références", "références bibliographiques", "références citées", "bibliographie sélective", "ouvrages cités",
        "referencias", "referencias bibliográficas", "bibliografía", "obras citadas", "fuentes", "literatura citada",
        "bibliografía citada", "referências", "referências bibliográficas", "referencias bibliograficas",
        "referências citadas", "bibliografia", "bibliografia citada", "fontes", "riferimenti",
        "riferimenti bibliografici", "referències", "referències bibliogràfiques", "referinţe", "referințe",
        "referinţe bibliografice",
        # sr, hr, bs, sl, cs, sk, pl, hu
        "literatura", "izvori i literatura", "izvori", "popis literature", "bibliografija", "viri in literatura",
        "viri", "seznam literature", "použitá literatura", "seznam literatury", "zoznam literatúry", "literatúra",
        "bibliografia i źródła", "piśmiennictwo", "wykaz literatury", "źródła", "spis literatury", "irodalom",
        "irodalomjegyzék", "felhasznált irodalom", "hivatkozások", "zdroje",
        # ru, uk, bg, mk, sr-Cyrl
        "библиография", "литература", "список литературы", "список использованной литературы",
        "библиографический список", "список источников", "источники", "источники и литература",
        "список использованных источников", "список литературы и источников", "литература и источники",
        "пристатейный библиографический список", "референце", "извори и литература", "список літератури",
        "література", "список використаних джерел", "джерела", "бібліографія", "списък на литературата",
        "използвана литература", "извори", "користена литература", "references (transliterated)",
        # tr, el, id, vi, et, lv, lt
        "kaynakça", "kaynaklar", "referanslar", "βιβλιογραφία", "αναφορές", "daftar pustaka", "referensi",
        "tài liệu tham khảo", "kasutatud kirjandus", "kirjandus", "viited", "literatūra", "literatūros sąrašas",
        # zh, ja, ko
        "参考文献", "参考资料", "引用文献", "參考文獻", "文献", "文獻", "참고문헌", "참고 문헌",
        # ar, fa, he
        "المراجع", "المصادر", "المصادر والمراجع", "قائمة المراجع", "منابع", "מקורות", "ביבליוגרפיה", "רשימת מקורות",
    }
)  # fmt: skip
"""Titles of lists of references."""
_LIST_TITLE = re.compile(
    r"список\s(?:\w+\s)?(?:литератур|источник|информационн|джерел|літератур)\w*(?:[\s,].{0,60})?"
    r"|daftar (?:pustaka|referensi)\b.{0,20}|kaynak(?:ça|lar)\b.{0,20}"
    r"|referencias (?:bibliogr[aá]ficas |web|consultadas|citadas|y )?.{0,30}"
    r"|bibliograf[ií]a (?:consultada|citada|general|y .{0,30})"
    r"|refer[eê]ncias (?:bibliogr[aá]ficas |consultadas|e ).{0,30}|bibliographie (?:et |générale|sélective).{0,30}"
    r"|(?:references|bibliography) (?:and|cited|used) .{0,30}",
    re.IGNORECASE,
)


def is_list_title(name: str) -> bool:
    """Whether a title, as `bare` gives it, is one of a list of references."""
    return name in REFERENCES or _LIST_TITLE.fullmatch(name) is not None


NOTES = frozenset(
    {
        "notes", "footnotes", "endnotes", "anmerkungen", "fußnoten", "endnoten", "napomene", "fusnote", "bilješke",
        "примечания", "сноски", "напомене", "notas", "notas al pie", "notas finais", "notes de bas de page", "note",
        "noten", "przypisy", "poznámky", "dipnotlar", "notlar", "注释", "注", "примітки",
    }
)  # fmt: skip

ABSTRACT = (
    "abstract|summary|zusammenfassung|kurzfassung|résumé|resumé|resumen|resumo|riassunto|sommario|apstrakt"
    "|sažetak|апстракт"
    "|сажетак|аннотация|анотація|резюме|streszczenie|abstrakt|abstrait|özet|öz|摘要|要旨|초록|samenvatting|sammanfattning"
    "|povzetek|izvleček|összefoglaló|absztrakt|περίληψη|ملخص|چکیده|abstrak|resum|rezumat"
)
KEYWORDS = (
    "key ?words|key words and phrases|keywords and phrases|schlüsselwörter|schlagwörter|schlagworte|stichwörter"
    "|mots[- ]clés|mots[- ]clefs"
    "|palabras[- ]claves?|palavras[- ]chave|parole chiave|ključne (?:reči|riječi|besede)|кључне речи"
    "|ключевые слова|ключові слова"
    "|słowa kluczowe|klíčová slova|anahtar (?:kelimeler|sözcükler)|关键词|关键字|キーワード"
    "|trefwoorden|nyckelord|kulcsszavak"
    "|λέξεις[- ]κλειδιά|الكلمات المفتاحية|کلیدواژه(?:‌?ها)?|paraules clau|index terms|ключови думи"
)
HISTORY = "article history|article info|dates"
AUTHORS = (
    "authors?|autore?s?|autor(?:a|as|es)|auteurs?|auteure|verfasser(?:in|innen)?|författare|forfatter|autor(?:ka|i|zy)?"
    "|автор(?:ы|и)?|выполнил[аи]?|yazar(?:lar)?|hazırlayan|penulis|disusun oleh|oleh|作者|姓名|저자|著者|المؤلف|نویسنده"
)

APPENDIX = re.compile(
    r"(?:online |web |technical |supplementary )?(?:appendix|appendices|annex|annexe|annexes|anhang|anhänge"
    r"|appendice|apéndice|anexo|anexos"
    r"|apêndice|allegato|prilog|prilozi|прилог|прилози|приложение|приложения|додаток|додатки|załącznik|aneks"
    r"|příloha|ek|ekler"
    r"|bijlage|bilaga|附录|付録|부록)\b(?!\w)",
    re.IGNORECASE,
)

OPENINGS = frozenset(
    {
        "introduction", "introductory remarks", "einleitung", "einführung", "uvod", "увод", "введение", "вступ",
        "introducción", "introdução", "introduzione", "wstęp", "wprowadzenie", "úvod", "giriş", "inleiding",
        "inledning", "引言", "导言", "bevezetés", "background", "εισαγωγή", "はじめに", "序論", "서론", "introducció",
    }
)  # fmt: skip
"""Titles that first sections have, but articles never do."""

ENDINGS = frozenset(
    {
        "conclusion", "conclusions", "discussion", "results", "methods", "method",
        "acknowledgements", "acknowledgments", "schluss", "fazit", "conclusión", "conclusiones", "conclusão",
        "zaključak", "закључак", "заключение", "sonuç", "conclusion and discussion", "data availability", "funding",
    }
)  # fmt: skip

FLOATS = frozenset(
    {
        "supplementary material", "supplementary materials",
        "supporting information", "table legends", "tablas y figuras", "figuras y tablas", "tabelas e figuras",
        "figuras e tabelas", "tableaux et figures", "таблицы и рисунки", "tablolar ve şekiller", "tabele i slike",
        "figures", "tables", "figure captions", "figure legends", "legends", "captions", "list of figures",
        "list of tables", "tables and figures", "figures and tables", "captions to figures", "legends to figures",
        "abbildungen", "tabellen", "tabellen und abbildungen", "figuren", "tableaux", "légendes",
        "légendes des figures", "figuras", "tablas", "tabelas", "leyendas", "legendas",
        "figure e tabelle", "tabelle", "рисунки", "таблицы",
        "подписи к рисункам", "слике", "табеле", "slike", "tabele", "şekiller", "tablolar", "图表", "図表", "图", "表",
    }
)  # fmt: skip
"""Titles of what stands after the list of references: tables and figures, or captions alone."""

NUMBERING = re.compile(
    r"^(?:(?:section|chapter|part)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,5}[.)]?|[IVX]{1,5}[.)]|[A-H][.)])\s+", re.IGNORECASE
)
"""The number before a section's title."""

HEAD = re.compile(f"{ABSTRACT}|{KEYWORDS}|{HISTORY}|{AUTHORS}", re.IGNORECASE)


def bare(words: str) -> str:
    """A title in lower case, without its number and marks at its end."""
    text = " ".join(words.split()).strip("*_ ")
    return NUMBERING.sub("", text).strip(" .:*_").casefold()
