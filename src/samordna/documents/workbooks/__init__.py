"""Excel workbooks from outside: a guard, a reader of cells, and what writers share. No Django."""
