"""Fuzzing what reads content: one target a reader, and a small corpus for each."""
