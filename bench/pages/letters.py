"""The letters of an association: some of each state."""

from __future__ import annotations

from datetime import timedelta

from bench.landmarks import Landmarks
from bench.pages import Page
from bench.seed.parties import Ground
from samordna.letters.models import Letter
from samordna.letters.rules import Kind, State
from samordna.parties.models import Contact

#: Letters a mandate: what a board of this size gets in some years.
LETTERS_EACH = 200


def seed(ground: Ground) -> None:
    """Letters to the board, nearly all of them sent."""
    rows = []
    for place, mandate in enumerate(ground.mandates * LETTERS_EACH):
        bounced = place % 97 == 0
        made = ground.now - timedelta(minutes=place)
        rows.append(
            Letter(
                association=ground.association,
                kind=Kind.SUMMONS,
                person=mandate.person,
                name=mandate.person.name,
                address=mandate.person.email,
                subject="Kallelse till styrelsen",
                text="Handlingarna finns i Samordna.",
                path=f"/{ground.association.slug}/sammantraden/1/",
                made_at=made,
                state=State.BOUNCED if bounced else State.SENT,
                reason="Mottagarens e-postserver tar inte emot adressen: 550" if bounced else "",
                sent_at=None if bounced else made,
                message_id=f"<{place}@exempel.se>",
            )
        )
    Letter.objects.bulk_create(rows)


def _newest(marks: Landmarks) -> dict[str, int]:
    return {"pk": Letter.objects.latest("pk").pk}


def _invited(marks: Landmarks) -> dict[str, int]:
    """Somebody on the board, who has no account yet."""
    return {"pk": Contact._base_manager.get(person=marks.people["chair"]).pk}


PAGES = (
    Page("Letters", "letters:letters", "registrar", Letter),
    Page("Letters, searched", "letters:letters", "registrar", Letter, query="q=kallelse"),
    Page("Letters, bounced", "letters:letters", "director", Letter, query="lage=kom-inte-fram"),
    Page("A letter", "letters:letter", "registrar", Letter, _newest),
    Page("A letter, handed over", "letters:hand_over", "director", Letter, _newest),
    Page("Invitations not used", "letters:unused", "director", Letter),
    Page("Inviting somebody", "letters:invite", "director", Letter, _invited),
    Page("Correcting an address", "letters:correct_address", "director", Letter, _invited),
    Page("My letters", "letters:preference", "chair", Letter),
)
