"""Open a companion's REFI-QDA files with pyrefiqda; not part of the tests, as it brings much along.

    pip install pyrefiqda && python tests/oracle/open_qdpx.py SITE

SITE is a built site. Prints what the library finds, and fails where a selection is not the text of a passage.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path


def main(downloads: Path) -> None:
    pyrefiqda = import_module("pyrefiqda")
    with (downloads / "passages.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["id"]: row["text"] for row in csv.DictReader(file)}
    with tempfile.TemporaryDirectory() as folder:
        project = pyrefiqda.RefiProject.load(downloads / "companion.qdpx", folder)
        for source in project.sources.text_source:
            path = pyrefiqda.RefiProject.resolve_source_path(source.plain_text_path, folder)
            text = path.read_text(encoding="utf-8")
            for selection in source.plain_text_selection:
                selected = re.sub(r"\[\d+\]", "", text[selection.start_position : selection.end_position])
                if selected != texts[selection.name].removeprefix("'"):
                    raise SystemExit(f"{selection.name} is not '{selected}'")
            print(f"{source.name}: {len(source.plain_text_selection)} selections")
    codebook = pyrefiqda.RefiCodebook.load(downloads / "codebook.qdc")
    for framework in codebook.codes.code:
        print(f"{framework.name}: {', '.join(code.name for code in framework.code)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "downloads")
