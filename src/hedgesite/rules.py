"""The rules that content satisfies: every kind of finding."""

from __future__ import annotations

from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops a build, a warning stops a strict build, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Rule(Enum):
    """Every kind of finding: its id, its severity, and one line that states what the content must satisfy."""

    def __init__(self, id: str, severity: Severity, explanation: str) -> None:
        self.id = id
        self.severity = severity
        self.explanation = explanation

    # Files
    FILE_MISSING = ("file-missing", Severity.ERROR, "A companion has the files that every site needs.")
    FILE_ENCODING = ("file-encoding", Severity.ERROR, "Content files are readable and encoded in UTF-8.")
    FILE_NAME = (
        "file-name",
        Severity.ERROR,
        "File names are those of the content format, or can serve as ids: a-z, 0-9 and hyphens.",
    )
    MERGE_CONFLICT = (
        "merge-conflict",
        Severity.ERROR,
        "No file has two versions of its lines, which git could not join.",
    )
    FILE_LINK = ("file-link", Severity.ERROR, "Content consists of files, not of symbolic links.")
    FILE_UNEXPECTED = ("file-unexpected", Severity.WARNING, "Every file below content/ belongs to the companion.")
    PLACEHOLDER = ("placeholder", Severity.WARNING, "Sentences of a new companion were replaced by the author's own.")

    # Settings
    SETTING_UNUSED = ("setting-unused", Severity.WARNING, "A setting of the shell has an effect on the site.")
    SETTING_REFUSED = (
        "setting-refused",
        Severity.ERROR,
        "No setting makes pages load from another host, or takes away what they need.",
    )

    # Looks
    LOOKS_FILE = (
        "looks-file",
        Severity.ERROR,
        "A file that site.yml names is in looks/, and is an image, a font or a text as its ending says.",
    )
    LOOKS_CONTRAST = ("looks-contrast", Severity.ERROR, "Text and links can be read on the paper of both palettes.")
    LOOKS_UNUSED = ("looks-unused", Severity.WARNING, "Every file in looks/ is named by site.yml.")
    STATIC_FILE = (
        "static-file",
        Severity.ERROR,
        "A file in static/ can be published at the root of the site without harm to it.",
    )

    # YAML
    YAML_SYNTAX = ("yaml-syntax", Severity.ERROR, "YAML files and front matter can be parsed.")
    YAML_DUPLICATE_KEY = ("yaml-duplicate-key", Severity.ERROR, "A key appears once in a mapping.")
    YAML_UNSAFE = ("yaml-unsafe", Severity.ERROR, "YAML contains plain data: no tags, no aliases, only words as keys.")
    YAML_COMMENT = ("yaml-comment", Severity.ERROR, "A value is not cut short by a # that YAML takes for a comment.")
    FIELD_UNKNOWN = ("field-unknown", Severity.ERROR, "Only the fields of the content format are used.")
    FIELD_MISSING = ("field-missing", Severity.ERROR, "Required fields are given.")
    FIELD_VALUE = ("field-value", Severity.ERROR, "A field has a value of the right type.")
    ID_SYNTAX = ("id-syntax", Severity.ERROR, "An id consists of a-z, 0-9 and hyphens, with no hyphen first.")
    ID_DUPLICATE = ("id-duplicate", Severity.ERROR, "An id is unique within its kind, aliases included.")
    DATE_SYNTAX = ("date-syntax", Severity.ERROR, "Dates are EDTF: 2020-11-10, 2008-08, 2007/2020, 2015~.")

    # Markdown
    FRONT_MATTER = ("front-matter", Severity.ERROR, "A section begins with YAML front matter between --- lines.")
    PASSAGE_ID_MISSING = ("passage-id-missing", Severity.ERROR, "Every paragraph of a section has an id.")
    PASSAGE_UNKNOWN = ("passage-unknown", Severity.ERROR, "The front matter annotates passages that exist.")
    LINK_KIND = ("link-kind", Severity.ERROR, "Links point to http(s), mail, or a typed target such as source:key.")
    LINK_UNKNOWN = ("link-unknown", Severity.ERROR, "A typed link's target exists.")
    RAW_HTML = ("raw-html", Severity.WARNING, "Raw HTML is shown as text; use Markdown instead.")
    NOTE_UNDEFINED = ("note-undefined", Severity.ERROR, "Every note that is called is defined.")
    NOTE_UNUSED = ("note-unused", Severity.WARNING, "Every note that is defined is called.")
    NOTE_DUPLICATE = ("note-duplicate", Severity.ERROR, "A note is defined once in a section.")
    LINK_NESTED = ("link-nested", Severity.ERROR, "Links, citations and notes are not nested in each other.")
    ATTRIBUTE = ("attribute", Severity.ERROR, "Attributes are an id, classes and a language, and apply to something.")
    IMAGE_PLACE = ("image-place", Severity.ERROR, "An image has a paragraph of its own.")
    IMAGE_ALT = ("image-alt", Severity.ERROR, "An image has an alternative text, or is marked as decorative.")
    IMAGE_MISSING = ("image-missing", Severity.ERROR, "An image that a text shows is a file in figures/.")
    IMAGE_FILE = ("image-file", Severity.ERROR, "An image file is what its ending says, and can be shown safely.")
    IMAGE_SIZE = ("image-size", Severity.ERROR, "An image is neither too large to process nor too small to show.")
    IMAGE_UNUSED = ("image-unused", Severity.WARNING, "Every image in figures/ is shown somewhere.")
    TABLE = ("table", Severity.ERROR, "Rows of a table have as many cells as its head, and a delimiter row makes one.")
    TABLE_MISSING = ("table-missing", Severity.ERROR, "A table that a text shows is a file in tables/.")
    TABLE_UNUSED = ("table-unused", Severity.WARNING, "Every table in tables/ is shown somewhere.")
    MATH = ("math", Severity.ERROR, "Formulas can be read and shown.")
    MATH_WORDS = ("math-words", Severity.WARNING, "What stands between dollar signs is a formula, not words or prices.")
    MATH_MACRO = (
        "math-macro",
        Severity.ERROR,
        "A macro of formulas has a name of letters, and does not expand to itself.",
    )
    HEADING_LEVEL = ("heading-level", Severity.ERROR, "Headings of a text begin at level 2; level 1 is the title.")
    NESTING = ("nesting", Severity.ERROR, "Lists and quotes are not nested too deeply to be read.")

    # Citations
    CITATION_UNKNOWN = ("citation-unknown", Severity.ERROR, "A cited source is in references.bib.")
    CITATION_CROSSREF = ("citation-crossref", Severity.WARNING, "@fig-, @tbl- and @sec- are not citations here.")
    CITATION_SPLIT = ("citation-split", Severity.WARNING, "A locator is inside the citation's brackets.")
    CITATION_SYNTAX = ("citation-syntax", Severity.WARNING, "A citation can be read in one way only.")

    # Bibliography
    BIB_SYNTAX = ("bib-syntax", Severity.ERROR, "Entries of references.bib can be parsed.")
    BIB_DUPLICATE_KEY = ("bib-duplicate-key", Severity.ERROR, "A source key is used once.")
    BIB_KEY = ("bib-key", Severity.WARNING, "An entry has a key that can be cited and addressed.")
    BIB_TYPE = ("bib-type", Severity.WARNING, "Entry types are those of BibTeX and BibLaTeX.")
    BIB_FIELD = ("bib-field", Severity.WARNING, "Fields of an entry contain what they are meant for.")
    BIB_MISSING_FIELD = ("bib-missing-field", Severity.WARNING, "An entry has the fields that its reference needs.")
    BIB_DATE = ("bib-date", Severity.ERROR, "A source's date can be read.")
    BIB_NAME = ("bib-name", Severity.WARNING, "Names of persons can be read.")
    BIB_MACRO = ("bib-macro", Severity.WARNING, "@string names are defined before use.")
    BIB_CROSSREF = ("bib-crossref", Severity.ERROR, "crossref and xdata refer to an entry, without cycles.")
    BIB_LATEX = ("bib-latex", Severity.WARNING, "LaTeX markup in fields can be shown.")
    BIB_STRAY_TEXT = (
        "bib-stray-text",
        Severity.WARNING,
        "Text between the entries of references.bib is a comment and begins with %.",
    )
    BIB_UNUSED = ("bib-unused", Severity.WARNING, "Entries that nothing cites have no faults either.")
    SOURCE_UNCITED = ("source-uncited", Severity.WARNING, "A listed source is cited, or named under nocite.")
    SOURCE_DUPLICATE = ("source-duplicate", Severity.WARNING, "A work has one key.")

    # References between files
    REF_UNKNOWN = ("ref-unknown", Severity.ERROR, "An id that a file refers to exists.")
    PARENT_CYCLE = ("parent-cycle", Severity.ERROR, "Parents do not form a cycle.")
    DIMENSION_LEVEL = ("dimension-level", Severity.ERROR, "A codebook has two levels: a parent has no parent itself.")
    DRAFT = ("draft", Severity.ERROR, "A companion that is to be published is no draft. Checked with `--no-drafts`.")
    STYLE_UNUSABLE = ("style-unusable", Severity.ERROR, "The style that article.yml names can format the references.")
    ADDRESS_CLASH = ("address-clash", Severity.ERROR, "No two pages share an address.")
    EVIDENCE_UNCITED = ("evidence-uncited", Severity.WARNING, "Evidence names a source that its passage cites.")
    SPAN_UNKNOWN = (
        "span-unknown",
        Severity.ERROR,
        "Words that spans and evidence quote are in their passage, in one place.",
    )
    EVIDENCE_FILE = (
        "evidence-file",
        Severity.ERROR,
        "A copy of a source is a file that can be published: what its name says, with a licence.",
    )
    EVIDENCE_METADATA = (
        "evidence-metadata",
        Severity.WARNING,
        "A PDF that is published names nobody in its metadata unintentionally.",
    )
    EVIDENCE_UNUSED = ("evidence-unused", Severity.WARNING, "A copy of a source belongs to a record of evidence.")
    QUOTE_LONG = ("quote-long", Severity.WARNING, "A quotation from a source has at most 150 words.")
    CODING_PASSAGE = ("coding-passage", Severity.WARNING, "Another coding names passages of the text, each once.")
    PASSAGE_UNCODED = ("passage-uncoded", Severity.WARNING, "A passage is coded to a dimension or has a role.")

    MESSAGE_UNKNOWN = ("message-unknown", Severity.ERROR, "Own words replace messages that hedgesite has.")
    MESSAGE_FIELDS = (
        "message-fields",
        Severity.ERROR,
        "Own words have the fields, elements and forms of the message that they replace.",
    )

    FACT_UNSOURCED = ("fact-unsourced", Severity.ERROR, "A note on a fact cites a source.")
    COMPANION_SOURCE = (
        "companion-source",
        Severity.ERROR,
        "Sources that the text cites are the article's; those only in notes on facts are named as the companion's.",
    )
    PARAGRAPH_UNKNOWN = (
        "paragraph-unknown",
        Severity.ERROR,
        "A passage restates paragraphs that the section's heading has in the article.",
    )
    PARAGRAPH_UNTOLD = (
        "paragraph-untold",
        Severity.WARNING,
        "Every paragraph of the article is restated by a passage.",
    )

    # Other languages
    EDITION_LANGUAGE = (
        "edition-language",
        Severity.ERROR,
        "Text in another language has an original, and its language is one that article.yml translates to.",
    )
    EDITION_FIELD = ("edition-field", Severity.ERROR, "The front matter of a text in another language has no codes.")
    EDITION_CITATIONS = (
        "edition-citations",
        Severity.ERROR,
        "A passage, a note and a field cite the same sources in every language.",
    )
    EDITION_PASSAGE = (
        "edition-passage",
        Severity.WARNING,
        "A text in another language has the passages of the original, each with a text.",
    )
    EDITION_OUTDATED = (
        "edition-outdated",
        Severity.WARNING,
        "The original of a passage has not changed since it was followed in another language.",
    )

    # Advice, given on request
    CLAIM_ONE_SOURCE = ("claim-one-source", Severity.ADVICE, "A coded claim rests on more than one source.")
    CITATION_POSSESSIVE = (
        "citation-possessive",
        Severity.ADVICE,
        "A citation within the sentence is no possessive.",
    )
    SOURCE_ACCESS_DATE = (
        "source-access-date",
        Severity.ADVICE,
        "A source that exists only on the web says when it was accessed.",
    )
    SOURCE_DOI = ("source-doi", Severity.ADVICE, "An article or a chapter published since 2000 has its DOI.")
    STYLE_TERMS = ("style-terms", Severity.ADVICE, "A style has the terms of the article's language.")
    VERSION_UNRECORDED = (
        "version-unrecorded",
        Severity.ADVICE,
        "Content and version are those that were last recorded.",
    )
    UNRESOLVED = ("unresolved", Severity.ADVICE, "Nothing on a page is marked as unresolved by an import.")
    MARKDOWN_HABIT = ("markdown-habit", Severity.ADVICE, "Texts contain no markup that only other tools understand.")

    # Links to the web, checked on request
    LINK_DEAD = ("link-dead", Severity.WARNING, "Web addresses that the content links to exist.")
    LINK_MOVED = ("link-moved", Severity.ADVICE, "Links point to the current address of a page, not to a former one.")
    LINK_UNSURE = ("link-unsure", Severity.ADVICE, "A link that cannot be verified automatically is checked by hand.")

    # Rendered pages
    DEAD_LINK = ("dead-link", Severity.ERROR, "Links between pages have a target.")
    DUPLICATE_HTML_ID = ("duplicate-html-id", Severity.ERROR, "An id appears once on a page.")
    TEMPLATE = ("template", Severity.ERROR, "Templates can be rendered.")
    TEMPLATE_UNUSED = ("template-unused", Severity.WARNING, "A template of one's own has an effect on pages.")
    TEMPLATE_VERSION = (
        "template-version",
        Severity.WARNING,
        "A template of one's own was written for this version of hedgesite, and says so.",
    )

    # Books
    BOOK_PROGRAM = ("book-program", Severity.ERROR, "What a book is made with is installed.")
    BOOK_LETTERS = ("book-letters", Severity.WARNING, "The fonts of a book have every letter of the text.")

    # Imported manuscripts
    CODES_UNREADABLE = (
        "codes-unreadable",
        Severity.ERROR,
        "A table or project of codes can be read, and names passages and codes of the companion.",
    )
    CODES_LEFT_OUT = (
        "codes-left-out",
        Severity.WARNING,
        "What a table or project of codes holds besides codes of passages is listed.",
    )
    IMPORT_MANUSCRIPT = (
        "import-manuscript",
        Severity.ERROR,
        "A manuscript can be read, and Pandoc is installed unless it is Markdown.",
    )
    IMPORT_HEAD = ("import-head", Severity.WARNING, "A manuscript's head gives title, authors and abstract.")
    IMPORT_TEXT = ("import-text", Severity.WARNING, "Every word and note of a manuscript has a place in a section.")
    IMPORT_CITATION = (
        "import-citation",
        Severity.WARNING,
        "A citation of a manuscript names one source of its list, with its year.",
    )
    IMPORT_REFERENCE = (
        "import-reference",
        Severity.WARNING,
        "An entry of a manuscript's list gives author, date, title and where it appeared.",
    )
    IMPORT_DOUBT = (
        "import-doubt",
        Severity.WARNING,
        "Somebody who knows the text confirms what an import could only guess.",
    )
