"""By which day minutes are adjusted: as proposed in the summons, and as the meeting decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samordna.kernel.dates import format_long
from samordna.kernel.deadlines import DAYS_TO_ADJUST
from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes


def last_day(held_on: date) -> date:
    """The last day on which minutes may be adjusted (KL 5:69: within fourteen days)."""
    return held_on + timedelta(days=DAYS_TO_ADJUST)


def why_not_by(held_on: date, day: date) -> str:
    """Why minutes cannot be adjusted by a day, as a Swedish clause about that day, with the days
    that they can; empty where they can."""
    if day < held_on:
        return "ligger före sammanträdet"
    if day > last_day(held_on):
        return (
            "är för sen: protokollet ska justeras senast fjorton dagar efter sammanträdet "
            f"(5 kap. 69 § kommunallagen), alltså senast den {format_long(last_day(held_on))}"
        )
    return ""


@dataclass(frozen=True, slots=True)
class AdjustmentDay:
    """The day of adjustment of a meeting that is held on a day.

    ``proposed`` stands in the summons. ``decided`` is what the meeting has decided instead, and
    ``at_once`` that the minutes are adjusted at the meeting itself.
    """

    held_on: date
    proposed: date | None = None
    decided: date | None = None
    at_once: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether what the meeting has decided stands, and not what was proposed."""
        return self.at_once or self.decided is not None

    @property
    def too_late(self) -> date | None:
        """The proposed day, where the law does not give it and nothing has been decided instead."""
        day = self.proposed
        late = day is not None and bool(why_not_by(self.held_on, day))
        return day if late and not self.is_decided else None

    @property
    def outermost(self) -> date:
        """The last day that the law gives."""
        return last_day(self.held_on)

    @property
    def last(self) -> date | None:
        """The day by which the minutes are to be adjusted, as decided, else as proposed. None where
        neither says a day that the law gives: then it is that of the law."""
        if self.at_once:
            return self.held_on
        return None if self.too_late else self.decided or self.proposed

    @property
    def words(self) -> str:
        """``omedelbart`` or ``senast 30 september 2024``; empty where no day is said."""
        if self.at_once:
            return "omedelbart"
        return f"senast {format_long(self.last)}" if self.last else ""

    @property
    def clause(self) -> str:
        """What the meeting decides, after *att*; empty where no day is said."""
        if self.at_once:
            return "protokollet justeras omedelbart"
        return f"justeringen sker senast den {format_long(self.last)}" if self.last else ""

    def later_words(self, adjusted: date | None) -> str:
        """That minutes were adjusted later than the meeting had agreed, as words after the day on
        which they were; empty where they were not, or no day was said."""
        if adjusted is None or self.last is None or adjusted <= self.last:
            return ""
        return f", senare än sammanträdet hade bestämt: {self.words}"


def day_findings(day: AdjustmentDay, mark: str = "") -> list[Finding]:
    """That the proposed day cannot be, and nothing has been decided instead.

    ``mark`` is the paragraph that elects who adjusts. Code ``adjustment-day-too-late``.
    """
    if day.too_late is None:
        return []
    message = (
        f"Den föreslagna justeringsdagen {format_long(day.too_late)} "
        f"{why_not_by(day.held_on, day.too_late)}. Välj den dag som sammanträdet bestämmer under "
        "Justeringsdag."
    )
    where = Where(field=mark or None)
    return [Finding(codes.ADJUSTMENT_DAY_TOO_LATE, Severity.ERROR, message, where)]
