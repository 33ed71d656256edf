"""Caches between builds, so that the next build redoes only what may have changed.

The handbook's page on caches (docs/explanation/caches.md) states for each cache its key and its lifetime.
"""
