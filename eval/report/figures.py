"""Numbers as they are read: few digits, one number of decimals a column, an interval in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.parts import Row

MISSING = "–"
LEAST = 5e-4
"""Below this a number would be all zeros, and is written with an exponent."""

UNITS = ("", "%", "points", "ms", "s", "×", "±")
"""What a number may be: plain, a share, a difference of shares, a time, a ratio, a difference."""


def digits(values: Sequence[Any]) -> int:
    """The decimals for all numbers of a column, from the largest."""
    largest = max((abs(v) for v in values if isinstance(v, float)), default=0.0)
    return 3 if largest < 2 else 2 if largest < 20 else 1 if largest < 1000 else 0


def shown(value: Any, decimals: int = 3) -> str:
    """Any cell of a table."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.1e}" if 0 < abs(value) < LEAST else f"{value:,.{decimals}f}"
    return str(value)


def bracket(low: Any, high: Any, decimals: int = 3) -> str:
    """An interval, or nothing."""
    return "" if low is None or high is None else f"[{shown(low, decimals)}, {shown(high, decimals)}]"


def measured(value: float | None, unit: str) -> str:
    """A number in its unit (one of UNITS)."""
    if value is None:
        return MISSING
    if unit == "%":
        text = f"{100 * value:.1f}"
        if value in (0, 1):
            return f"{100 * value:.0f}%"
        return f"{100 * value:.2f}%" if text in ("100.0", "0.0") else f"{text}%"
    if unit == "points":
        return f"{100 * value:+.1f}".removesuffix(".0") + " points"
    if unit == "±":
        return f"{value:+.4f}"
    text = shown(float(value), digits([float(value)]))
    return f"{text}{unit}" if unit in ("", "×") else f"{text} {unit}"


def between(low: float, high: float, unit: str) -> str:
    """An interval, without a unit that is a word, which stands with the number."""
    first, last = (measured(end, unit).partition(" ")[0] for end in (low, high))
    return f"{first} to {last}"


def target(said: str, unit: str) -> str:
    """A target such as "≥ 0.98" in the unit of its number."""
    sign, _, number = said.partition(" ")
    try:
        value = float(number)
    except ValueError:
        return said
    return f"{sign} {value:g}" if unit == "" else f"{sign} {_short(measured(value, unit))}"


def _short(text: str) -> str:
    """Without zeros that say nothing."""
    number = text.rstrip("% ×abcdefghijklmnopqrstuvwxyz")
    rest, number = text[len(number) :], number.removeprefix("+")
    return (number.rstrip("0").rstrip(".") if "." in number else number) + rest


def bounds(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By column that has an interval, the columns of its ends."""
    return {c: (f"{c} low", f"{c} high") for c in columns if f"{c} low" in columns and f"{c} high" in columns}


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Every column of a table, in order."""
    return list(dict.fromkeys(name for row in rows for name in row))
