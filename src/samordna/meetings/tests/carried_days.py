"""Days of notices and summonses that were there before, carried over.

Run by test_carried_days.py on a database of its own; reports as JSON what each row says after.
"""

from __future__ import annotations

import json
from typing import Any

import django

django.setup()

from django_scopes import scopes_disabled  # noqa: E402

from samordna.parties.tests.stops import migrated, newest  # noqa: E402

BEFORE = [("meetings", "0016_back_by")]
MADE = "2024-09-01T09:00Z"

#: Of each meeting: what its notice counts from, who took it down too early, and when its agenda was
#: changed last.
NOTICES = [
    ("last_member", "Heby kommun", "2024-08-30T09:00Z"),
    ("last_member", "", MADE),
    ("own", "Heby kommun", "2024-09-02T09:00Z"),
]


def main() -> dict[str, Any]:
    """Of each meeting: the last day of appeal, the first day down, and the summons's day."""
    _rows(migrated(BEFORE, beside=("parties", "register", "documents")))
    migrated(newest())
    from samordna.meetings.models import Notice

    found = Notice.objects.select_related("minutes__meeting").order_by("pk")
    days = [(n.appeal_last_day, n.take_down_earliest, n.minutes.meeting.summons_for) for n in found]
    return {"days": [[str(day) if day else None for day in row] for row in days]}


def _rows(apps: Any) -> None:
    def make(model: str, /, **facts: Any) -> Any:
        return apps.get_model(model).objects.create(**facts)

    a = make("parties.Association", slug="forr", name="Förr", short_name="Förr").pk
    body = make("parties.Body", association_id=a, kind="board", slug="s", name="Styrelsen")
    file = make(
        "documents.StoredFile", association_id=a, sha256="0" * 64, media_type="application/pdf",
        size=1, data=b"x",
    )  # fmt: skip
    document = make("documents.Document", association_id=a, kind="minutes", title="Protokoll")
    paper = make(
        "documents.DocumentVersion", association_id=a, document=document, number=1, file=file,
        filename="p.pdf", created_at=MADE,
    )  # fmt: skip
    for number, (counts, early, changed) in enumerate(NOTICES, start=1):
        meeting = make(
            "meetings.Meeting", association_id=a, body=body, number=number, state="posted",
            held_on="2024-09-12", starts_at="09:00", summons=paper, agenda_changed_at=changed,
        )  # fmt: skip
        minutes = make(
            "meetings.Minutes", association_id=a, meeting=meeting, number=1, paper=paper,
            first_paragraph=1, last_paragraph=2, locked_at=MADE, adjusted_on="2024-09-19",
        )  # fmt: skip
        make(
            "meetings.Notice", association_id=a, minutes=minutes, posted_on="2024-09-20",
            counts_from=counts, taken_early=early, appeal_last_day="2024-10-11",
            take_down_earliest="2024-10-12",
        )  # fmt: skip


if __name__ == "__main__":
    with scopes_disabled():
        print(json.dumps(main()))
