"""Frozen content types. They describe content and know nothing of files, pages or sites."""
