"""Diagrams: pure functions from values to SVG. Geometry stands in attributes, colours are left to the style sheet."""
