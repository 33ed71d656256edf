"""hedgesite: a static-site generator for research companions."""

__version__ = "0.1.0"
