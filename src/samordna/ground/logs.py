"""What the log is spared."""

from __future__ import annotations

import logging


def one_line(record: logging.LogRecord) -> bool:
    """Take the traceback out of a request that was answered: a refusal is told in one line.

    For Django's log of requests. What nobody expected is answered with 500 and keeps its own.
    """
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None
    return True
