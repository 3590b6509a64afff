"""The bar of a card: what lifts a film, drawn and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from recsys.page.labels import Labels
from recsys.schema import Part, PartKind

KINDS: tuple[PartKind, ...] = get_args(PartKind)
SINGLES = 3
"""How many of the person's films have a piece of the bar to themselves."""


def sums(parts: Iterable[Part]) -> dict[PartKind, float]:
    totals: dict[PartKind, float] = dict.fromkeys(KINDS, 0.0)
    for part in parts:
        totals[part.kind] += part.value
    return totals


def lifted(parts: Iterable[Part]) -> float:
    """All that speaks for a film, kind by kind."""
    return sum(max(value, 0.0) for value in sums(parts).values())


def bars(parts: tuple[Part, ...], top: float) -> list[tuple[str, float]]:
    """What lifts a film as (kind, width in percent of the most lifted film of the list).

    The person's own films stand first: the strongest each by itself, then what the others add or take away.
    """
    if top <= 0:
        return []
    totals = sums(parts)
    history = max(totals.pop("history"), 0.0)
    singles = _singles(parts)
    pieces: list[tuple[str, float]] = [("history", value) for _, value in singles]
    pieces += [("others", history - sum(value for _, value in singles)), *totals.items()]
    return [(kind, round(100 * value / top, 2)) for kind, value in pieces if value > 0.004 * top]


def _singles(parts: Iterable[Part]) -> list[tuple[str, float]]:
    """The person's films that lift a film most, as (label, value), together no more than all their films come to."""
    history = [p for p in parts if p.kind == "history"]
    left = max(sum(p.value for p in history), 0.0)
    found = []
    for part in sorted(history, key=lambda p: -p.value)[:SINGLES]:
        value = min(max(part.value, 0.0), left)
        left -= value
        if value > 0:
            found.append((part.label, value))
    return found


def lift(parts: tuple[Part, ...], labels: Labels) -> str:
    """The bar in words: the share of each kind in what lifts the film, and what pulls it down."""
    totals, whole = sums(parts), lifted(parts) or 1.0

    def named(sign: int) -> str:
        shares = ((kind, round(100 * sign * value / whole)) for kind, value in totals.items())
        return ", ".join(labels("lift_part", name=labels.part(k), share=share) for k, share in shares if share > 0)

    singles = ((label, round(100 * value / whole)) for label, value in _singles(parts))
    strongest = ", ".join(labels("lift_part", name=label, share=share) for label, share in singles if share > 0)
    told = labels("lift", parts=named(1))
    if strongest:
        told += f"; {labels('lift_most', parts=strongest)}"
    down = named(-1)
    return told + (f"; {labels('lift_against', parts=down)}" if down else "")
