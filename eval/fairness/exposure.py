"""What the lists show: of the well known and the old, against what the same people like and what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.parts import Estimate, Row
from eval.ranking.figures import Draws, cells
from recsys.data.catalog import Catalog
from recsys.models.base import Floats, Rows

FIFTHS = ("most liked fifth", "second fifth", "third fifth", "fourth fifth", "least liked fifth")
FIRST_DECADE = 1930
"""Older items are one band."""
TENTH = 0.9

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Shown:
    """One person's lists and likes as catalogue rows, and the bands they are counted in."""

    person: int
    rows: Rows
    lesser: Rows
    """The list when the lesser known is asked for."""
    likes: Rows
    bands: dict[str, Mask]


def by_fame(likes: Floats, items: Rows) -> dict[str, Mask]:
    """Fifths of `items` by how many training people like them (`likes`, by catalogue row)."""
    ranked = items[np.argsort(-likes[items], kind="stable")]
    bands = {name: _mask(part, len(likes)) for name, part in zip(FIFTHS, np.array_split(ranked, 5), strict=True)}
    return bands | {"liked by nobody": ~_mask(items, len(likes))}


def by_decade(catalog: Catalog) -> dict[str, Mask]:
    """The newest first; empty when nothing has a year."""
    years = catalog.years
    if not (years > 0).any():
        return {}
    decades = range(int(years.max()) // 10 * 10, FIRST_DECADE - 10, -10)
    bands = {f"{decade}s": years // 10 * 10 == decade for decade in decades}
    bands[f"before {FIRST_DECADE}"] = (years > 0) & (years < FIRST_DECADE)
    bands["no year"] = years == 0
    return {name: mask for name, mask in bands.items() if mask.any()}


def shares(of: str, shown: Sequence[Shown]) -> Iterator[Row]:
    """A row a band: its share of the catalogue, of the slots and of the likes; every person's list counts alike."""
    draws = Draws(np.array([one.person for one in shown]))
    for band in dict.fromkeys(band for one in shown for band in one.bands):
        masks = [one.bands.get(band) for one in shown]
        there, lesser, liked = (
            [_share(rows, mask) for rows, mask in zip(lists, masks, strict=True)]
            for lists in ([one.rows for one in shown], [one.lesser for one in shown], [one.likes for one in shown])
        )
        figures = {
            "slots": draws.mean(there),
            "likes": draws.mean(liked),
            "slots for each like": draws.ratio(there, liked),
            "slots, lesser known asked for": draws.mean(lesser),
        }
        yield {of: band, "catalogue": float(np.mean([mask.mean() for mask in masks if mask is not None]))} | cells(
            figures
        )


def tail(shown: Sequence[Shown]) -> Estimate:
    """Slots for each like of all that is outside the most liked fifth."""
    draws = Draws(np.array([one.person for one in shown]))
    there, liked = (
        [_share(rows, ~one.bands[FIFTHS[0]]) for one, rows in lists]
        for lists in ([(one, one.rows) for one in shown], [(one, one.likes) for one in shown])
    )
    return draws.ratio(there, liked)


def outside(rows: Rows, likes: Floats) -> float:
    """The share of a list that is outside the best-known tenth of the catalogue."""
    return float((likes[rows] < np.quantile(likes, TENTH)).mean()) if len(rows) else 0.0


def _share(rows: Rows, mask: Mask | None) -> float:
    return 0.0 if mask is None or not len(rows) else float(mask[rows].mean())


def _mask(rows: Rows, size: int) -> Mask:
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask
