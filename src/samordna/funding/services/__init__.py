"""What can be done with calls, applications, budgets, signatures and statements."""
