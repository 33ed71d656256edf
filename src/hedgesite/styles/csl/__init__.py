"""Styles written in CSL, the Citation Style Language, by which Pandoc formats citations and references.

Nothing is imported here: a companion in our own style needs only what writes CSL-JSON.
"""
