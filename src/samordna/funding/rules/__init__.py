"""Rules of funding: facts in, findings out. No Django."""
