"""Charts as pure functions from values to SVG. Geometry is in attributes; colours are left to the style sheet."""
