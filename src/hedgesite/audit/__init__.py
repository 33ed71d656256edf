"""What rendered pages must satisfy; and the scanner of links and ids that the audit of the finished site uses, too."""

from hedgesite.audit.pages import audit_pages

__all__ = ["audit_pages"]
