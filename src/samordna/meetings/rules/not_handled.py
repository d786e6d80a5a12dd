"""How it is said that a body was no quorum and did not handle a matter (KL 6:27): the one home of
the words, for minutes, agendas, *Idag*, the thread, the application's page and letters."""

from __future__ import annotations

from datetime import date
from typing import Final

from samordna.kernel.dates import format_long

#: Where the body, the day and the paragraph stand beside it.
IN_SHORT: Final = "inte beslutför, behandlades inte"
#: What is to come of it, where something of a board is to come.
TO_COME: Final = "Tas upp av styrelsen"
#: How what was not handled comes back, for who keeps the minutes: it …
COMES_BACK: Final = "erbjuds när nästa sammanträde planeras; en stående punkt följer med mallen"


def handles_not(body: str) -> str:
    """The sentence of the paragraph itself, by the body's name."""
    return f"{body} är inte beslutför och behandlar inte ärendet."


def not_handled(body: str, day: date, paragraph: int | None, what: str = "ärendet") -> str:
    """The same afterwards, without a stop: ``Styrelsen var inte beslutför den 12 september 2024,
    § 3, och behandlade inte ansökan``."""
    return (
        f"{body} var inte beslutför den {format_long(day)}, § {paragraph}, "
        f"och behandlade inte {what}"
    )


def nothing_left(body: str) -> str:
    """Why nothing can be noted at once as not handled, by the body inside a sentence."""
    return (
        f"Inget är antecknat. Antingen är {body} beslutför vid något av det som återstår, eller så "
        "återstår inget. Kom ingen ställer du in sammanträdet."
    )


def waits(what: str = "ärendet") -> str:
    """That it waits as it did before, as a sentence."""
    return f"{'Den' if what.startswith('ansökan') else 'Det'} väntar som förut."
