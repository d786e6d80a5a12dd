"""What is found out about a file from outside when it is kept: its kind, and whether it may open.

A file that is kept is never changed and never refused for what it holds. What is found out decides
how it is handed out again: a PDF without scripts, other files and the like, and a plain picture,
may open in a page. All else is downloaded.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from samordna.documents.pdf.foreign.check import PdfRefused, is_plain_pdf
from samordna.documents.pictures import is_plain_picture
from samordna.ground.apart import ONE_FILE, NotRead, remembered
from samordna.kernel.media import OPENS, PDF, UNKNOWN, media_type_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that somebody sent: its name and its exact bytes."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that has been looked at. ``opens``: whether it may open in a page."""

    filename: str
    data: bytes
    media_type: str
    opens: bool


def look_at(files: Sequence[Incoming]) -> list[Looked]:
    """Find out what files are, apart from everything else. Nothing is refused.

    Takes seconds for large files: called before anything is held.
    """
    return [_looked(file) for file in files]


def _looked(file: Incoming) -> Looked:
    media_type, opens = kind_of(file.data, file.filename)
    return Looked(file.filename, file.data, media_type, opens)


@remembered
def kind_of(data: bytes, filename: str) -> tuple[str, bool]:
    """The media type of a file, and whether it may open in a page."""
    try:
        media_type = ONE_FILE.call(media_type_of, data, filename)
    except NotRead:
        return UNKNOWN, False
    return media_type, _may_open(media_type, data)


def _may_open(media_type: str, data: bytes) -> bool:
    if media_type not in OPENS:
        return False
    try:
        if media_type == PDF:
            return ONE_FILE.call(is_plain_pdf, data)
        return ONE_FILE.call(is_plain_picture, data)
    except (NotRead, PdfRefused):
        return False
    except Exception:
        # It is kept as it came all the same; what its reader stumbles over is opened nowhere.
        logger.exception("a file that is kept could not be looked at")
        return False
