"""Settings that differ between associations, each with a day from which it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from samordna.parties.models import Association, AssociationSetting

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
    """The value of a setting on a day. Raises KeyError for a setting that does not exist."""
    default = DEFAULTS[key]
    row = (
        AssociationSetting.objects.filter(association=association, key=key, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    return default if row is None else row.value
