"""Plain data as YAML, in the many ways in which people write it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from zlib import crc32

_PLAIN = re.compile(r"[^\W\d_](?:[\w’–]|[ -](?=[\w’–]))*")
_PLAIN_DATE = re.compile(r"[1-9]\d\d[\dX](?:-\d\d)*[~?%]?(?:/(?:\.\.|\d{4}))?|[1-9]\dXX")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "x"})
_DATES = frozenset({"date", "received", "revised", "accepted", "published"})


@dataclass(frozen=True)
class Hand:
    """Somebody's way of writing: the same data at the same place is always written alike."""

    seed: int

    def write(self, data: object) -> str:
        """A whole document."""
        lines = self._mapping(data, 0, "") if isinstance(data, dict) else self._list(data, 0, "")
        return "\n".join(lines) + "\n"

    def _choice(self, path: str, options: int) -> int:
        return crc32(f"{self.seed} {path}".encode()) % options if self.seed else 0

    def _mapping(self, data: object, indent: int, path: str) -> list[str]:
        assert isinstance(data, dict)
        lines = []
        for key, value in data.items():
            here = f"{path}/{key}"
            if self._choice(f"{here}?", 12) == 5:
                lines.append(" " * indent + "# a remark: of [no] meaning")
            lines += self._value(f"{' ' * indent}{self._line(key, key)}:", value, indent, here)
        return lines

    def _list(self, data: object, indent: int, path: str) -> list[str]:
        assert isinstance(data, list)
        lines = []
        for number, value in enumerate(data):
            here, pad = f"{path}/{number}", " " * indent
            if isinstance(value, dict) and value and self._choice(here, 3):
                inner = self._mapping(value, indent + 2, here)
                first = next(at for at, line in enumerate(inner) if not line.lstrip().startswith("#"))
                inner[first] = f"{pad}- {inner[first][indent + 2 :]}"
                lines += inner
            else:
                lines += self._value(f"{pad}-", value, indent, here)
        return lines

    def _value(self, head: str, value: object, indent: int, path: str) -> list[str]:
        """Lines that begin with a field's name or a hyphen and go on with a value."""
        choice = self._choice(path, 4)
        if isinstance(value, dict) and value and not (choice == 3 and _is_small(value)) and not head.endswith("-"):
            return [head, *self._mapping(value, indent + 2, path)]
        if isinstance(value, list) and value and (choice < 2 or not _is_small(value)):
            return [head, *self._list(value, indent + (0 if choice else 2), path)]
        if isinstance(value, dict | list):
            return [f"{head} {self._flow(value, path)}"]
        text = _as_text(value)
        if text is None:
            return [f"{head} {json.dumps(value)}"]
        return self._text(head, text, indent, path)

    def _text(self, head: str, text: str, indent: int, path: str) -> list[str]:
        pad = " " * (indent + 2)
        choice = self._choice(path, 5)
        can_be_block = text == text.strip() and text and "\t" not in text
        if can_be_block and ("\n" in text or choice == 1):
            return [
                f"{head} |{'' if chr(10) in text else '-'}",
                *(pad + line if line else "" for line in text.split("\n")),
            ]
        if can_be_block and choice in {2, 3} and "  " not in text:
            words = (text if choice == 2 else f'"{_escaped(text)}"').split(" ")
            lines = [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]
            opening = [f"{head} >-"] if choice == 2 else [f"{head} {lines.pop(0)}"]
            return [*opening, *(pad + line for line in lines)]
        return [f"{head} {self._line(text, path)}"]

    def _flow(self, value: object, path: str) -> str:
        if isinstance(value, dict):
            fields = (f"{self._line(key, key)}: {self._flow(item, f'{path}/{key}')}" for key, item in value.items())
            return "{" + ", ".join(fields) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(item, f"{path}/{at}") for at, item in enumerate(value)) + "]"
        text = _as_text(value)
        return json.dumps(value) if text is None else self._line(text, path)

    def _line(self, text: str, path: str) -> str:
        """A text in one line."""
        is_date = path.rpartition("/")[2] in _DATES and _PLAIN_DATE.fullmatch(text)
        if (is_date or (_PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML)) and self._choice(path, 3) < 2:
            return text
        if "\n" in text or "'" in text or self._choice(path, 2):
            return f'"{_escaped(text)}"'
        return f"'{text}'"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _as_text(value: object) -> str | None:
    return None if isinstance(value, bool | int | float) else str(value)


def _is_small(value: object) -> bool:
    """Whether a value can stand in a line."""
    if isinstance(value, dict):
        return all(_is_small(item) for item in value.values())
    if isinstance(value, list):
        return all(_is_small(item) for item in value)
    return not isinstance(value, str) or "\n" not in value
