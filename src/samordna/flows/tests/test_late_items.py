"""What the meeting itself takes up: offered while it is going on, and told where the agenda is
settled."""

from __future__ import annotations

import pytest
from django.test import Client

from samordna.flows.services import take_off_agenda
from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.added_items import with_added
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.table import treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


def _clauses(meeting: Meeting, heading: str) -> list[str]:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if heading in i.heading)
    return [clause for block in proceedings.decided(item).blocks for clause in block.clauses]


def test_a_late_application_is_offered_added_and_granted_as_one(
    cast: Cast, application: Application, client: Client
) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva", "Lars")
    client.force_login(cast.people["registrar"])
    page = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(story.MEETING_DAY):
        html = client.get(page).content.decode()
        part = html.partition('id="ta-upp-application"')[2]
        assert "Plattform" in part and " checked" not in part
        client.post(f"{page}lagg-till/", {"slag": "application", "valda": str(application.pk)})
        html = client.get(page).content.decode()
    assert 'id="ta-upp-application"' not in html  # nothing is left, and nothing is said of it
    story.decide(cast, meeting, "Fastställande", "approved")
    (said,) = _clauses(meeting, "Fastställande")
    assert said.startswith(
        "fastställa föredragningslistan med tillägg av ”Ansökan Plattform – Heby"
    )
    story.decide(cast, meeting, "Plattform", "approved")
    assert any("bevilja Plattform" in clause for clause in _clauses(meeting, "Plattform"))
    codes = {f.code for f in load_proceedings(meeting).findings}
    assert not codes & {"proposal-changed", "nothing-changed"}


def test_an_item_added_while_the_agenda_is_in_hand_or_decided(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    with story.on(story.MEETING_DAY):
        treat_item(actor=actor, item=story.item(meeting, "Fastställande"))
        add_item(actor=actor, meeting=meeting, details={"heading": "Lokaler"})
        add_item(actor=actor, meeting=meeting, details={"heading": "Resor i {maj}"})
        story.decide(cast, meeting, "Fastställande", "approved")
        told = "fastställa föredragningslistan med tillägg av ”Lokaler” och ”Resor i (maj)”."
        assert _clauses(meeting, "Fastställande") == [told]
        # What comes after that was not added by the paragraph.
        add_item(actor=actor, meeting=meeting, details={"heading": "Ännu en"})
    assert _clauses(meeting, "Fastställande") == [told]


def test_an_item_that_stood_on_the_agenda_before_the_meeting_is_no_addition(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Fastställande", "approved")
    assert _clauses(meeting, "Fastställande") == ["fastställa föredragningslistan."]


def test_what_was_added_by_mistake_is_taken_off_while_it_is_not_taken_up(
    cast: Cast, client: Client
) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    client.force_login(cast.people["registrar"])
    here = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(story.MEETING_DAY):
        treat_item(actor=actor, item=story.item(meeting, "Fastställande"))
        stays = add_item(actor=actor, meeting=meeting, details={"heading": "Lokaler"})
        gone = add_item(actor=actor, meeting=meeting, details={"heading": "Resor"})
        summoned = story.item(meeting, "Riktlinjer")
        for page in (f"{here}punkt/{gone.pk}/", f"{here}vid-bordet/?punkt={gone.pk}"):
            assert f"punkt/{gone.pk}/ta-bort/" in client.get(page).content.decode()
        for page in (f"{here}punkt/{summoned.pk}/", f"{here}vid-bordet/?punkt={summoned.pk}"):
            assert "Ta bort punkten" not in client.get(page).content.decode()
        client.post(f"{here}punkt/{gone.pk}/ta-bort/")
        assert not meeting.items.filter(pk=gone.pk).exists()
        with pytest.raises(NotPossible, match="ta bort en punkt"):
            take_off_agenda(actor=actor, item=summoned)
        story.decide(cast, meeting, "Fastställande", "approved")
        told = "fastställa föredragningslistan med tillägg av ”Lokaler”."
        assert _clauses(meeting, "Fastställande") == [told]
        with pytest.raises(NotPossible, match="fastställd med tillägg"):
            take_off_agenda(actor=actor, item=stays)
        treat_item(actor=actor, item=stays)
        with pytest.raises(NotPossible, match="Ångra att den togs upp"):
            take_off_agenda(actor=actor, item=stays)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ({"words": "godkänna dagordningen"}, "godkänna dagordningen med tillägg av ”A”"),
        ({"words": "fastställa föredragningslistan.", "own": "fastställa listan"}, None),
        ({"words": "fastställa föredragningslistan med ändringen att punkt 3 utgår"}, None),
        ({"words": "fastställa budgeten"}, None),
        ({"words": "fastställa föredragningslistan", "when": "rejected"}, None),
    ],
)
def test_only_made_words_that_settle_the_agenda_follow(
    clause: dict[str, str], said: str | None
) -> None:
    given = Clause(ClauseKind.FORMAL, **clause)
    (found,) = with_added([given], "A")
    assert found.words == (clause["words"] if said is None else said)
