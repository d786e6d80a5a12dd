"""Letters: what is mailed when something has been done, by the verb of the journal.

Each entry of the journal is offered to ``LETTERS``. A function there tells who gets which letter,
in the transaction of the change; what it says stands in ``words/``. How a letter is added is
written in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from samordna.flows.letters import applications, meetings, people
from samordna.journal.models import JournalEntry
from samordna.letters.steps import Draft, write_all

#: By the verb of the entry: what it causes. The row that the entry is about comes as it is written.
LETTERS: Mapping[str, Callable[[JournalEntry, Any], Iterable[Draft]]] = {
    "invite": people.invited,
    "renew_invitation": people.invited,
    "print_invitation": people.printed,
    "accept_invitation": people.accepted,
    "correct_address": people.address_corrected,
    "change_own_address": people.address_changed,
    "change_address_for": people.address_changed_for,
    "edit_contact": people.contact_edited,
    "request_signatures": applications.signatures_requested,
    "remind_signatories": applications.signatures_reminded,
    "refuse_signature": applications.signature_refused,
    "recall_application": applications.recalled,
    "sign_application": applications.signed,
    "register_application": applications.registered,
    "edit_call": applications.call_moved,
    "extend_deadline": applications.more_time,
    "assign_case_officer": applications.assigned,
    "remit_application": applications.remitted,
    "withdraw_application": applications.withdrawn,
    "write_off_application": applications.written_off,
    "grant_application": applications.decided,
    "reject_application": applications.decided,
    "postpone_application": applications.decided,
    "leave_undecided_application": applications.decided,
    "decide_rest": applications.rest_decided,
    "send_summons": meetings.summons,
    "summon_added": meetings.summons_to_added,
    "cancel_meeting": meetings.cancelled,
    "lock_minutes": meetings.minutes_locked,
    "recall_minutes": meetings.minutes_recalled,
    "remind_signers": meetings.minutes_reminded,
    "refuse_minutes": meetings.minutes_refused,
    "adjust_minutes": meetings.minutes_adjusted,
    "post_notice": meetings.notice_posted,
}


#: By the verb of the entry: what somebody is who has been given something, and is welcomed.
WELCOMES: Mapping[str, Callable[[Any], str]] = {
    "give_role": people.role_given,
    "give_mandate": people.mandate_given,
}


def follow(written: Sequence[tuple[JournalEntry, models.Model]]) -> Callable[[], None]:
    """Word the letters that entries cause, those of a table of people together; returns what writes
    them, when the entries have been."""
    given = [(row, WELCOMES[entry.verb](row)) for entry, row in written if entry.verb in WELCOMES]
    welcomes = _welcomes(given)
    caused = []
    for entry, row in written:
        if entry.verb in WELCOMES:
            caused.append((entry, row, next(welcomes)))
        elif drafts := LETTERS.get(entry.verb):
            caused.append((entry, row, list(drafts(entry, row))))

    def finish() -> None:
        write_all(caused)

    return finish


def _welcomes(given: Sequence[tuple[Any, str]]) -> Iterator[list[Draft]]:
    if not given:
        return iter(())
    association = given[0][0].association
    return iter(people.welcomes(association, [(row.person, what) for row, what in given]))
