"""Settings that differ between associations, each with a day from which it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from samordna.ground.prepared import Kept, Key
from samordna.parties.models import Association, AssociationSetting, Body

#: Every setting, its default, and what it means.
DEFAULTS: dict[str, Any] = {
    # At least this many member parties must take part in an application (owner included).
    "minimum_parties": 2,
    # The decision space shall stay at or above this many kronor every year.
    "decision_space_floor_kr": 0,
    # Standard clauses of a proposal; {amount}, {name}, {from} and {to} are filled in.
    "standard_clauses": [
        "bevilja {name} finansiellt stöd med högst {amount} för perioden {from} till {to}",
        "finansieringen gäller under förutsättning att förbundet beviljas medel av sina medlemmar",
        "finansieringen gäller under förutsättning att insatsen följer ansökan, gällande "
        "lagstiftning och de styrdokument som förbundet har antagit",
    ],
    # From which day an appeal counts: when the last member's board has the notice up, or when the
    # association's own has it, where the förbundsordning says so.
    "notice_counts_from": "last_member",
    # How many of a body must be there to decide: more than half (KL 6:27), at least a number of
    # them, or no rule for a body that decides nothing.
    "quorum": {"rule": "majority"},
    # How many ordinary seats a body has; None where they are counted from who sits and has sat.
    "seats": None,
    # Who decides in a body's words: the body ("Styrelsen beslutar") or the association.
    "lead": "body",
    # How granted money is paid out unless a statement proposes otherwise: quarterly, halves, final.
    "payout_rule": "quarterly",
    # What stands on every new agenda. Formal items last on it stay last when others are added.
    "standard_agenda": [
        {
            "heading": "Val av justerare och justeringstid",
            "kind": "election",
            "proposal": [],
        },
        {
            "heading": "Fastställande av föredragningslistan",
            "kind": "decision",
            "proposal": ["fastställa föredragningslistan"],
        },
        {"heading": "Övriga frågor", "kind": "formal", "proposal": []},
    ],
}


def setting(association: Association, key: str, on: date) -> Any:
    """The value of a setting on a day. One query. Raises KeyError for one that does not exist."""
    return setting_on(association.pk, key, on)


def body_setting(body: Body, key: str, on: date) -> Any:
    """The value of a setting for a body on a day: its own, or else the association's. One query.

    Raises KeyError for a setting that does not exist.
    """
    return setting_on(body.association_id, key, on, body)


def setting_on(association_id: int, key: str, on: date, body: Body | None = None) -> Any:
    """As the two above: ``body`` is None for what holds in the whole association."""
    default = DEFAULTS[key]
    of_body = None if body is None else Key(body.pk)
    rows = _in_effect(of_body, key, on, Key(association_id))
    return rows[0].value if rows else default


@dataclass(frozen=True, slots=True)
class BodySettings:
    """Settings of many bodies, read at once: :meth:`of` answers as :func:`body_setting` does."""

    rows: Sequence[AssociationSetting]

    def of(self, body: Body, key: str, on: date) -> Any:
        """The value of a setting for a body on a day."""
        found = [
            row
            for row in self.rows
            if row.key == key
            and row.association_id == body.association_id
            and row.body_id in (None, body.pk)
            and row.valid_from <= on
        ]
        found.sort(key=lambda row: (row.body_id or 0, row.valid_from))
        return found[-1].value if found else DEFAULTS[key]


def rows_of_setting(
    body: Any, key: str, on: date, *, association: Any
) -> QuerySet[AssociationSetting]:
    """The rows of a setting that a body of an association may go by on a day, the one that holds
    first. Both may be their keys."""
    rows = AssociationSetting.objects.filter(
        Q(body=None) | Q(body=body), association=association, key=key, valid_from__lte=on
    )
    return rows.order_by(F("body").desc(nulls_last=True), "-valid_from")


@Kept
def _in_effect(body: Any, key: str, on: date, association: Any) -> QuerySet[AssociationSetting]:
    return rows_of_setting(body, key, on, association=association)[:1]


def settings_of_bodies(bodies: Iterable[Body], *keys: str) -> BodySettings:
    """The settings of some keys for bodies of one or several associations. One query."""
    associations = {body.association_id for body in bodies}
    rows = AssociationSetting.objects.filter(association__in=associations, key__in=keys)
    return BodySettings(list(rows))
