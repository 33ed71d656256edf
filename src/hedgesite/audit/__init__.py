"""Audit of rendered pages, and the scanner of links and ids that the audit of the finished site shares."""

from hedgesite.audit.pages import audit_pages
from hedgesite.audit.static import audit_static

__all__ = ["audit_pages", "audit_static"]
