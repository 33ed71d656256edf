"""The book for paper: a tagged PDF."""
