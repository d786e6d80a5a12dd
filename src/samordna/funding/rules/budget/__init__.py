"""The budget of an application: facts in, findings out. No Django, no workbook."""
