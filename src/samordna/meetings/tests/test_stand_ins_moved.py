"""Who signed in another's stead before it was noted by paragraph does so for the same as before."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django_scopes import scope

from samordna.ground import clock
from samordna.meetings import models
from samordna.meetings.models import InStead, Minutes, MinutesSigner
from samordna.meetings.tests import story
from samordna.parties.tests.cast import make_cast

MOVE = import_module("samordna.meetings.migrations.0003_in_stead")


class Apps:
    """The models as the migration asks for them."""

    def get_model(self, app: str, name: str) -> Any:
        assert app == "meetings"
        return getattr(models, name)


@pytest.mark.parametrize(("taken_back", "kept"), [(False, "§§ 1–6"), (True, "§ 3")])
def test_the_paragraphs_of_what_stands_or_of_the_first_that_named_the_person(
    db: None, taken_back: bool, kept: str
) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        minutes = story.locked(cast)
        meeting = minutes.meeting
        stood = Minutes.objects.create(
            association=cast.association,
            meeting=meeting,
            number=0,
            paper=minutes.paper,
            body_name=minutes.body_name,
            first_paragraph=1,
            last_paragraph=6,
            locked_at=clock.now(),
            withdrawn_at=clock.now(),
        )
        if taken_back:
            Minutes.objects.filter(pk=minutes.pk).update(withdrawn_at=clock.now())
        for version, paragraphs in ((stood, "§ 3"), (minutes, "§§ 1–6")):
            MinutesSigner.objects.create(
                association=cast.association,
                minutes=version,
                name="Lars Lind",
                role="for_adjust",
                instead_of="Viola Vik",
                paragraphs=paragraphs,
            )
        row = story.person(meeting, "Viola")
        was = SimpleNamespace(
            pk=row.pk,
            name=row.name,
            meeting_id=meeting.pk,
            association_id=cast.association.pk,
            stand_in_reason="Svårt sjuk",
            stand_in_decided_by="Ragnhild",
            stand_in_decided_on=story.MEETING_DAY,
        )
        MOVE._keep(Apps(), was, story.person(meeting, "Lars"), "for_adjust")
        rows = list(InStead.objects.select_related("item__treatment", "by", "instead_of"))
    numbers = [row.item.treatment.paragraph for row in rows]
    assert numbers == (list(range(1, 7)) if kept == "§§ 1–6" else [3])
    assert {(r.by.name, r.instead_of.name, r.reason, r.decided_by) for r in rows} == {
        ("Lars Lind", "Viola Vik", "Svårt sjuk", "Ragnhild")
    }
