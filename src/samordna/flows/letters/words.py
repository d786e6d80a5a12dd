"""What the letters say, all of it. Plain Swedish; no personal data but names.

Each function answers with the subject and the text. The greeting, the link and the foot are the
same for all letters (``letters.links.body_of``).
"""

from __future__ import annotations

from django.utils import timezone

from samordna.kernel.dates import format_long
from samordna.letters.models import Invitation
from samordna.letters.rules import INVITATION_LASTS
from samordna.meetings.models import Meeting
from samordna.meetings.papers.words import body_in_text, hours, inside

Words = tuple[str, str]


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


# People -------------------------------------------------------------------------------------------


def invitation(given: Invitation, what: str) -> Words:
    """``what``: what the person is here, such as ``sökande för Heby kommun``; may be empty."""
    last = timezone.localtime(given.valid_until)
    added = f"Du är upplagd i Samordna som {what}." if what else "Du är upplagd i Samordna."
    return (
        f"Inbjudan till {given.association.name}",
        _paragraphs(
            f"{added} Det är {given.association.name}s system för ansökningar, möten och beslut.",
            "Välj ett lösenord med länken här under. Sedan kan du lägga till en nyckel eller en "
            "kod ur en app, så att inloggningen blir säkrare.",
            f"Länken fungerar en gång, i {INVITATION_LASTS.days} dagar, till och med "
            f"{format_long(last.date())} kl. {last:%H.%M}. Skicka den inte vidare.",
        ),
    )


def added(association_name: str, what: str) -> Words:
    """To somebody who has an account already."""
    return (
        f"Nytt för dig i {association_name}",
        f"Du är nu upplagd som {what}. Logga in som vanligt.",
    )


# Meetings -----------------------------------------------------------------------------------------


def summons(meeting: Meeting, *, again: bool) -> Words:
    """``again``: the body has been called before, and something has changed since."""
    body, day = body_in_text(meeting), format_long(meeting.held_on)
    mode = meeting.get_mode_display()
    where = (
        meeting.place
        if meeting.mode == Meeting.Mode.PHYSICAL
        else f"{meeting.place} ({inside(mode)})"
    )
    hindrance = (
        f"Har du förhinder anmäler du det till {meeting.hindrance_contact}."
        if meeting.hindrance_contact
        else ""
    )
    return (
        f"{'Ny kallelse' if again else 'Kallelse'} till {body} {day}",
        _paragraphs(
            "Kallelsen har ändrats sedan du fick den förra. Det här gäller nu." if again else "",
            f"Du är kallad till sammanträde med {body} den {day} kl. {hours(meeting)}. "
            f"Plats: {where}.",
            hindrance,
        ),
    )
