"""The cover of an EPUB: title and authors, drawn as SVG."""

from __future__ import annotations

from html import escape

from hedgesite.model.article import Article
from hedgesite.model.direction import Direction

_WIDTH, _HEIGHT, _MARGIN = 1200, 1800, 110
_WIDTH_OF_LETTER = 0.6
"""Mean width of a letter of a serif, in em; a letter of Chinese has two."""


def cover_svg(article: Article, direction: Direction) -> str:
    """The drawing. Lines are broken by the number of their letters, since nothing here measures fonts."""
    y, lines = 420, list[str]()
    x = _MARGIN if direction == "ltr" else _WIDTH - _MARGIN
    authors = article.author_names
    for text, size, colour in (
        (str(article.title), 88, "#1d1b16"),
        (str(article.subtitle), 54, "#5a564c"),
        (authors, 48, "#1d1b16"),
    ):
        for line in _broken(text, size):
            lines.append(f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(line)}</text>')
            y += round(size * 1.3)
        y += size
    drawn = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' width="{_WIDTH}" height="{_HEIGHT}">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fdfcf9"/>\n'
        f'<rect x="{_MARGIN}" y="250" width="{_WIDTH - 2 * _MARGIN}" height="6" fill="#0b5c6b"/>\n'
        f'<g font-family="serif" direction="{direction}">\n{drawn}\n</g>\n</svg>\n'
    )


def _broken(text: str, size: int) -> list[str]:
    room = (_WIDTH - 2 * _MARGIN) / (size * _WIDTH_OF_LETTER)
    lines, line = list[str](), ""
    for word in _words(text):
        if line and _letters(line + word) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """The pieces of a text between which a line can end."""
    words = list[str]()
    for word in text.split():
        words += [*word[:-1], f"{word[-1]} "] if any(map(_is_wide, word)) else [f"{word} "]
    return words


def _letters(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)


def _is_wide(letter: str) -> bool:
    return "\u2e80" <= letter <= "\uffef"
