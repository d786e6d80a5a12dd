"""Migrates a database back to before subjects, fills an agenda, and goes forth and back again.

Run by test_migrations.py on a database of its own; reports as JSON what each item was about.
"""

from __future__ import annotations

import json
from typing import Any

import django

django.setup()

from django_scopes import scopes_disabled  # noqa: E402

from samordna.ground.going_back import WouldLose  # noqa: E402
from samordna.parties.tests.stops import migrated  # noqa: E402

BEFORE = [
    ("meetings", "0001_initial"),
    ("funding", "0002_state_words"),
    ("parties", "0001_initial"),
]
#: Where subjects have come in; what has come since is not gone through again for each stop.
AFTER = [
    ("meetings", "0004_subject_instead_of_application"),
    ("funding", "0002_state_words"),
    ("parties", "0002_appointment"),
]


def main() -> dict[str, Any]:
    """Back, forth and back: what the items say at each stop."""
    pks = _agenda_with_applications(migrated(BEFORE))
    after = migrated(AFTER)
    now = after.get_model("meetings", "AgendaItem").objects
    report: dict[str, Any] = {"pks": pks}
    report["now"] = {i.pk: [i.subject_kind, i.subject_id, i.matter_id] for i in now.all()}
    report["refused"] = _refused(after, pks["plain"], pks["application"])
    back = migrated(BEFORE).get_model("meetings", "AgendaItem").objects
    report["back"] = {i.pk: i.application_id for i in back.all()}
    return report


def _refused(after: Any, pk: int, subject: int) -> str:
    """What is said when an item is about what had no place before; then it is about nothing."""
    item = after.get_model("meetings", "AgendaItem").objects.filter(pk=pk)
    item.update(subject_kind="appointment", subject_id=subject)
    try:
        migrated(BEFORE)
    except WouldLose as refusal:
        said = str(refusal)
    else:
        return ""
    # What was taken back before the refusal comes again.
    migrated(AFTER)
    item.update(subject_kind="", subject_id=None)
    return said


def _agenda_with_applications(apps: Any) -> dict[str, int]:
    """Two meetings: one with an application and a plain item, one with the application twice."""

    def make(model: str, /, **facts: Any) -> Any:
        return apps.get_model(model).objects.create(**facts)

    a = make("parties.Association", slug="forr", name="Förr", short_name="Förr").pk
    person = make("parties.Person", email="a@forr.exempel.se", name="Alma Ask")
    body = make("parties.Body", association_id=a, kind="board", slug="s", name="Styrelsen")
    owner = make("parties.Organisation", association_id=a, name="Heby kommun", kind="other")
    matter = make(
        "register.Matter",
        association_id=a,
        year=2024,
        serial=1,
        subject="x",
        opened_on="2024-01-01",
    )
    form = make(
        "funding.FormVersion",
        association_id=a,
        name="Ansökan",
        version=1,
        valid_from="2024-01-01",
        definition={},
    )
    call = make(
        "funding.Call",
        association_id=a,
        number=1,
        title="2025",
        form=form,
        opens_on="2024-01-01",
        closes_on="2024-06-01",
    )
    application = make(
        "funding.Application",
        association_id=a,
        number=1,
        call=call,
        form=form,
        kind="individual",
        nature="new",
        owner=owner,
        name="Plattform",
        matter=matter,
        created_by=person,
        created_at="2024-01-01T09:00Z",
        changed_at="2024-01-01T09:00Z",
    )

    def meeting(number: int) -> Any:
        return make(
            "meetings.Meeting",
            association_id=a,
            body=body,
            number=number,
            held_on="2024-09-12",
            starts_at="09:00",
        )

    def item(meeting: Any, position: int, about: Any) -> Any:
        return make(
            "meetings.AgendaItem",
            association_id=a,
            meeting=meeting,
            position=position,
            heading="x",
            application=about,
        )

    one, other = meeting(1), meeting(2)
    rows = {
        "first": item(one, 1, application),
        "plain": item(one, 2, None),
        "again": item(other, 1, application),
        "treated": item(other, 2, application),
    }
    make(
        "meetings.Treatment",
        association_id=a,
        item=rows["treated"],
        body=body,
        paragraph=1,
        paragraph_period="2024",
        treated_at="2024-09-12T09:00Z",
    )
    return {
        "application": application.pk,
        "matter": matter.pk,
        **{name: row.pk for name, row in rows.items()},
    }


if __name__ == "__main__":
    with scopes_disabled():
        print(json.dumps(main()))
