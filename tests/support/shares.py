"""How the tests are divided among the processes: a file stays whole, the walks go one by one.

What the tests of a file share is made once that way. The walks of one file share nothing but a
running demonstration, and together they would take longer than all other journeys.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

#: Files whose tests each go to whichever process is free.
DIVIDED = ("tests/journeys/test_every_page.py",)
#: Journeys that take long, longest first: begun last, one of them would keep its process busy while
#: the others have nothing left.
FIRST = (
    *DIVIDED,
    *(
        f"tests/journeys/test_{name}.py"
        for name in ("every_page_of_a_meeting", "quick_hand", "nothing_lost", "main_job")
    ),
)


def turn(nodeid: str) -> int:
    """How early a test's file is begun: the lower, the earlier."""
    file = nodeid.partition("::")[0]
    return FIRST.index(file) if file in FIRST else len(FIRST)


def kept_together(nodeid: str) -> str:
    """What a test must stay in one process with: its file, or only itself."""
    file = nodeid.partition("::")[0]
    return nodeid if file in DIVIDED else file


class Shares(LoadFileScheduling):
    """xdist's own way with files, but for the files that are divided."""

    def _split_scope(self, nodeid: str) -> str:
        return kept_together(nodeid)
