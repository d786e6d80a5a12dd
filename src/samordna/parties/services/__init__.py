"""Everything that changes an association and its people, by subject."""
