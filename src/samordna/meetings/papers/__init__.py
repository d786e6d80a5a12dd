"""Rows of the database as the values that ``documents.pdf`` sets: one file per paper."""
