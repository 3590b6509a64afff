"""Plots from tables, as shapes that the page's template draws: positions are percentages, so that a plot fits any width
and its words keep their size. The specifications stand in `words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from eval.parts import Document, Row
from eval.report.figures import bracket, digits, shown

SERIES = 8
"""Lines a plot can tell apart; more are left to the table."""
TICKS = 5
THIS_MODEL = "@model"
"""In a specification: the model the program serves."""


@dataclass(frozen=True)
class Spec:
    """One plot of one table.

    dots: a row of the table is a line of the plot, named by `label`, at `value` with its interval.
    lines: `x` is the column with the places along the axis, or a list of columns that are themselves the places
    (then without `value`); `label` names the line.
    """

    kind: Literal["dots", "lines"]
    title: str
    table: str
    label: str = ""
    value: str = ""
    x: str | list[str] = ""
    axis: str = ""
    """What runs along the axis of a plot with lines."""
    panel: str = ""
    """A column: a plot for each of its values."""
    where: dict[str, list[str]] = field(default_factory=dict)
    """By column, the values of the rows to be taken; all where it is empty."""
    strong: list[str] = field(default_factory=list)
    """The labels that are ours, drawn strongly."""
    zero: bool = False
    """Whether nought is shown, with a line: for differences."""


@dataclass(frozen=True)
class Mark:
    """A number with its interval, at `at` of the width or height; all in percent."""

    label: str
    text: str
    at: float
    low: float | None
    high: float | None
    strong: bool = False
    x: float = 0.0


@dataclass(frozen=True)
class Tick:
    text: str
    at: float


@dataclass(frozen=True)
class Line:
    label: str
    marks: list[Mark]
    strong: bool


@dataclass(frozen=True)
class Plot:
    """What is drawn: marks of a plot with dots, or lines over `places`."""

    kind: str
    title: str
    ticks: list[Tick]
    axis: str = ""
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    places: list[Tick] = field(default_factory=list)
    zero: float | None = None
    missing: int = 0
    """Lines left to the table."""


def drawn(document: Document, specs: Sequence[Mapping[str, Any]]) -> list[Plot]:
    """All plots of a part; one whose table or columns are not there has no plot."""
    return [plot for given in specs for plot in _of(Spec(**given), document)]


def _of(spec: Spec, document: Document) -> Iterator[Plot]:
    model = str(document["environment"].get("model"))
    rows = [row for row in document["tables"].get(spec.table, []) if _taken(row, spec, model)]
    panels = dict.fromkeys(str(row.get(spec.panel)) for row in rows) if spec.panel else [""]
    for panel in panels:
        chosen = [row for row in rows if not panel or str(row.get(spec.panel)) == panel]
        title = f"{spec.title}: {panel}" if panel else spec.title
        plot = _dots(spec, title, chosen) if spec.kind == "dots" else _lines(spec, title, chosen)
        if plot is not None:
            yield plot


def _taken(row: Row, spec: Spec, model: str) -> bool:
    return all(str(row.get(c)) in [model if v == THIS_MODEL else v for v in vs] for c, vs in spec.where.items())


LEAST = 1e-300
"""A span below this cannot be cut into steps."""


@dataclass(frozen=True)
class Axis:
    """From a number to its place on the axis, in percent."""

    start: float
    stop: float
    step: float

    @classmethod
    def over(cls, numbers: Sequence[float], zero: bool) -> Axis:
        """An axis over these numbers that begins and ends at round ones."""
        low, high = min([*numbers, *[0.0] * zero]), max([*numbers, *[0.0] * zero])
        span = high - low or abs(high)
        rough = (span if span > LEAST else 1.0) / (TICKS - 1)
        size = 10.0 ** np.floor(np.log10(rough))
        step = float(min(s for s in (size, 2 * size, 5 * size, 10 * size) if s >= rough * 0.999))
        start, stop = float(np.floor(low / step + 1e-9) * step), float(np.ceil(high / step - 1e-9) * step)
        return cls(start, stop if stop > start else start + step, step)

    def at(self, number: float) -> float:
        return round(100 * (number - self.start) / (self.stop - self.start), 2)

    def ticks(self) -> list[Tick]:
        count = round((self.stop - self.start) / self.step)
        decimals = max(0, -int(np.floor(np.log10(self.step) + 1e-9)))
        numbers = [self.start + n * self.step for n in range(count + 1)]
        return [Tick(f"{number + 0.0:,.{decimals}f}", self.at(number)) for number in numbers]

    def mark(self, label: str, found: Sequence[float | None], decimals: int, strong: bool, x: float = 0.0) -> Mark:
        value, low, high = found
        assert value is not None
        ends = [None if low is None or high is None else self.at(end) for end in (low, high) if end is not None]
        text = f"{shown(value, decimals)} {bracket(low, high, decimals)}".strip()
        both = ends if len(ends) == 2 else [None, None]
        return Mark(label, text, self.at(value), both[0], both[1], strong, x)


def _found(row: Row, column: str) -> list[float | None]:
    """Value and interval as numbers."""
    cells = (row.get(column), row.get(f"{column} low"), row.get(f"{column} high"))
    return [float(c) if isinstance(c, (int, float)) and not isinstance(c, bool) else None for c in cells]


def _numbers(all_found: Sequence[Sequence[float | None]]) -> list[float]:
    return [number for found in all_found for number in found if number is not None]


def _dots(spec: Spec, title: str, rows: Sequence[Row]) -> Plot | None:
    found = [(str(row.get(spec.label)), _found(row, spec.value)) for row in rows]
    found = [one for one in found if one[1][0] is not None]
    if not found:
        return None
    axis = Axis.over(_numbers([f for _, f in found]), spec.zero)
    decimals = digits([f[0] for _, f in found])
    marks = [axis.mark(label, f, decimals, label in spec.strong) for label, f in found]
    return Plot("dots", title, axis.ticks(), marks=marks, zero=axis.at(0.0) if spec.zero else None)


def _lines(spec: Spec, title: str, rows: Sequence[Row]) -> Plot | None:
    """Each line's marks stand a little beside those of the others, so that the intervals do not hide each other."""
    by_label: dict[str, dict[str, list[float | None]]] = {}
    for row in rows:
        points = by_label.setdefault(str(row.get(spec.label, spec.value)), {})
        if isinstance(spec.x, list):
            points |= {place: _found(row, place) for place in spec.x}
        else:
            points[str(row.get(spec.x))] = _found(row, spec.value)
    by_label = {label: {p: f for p, f in points.items() if f[0] is not None} for label, points in by_label.items()}
    by_label = {label: points for label, points in by_label.items() if points}
    if not by_label:
        return None
    labels = sorted(by_label, key=lambda label: label not in spec.strong)[:SERIES]
    places = list(dict.fromkeys(place for label in labels for place in by_label[label]))
    axis = Axis.over(_numbers([f for label in labels for f in by_label[label].values()]), spec.zero)
    decimals = digits([f[0] for points in by_label.values() for f in points.values()])
    width = 100 / len(places)
    middle = {place: width * (n + 0.5) for n, place in enumerate(places)}
    lines = []
    for n, label in enumerate(labels):
        beside, strong = (n - (len(labels) - 1) / 2) * min(1.2, 0.6 * width / SERIES), label in spec.strong
        marks = [
            axis.mark(f"{label}, {place}", found, decimals, strong, round(middle[place] + beside, 2))
            for place, found in by_label[label].items()
        ]
        lines.append(Line(label, marks, strong))
    return Plot(
        *("lines", title, axis.ticks(), spec.axis),
        lines=lines,
        places=[Tick(place, round(middle[place], 2)) for place in places],
        missing=len(by_label) - len(labels),
    )
