"""Pure rules of meetings: presence, quorum, votes, who signs, numbers, and what minutes lack."""
