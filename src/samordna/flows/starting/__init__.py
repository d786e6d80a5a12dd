"""The first day of an association: what it lacks, and its people out of a table."""
