"""Which subjects a body did not handle the last time, since it was no quorum."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from samordna.meetings.models import Treatment
from samordna.meetings.rules.not_handled import not_handled
from samordna.meetings.rules.states import ADJUSTED
from samordna.meetings.subjects import SubjectKind
from samordna.parties.models import Body


def last_not_handled(kind: SubjectKind) -> dict[str, Subquery]:
    """What :func:`was_not_handled_in` reads, for a query over the subjects: the last adjusted
    paragraph that was not handled, unless the same body, or the board, has treated it since."""
    about = Treatment.objects.filter(item__subject_kind=kind, item__meeting__state__in=ADJUSTED)
    after = Q(item__meeting__held_on__gt=OuterRef("item__meeting__held_on")) | Q(
        item__meeting__held_on=OuterRef("item__meeting__held_on"), pk__gt=OuterRef("pk")
    )
    since = about.filter(
        after,
        Q(body=OuterRef("body")) | Q(body__kind=Body.Kind.BOARD),
        item__subject_id=OuterRef("item__subject_id"),
    )
    found = about.filter(~Exists(since), item__subject_id=OuterRef("pk"), not_handled=True)
    told = JSONObject(by=F("body__name"), on=F("item__meeting__held_on"), paragraph=F("paragraph"))
    rows = found.order_by("-item__meeting__held_on", "-pk").values_list(told, flat=True)
    return {"unhandled": Subquery(rows[:1], output_field=JSONField())}


def was_not_handled_in(subject: object, what: str) -> str:
    """That a subject read with :func:`last_not_handled` was not handled, by whom, when and in which
    paragraph, without a stop; empty for one that was, or was on no agenda. ``what`` it is."""
    said: dict[str, Any] | None = vars(subject).get("unhandled")
    if said is None:
        return ""
    return not_handled(said["by"], date.fromisoformat(said["on"]), said["paragraph"], what)
