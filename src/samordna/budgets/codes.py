"""Codes of the findings about a budget. They are part of the command's documented JSON: stable."""

from __future__ import annotations

from typing import Final

YEARS_DIFFER_FROM_TOTAL: Final = "years-differ-from-total"
ROW_YEARS_DIFFER: Final = "row-years-differ"
SUM_WRONG: Final = "sum-wrong"
SHEETS_DIFFER: Final = "sheets-differ"
SHEET_MISSING: Final = "sheet-missing"
YEARS_MISSING: Final = "years-missing"
ROUNDING: Final = "rounding"
AMOUNT_IN_DATE_COLUMN: Final = "amount-in-date-column"
OWN_FINANCING_WITHOUT_AMOUNT: Final = "own-financing-without-amount"
NOT_AN_AMOUNT: Final = "not-an-amount"
OWNER_UNCLEAR: Final = "owner-unclear"
OUTSIDE_PERIOD: Final = "outside-period"
ENDS_BEFORE_START: Final = "ends-before-start"
PERIOD_MISSING: Final = "period-missing"
NAME_DIFFERS: Final = "name-differs"
NAME_MISSING: Final = "name-missing"
PERCENT_MISMATCH: Final = "percent-mismatch"
PERCENT_UNREASONABLE: Final = "percent-unreasonable"

# Only a workbook can have these: they come from reading it.
UNIT_UNCLEAR: Final = "unit-unclear"
NOT_A_DATE: Final = "not-a-date"
TEXT_AMOUNT: Final = "text-amount"
NOT_A_PERCENT: Final = "not-a-percent"
YEAR_UNCLEAR: Final = "year-unclear"
CELL_ERROR: Final = "cell-error"
FORMULA_WITHOUT_VALUE: Final = "formula-without-value"
HIDDEN_AMOUNT: Final = "hidden-amount"
SHEET_DOUBLE: Final = "sheet-double"
CELLS_NOT_READ: Final = "cells-not-read"

# Only a budget that lands in an application can have these.
OWNER_NOT_TAKING_PART: Final = "owner-not-taking-part"
OTHER_APPLICATION: Final = "other-application"
