"""The catalogue: every item once, in a fixed order whose positions are the rows of all models and indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recsys.models.base import Rows
from recsys.schema import Item, ItemId, WhyRecError


class Catalog:
    """Items by row and by id. Ids that were merged into another (`merged`: old id → kept id) resolve to it."""

    def __init__(self, items: Iterable[Item], merged: Mapping[ItemId, ItemId] | None = None) -> None:
        self.items: tuple[Item, ...] = tuple(items)
        self.merged: Mapping[ItemId, ItemId] = dict(merged or {})
        self._row = {item.id: row for row, item in enumerate(self.items)}
        if len(self._row) != len(self.items):
            raise WhyRecError("The catalogue lists one item id twice; each id must stand once.")
        for old, kept in self.merged.items():
            self._row.setdefault(old, self._row[kept])

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._row

    def item(self, row: int) -> Item:
        return self.items[row]

    def row(self, item_id: ItemId) -> int:
        """The row of an id; WhyRecError if the catalogue does not have it."""
        try:
            return self._row[item_id]
        except KeyError:
            raise WhyRecError(f"There is no item with the id {item_id!r} in the catalogue.") from None

    def get(self, item_id: ItemId) -> Item:
        """The item of an id; WhyRecError if the catalogue does not have it."""
        return self.items[self.row(item_id)]

    def rows(self, ids: Iterable[ItemId]) -> Rows:
        """Rows of the ids the catalogue has, in the order given; unknown ids are skipped. Shape (n,) int64."""
        return np.fromiter((self._row[i] for i in ids if i in self._row), dtype=np.int64)

    @cached_property
    def genres(self) -> tuple[str, ...]:
        """All genres, sorted, as the catalogue spells them."""
        return tuple(sorted({genre for item in self.items for genre in item.genres}))

    @cached_property
    def years(self) -> npt.NDArray[np.int32]:
        """Year of each row, 0 = unknown. Shape (n_items,)."""
        return np.array([item.year or 0 for item in self.items], dtype=np.int32)

    @cached_property
    def _genre_masks(self) -> dict[str, npt.NDArray[np.bool_]]:
        masks = {genre: np.zeros(len(self.items), dtype=bool) for genre in self.genres}
        for row, item in enumerate(self.items):
            for genre in item.genres:
                masks[genre][row] = True
        return masks

    def genre_mask(self, genre: str) -> npt.NDArray[np.bool_]:
        """Which rows have the genre, all false for one the catalogue does not know. Shape (n_items,); do not change."""
        mask = self._genre_masks.get(genre)
        return mask if mask is not None else np.zeros(len(self.items), dtype=bool)
