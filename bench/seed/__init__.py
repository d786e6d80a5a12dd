"""Seeding: invented associations of any size, written with bulk_create, consistent throughout.

The rows are what the services would have written: numbers without gap, budgets that add up,
paragraphs that run on, the dates that the law gives, and a journal whose chain holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from bench.seed import words
from bench.seed.cases import WITH_MATTER, Case, make_cases
from bench.seed.economy import make_plan
from bench.seed.funding import make_applications, papers_of
from bench.seed.initiatives import make_initiatives
from bench.seed.journal import make_journal
from bench.seed.meetings import MeetingPapers, make_meetings
from bench.seed.parties import Ground, make_ground
from bench.seed.register import Wanted, keep_papers, open_matters
from bench.seed.schedule import Sitting, schedule
from samordna.funding.models import Call
from samordna.parties.models import Association, NumberSeries
from samordna.rooms import of_each_room

SMALL, LARGE = "liten", "stor"


@dataclass(frozen=True, slots=True)
class Size:
    """How much an association holds."""

    applications: int
    meetings: int
    journal_entries: int


SIZES = {SMALL: Size(50, 8, 1_000), LARGE: Size(5_000, 120, 100_000)}
#: The size of all the other associations of the installation.
OTHERS, OTHER_SIZE = 80, Size(50, 8, 200)


def seed_all(now: datetime) -> Iterator[str]:
    """Seed the large, the small and all other associations; yields the name of each when done."""
    for slug, name in words.associations(OTHERS):
        seed_association(slug, name, OTHER_SIZE, now)
        yield slug
    for slug, size in SIZES.items():
        seed_association(slug, f"Samordningsförbundet {slug.title()}", size, now)
        yield slug


@transaction.atomic
def seed_association(slug: str, name: str, size: Size, now: datetime) -> Association:
    """Make an association of a size, as it stands at ``now``."""
    association = Association.objects.create(
        slug=slug,
        name=name,
        short_name=name.removeprefix("Samordningsförbundet "),
        county="Sagolandet",
        email=f"kansliet@{slug}.exempel.se",
        minutes_kept_at="Förbundets kansli",
        administrative_court="Förvaltningsrätten i Tallköping",
    )
    with scope(association=association):
        _fill(make_ground(association, now), size)
    return association


def _fill(ground: Ground, size: Size) -> None:
    sittings = schedule(size.meetings, ground.today)
    cases = make_cases(ground, size.applications, sittings)
    matters = _matters(ground, cases, sittings)
    papers = {sitting.number: MeetingPapers(sitting) for sitting in sittings}
    keep_papers(
        ground,
        [paper for case in cases for paper in papers_of(ground, case)]
        + [paper for kept in papers.values() for paper in kept.all],
    )
    form = make_applications(ground, cases)
    paragraphs = make_meetings(ground, sittings, cases, papers)
    grants = make_initiatives(ground, cases)
    make_plan(ground, grants)
    for room in of_each_room("bench.pages"):
        if hasattr(room, "seed"):
            room.seed(ground)
    make_journal(ground, cases, size.journal_entries)
    _series(
        ground,
        {("matter", str(year)): last for year, last in matters.items()}
        | {
            ("paragraph", f"{ground.board.pk}:{period}"): last
            for period, last in paragraphs.items()
        }
        | {
            ("form", form.name): form.version,
            ("call", ""): Call.objects.count(),
            ("application", ""): len(cases),
            ("initiative", ""): len(grants),
            ("meeting", "all"): len(sittings),
        },
    )


def _matters(ground: Ground, cases: list[Case], sittings: list[Sitting]) -> dict[int, int]:
    """A matter for each registered application and for each meeting that was called."""
    about_cases = {
        case.number: Wanted(
            f"Ansökan om medel: {case.name}",
            case.submitted_on,
            closed_on=case.settled_on,
            responsible=case.officer,
        )
        for case in cases
        if case.state in WITH_MATTER and case.submitted_on
    }
    about_sittings = {
        sitting.number: Wanted(
            f"Sammanträde styrelsen {sitting.held_on}",
            sitting.held_on.fromordinal(min(sitting.held_on, ground.today).toordinal() - 8),
            closed_on=sitting.taken_down_on,
            responsible=ground.registrar,
        )
        for sitting in sittings
    }
    last = open_matters(ground, [*about_cases.values(), *about_sittings.values()])
    for case in cases:
        if case.number in about_cases:
            case.matter = about_cases[case.number].row
    for sitting in sittings:
        sitting.matter = about_sittings[sitting.number].row
    return last


def _series(ground: Ground, last: dict[tuple[str, str], int]) -> None:
    NumberSeries.objects.bulk_create(
        NumberSeries(association=ground.association, kind=kind, key=key, last=number)
        for (kind, key), number in last.items()
    )
