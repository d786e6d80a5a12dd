"""Trying out a decision: what the board ticks, and the table that would follow. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samordna.economy.rules.assembly import application_key
from samordna.economy.rules.plan import ApplicationRow, Plan, Section
from samordna.economy.rules.scenarios import (
    Change,
    Cut,
    ImpossibleChange,
    Move,
    PayLess,
    Refuse,
    what_if,
)
from samordna.economy.rules.thousands import parse_tkr_cell
from samordna.kernel.money import LONGEST_TYPED, NotAnAmount

#: How far an application can be moved, and what a reader calls it.
MOVES = (
    (0, "börjar som föreslagits"),
    (1, "ett år senare"),
    (2, "två år senare"),
    (3, "tre år senare"),
)


@dataclass(slots=True)
class Choice:
    """What is tried with one application, as it was typed. ``amounts`` are kronor by year."""

    number: int
    name: str
    owners: str
    total_kr: int
    amounts: Mapping[int, int]
    refuse: bool = False
    cut: str = ""
    years: int = 0
    error: str = ""

    @property
    def key(self) -> str:
        """The key that the application's rows share."""
        return application_key(self.number)


@dataclass(slots=True)
class LessIncome:
    """That a row of income shrinks: which, by how many per cent, and from which year."""

    options: Sequence[tuple[str, str]]
    years: Sequence[int]
    row: str = ""
    percent: str = ""
    from_year: int = 0
    error: str = ""


@dataclass(slots=True)
class Trial:
    """Everything that is tried, and the plan that follows."""

    plan: Plan
    choices: list[Choice]
    less: LessIncome
    tried: bool = field(default=False)


def try_out(plan: Plan, numbers: Mapping[str, int], asked: Mapping[str, str]) -> Trial:
    """Read what is asked for and change the plan by it, one thing after the other.

    ``numbers`` maps the keys of application rows to application numbers; ``asked`` is the
    page's query: ``avsla-3``, ``minska-3``, ``flytta-3``, ``intakt``, ``procent`` and ``fran``.
    What cannot be done gets a sentence beside it, and the rest is tried all the same.
    """
    trial = Trial(plan, _choices(plan, numbers), _less(plan))
    for choice in trial.choices:
        _read_choice(choice, asked)
        _apply(trial, choice)
    _read_less(trial.less, asked)
    _apply_less(trial)
    return trial


def _choices(plan: Plan, numbers: Mapping[str, int]) -> list[Choice]:
    by_number: dict[int, list[ApplicationRow]] = {}
    for row in plan.applications:
        by_number.setdefault(numbers[row.key], []).append(row)
    return [
        Choice(
            number,
            rows[0].label,
            ", ".join(row.owner for row in rows),
            sum(sum(row.amounts.values()) for row in rows),
            _by_year(rows),
        )
        for number, rows in by_number.items()
    ]


def _by_year(rows: Sequence[ApplicationRow]) -> dict[int, int]:
    years = sorted({year for row in rows for year in row.amounts})
    return {year: sum(row.amounts.get(year, 0) for row in rows) for year in years}


def _less(plan: Plan) -> LessIncome:
    return LessIncome(
        options=[(row.key, row.label) for row in plan.section(Section.INCOME)],
        years=[column.year for column in plan.carrying],
    )


def _read_choice(choice: Choice, asked: Mapping[str, str]) -> None:
    choice.refuse = bool(asked.get(f"avsla-{choice.number}"))
    choice.cut = asked.get(f"minska-{choice.number}", "").strip()[: LONGEST_TYPED + 1]
    asked_years = asked.get(f"flytta-{choice.number}", "")
    choice.years = next((years for years, _ in MOVES if str(years) == asked_years), 0)


def _apply(trial: Trial, choice: Choice) -> None:
    changes: list[Change] = []
    try:
        if choice.refuse:
            changes = [Refuse(choice.key)]
        else:
            if choice.cut:
                changes.append(Cut(choice.key, parse_tkr_cell(choice.cut)))
            if choice.years:
                changes.append(Move(choice.key, choice.years))
        trial.plan = what_if(trial.plan, changes)
    except (NotAnAmount, ImpossibleChange) as error:
        choice.error = str(error)
    else:
        trial.tried = trial.tried or bool(changes)


def _read_less(less: LessIncome, asked: Mapping[str, str]) -> None:
    less.row = asked.get("intakt", "")
    less.percent = asked.get("procent", "").strip()[:10]
    year = asked.get("fran", "")
    less.from_year = next((y for y in less.years if str(y) == year), less.years[0])


def _apply_less(trial: Trial) -> None:
    less = trial.less
    if not less.percent:
        return
    percent = less.percent.removesuffix("%").strip()
    if not (percent.isascii() and percent.isdigit() and int(percent) <= 100):
        less.error = "Skriv ett helt antal procent mellan 0 och 100."
        return
    try:
        change = PayLess((less.row,), int(percent) * 10, less.from_year)
        trial.plan = what_if(trial.plan, [change])
    except ImpossibleChange:
        less.error = "Välj vilken intäkt som minskar."
    else:
        trial.tried = trial.tried or int(percent) > 0
