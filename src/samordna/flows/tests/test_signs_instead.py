"""Somebody else signs in an elected adjuster's place: what the board decided stands as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.tests.reading import text
from samordna.flows.services import sign_and_settle
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Adjuster, Attendee, InStead, Meeting, Minutes
from samordna.meetings.proceedings.load import load_decisions, load_proceedings
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.signers import replace_signer, stand_ins
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from tests.support.standings.board import hold
from tests.support.standings.meetings import committee

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def replaced(cast: Cast, minutes: Minutes, role: str, name: str) -> Minutes:
    signer = minutes.signers.get(role=role)
    signer.minutes = minutes
    with story.on(DAY):
        chosen = next(s for s in stand_ins(signer) if s.name.startswith(name))
        return replace_signer(
            actor=story.keeper(cast),
            signer=signer,
            chosen=story.whole(signer, chosen),
            reason="Svårt sjuk",
        )


def decided_words(minutes: Minutes) -> str:
    decided = load_decisions([minutes.meeting])[minutes.meeting.pk]
    return str(decided)


def test_nobody_signs_instead_of_who_has_signed(cast: Cast) -> None:
    minutes = story.locked(cast)
    with story.on(DAY, 12):
        sign_and_settle(actor=cast.actor("vice_chair", DAY), minutes=minutes)
    with pytest.raises(NotPossible, match="har redan skrivit under"):
        replaced(cast, minutes, "adjuster", "Lars Lind")
    assert Minutes.objects.get(meeting=minutes.meeting).withdrawn_at is None


def test_the_minutes_say_whom_the_board_elected_and_who_signs_instead(
    cast: Cast, client: Client
) -> None:
    minutes = story.locked(cast)
    elected = minutes.signers.get(role="adjuster").name
    before = decided_words(minutes)
    assert elected in before
    new = replaced(cast, minutes, "adjuster", "Lars Lind")
    assert decided_words(new) == before
    assert Adjuster.objects.get(item=None).attendee.name == elected
    said = text(bytes(new.paper.file.data))
    assert f"utse {elected}" in said and "utse Lars Lind" not in said
    assert f"I justerarens ställe, för {elected}" in said and "Svårt sjuk" not in said
    signer = new.signers.get(role="for_adjust")
    assert (signer.name, signer.instead_of) == ("Lars Lind", elected)
    assert (signer.stand_in_reason, signer.stand_in_decided_on) == ("Svårt sjuk", DAY)
    assert signer.stand_in_decided_by == story.keeper(cast).name
    client.force_login(
        cast.people["registrar"], backend="django.contrib.auth.backends.ModelBackend"
    )
    with story.on(DAY):
        path = f"/uppsala/sammantraden/{new.meeting.number}/protokoll/"
        page = client.get(path).content.decode()
        recall = client.get(f"/uppsala/sammantraden/{new.meeting.number}/protokoll/aterta/")
        client.force_login(signer.person, backend="django.contrib.auth.backends.ModelBackend")
        home = client.get("/").content.decode()
    whole = f"i justerarens ställe, för {elected}, {signer.paragraphs}"
    assert whole in page and whole in recall.content.decode() and whole in str(signer)
    assert f"Du skriver under i justerarens ställe, för {elected}, {signer.paragraphs}." in home
    assert "du är i " not in home.lower()
    assert f"Beslutat av {signer.stand_in_decided_by}" in page and "Svårt sjuk" in page


def test_the_stand_in_is_replaced_in_turn_and_the_signature_says_for_whom(cast: Cast) -> None:
    minutes = story.locked(cast)
    elected = minutes.signers.get(role="adjuster").name
    new = replaced(cast, minutes, "adjuster", "Lars Lind")
    newest = replaced(cast, new, "for_adjust", "Tage Torn")
    signer = newest.signers.get(role="for_adjust")
    assert (signer.name, signer.instead_of) == ("Tage Torn", elected)
    with story.on(DAY):
        sign_and_settle(actor=cast.actor("member_tierp"), minutes=newest)
    signer.refresh_from_db()
    assert signer.signature.role == f"I justerarens ställe, för {elected}"


def test_who_kept_the_minutes_stays_when_somebody_else_signs_for_the_secretary(cast: Cast) -> None:
    minutes = story.locked(cast)
    kept_by = minutes.signers.get(role="secretary")
    new = replaced(cast, minutes, "secretary", "Frida Falk")
    meeting = Meeting.objects.get(pk=new.meeting_id)
    assert meeting.secretary_id == kept_by.person_id
    assert meeting.secretary_name == kept_by.name
    signer = new.signers.get(role="for_secr")
    assert (signer.name, signer.instead_of) == ("Frida Falk", kept_by.name)
    assert (signer.stand_in_reason, signer.stand_in_decided_on) == ("Svårt sjuk", DAY)
    said = text(bytes(new.paper.file.data))
    assert f"I sekreterarens ställe, för {kept_by.name}" in said and "Svårt sjuk" not in said
    with story.on(DAY):
        sign_and_settle(actor=cast.actor("director"), minutes=new)
    signer.refresh_from_db()
    assert signer.signature.role == f"I sekreterarens ställe, för {kept_by.name}"


def test_the_secretary_signs_after_all_and_nobody_stands_in_any_more(cast: Cast) -> None:
    minutes = story.locked(cast)
    kept_by = minutes.signers.get(role="secretary").name
    new = replaced(cast, minutes, "secretary", "Frida Falk")
    newest = replaced(cast, new, "for_secr", kept_by)
    signer = newest.signers.get(role="secretary")
    assert (signer.name, signer.instead_of, signer.stand_in_reason) == (kept_by, "", "")
    assert Meeting.objects.get(pk=new.meeting_id).secretary_signed_by is None


def test_one_elected_by_ballot_is_stood_in_for_without_a_contradiction(cast: Cast) -> None:
    minutes = story.locked(cast)
    elected = minutes.signers.get(role="adjuster").name
    proceedings = load_proceedings(minutes.meeting)
    item = proceedings.electing_adjusters
    assert item is not None
    treatment = item.treatment
    counts = [[elected, 3], ["Lars Lind", 1]]
    treatment.election = {"counts": counts, "seats": 1, "drawn": [], "drawn_by": ""}
    treatment.save(update_fields=["election"])
    new = replaced(cast, minutes, "adjuster", "Lars Lind")
    assert new.number == 2
    assert not [
        f
        for f in load_proceedings(new.meeting).findings
        if f.code in ("adjuster-contradicted", "adjuster-not-elected")
    ]
    stead = InStead.objects.filter(meeting=new.meeting, by__name="Lars Lind")
    assert {row.instead_of.name for row in stead} == {elected}


@pytest.mark.parametrize(
    ("role", "left", "instead"),
    [("adjuster", "chair", "for_adjust"), ("chair", "vice_chair", "for_chair")],
)
def test_in_a_committee_of_two_the_other_signs_in_both_roles(
    cast: Cast, client: Client, role: str, left: str, instead: str
) -> None:
    of_committee = committee(cast)
    meeting = story.plan(of_committee)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    hold(of_committee, meeting)
    third = Attendee.objects.filter(meeting=meeting, person=cast.people["member"])
    assert third.update(present=False) == 1
    with story.on(DAY, 10):
        minutes = lock_minutes(actor=story.keeper(cast), meeting=meeting)
    gone = minutes.signers.get(role=role)
    url = f"/uppsala/sammantraden/{meeting.number}/justera/{gone.pk}/ersatt/"
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        page = client.get(url).content.decode()
    assert "Ingen kan ersätta" not in page and "även i den andras ställe" in page
    name = cast.mandates[left].name
    new = replaced(of_committee, minutes, role, name)
    assert new.signers.get(role=instead).name == name
    assert "replace_signer" in JournalEntry.objects.values_list("verb", flat=True)
    with story.on(DAY, 12):
        for who in ("registrar", left):
            new = sign_and_settle(
                actor=cast.actor(who, DAY), minutes=Minutes.objects.get(pk=new.pk)
            )
    assert new.adjusted_on == DAY
