"""The pages of calls and applications."""
