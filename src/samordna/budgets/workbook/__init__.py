"""The budget as an Excel workbook: read however it has drifted, and written."""
