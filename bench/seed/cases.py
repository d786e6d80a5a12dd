"""Applications as they are to be seeded: state, days, parties and a budget that adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bench.seed import words
from bench.seed.parties import Ground
from bench.seed.register import Paper
from bench.seed.schedule import APPLICATIONS, Sitting
from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import years_of_groups, years_of_line
from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.kernel.findings import Where
from samordna.kernel.ordering import name_key
from samordna.meetings.models import Meeting
from samordna.parties.models import Organisation, Person
from samordna.register.models import Matter

#: How many of a thousand applications are in each state; the others are granted.
PER_MILLE = {
    State.WITHDRAWN: 60,
    State.REJECTED: 250,
    State.POSTPONED: 1,
    State.SCHEDULED: 4,
    State.PREPARED: 2,
    State.REGISTERED: 20,
    State.SUBMITTED: 12,
    State.SIGNING: 14,
    State.DRAFT: 40,
}
#: The states of a handful, where the proportions say nothing.
HANDFUL = (
    State.GRANTED, State.SCHEDULED, State.PREPARED, State.REGISTERED, State.DRAFT,
    State.GRANTED, State.REJECTED, State.SUBMITTED, State.SIGNING,
)  # fmt: skip
#: One is scheduled for the meeting in session and one for the summoned one: an agenda with an
#: application asks for more than one without, and the pages are compared between associations.
FEWEST = {State.SCHEDULED: 2}
#: Decided by the board.
DECIDED = frozenset({State.GRANTED, State.REJECTED})
#: With a statement that is ready.
WITH_STATEMENT = DECIDED | {State.PREPARED, State.SCHEDULED, State.POSTPONED}
#: Registered, with a matter of its own.
WITH_MATTER = WITH_STATEMENT | {State.REGISTERED}
#: Sent for signature, and so frozen in a version.
WITH_VERSION = WITH_MATTER | {State.SUBMITTED, State.SIGNING}
#: The oldest decisions lie this many days back.
OLDEST = 12 * 365
FULL_TIME_KR = 640_000


@dataclass
class Case:
    """An application, and its rows once they are made."""

    number: int
    state: State
    name: str
    owner: Organisation
    partners: list[Organisation]
    years: tuple[int, ...]
    budget: Budget
    written_on: date
    officer: Person
    sitting: Sitting | None = None
    settled_on: date | None = None
    adjusted_on: date | None = None
    matter: Matter | None = None
    paper: Paper | None = None
    budget_file: Paper | None = None
    statement: Paper | None = None
    row: Application | None = None
    proposed: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def submitted_on(self) -> date | None:
        """The day the last party signed, of those that have got that far."""
        handed_in = self.state in WITH_MATTER or self.state == State.SUBMITTED
        return self.written_on + timedelta(days=14) if handed_in else None

    @property
    def ready_on(self) -> date:
        """The day the statement was ready, of those that have one."""
        return self.written_on + timedelta(days=45)

    @property
    def parties(self) -> list[Organisation]:
        return [self.owner, *self.partners]


def make_cases(ground: Ground, applications: int, sittings: list[Sitting]) -> list[Case]:
    """That many applications, the oldest first, the settled ones on the agendas of their time."""
    wanted = _states(ground, applications)
    places = _places(ground, wanted, sittings)
    cases = []
    for number, (state, (sitting, day)) in enumerate(zip(wanted, places, strict=True), start=1):
        cases.append(_case(ground, number, state, sitting, day))
    return cases


def _states(ground: Ground, applications: int) -> list[State]:
    if applications < len(HANDFUL):
        return sorted(HANDFUL[:applications], key=lambda state: state not in DECIDED)
    counts = {
        s: max(FEWEST.get(s, 1), round(applications * share / 1000))
        for s, share in PER_MILLE.items()
    }
    granted = applications - sum(counts.values())
    over = [State.GRANTED] * granted
    over += [s for s in (State.WITHDRAWN, State.REJECTED) for _ in range(counts.pop(s))]
    ground.rng.shuffle(over)
    return over + [state for state, number in counts.items() for _ in range(number)]


def _places(
    ground: Ground, wanted: list[State], sittings: list[Sitting]
) -> list[tuple[Sitting | None, date]]:
    """The meeting of each application, and the day of the decision or of the present state."""
    settling = [s for s in sittings if s.settles for _ in range(APPLICATIONS)]
    decided = sum(state in DECIDED for state in wanted)
    old = max(0, decided - len(settling))
    # Those decided before the oldest meeting kept here stand without an agenda item.
    first = min(s.held_on for s in sittings) - timedelta(days=1)
    gap = max(1, (first - (ground.today - timedelta(days=OLDEST))).days)
    before = [(None, first - timedelta(days=gap * (old - i) // (old + 1))) for i in range(old)]
    decisions = iter([*before, *((s, s.held_on) for s in settling[old - decided :])])
    agendas = _agendas(sittings)
    found: list[tuple[Sitting | None, date]] = []
    day = first - timedelta(days=gap)
    for state in wanted:
        if state in DECIDED:
            found.append(next(decisions))
            day = found[-1][1]
        elif state == State.SCHEDULED:
            sitting = next(agendas)
            found.append((sitting, sitting.held_on))
        elif state == State.WITHDRAWN:
            found.append((None, day))
        else:
            found.append((None, ground.today))
    return found


def _agendas(sittings: list[Sitting]) -> Iterator[Sitting]:
    """The agendas that scheduled applications stand on: one each in turn."""
    order = (Meeting.State.IN_SESSION, Meeting.State.SUMMONED, Meeting.State.SIGNING)
    open_ones = [s for state in order for s in sittings if s.state == state]
    while True:
        yield from open_ones


def _case(ground: Ground, number: int, state: State, sitting: Sitting | None, day: date) -> Case:
    rng = ground.rng
    owner = ground.owners[number % len(ground.owners)]
    others = [o for o in (*ground.members, *ground.others) if o is not owner]
    partners = rng.sample(others[:3], rng.randint(1, 2)) + rng.sample(others[3:], rng.randint(0, 1))
    # In the order of the form, as a save leaves them: a save that moves them asks for more.
    partners.sort(key=lambda one: (not one.is_member, name_key(one.name)))
    first = day.year + 1
    years = tuple(range(first, first + rng.randint(2, 3)))
    budget = _budget(ground, owner, partners, years)
    settled = day if state in DECIDED | {State.WITHDRAWN} else None
    if sitting is not None and sitting.settles:
        settled = sitting.adjusted_on
    case = Case(
        number=number,
        state=state,
        name=f"{words.INITIATIVES[number % len(words.INITIATIVES)]} {owner.short_name} {first}",
        owner=owner,
        partners=partners,
        years=years,
        budget=budget,
        written_on=day - timedelta(days=_age(ground, state)),
        officer=ground.case_officers[number % len(ground.case_officers)],
        sitting=sitting,
        settled_on=settled,
    )
    if state in WITH_STATEMENT:
        case.proposed = _per_owner(budget)
    return case


def _age(ground: Ground, state: State) -> int:
    """How many days before the decision, or before today, the application was begun."""
    if state in WITH_STATEMENT:
        return ground.rng.randint(70, 90)
    return {State.REGISTERED: 40, State.SUBMITTED: 17}.get(state, 12) + ground.rng.randint(0, 8)


def _budget(
    ground: Ground, owner: Organisation, partners: list[Organisation], years: tuple[int, ...]
) -> Budget:
    """Posts, rent and other costs, each with kronor per year, so that every sum is right."""
    rng = ground.rng
    start, end = date(years[0], 1, 1), date(years[-1], 12, 31)
    rows: list[tuple[Side, Group, str, Organisation, int | None, int]] = []
    payers = [owner, owner, partners[0]][: rng.randint(2, 3)]
    for payer in payers:
        percent = rng.choice((50, 75, 100))
        a_year = FULL_TIME_KR * percent // 100
        rows.append((Side.REQUESTED, Group.WAGE, rng.choice(words.POSTS), payer, percent, a_year))
    rows.append((Side.REQUESTED, Group.PREMISES, "Lokalhyra", owner, None, 60_000))
    rows.append((Side.REQUESTED, Group.OTHER, "Utvärdering", owner, None, 40_000))
    rows.append((Side.REQUESTED, Group.OTHER, "Resor", owner, None, 15_000))
    for partner in partners:
        rows.append((Side.OWN, Group.WAGE, "Handläggare", partner, 20, FULL_TIME_KR // 5))
    lines = tuple(
        Line(
            side=side,
            group=group,
            label=label,
            percent=None if percent is None else Decimal(percent),
            date_from=start if group is Group.WAGE else None,
            date_to=end if group is Group.WAGE else None,
            amounts={payer.pk: a_year * len(years)},
            years=years_of_line(dict.fromkeys(years, a_year))
            if side is Side.REQUESTED and group is Group.WAGE
            else None,
            where=Where(field=f"row-{number}"),
        )
        for number, (side, group, label, payer, percent, a_year) in enumerate(rows, start=1)
    )
    whole = {Group.PREMISES: 60_000, Group.OTHER: 55_000}
    groups = years_of_groups({g: dict.fromkeys(years, kr) for g, kr in whole.items()})
    return Budget(lines=lines, other_years=groups)


def _per_owner(budget: Budget) -> dict[tuple[int, int], int]:
    """Kronor to requisition by organisation and year: what the office proposes, all of it."""
    found: dict[tuple[int, int], int] = {}
    years = sorted(budget.per_year_kr)
    for row in budget.lines_of(Side.REQUESTED):
        for organisation, kr in row.amounts.items():
            for year in years:
                key = (organisation, year)
                found[key] = found.get(key, 0) + kr // len(years)
    return found
