"""What other rooms and the pages read about calls, applications and proposals."""
