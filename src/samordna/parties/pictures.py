"""Pictures from outside, read with care: a logo is a small PNG or JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from samordna.ground.apart import Apart, NotRead
from samordna.parties.services.errors import NoPicture

LARGEST_BYTES = 300_000
#: A picture of the most pixels takes some ten MB to read and to write.
_ONE_PICTURE = Apart(megabytes=200, answer=32)
#: Pixels along a side. What is larger is no logo, and may be made to take all memory.
SMALLEST, LARGEST = 16, 2_000
#: What is opened, and what it then may be: Pillow opens a JPEG of a telephone that has more
#: pictures behind the first as JPEG, and calls it MPO.
_OPENED = ("PNG", "JPEG")
#: What a file says beside its pixels that they cannot be seen rightly without.
_OF_THE_PICTURE = ("transparency", "icc_profile")
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is, how large in pixels, and its bytes with nothing but the picture."""

    content: bytes
    media_type: str
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Read what a picture is; its pixels are read through only when they are few.

    What a camera or a program wrote beside them is left out: a logo is shown to anyone, and a place
    or a name in it would be too.
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
            upright = ImageOps.exif_transpose(image)
            bare = _bare(upright, _TYPES[kind])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture(
            "Filen går inte att läsa som en bild. Välj en PNG- eller JPEG-fil."
        ) from error
    return Picture(bare, _TYPES[kind], *upright.size)


def read_picture_apart(content: bytes) -> Picture:
    """:func:`read_picture` in the process for foreign files. Raises NoPicture."""
    try:
        return _ONE_PICTURE.call(read_picture, content)
    except NotRead as error:
        raise NoPicture(
            "Bilden tar för mycket tid eller minne att läsa. Spara den på nytt, mindre, som PNG "
            "eller JPEG."
        ) from error


def _bare(image: Image.Image, media_type: str) -> bytes:
    image.info = {key: value for key, value in image.info.items() if key in _OF_THE_PICTURE}
    out = BytesIO()
    if media_type == "image/png":
        image.save(out, "PNG", optimize=True, exif=b"")
    else:
        image.save(out, "JPEG", quality=95, exif=b"")
    return out.getvalue()
