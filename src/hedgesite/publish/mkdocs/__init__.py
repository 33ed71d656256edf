"""The adapter to Material for MkDocs, the only part of hedgesite that depends on MkDocs or Material."""

import os

# Material prints a notice about MkDocs 2 at import, which does not apply: hedgesite requires MkDocs below 2.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
