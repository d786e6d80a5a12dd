"""A long journal with a right chain: each entry's hash is made as the product makes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bench.seed.cases import Case
from bench.seed.parties import SINCE, Ground
from samordna.journal.changes import entry_hash, facts_of
from samordna.journal.models import JournalEntry, JournalHead

_VERBS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("start_application", {}, {"state": "draft"}),
    ("save_application", {"revision": 3, "name": "Vägen in"}, {"revision": 4, "name": "Vägen in"}),
    ("save_budget", {"requested_kr": 3_915_000}, {"requested_kr": 4_120_000, "rows": 8}),
    ("request_signatures", {"state": "draft"}, {"state": "signing", "version": 1}),
    ("sign_application", {}, {"organisation": "Region", "sha256": "9f" * 32}),
    ("register_application", {"state": "submitted"}, {"state": "registered", "matter": "2026:17"}),
    ("save_statement", {"revision": 1}, {"revision": 2, "clauses": ["bevilja", "villkor"]}),
    ("complete_statement", {"state": "registered"}, {"state": "prepared"}),
)


def make_journal(ground: Ground, cases: list[Case], entries: int) -> None:
    """Write so many entries about the applications, and the head that ends the chain."""
    actors = [*ground.office.values(), *ground.case_officers, *ground.applicants.values()]
    start = ground.now - timedelta(days=SINCE)
    step = timedelta(days=SINCE) / max(1, entries)
    previous = "0" * 64
    rows: list[JournalEntry] = []
    for number in range(1, entries + 1):
        case = cases[(number - 1) * len(cases) // entries]
        assert case.row is not None, "the journal is about applications that are there"
        actor = actors[number % len(actors)]
        verb, before, after = _VERBS[number % len(_VERBS)]
        entry = JournalEntry(
            association=ground.association,
            number=number,
            at=start + step * number,
            actor_kind="person",
            actor_id=actor.pk,
            actor_name=actor.name,
            verb=verb,
            subject_type="funding.application",
            subject_id=case.row.pk,
            subject_label=str(case.row),
            before=before,
            after={**after, "number": case.number},
            previous_hash=previous,
        )
        entry.hash = previous = entry_hash(previous, facts_of(entry))
        rows.append(entry)
    JournalEntry.objects.bulk_create(rows, batch_size=2000)
    JournalHead.objects.create(association=ground.association, number=entries, hash=previous)
