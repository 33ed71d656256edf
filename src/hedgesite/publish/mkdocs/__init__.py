"""The adapter to Material for MkDocs. Nothing else in hedgesite knows them, or the program that continues MkDocs."""

import os

# Material prints a notice about MkDocs 2 at import; hedgesite holds MkDocs below 2 by its own requirements.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
