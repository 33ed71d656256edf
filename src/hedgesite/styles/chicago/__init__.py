"""The Chicago Manual of Style, author-date, in its 17th and 18th editions."""

from hedgesite.styles.chicago.entries import CHICAGO_17, CHICAGO_18

__all__ = ["CHICAGO_17", "CHICAGO_18"]
