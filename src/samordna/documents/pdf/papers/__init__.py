"""The papers as values: what each one says, and nothing about how it looks."""
