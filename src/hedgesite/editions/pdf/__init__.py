"""The edition for paper: a tagged PDF."""
