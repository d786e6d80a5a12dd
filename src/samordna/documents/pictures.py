"""Pictures from outside that are kept: whether one may be drawn by a browser. No Django here."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

#: Pixels of a picture that a browser is asked to draw.
_MOST_PIXELS = 60_000_000


def is_plain_picture(data: bytes) -> bool:
    """Whether bytes are one PNG or JPEG picture, whole, and not too large to draw."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return False
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
