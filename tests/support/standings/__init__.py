"""Each thing of the house in each of its states, as real rows made by the services, with a way out
that the office takes alone. For tests/test_no_dead_ends.py.
"""

from tests.support.standings import applications, few, letters, meetings, people
from tests.support.standings.base import EARLY, MAKERS, MORE, Row

__all__ = ["EARLY", "MAKERS", "MORE", "Row", "applications", "few", "letters", "meetings", "people"]
