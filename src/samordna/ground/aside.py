"""What fails for one of many is left aside, so that the others go on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.utils import OperationalError

logger = logging.getLogger(__name__)


@contextmanager
def left_aside(what: str) -> Iterator[None]:
    """Log an exception about ``what`` and go on. A database that is away concerns all: it raises.

    Outside of transactions only, since a transaction in which something failed takes no more.
    """
    try:
        yield
    except OperationalError:
        raise
    except Exception:
        logger.exception("left aside: %s", what)
