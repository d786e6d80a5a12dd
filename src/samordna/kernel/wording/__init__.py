"""The words of a decision: made of what was decided, and read back where they were written."""
