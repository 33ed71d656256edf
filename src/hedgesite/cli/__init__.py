"""The command line."""

from hedgesite.cli.main import main

__all__ = ["main"]
