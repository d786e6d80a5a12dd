"""Own words about money are read against the data by a person, who says that they say the same."""

from __future__ import annotations

from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services.locking import in_states, locked_meeting, locked_row
from samordna.parties.actors import Actor


class WordsChanged(NotPossible):
    """The words or the data are others than those that were read."""

    def __init__(self) -> None:
        super().__init__("Orden eller beslutet har ändrats sedan du läste. Läs dem igen.")


@changes
def confirm_words(*, actor: Actor, treatment: Treatment, digest: str) -> Treatment:
    """Confirm that a paragraph's own words say what its data say; journalled.

    ``digest`` is of the words and the data that the actor has read
    (:attr:`samordna.meetings.rules.meaning.Reading.digest`); the confirmation falls by itself when
    either is changed. To confirm the same again changes nothing. Raises Refused,
    :class:`NotPossible` where there is nothing to confirm, and :class:`WordsChanged`.
    """
    meeting = locked_meeting(actor, treatment.item.meeting)
    in_states(meeting, RECORDING, "bekräfta orden")
    gone = "Ärendet är inte längre upptaget."
    locked = locked_row(Treatment.objects.select_related("item"), treatment, gone)
    proceedings = load_proceedings(meeting, attachments=False)
    item = next(one for one in proceedings.treated if one.pk == locked.item_id)
    reading = proceedings.reading(item)
    if reading is None:
        raise NotPossible("Paragrafen har inga egna ord att bekräfta.")
    if reading.digest != digest:
        raise WordsChanged
    if locked.read_digest == digest:
        return locked
    before = {"digest": locked.read_digest}
    locked.read_digest, locked.read_by, locked.read_at = digest, actor.name[:120], clock.now()
    locked.save(update_fields=["read_digest", "read_by", "read_at"])
    after = {"digest": digest, "words": [*reading.texts, *reading.beside], "meaning": reading.line}
    journal(actor=actor, verb="confirm_words", subject=locked, before=before, after=after)
    return locked
