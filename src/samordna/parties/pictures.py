"""Pictures from outside, read with care: a logo is a small PNG or JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from samordna.parties.services.errors import NoPicture

LARGEST_BYTES = 300_000
#: Pixels along a side. What is larger is no logo, and may be made to take all memory.
SMALLEST, LARGEST = 16, 2_000
#: What is opened, and what it then may be: Pillow opens a JPEG of a telephone that has more
#: pictures behind the first as JPEG, and calls it MPO.
_OPENED = ("PNG", "JPEG")
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is, and how large in pixels."""

    media_type: str
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Read what a picture is; its pixels are read through only when they are few.

    Raises NoPicture with a Swedish sentence.
    """
    if len(content) > LARGEST_BYTES:
        raise NoPicture(f"Bilden är för stor. Den får vara högst {LARGEST_BYTES // 1000} kB.")
    try:
        with Image.open(BytesIO(content), formats=_OPENED) as image:
            kind, (width, height) = image.format or "", image.size
            if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
                raise NoPicture(
                    f"Bilden är {width} x {height} bildpunkter. Varje sida ska ha mellan "
                    f"{SMALLEST} och {LARGEST}."
                )
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture(
            "Filen går inte att läsa som en bild. Välj en PNG- eller JPEG-fil."
        ) from error
    return Picture(_TYPES[kind], width, height)
