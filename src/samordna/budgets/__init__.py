"""Budgets: from a workbook or typed rows to one shape, and what there is to say of it. Pure."""
