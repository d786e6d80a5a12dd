"""The rules of applications, their budgets and the office's proposals. No Django here."""
