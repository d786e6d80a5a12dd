"""What the table answers a save with is what anybody reads of the meeting afterwards, though the
meeting is not read anew, and the words of other paragraphs are not tried again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.presence import set_all_present
from samordna.meetings.tests import story
from samordna.meetings.views.panels import decision_panel, item_row
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
LATER = story.MEETING_DAY + timedelta(days=40)

SAVES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "granted": [("approved", {"background": "Ärendet", "claims": "Viola yrkar bifall"})],
    "with a sum and another receiver in own words": [
        ("approved", {"clauses": ["bevilja Plattform 6 000 000 kr till Knivsta kommun"]})
    ],
    "changed, with what becomes of the rest": [
        ("amended", {}),
        ("amended", {"rest": "postponed", "back_because": "En bilaga saknas", "back_by": LATER}),
    ],
    "another period": [("amended", {}), ("amended", {"period_to": date(2025, 12, 31)})],
    "tabled after a grant": [("amended", {}), ("postponed", {"back_because": "Mer underlag"})],
    "in another block": [
        ("rejected", {"add_block": "decides"}),
        ("rejected", {"blocks": [{"key": 2, "act": "", "shown": [], "typed": ["ge besked"]}]}),
        ("approved", {}),
    ],
    "voted": [
        ("approved", {"vote_yes": "approved", "vote_no": "rejected", "reservations": "Alva"})
    ],
    "nothing chosen": [("", {})],
}


def _row_of(treatment: Treatment) -> dict[str, Any]:
    """All that a row holds, as the database gives it back."""
    held = {f.attname: getattr(treatment, f.attname) for f in treatment._meta.concrete_fields}
    told: dict[str, Any] = json.loads(json.dumps(held, default=str))
    amounts = treatment.amounts.all()
    return told | {"amounts": [(a.organisation.name, a.year, a.amount_kr) for a in amounts]}


def _answer(proceedings: Proceedings, item: AgendaItem) -> dict[str, Any]:
    panel = decision_panel(proceedings, item)
    form: Any = panel.pop("decision_form")
    row = item_row(proceedings, item)
    drawn = {name: str(form[name]) for name in form.fields}
    return panel | {"drawn": drawn, "kept": form.kept, "row": (row.word, row.tone)}


@pytest.mark.parametrize("saves", SAVES.values(), ids=list(SAVES))
def test_a_save_is_answered_as_the_meeting_is_read_afterwards(
    cast: Cast, application: Application, saves: list[tuple[str, dict[str, Any]]]
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    story.decide(cast, meeting, "Val av", clauses=["bevilja 5 000 kr till Håbo kommun"])
    story.decide(cast, meeting, "Plattform", "")
    for outcome, said in saves:
        before = load_proceedings(Meeting.objects.get(pk=meeting.pk), attachments=False)
        now = before.saved(story.decide(cast, meeting, "Plattform", outcome, **said))
        read = load_proceedings(Meeting.objects.get(pk=meeting.pk))
        items = [next(i for i in p.items if "Plattform" in i.heading) for p in (now, read)]
        assert _row_of(the_treatment(items[0])) == _row_of(the_treatment(items[1]))
        assert _answer(now, items[0]) == _answer(read, items[1])
        for item in read.treated:
            mark = f"§ {the_treatment(item).paragraph}"
            whole = [f for f in read.findings if (f.where.field or "").replace("\xa0", " ") == mark]
            assert read.findings_at(item) == whole
        assert any(map(read.findings_at, read.treated))
