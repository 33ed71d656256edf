"""Reading the records of versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import ContentFile
from hedgesite.load.section_order import natural
from hedgesite.load.validation import decode
from hedgesite.load.yaml import read_yaml
from hedgesite.model.slugs import id_of
from hedgesite.model.version import RecordedVersion, Version, is_version_name


def read_versions(files: Sequence[ContentFile], memo: Memo) -> tuple[tuple[RecordedVersion, ...], Report]:
    """The recorded versions, the latest first: by date, and those of one day by the numbers in their names."""
    found: list[RecordedVersion] = []
    reports = [Report.of(_faults_of_names(files))]
    for file in files:
        document, report = memo.call(read_yaml, file.text, file.shown)
        reports.append(report)
        if document is not None:
            decoded = memo.call(decode, Version, document)
            reports.append(decoded.report)
            if decoded.value is not None:
                found.append(RecordedVersion(file.id, decoded.value, file.shown))
    found.sort(key=lambda each: (each.value.date.text, natural(each.name)), reverse=True)
    return tuple(found), Report.of(finding for report in reports for finding in report.diagnostics)


def _faults_of_names(files: Sequence[ContentFile]) -> Iterator[Diagnostic]:
    """Files whose names cannot be those of versions, or cannot be told from each other in an address."""
    taken: dict[str, str] = {}
    for file in files:
        name = PurePath(file.shown).name
        anchor = file.id.replace(".", "-")
        if not is_version_name(file.id):
            remedy = f"use a-z, 0-9, full stops and hyphens, such as '{id_of(file.id, 'v1.1')}.yml'"
            yield Diagnostic(Rule.FILE_NAME, Origin(file.shown), f"'{name}' does not name a version", remedy)
        elif anchor in taken:
            problem = f"'{name}' and '{taken[anchor]}' would have one address"
            yield Diagnostic(Rule.ID_DUPLICATE, Origin(file.shown), problem, "rename one of the two")
        taken.setdefault(anchor, name)
