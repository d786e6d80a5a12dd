"""Digests: what somebody wants gathered becomes one letter, when its hour has come."""

from __future__ import annotations

from itertools import groupby

from django.utils import timezone
from django_scopes import scope

from samordna.ground import clock
from samordna.ground.aside import left_aside
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.kernel.dates import format_long
from samordna.letters.models import Letter
from samordna.letters.post import new_message_id
from samordna.letters.rules import Kind, State
from samordna.web.links import own_address


def gather_due() -> int:
    """Make the digests that are due; returns how many. A single letter goes as it is.

    One transaction for each person, so that a letter is in a digest or waits for one, never both.
    """
    due = Letter._base_manager.filter(
        state=State.WAITING, to_gather=True, next_try_at__lte=clock.now()
    ).values_list("association_id", "person_id", "pk")
    made = 0
    for _, rows in groupby(sorted(due), key=lambda row: row[:2]):
        keys = [pk for _, _, pk in rows]
        with left_aside(f"a digest of letters {keys}"):
            made += _gather(keys)
    return made


@changes
def _gather(keys: list[int]) -> bool:
    rows = for_change(Letter._base_manager.all(), of=("self",)).filter(
        pk__in=keys, state=State.WAITING, to_gather=True
    )
    letters = list(rows.select_related("association").order_by("made_at", "pk"))
    if not letters:
        return False
    if len(letters) == 1:
        rows.update(to_gather=False)
        return False
    last, now = letters[-1], clock.now()
    with scope(association=last.association):
        digest = Letter.objects.create(
            association=last.association,
            kind=Kind.DIGEST,
            person_id=last.person_id,
            name=last.name,
            address=last.address,
            subject=f"{len(letters)} händelser i {last.association.name}",
            text="\n\n".join([_heading(), *map(_part, letters)]),
            made_at=now,
            state=State.WAITING,
            next_try_at=now,
            message_id=new_message_id(),
        )
        rows.update(state=State.GATHERED, digest=digest, next_try_at=None, to_gather=False)
    return True


def _heading() -> str:
    return f"Det här har hänt till och med {format_long(timezone.localtime(clock.now()).date())}."


def _part(letter: Letter) -> str:
    where = f"\n{own_address()}{letter.path}" if letter.path else ""
    return f"{letter.subject}\n{letter.text}{where}"
