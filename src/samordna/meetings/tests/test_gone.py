"""What somebody else has taken away since it was read: a sentence, never an error of the product.

Two who press at once both read the row; under the lock the second finds it gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_scopes import scope

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF
from samordna.documents.steps import add_version
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.services import planning, presence
from samordna.meetings.services.table import open_meeting, treat_item
from samordna.meetings.steps import remove_item
from samordna.meetings.tests import story
from samordna.parties.actors import Actor
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

Step = Callable[[Actor, AgendaItem], Any]


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _paper(actor: Actor) -> Any:
    return add_version(
        actor=actor,
        data=b"%PDF-1.7",
        media_type=PDF,
        filename="bilaga.pdf",
        kind=PaperKind.ATTACHMENT,
        title="Bilaga",
    )


STEPS: dict[str, Step] = {
    "removed": lambda actor, item: remove_item(actor=actor, item=item),
    "edited": lambda actor, item: planning.edit_item(
        actor=actor, item=item, details={"heading": "Annat"}, revision=item.revision
    ),
    "moved": lambda actor, item: planning.move_item(actor=actor, item=item, up=True),
    "attached to": lambda actor, item: planning.attach_paper(
        actor=actor, item=item, version=_paper(actor)
    ),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_an_item_that_was_taken_off_meanwhile_is_said_to_be(cast: Cast, step: Step) -> None:
    meeting = story.plan(cast)
    actor = cast.actor("registrar")
    mine, theirs = story.item(meeting, "Riktlinjer"), story.item(meeting, "Riktlinjer")
    remove_item(actor=actor, item=theirs)
    with pytest.raises(NotPossible, match="redan borttagen från föredragningslistan"):
        step(actor, mine)
    assert [i.position for i in meeting.items.all()] == [1, 2, 3, 4, 5]


def test_an_item_that_was_taken_off_before_the_meeting_opened_is_not_taken_up(cast: Cast) -> None:
    meeting = story.plan(cast)
    mine = story.item(meeting, "Riktlinjer")
    remove_item(actor=cast.actor("registrar"), item=story.item(meeting, "Riktlinjer"))
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    with story.on(story.MEETING_DAY):
        open_meeting(actor=story.keeper(cast), meeting=meeting)
        with pytest.raises(NotPossible, match="redan borttagen från föredragningslistan"):
            treat_item(actor=story.keeper(cast), item=mine)


def test_an_attachment_removed_twice_leaves_the_others_in_their_places(cast: Cast) -> None:
    meeting = story.plan(cast)
    actor = cast.actor("registrar")
    item = story.item(meeting, "Riktlinjer")
    first, _, _ = (
        planning.attach_paper(actor=actor, item=item, version=_paper(actor)) for _ in range(3)
    )
    pk = first.pk
    planning.detach_paper(actor=actor, attachment=first)
    first.pk = pk
    with pytest.raises(NotPossible, match="redan borttagen från punkten"):
        planning.detach_paper(actor=actor, attachment=first)
    assert [a.position for a in item.attachments.all()] == [0, 1]


def test_what_is_taken_back_at_the_table_is_taken_back_once(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    presence.set_all_present(actor=actor, meeting=meeting)
    viola, item = story.person(meeting, "Viola"), story.item(meeting, "Riktlinjer")
    other = presence.add_other(actor=actor, meeting=meeting, name="Föredraganden")
    absence = presence.record_absence(actor=actor, attendee=viola, reason="away", from_item=item)
    adjuster = presence.choose_adjuster(actor=actor, meeting=meeting, attendee=viola)
    steps: list[tuple[Any, str, Callable[[Any], None]]] = [
        (other, "remove_other", lambda row: presence.remove_other(actor=actor, attendee=row)),
        (absence, "remove_absence", lambda row: presence.remove_absence(actor=actor, absence=row)),
        (
            adjuster,
            "remove_adjuster",
            lambda row: presence.remove_adjuster(actor=actor, adjuster=row),
        ),
    ]
    for row, verb, step in steps:
        theirs = type(row).objects.get(pk=row.pk)
        step(theirs)
        with pytest.raises(NotPossible, match="redan"):
            step(row)
        assert JournalEntry.objects.filter(verb=verb).count() == 1
    with pytest.raises(NotPossible, match="redan borttagen"):
        presence.set_presence(actor=actor, attendee=other, present=False)
