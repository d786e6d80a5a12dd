"""Letters."""

from __future__ import annotations

from datetime import UTC, datetime

from samordna.letters.models import Letter
from samordna.letters.rules import Kind, State
from samordna.letters.services import hand_letter_over, send_again
from samordna.parties.tests.cast import Cast
from tests.support.standings.base import Row, makes, office

MADE = datetime(2024, 9, 5, 8, tzinfo=UTC)


def _letter(cast: Cast, state: State) -> Letter:
    person = cast.people["applicant"]
    return Letter.objects.create(
        association=cast.association,
        kind=Kind.APPLICATION_RECEIVED,
        person=person,
        name=person.name,
        address=person.email,
        subject="Vi har fått er ansökan",
        text="Ansökan har kommit in.",
        made_at=MADE,
        state=state,
        next_try_at=MADE if state == State.WAITING else None,
        sent_at=MADE if state == State.SENT else None,
        message_id="<1@exempel.se>",
    )


def _handed_over(cast: Cast, state: State) -> Row:
    letter = _letter(cast, state)
    return Row(
        way_out=lambda: hand_letter_over(actor=office(cast), letter=letter, how="Per telefon")
    )


def _sent_again(cast: Cast, state: State) -> Row:
    letter = _letter(cast, state)
    return Row(way_out=lambda: send_again(actor=office(cast), letter=letter))


@makes("letter", State.WAITING)
def waiting(cast: Cast) -> Row:
    return _handed_over(cast, State.WAITING)


@makes("letter", State.BOUNCED)
def bounced(cast: Cast) -> Row:
    return _handed_over(cast, State.BOUNCED)


@makes("letter", State.FAILED)
def failed(cast: Cast) -> Row:
    return _handed_over(cast, State.FAILED)


@makes("letter", State.SENT)
def sent(cast: Cast) -> Row:
    return _sent_again(cast, State.SENT)


@makes("letter", State.STOPPED)
def stopped(cast: Cast) -> Row:
    return _sent_again(cast, State.STOPPED)


@makes("letter", State.HANDED)
def handed(cast: Cast) -> Row:
    return _sent_again(cast, State.HANDED)


@makes("letter", State.GATHERED)
def gathered(cast: Cast) -> Row:
    _letter(cast, State.GATHERED)
    return Row()
