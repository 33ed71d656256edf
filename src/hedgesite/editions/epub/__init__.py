"""The edition for readers of electronic books: EPUB 3."""
