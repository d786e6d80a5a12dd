"""What is known about a PDF that somebody uploaded, and why one may not be bundled.

A sentence says what is wrong, where, and what to do. None asks anybody to save an original anew:
that would take the signatures of a signed one away. A printout of it may be attached instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samordna.kernel.sentences import listed

_PRINT = "Skriv ut filen till en ny PDF och bifoga utskriften; originalet behåller du som det är."
_ASK = "Be den som skickade filen om en hel."

#: The largest file that is taken in, in bytes (30 MB), and the most pages.
LARGEST_BYTES = 30 * 1024 * 1024
MOST_PAGES = 1500

NOT_PDF = "Filen är inte en PDF."
TOO_LARGE = "Filen är större än 30 MB. Dela upp den, eller bifoga en utskrift med mindre bilder."
TOO_MANY = f"Filen har fler än {MOST_PAGES} sidor. Dela upp den."
ENCRYPTED = f"Filen går inte att öppna utan lösenord. {_PRINT}"
BROKEN = f"Filen är skadad och går inte att läsa säkert. {_ASK}"
BROKEN_PAGE = "Sidan {page} i filen är skadad och går inte att läsa säkert. " + _ASK
SWELLS = f"Filen packar upp till orimligt mycket. {_PRINT}"
BAD_PAGE = "Sidan {page} i filen saknar giltig storlek. " + _PRINT
DYNAMIC = f"Filen är ett dynamiskt formulär (XFA), som inte har några färdiga sidor. {_PRINT}"
UNDRAWN = "Sidan {page} i filen har svar i ett formulär som inte är inritade. " + _PRINT
UNDRAWN_NOTE = "Sidan {page} i filen har en anteckning som inte är inritad. " + _PRINT
DIFFERS = "Sidan {page} i filen skulle se annorlunda ut i en kallelse än i originalet. " + _PRINT
REPAIRED = (
    "Filen är skadad, men alla sidor gick att läsa: de är lagade i kallelsen, och originalet är "
    "kvar som det kom."
)
NOT_JOINED = "Filen går inte att foga ihop med resten av kallelsen. " + _PRINT
TOO_HEAVY_TOGETHER = (
    "Bilagorna tar tillsammans för mycket tid eller minne att foga ihop, och den här är störst. "
    "Bifoga en utskrift med mindre bilder, eller dela upp filen."
)
TOO_HEAVY = (
    f"Filen tar för mycket tid eller minne att läsa. Dela upp den. Hjälper det inte: {_PRINT}"
)


class PdfRefused(ValueError):
    """The file may not be bundled. The message is for the uploader; ``reasons`` are its parts."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class NotJoined(PdfRefused):
    """Files cannot join the others in a bundle. ``why``: the reasons, by the label of each."""

    def __init__(self, why: Mapping[str, tuple[str, ...]]) -> None:
        self.why = dict(why)
        super().__init__(*(" ".join((f"{label}:", *said)) for label, said in self.why.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.why,)


class TooHeavyTogether(NotJoined):
    """They take too much together; the largest of them is named."""


class PdfDamaged(PdfRefused):
    """The file shows too little when it is read this way; another way may show it whole."""


class PdfDiffers(PdfRefused):
    """A page would look otherwise in a bundle."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What is known about a PDF that was let in.

    ``tagged``: it has a structure for assistive technology. ``claims_ua``: it says of itself that
    it is PDF/UA. ``has_form``: it has form fields, which are printed as they look when the file
    joins another. ``signed``: it carries an electronic signature, which only the original keeps.
    ``repaired``: it is damaged, and all of its pages could be shown nevertheless. ``risky``: its
    original never opens in a page, since it is not sound or holds more than paper (scripts, files
    and the like). ``left_behind``: what only the original keeps, in Swedish. ``version`` is that of
    PDF itself.
    """

    pages: int
    tagged: bool
    claims_ua: bool = False
    has_form: bool = False
    signed: bool = False
    repaired: bool = False
    risky: bool = False
    left_behind: tuple[str, ...] = ()
    version: str = field(default="1.7", compare=False)

    @property
    def accessible(self) -> bool:
        """Whether a PDF/UA-1 file remains one when this joins it."""
        return self.tagged and self.claims_ua and not self.has_form and self.version < "2.0"

    @property
    def note(self) -> str:
        """What was repaired and what does not go along into a summons, as Swedish sentences; empty
        for a sound file that goes along whole.
        """
        kept = list(self.left_behind)
        if self.signed:
            kept.append("de elektroniska underskrifterna")
        said = [REPAIRED] if self.repaired else []
        if kept:
            only = listed(kept)
            said.append(
                f"I kallelsen visas filens sidor, men detta finns bara i originalet: {only}."
            )
        return " ".join(said)
