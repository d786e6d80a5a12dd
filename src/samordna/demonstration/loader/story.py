"""The story that the data tell, in the order of its moments."""

from __future__ import annotations

from django.db import transaction
from django_scopes import scope

from samordna.demonstration import clock
from samordna.demonstration.loader.files import read
from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage
from samordna.parties.models import Association
from samordna.rooms import of_each_room


def load_where_empty(*, stage: str) -> bool:
    """Load both associations unless there is any. Returns whether it did.

    ``stage``: ``meeting`` (a week before the board's meeting) or ``call`` (earlier in the story).
    All or nothing: a failure leaves an empty database.
    """
    if Association.objects.exists():
        return False
    with transaction.atomic():
        for slug in (UPPSALA, OTHER):
            _tell(slug, whole=stage == "meeting")
        clock.set_clock(clock.START)
    return True


def _tell(slug: str, *, whole: bool) -> None:
    association = Association.objects.create(**read(slug, "forbund.toml")["association"])
    stage = Stage(association, whole)
    with scope(association=association):
        for chapter in chapters_of(slug):
            clock.set_clock(chapter.moment)
            chapter.tell(stage)


def chapters_of(slug: str) -> list[Chapter]:
    """The chapters of every room about an association, in the order in which they are told."""
    rooms = of_each_room("samordna.demonstration.loader")
    found = [chapter for room in rooms for chapter in room.CHAPTERS if chapter.slug == slug]
    return sorted(found, key=lambda chapter: chapter.moment)
