"""Audit of rendered pages, and the scanner of links and ids that the audit of the finished site shares."""

from hedgesite.audit.pages import audit_pages

__all__ = ["audit_pages"]
