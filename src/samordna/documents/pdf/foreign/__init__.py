"""PDF files that others made: whether they may come in, and how they join a file of ours."""
