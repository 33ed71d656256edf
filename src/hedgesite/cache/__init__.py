"""What is kept between builds, so that the next one makes again only what may come out differently.

The handbook's page on caches (docs/explanation/caches.md) says of each state what finds it, and what ends it.
"""
