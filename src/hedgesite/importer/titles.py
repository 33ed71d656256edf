"""Titles by which parts of a manuscript are known, in the languages of the journals; in lower case, without numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

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

ABSTRACTS = MappingProxyType(
    {
        "en": "abstract|summary|executive summary", "de": "zusammenfassung|kurzfassung|kurzzusammenfassung",
        "fr": "résumé|résume|abstrait", "es": "resumen(?: ejecutivo)?", "pt": "resumo", "it": "riassunto|sommario",
        "hr": "sažetak", "sr": "апстракт|сажетак|apstrakt", "ru": "аннотация|реферат|резюме", "uk": "анотація",
        "pl": "streszczenie", "tr": "özet|öz", "zh": "摘要|内容摘要|内容提要|中文摘要|英文摘要", "ja": "要旨|要約|概要",
        "ko": "초록|요약|국문초록", "nl": "samenvatting", "sv": "sammanfattning", "no": "sammendrag",
        "da": "resumé", "fi": "tiivistelmä",
        "sl": "povzetek|izvleček", "hu": "összefoglaló|absztrakt|kivonat", "el": "περίληψη",
        "ar": "ملخص|الملخص|مستخلص|المستخلص|تجريد|التجريد", "fa": "چکیده", "he": "תקציר",
        "id": "abstrak|intisari|ringkasan",
        "ca": "resum", "ro": "rezumat", "vi": "tóm tắt", "az": "xülasə|annotasiya",
        "cs": "souhrn|anotace",
        "sk": "súhrn|anotácia", "lt": "santrauka|anotacija", "lv": "kopsavilkums|anotācija", "et": "lühikokkuvõte",
        "eu": "laburpena", "mk": "апстракт", "th": "บทคัดย่อ", "hi": "सारांश", "ka": "აბსტრაქტი|რეზიუმე",
        "hy": "ամփոփում", "": "abstrakt",
    }
)  # fmt: skip
"""Titles of abstracts by language, which their words may correct; a title of no language of its own has the key ""."""
ABSTRACT = "|".join(ABSTRACTS.values())
KEYWORDS_BY_LANGUAGE = MappingProxyType(
    {
        "en": "key ?-?words?|key words and phrases|keywords and phrases|index terms",
        "de": "schlüsselwörter|schlagwörter|schlagworte|stichwörter|schlüsselbegriffe",
        "fr": "mots[- ]clés|mots[- ]clefs", "es": "palabras[- ]claves?|descriptores",
        "pt": "palavras[- ]chaves?|descritores", "it": "parole[- ]chiave", "sl": "ključne besede",
        "hr": "ključne riječi", "sr": "кључне речи|ključne reči", "ru": "ключевые слова", "uk": "ключові слова",
        "pl": "słowa kluczowe", "cs": "klíčová slova", "sk": "kľúčové slová", "bg": "ключови думи",
        "tr": "anahtar (?:kelimeler|sözcükler|kelime)", "zh": "关键词|关键字|關鍵詞", "ja": "キーワード",
        "ko": "주제어|키워드|핵심어", "nl": "trefwoorden", "sv": "nyckelord", "no": "nøkkelord", "da": "emneord",
        "fi": "avainsanat|asiasanat", "hu": "kulcsszavak", "ro": "cuvinte[- ]cheie", "vi": "từ khóa",
        "el": "λέξεις[- ]κλειδιά", "ar": "الكلمات المفتاحية", "fa": "کلیدواژه(?:‌?ها)?|کلمات کلیدی",
        "he": "מילות מפתח", "ca": "paraules clau", "id": "kata[- ]kunci", "az": "açar sözlər",
        "lt": "(?:raktiniai|reikšminiai) žodžiai",
        "lv": "atslēgvārdi", "et": "võtmesõnad|märksõnad", "eu": "hitz gakoak|gako-hitzak", "mk": "клучни зборови",
        "th": "คำสำคัญ", "hi": "मुख्य शब्द", "ka": "საკვანძო სიტყვები", "hy": "բանալի բառեր",
    }
)  # fmt: skip
KEYWORDS = "|".join(KEYWORDS_BY_LANGUAGE.values())
HISTORY = "article history|article info|dates"
_AUTHORS = (
    "authors?|autore?s?|autor(?:a|as|es)|auteurs?|auteure|verfasser(?:in|innen)?|författare|forfatter|autor(?:ka|i|zy)?"
    "|автор(?:ы|и)?|выполнил[аи]?|виконав|виконала|yazar(?:lar)?|hazırlayan|penulis|disusun oleh|oleh"
    "|作者|姓名|저자|著者"
    "|المؤلف|إعداد|اعداد|الباحث|نویسنده|réalisée? par|présentée? par|préparée? par|élaborée? par"
    "|(?:presentad|apresentad|elaborad|realizad)[oa] por|vorgelegt von|verfasst von|eingereicht von|submitted by"
    "|written by|by|candidat[oae]|laureand[oa]|vypracoval[ai]?|készítette|wykonał[ai]?|autor pracy|nama(?: mahasiswa)?"
)
AUTHORS = rf"(?:{_AUTHORS})(?:\s*/\s*(?:{_AUTHORS}))?"
"""Labels of names on title pages, which may be in two languages."""
_TITLE = (
    "(?:title|titel|titre|titolo|título|thème|thema|tema|тема|назва|naslov|tytuł|název|konu|judul|题目|論文題目|제목"
    "|العنوان)"
    r"(?: (?:of|of the|der|des|du|de la|de|del|della|da|do|pracy|práce|работы|роботи)(?: [\w'’‘-]+){1,3})?"
)
TITLE = rf"{_TITLE}(?:\s*/\s*{_TITLE})?"
"""Labels of the title on title pages: `Title of the thesis`."""
AUTHOR_NOTES = "author note|author notes|about the authors?|author information|notes on contributors?"
"""Titles of what manuscripts for review say of their authors."""

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
        "inledning", "引言", "导言", "bevezetés", "background", "pendahuluan", "johdanto", "innledning",
        "indledning", "introducere", "đặt vấn đề", "مقدمة", "المقدمة", "مقدمه", "מבוא", "绪论", "前言", "緒論",
        "εισαγωγή", "はじめに", "序論", "서론", "introducció",
    }
)  # fmt: skip
"""Titles that first sections have, but articles never do."""
FIRST_SECTIONS = OPENINGS - {"background"}
"""Those that no part of an abstract has."""

ABSTRACT_PARTS = frozenset(
    {
        "materials and methods",
        "background", "context", "objective", "objectives", "aim", "aims", "purpose", "rationale", "introduction",
        "design", "setting", "participants", "patients", "intervention", "interventions", "measurements",
        "main outcome measures", "method", "methods", "methodology", "approach", "data",
        "results", "findings", "conclusion", "conclusions", "discussion", "interpretation", "significance", "impact",
        "limitations", "implications", "background and objectives", "methods and results", "study design",
        "hintergrund", "ziel", "ziele", "fragestellung", "methoden", "methode", "methodik", "ergebnisse",
        "schlussfolgerung", "schlussfolgerungen", "contexte", "objectif", "objectifs", "méthode", "méthodes",
        "résultats", "antecedentes", "objetivo", "objetivos", "método", "métodos", "metodología",
        "metodologia", "resultados", "conclusión", "conclusiones", "conclusão", "conclusões", "introducción",
        "introdução", "obiettivi", "obiettivo", "metodi", "risultati", "conclusioni", "amaç", "yöntem",
        "gereç ve yöntem", "bulgular", "sonuç", "sonuçlar", "цель", "цели", "материалы и методы", "методы",
        "результаты", "заключение",
        "выводы", "cel", "metody", "wyniki", "wnioski", "cíl", "výsledky", "závěr", "ciljevi", "cilj", "metode",
        "rezultati", "zaključak", "zaključci", "目的", "方法", "结果", "结论", "結果", "結論", "背景",
    }
)  # fmt: skip
"""Titles of the parts of an abstract."""

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

_EAST_ASIAN = "[一二三四五六七八九十百]{1,4}"
EAST_ASIAN_NUMBERS = (
    rf"第\s?(?:{_EAST_ASIAN}|\d{{1,3}})\s?[章编編部篇]\s*|제\s?\d{{1,3}}\s?[장부편]\s*|{_EAST_ASIAN}\s?[、．]\s*",
    rf"第\s?(?:{_EAST_ASIAN}|\d{{1,3}})\s?[节節]\s*|제\s?\d{{1,3}}\s?절\s*|[（(]\s?{_EAST_ASIAN}\s?[）)]\s*",
)
"""Numbers of chapters and of their parts in Chinese, Japanese and Korean."""
NUMBERING = re.compile(
    r"^(?:(?:(?:section|chapter|part)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,5}[.)]?|[IVX]{1,5}[.)]|[A-H][.)])\s+"
    rf"|{'|'.join(EAST_ASIAN_NUMBERS)})",
    re.IGNORECASE,
)
"""The number before a section's title."""

HEAD = re.compile(f"{ABSTRACT}|{KEYWORDS}|{HISTORY}|{AUTHORS}|{AUTHOR_NOTES}", re.IGNORECASE)


def spaced(words: str) -> str:
    """A pattern in which Chinese words may have blanks between their characters, as headings do."""
    return re.sub(r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1\\s{0,4}", words)


_ABSTRACT_TITLE = re.compile(spaced(ABSTRACT), re.IGNORECASE)


def is_abstract_title(name: str) -> bool:
    """Whether a title, as `bare` gives it, is one of an abstract."""
    return _ABSTRACT_TITLE.fullmatch(name) is not None


def abstract_language(name: str) -> str:
    """The language of an abstract by its title, as `bare` gives it; empty if several have it."""
    return _language(name, ABSTRACTS)


def keywords_language(name: str) -> str:
    """The language of keywords by their title, as `bare` gives it."""
    return _language(name, KEYWORDS_BY_LANGUAGE)


def _language(name: str, titles: Mapping[str, str]) -> str:
    return next((tag for tag, words in titles.items() if re.fullmatch(spaced(words), name, re.IGNORECASE)), "")


def bare(words: str) -> str:
    """A title in lower case, without its number and marks at its end."""
    text = " ".join(words.split()).strip("*_ ")
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text) if len(text) < 20 else text
    return NUMBERING.sub("", text).strip(" .:*_").casefold()
