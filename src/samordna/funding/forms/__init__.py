"""Forms of calls, applications and statements."""
