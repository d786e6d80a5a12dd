"""Everything that changes a meeting. Split by the meeting's own order of things."""
