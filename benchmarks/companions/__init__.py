"""Invented articles of any size, and the same text as input for hedgesite and for its peers."""
