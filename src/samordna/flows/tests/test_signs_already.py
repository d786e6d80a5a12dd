"""Who stands in for a signer of the minutes and already signs them in another role: told of where
it is so, offered only where nobody else can, and refused with who may instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Attendee, Minutes, MinutesSigner
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, record_absence
from samordna.meetings.services.signers import StandIn, replace_signer, shares
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Mandate, RoleAssignment
from samordna.parties.tests.cast import FROM, Cast, make_cast

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def of(minutes: Minutes, role: str) -> MinutesSigner:
    signer = minutes.signers.get(role=role)
    signer.minutes = Minutes.objects.select_related("meeting").get(pk=minutes.pk)
    return signer


def page_of(client: Client, cast: Cast, signer: MinutesSigner) -> str:
    client.force_login(cast.people["registrar"])
    number = signer.minutes.meeting.number
    with story.on(DAY):
        answer = client.get(f"/uppsala/sammantraden/{number}/justera/{signer.pk}/ersatt/")
    return plain(answer.content.decode())


@pytest.fixture
def divided(cast: Cast) -> Minutes:
    """Three came. Orvar leads the first paragraph, where Alva is not there yet, and Alva is chosen
    to lead the others; Viola adjusts them all."""
    meeting, keeper = story.opened(cast), story.keeper(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva")
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    first, *rest = meeting.items.order_by("position")
    with story.on(DAY, 10):
        story.decide_all(cast, meeting, "undecided")
        alva = Attendee.objects.get(pk=story.person(meeting, "Alva").pk)
        for row in rest:
            story.decide(cast, meeting, row.heading, "undecided", chaired_by=alva)
        record_absence(
            actor=keeper,
            attendee=story.person(meeting, "Alva"),
            reason="arrived_late",
            from_item=first,
            to_item=first,
        )
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
        return lock_minutes(actor=keeper, meeting=meeting)


def test_the_page_says_of_each_paragraph_where_one_would_sign_in_both_roles(
    cast: Cast, divided: Minutes, client: Client
) -> None:
    """Orvar may sign all of Viola's: beside Alva, who leads them, and alone where he leads."""
    signer = of(divided, "adjuster")
    (part,) = shares(signer)
    assert [one.name.split()[0] for one in part.people] == ["Orvar"]
    assert part.by_both == (1,)
    shown = page_of(client, cast, signer)
    assert "Ingen annan som kan skriva under tjänstgjorde vid § 1." in shown


def test_who_already_signs_is_neither_offered_nor_let_and_it_is_said_who_may(
    cast: Cast, client: Client
) -> None:
    minutes = story.locked(cast)
    for role, other in (("adjuster", "Orvar Orre"), ("chair", "Viola Vik")):
        signer = of(minutes, role)
        shown = page_of(client, cast, signer)
        choices = shown[shown.index("<select") : shown.index("</select")]
        assert other not in choices and "Lars Lind" in choices
        row = story.person(signer.minutes.meeting, other)
        chosen = story.whole(signer, StandIn(str(row.pk), row.name, attendee=row))
        with pytest.raises(NotPossible) as refused, story.on(DAY):
            replace_signer(
                actor=story.keeper(cast), signer=signer, chosen=chosen, reason="Svårt sjuk"
            )
        said = plain(str(refused.value))
        assert said.startswith(f"{other} kan inte skriva under §§ 1–6 i stället")
        assert "Välj Lars Lind" in said and " eller Tage Torn" in said
        client.force_login(cast.people["registrar"])
        with story.on(DAY):
            answer = client.post(
                f"/uppsala/sammantraden/{signer.minutes.meeting.number}/justera/{signer.pk}/ersatt/",
                {"stand_in": row.pk, "reason": "Svårt sjuk"},
            )
        assert "Välj Lars Lind" in plain(answer.content.decode())
    assert Minutes.objects.filter(meeting=minutes.meeting).count() == 1


def sits_and_works(cast: Cast) -> None:
    """Orvar, who leads the board, also works in the office."""
    RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["chair"],
        role="registrar",
        valid_from=FROM,
    )


def test_who_signs_as_chair_signs_for_the_secretary_only_where_nobody_else_can(cast: Cast) -> None:
    sits_and_works(cast)
    signer = of(story.locked(cast), "secretary")
    with story.on(DAY):
        (part,) = shares(signer)
        names = {one.name for one in part.people}
        assert "Frida Falk" in names and cast.mandates["chair"].name not in names
        others = RoleAssignment.objects.exclude(person=cast.people["chair"])
        others.exclude(person=signer.person_id).delete()
        (part,) = shares(signer)
        assert [one.name for one in part.people] == [cast.mandates["chair"].name]
        assert Mandate.objects.filter(person=cast.people["chair"]).exists()
