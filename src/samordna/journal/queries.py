"""Reading and verifying the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.timezone import get_current_timezone

from samordna.ground.search import sought
from samordna.journal.changes import entry_hash, facts_of
from samordna.journal.models import JournalEntry, JournalHead
from samordna.journal.words import verbs_like


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of verifying one association's chain."""

    entries: int
    problem: str | None

    @property
    def ok(self) -> bool:
        return self.problem is None


def verify(association_id: int) -> Verification:
    """Walk the association's whole chain and compare every hash, and the head with the last entry.

    Returns the first problem in Swedish, with the number of the entry it concerns.
    """
    previous, expected = "0" * 64, 1
    entries = JournalEntry.objects.filter(association_id=association_id).order_by("number")
    for entry in entries.iterator(chunk_size=2000):
        if entry.number != expected:
            return Verification(expected - 1, f"Post {expected} saknas; nästa är {entry.number}.")
        if entry.previous_hash != previous:
            return Verification(expected - 1, f"Post {expected} hänger inte ihop med posten före.")
        if entry.hash != entry_hash(previous, facts_of(entry)):
            return Verification(expected - 1, f"Post {expected} har ändrats efter att den skrevs.")
        previous, expected = entry.hash, expected + 1
    head = JournalHead.objects.filter(association_id=association_id).first()
    if head is not None and (head.number, head.hash) != (expected - 1, previous):
        return Verification(expected - 1, f"Slutet saknas: post {head.number} ska vara den sista.")
    if head is None and expected > 1:
        return Verification(expected - 1, "Journalens slutmärke saknas.")
    return Verification(expected - 1, None)


def numbers_with(text: str) -> list[int]:
    """The numbers of the entries whose subject, or what was done with it, has the text in its
    words; the newest first. One walk through the journal, which is long."""
    done = models.Q(verb__in=verbs_like(text))
    found = JournalEntry.objects.filter(sought(text) | done)
    return list(found.order_by("-number").values_list("number", flat=True))


def has_acted(person_id: int, association_id: int, since: date) -> bool:
    """Whether somebody has done anything in an association from a day on."""
    start = datetime.combine(since, time.min, get_current_timezone())
    return JournalEntry.objects.filter(
        association_id=association_id, actor_kind="person", actor_id=person_id, at__gte=start
    ).exists()


def removal_of(of: str, *, pk: int | None = None, **before: Any) -> JournalEntry | None:
    """The entry by which a thing was removed: of a kind as the journal knows it, with its key, or
    with what was kept of it as it was. One query."""
    found = JournalEntry.objects.filter(subject_type=of, verb__startswith="remove_")
    if pk is not None:
        found = found.filter(subject_id=pk)
    for name, value in before.items():
        found = found.filter(**{f"before__{name}": value})
    return found.order_by("-number").first()


def entries_about(subject: models.Model) -> models.QuerySet[JournalEntry]:
    """Every entry about one object, oldest first."""
    return JournalEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).order_by("number")
