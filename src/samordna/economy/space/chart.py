"""Geometry of the decision space's chart: two lines over the years, and zero. Pure.

The template only writes out what stands here. The same table is drawn twice, wide for a screen and
narrow for a telephone, since text in a picture that is scaled down cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samordna.economy.rules.table import DecisionSpaceTable
from samordna.kernel.money import format_number, format_tkr, to_tkr


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of a drawing and the room around its plot, in the drawing's own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    ticks: bool

    @property
    def one_line(self) -> bool:
        """Whether the kind and the year of a column have room on one line."""
        return self.ticks


WIDE = Frame("bred", 640, 220, left=58, right=30, top=26, bottom=46, ticks=True)
NARROW = Frame("smal", 360, 190, left=30, right=28, top=26, bottom=60, ticks=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A figure at a point of a line."""

    x: float
    y: float
    text: str
    anchor: str
    negative: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A horizontal line of the grid, with its figure in thousands of kronor."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line; ``negative`` is below zero."""

    x: float
    y: float
    negative: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The name under a column: its kind above, its year below."""

    x: float
    kind: str
    year: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws."""

    frame: Frame
    closing: tuple[Point, ...]
    after: tuple[Point, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]
    years: tuple[Year, ...]
    zero_y: float
    floor_y: float | None
    closing_path: str
    after_path: str
    area_path: str

    @property
    def right_x(self) -> int:
        """Where the plot ends."""
        return self.frame.width - self.frame.right


def draw(table: DecisionSpaceTable, frame: Frame, floor_kr: int = 0) -> Chart:
    """Lay out the chart of a table: the budget that a forecast has replaced is left out."""
    columns = table.carrying
    closing = [table.kr("closing", c.key) for c in columns]
    after = [table.kr("space_after_applications", c.key) for c in columns]
    low, high = min(0, *closing, *after), max(1, floor_kr, *closing, *after)
    xs = _across(frame, len(columns))

    def y(kr: int) -> float:
        plot = frame.height - frame.top - frame.bottom
        return round(frame.top + plot * (high - kr) / (high - low), 1)

    closing_points = tuple(Point(x, y(kr), kr < 0) for x, kr in zip(xs, closing, strict=True))
    after_points = tuple(Point(x, y(kr), kr < 0) for x, kr in zip(xs, after, strict=True))
    ahead = "".join(f"L{p.x} {p.y}" for p in closing_points)[1:]
    back = "".join(f"L{p.x} {p.y}" for p in reversed(after_points))
    return Chart(
        frame=frame,
        closing=closing_points,
        after=after_points,
        labels=tuple(_labels(closing, after, closing_points, after_points)),
        ticks=tuple(Tick(y(kr), format_number(to_tkr(kr))) for kr in _ticks(low, high)),
        years=tuple(Year(x, *_name(c.label, c.year)) for x, c in zip(xs, columns, strict=True)),
        zero_y=y(0),
        floor_y=y(floor_kr) if floor_kr else None,
        closing_path=_path(closing_points),
        after_path=_path(after_points),
        area_path=f"M{ahead}{back}Z",
    )


def description(table: DecisionSpaceTable) -> str:
    """The chart in words: both lines, year by year."""
    parts = []
    for column in table.carrying:
        closing_kr = table.kr("closing", column.key)
        after_kr = table.kr("space_after_applications", column.key)
        parts.append(
            f"{column.label}: {format_tkr(closing_kr)} före ansökningarna och "
            f"{format_tkr(after_kr)} efter{', under noll' if after_kr < 0 else ''}."
        )
    return " ".join(parts)


def _across(frame: Frame, count: int) -> list[float]:
    plot = frame.width - frame.left - frame.right
    if count == 1:
        return [frame.left + plot / 2]
    inset = plot * 0.04
    step = (plot - 2 * inset) / (count - 1)
    return [round(frame.left + inset + step * i, 1) for i in range(count)]


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{p.x} {p.y}" for p in points)


def _name(label: str, year: int) -> tuple[str, str]:
    return label.removesuffix(str(year)).strip(), str(year)


def _labels(
    closing: Sequence[int],
    after: Sequence[int],
    closing_points: Sequence[Point],
    after_points: Sequence[Point],
) -> list[Label]:
    """Closing figures above their line, the others below theirs; one figure where they meet."""
    labels = []
    for index, (above, below) in enumerate(zip(closing_points, after_points, strict=True)):
        rises = index + 1 < len(closing) and closing[index + 1] > closing[index]
        x = above.x - 8 if rises and index else above.x
        anchor = "end" if rises and index else "middle"
        labels.append(Label(x, above.y - 11, _text(closing[index]), anchor, above.negative))
        if to_tkr(after[index]) == to_tkr(closing[index]):
            continue
        labels.append(Label(below.x, below.y + 20, _text(after[index]), "middle", below.negative))
    return labels


def _text(kr: int) -> str:
    return format_number(to_tkr(kr))


def _ticks(low: int, high: int) -> list[int]:
    """Round amounts between the ends, four or five of them, zero left out (it has its own line)."""
    step = 1000
    for factor in _steps():
        step = factor
        if (high - low) / factor <= 5:
            break
    first = -(-low // step)
    return [n * step for n in range(first, high // step + 1) if n]


def _steps() -> list[int]:
    return [base * 10**power for power in range(3, 12) for base in (1, 2, 5)]
