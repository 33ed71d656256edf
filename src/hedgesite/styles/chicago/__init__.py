"""Chicago's reference-list entries."""

from hedgesite.styles.chicago.layouts import entry_body

__all__ = ["entry_body"]
