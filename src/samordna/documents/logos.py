"""The association's logo as papers carry it: small, in colours that an archived file may have."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from samordna.parties.models import Logo

#: Pixels along the longer side: twice what 50 mm of paper shows to the eye.
LONGEST = 800


def logo_of(association_id: int) -> bytes:
    """The logo as a PNG in RGB; empty for an association without one. One query."""
    found = Logo._base_manager.filter(association_id=association_id).first()
    return fit_for_paper(bytes(found.content)) if found is not None else b""


def fit_for_paper(content: bytes) -> bytes:
    """A picture as a PNG in eight-bit RGB, with what is seen through it, no larger than it shows.

    The profile and the other facts that a camera or a program has put into it do not come along.
    """
    with Image.open(BytesIO(content)) as image:
        see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        made = image.convert("RGBA" if see_through else "RGB")
    made.thumbnail((LONGEST, LONGEST))
    made.info.clear()
    out = BytesIO()
    made.save(out, format="PNG")
    return out.getvalue()
