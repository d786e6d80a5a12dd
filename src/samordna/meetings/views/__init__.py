"""The pages of the meetings, by the meeting's own order of things."""
