"""Taking back that an item was taken up, while the meeting goes on."""

from __future__ import annotations

from django.db.models import F

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.sentences import listed
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Absence, Adjuster, AgendaItem, InStead, Meeting, Treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.decisions import values_of
from samordna.meetings.services.locking import in_states, locked_item, locked_meeting
from samordna.parties.actors import Actor
from samordna.parties.models import NumberSeries
from samordna.parties.numbers import paragraph_key

#: A number that no paragraph has, from where those behind the gap are set down again.
_ASIDE = 1_000_000

#: What is about matters, and not about when somebody was in the room.
_OF_MATTERS = frozenset({Absence.Reason.DISQUALIFIED, Absence.Reason.ABSTAINS})


@changes
def untake_item(*, actor: Actor, item: AgendaItem, reason: str) -> None:
    """Take back that an item was taken up: it was a mistake, or nobody was there who may;
    journalled with what had been written.

    Its number goes to the paragraph behind it, so that the run has no gap, and the item waits as it
    did before. Who was chosen to adjust that item alone adjusts it no more. An item that is not
    taken up stays so. Raises Refused, and :class:`NotPossible` also where a later meeting has gone
    on with the run, and where an exception from the presence rests on the item.
    """
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, frozenset({Meeting.State.IN_SESSION}), "ångra att ärendet togs upp")
    treatment = (
        for_change(Treatment.objects.all(), of=("self",))
        .select_related("item")
        .filter(item=item)
        .first()
    )
    if treatment is None:
        return
    if not reason.strip():
        raise NotPossible("Skriv varför ärendet inte ska ha tagits upp. Skälet står i journalen.")
    run = Treatment.objects.filter(
        body=treatment.body_id,
        paragraph_period=treatment.paragraph_period,
        paragraph__gt=treatment.paragraph,
    )
    later = run.exclude(item__meeting=meeting).select_related("item__meeting").first()
    if later is not None:
        raise NotPossible(
            f"Sammanträdet {later.item.meeting.held_on} har redan tagit § {later.paragraph}, och "
            f"§ {treatment.paragraph} skulle saknas. Välj ”Inget beslut” i stället."
        )
    if resting := _resting_on(load_proceedings(meeting, attachments=False), item):
        raise NotPossible(
            f"§ {treatment.paragraph} kan inte ångras än. I närvaron finns undantag som börjar, "
            f"slutar eller gäller där: {listed(resting)}. Ta bort eller ändra dem först, under "
            "”Närvaro och justerare”. Anteckna sedan på nytt det som gäller, vid rätt punkt."
        )
    before = {
        "meeting": meeting.number,
        "item_key": item.pk,
        "paragraph": treatment.paragraph,
        "heading": treatment.item.heading,
        **values_of(treatment),
        "adjusters": [str(one.attendee) for one in Adjuster.objects.filter(item=item)],
        "in_stead": [
            str(one) for one in InStead.objects.filter(item=item).select_related("by", "instead_of")
        ],
    }
    journal(
        actor=actor,
        verb="untake_item",
        subject=treatment,
        before=before,
        after={"reason": reason.strip()[:300]},
    )
    Adjuster.objects.filter(meeting=meeting, item=item).delete()
    InStead.objects.filter(meeting=meeting, item=item).delete()
    # A page that was drawn of this treatment must not pass for one of the next.
    waiting = locked_item(item)
    waiting.revision = max(waiting.revision, treatment.revision + 1)
    waiting.save(update_fields=["revision"])
    behind = list(run.values_list("pk", flat=True))
    treatment.delete()
    Treatment.objects.filter(pk__in=behind).update(paragraph=F("paragraph") + _ASIDE)
    Treatment.objects.filter(pk__in=behind).update(paragraph=F("paragraph") - _ASIDE - 1)
    series = for_change(NumberSeries.objects.all()).get(
        association_id=actor.association_id,
        kind="paragraph",
        key=paragraph_key(meeting.body, meeting.held_on),
    )
    series.last -= 1
    series.save(update_fields=["last"])


def _resting_on(proceedings: Proceedings, item: AgendaItem) -> list[str]:
    """Who has an exception that begins or ends at an item, or jäv over it: taken up again it stands
    last, and the exception would then hold for other paragraphs than what was noted."""
    place = proceedings.places[item.pk]
    found = [
        row
        for row in proceedings.absences
        if item.pk in (row.from_item_id, row.to_item_id)
        or (row.reason in _OF_MATTERS and proceedings.absence_fact(row).covers(place))
    ]
    words = (f"{row.attendee.name} ({row.get_reason_display().lower()})" for row in found)
    return list(dict.fromkeys(words))
