"""Benchmarks: many applications and associations on PostgreSQL, and how the pages bear them.

``python -m bench`` (``make bench``) seeds a database of its own, measures, and drops it.
"""
