"""The book for readers of electronic books: EPUB 3."""
