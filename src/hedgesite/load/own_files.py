"""The companion's text files as they are given away, each with a hash of what it says."""

from __future__ import annotations

import json
from typing import Any

from hedgesite.cache.memo import Memo
from hedgesite.load.files import ContentFile, ContentFiles
from hedgesite.load.layout import BIBLIOGRAPHY
from hedgesite.load.markdown_files import front_matter_of
from hedgesite.load.without_comments import markdown_without_comments, yaml_without_comments
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.model.content_text import ContentText, digest_of

_ARTICLE = "article.yml"
_OF_THE_RELEASE = ("version", "date")
"""Fields of `companion` that a new version changes, whatever its content."""


def own_texts(files: ContentFiles, memo: Memo) -> tuple[ContentText, ...]:
    """Every text file except bibliographies and styles, by path. The memo holds what was read from them before."""
    in_folders = (file for many in files.folders.values() for file in many)
    found = (
        _own_text(file, file.shown.removeprefix(f"{files.root}/"), memo)
        for file in (*files.single.values(), *in_folders, *files.tables, *files.versions)
        if not file.shown.endswith(BIBLIOGRAPHY)
    )
    return tuple(sorted(found, key=lambda each: each.path))


def _own_text(file: ContentFile, path: str, memo: Memo) -> ContentText:
    if path.endswith(".md"):
        head, offset, _ = front_matter_of(file.text)
        document, _ = memo.call(read_yaml, head, file.shown, offset)
        return memo.call(_page, path, file.text, document)
    if path.endswith(".yml"):
        document, _ = memo.call(read_yaml, file.text, file.shown)
        return memo.call(_data, path, file.text, document)
    return ContentText(path, file.text, digest_of(file.text))


def _page(path: str, text: str, document: YamlDocument | None) -> ContentText:
    head, _, body = front_matter_of(text)
    body = markdown_without_comments(body)
    if document is None or not head:
        return ContentText(path, body, digest_of(body))
    whole = f"---\n{yaml_without_comments(head, document.node)}---\n{body}"
    return ContentText(path, whole, digest_of(f"{_canonical(document.data)}\n{body}"))


def _data(path: str, text: str, document: YamlDocument | None) -> ContentText:
    if document is None:
        return ContentText(path, "", digest_of(text))
    data = _plain(document.data)
    if path == _ARTICLE and isinstance(data, dict):
        data = _without_release(data)
    return ContentText(path, yaml_without_comments(text, document.node), digest_of(_canonical(data)))


def _without_release(data: dict[str, Any]) -> dict[str, Any]:
    """The article without what says which version of the companion or of the format this is."""
    companion = data.get("companion")
    rest = {name: value for name, value in data.items() if name not in {"format", "companion"}}
    if isinstance(companion, dict):
        companion = {name: value for name, value in companion.items() if name not in _OF_THE_RELEASE}
    return {**rest, "companion": companion} if companion else rest


def _canonical(data: Any) -> str:
    """One text for equal data, however they are written."""
    return json.dumps(_plain(data), ensure_ascii=False, sort_keys=True)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(name): _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return " ".join(markdown_without_comments(data).split()) if isinstance(data, str) else None
