"""Forms of the meetings: planning, and at the table."""
