"""Who rated what, as flat arrays sorted by person and time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recsys.models.base import History
from recsys.schema import Interaction, ItemId, Opinion, Scale, UserId, WhyRecError


class Interactions:
    """Interactions of `users` with catalogue rows, at most one a person and item.

    `users` names the person of each code; `items` names the item of each row. The arrays have one entry an
    interaction: `user` int32 codes, `item` int32 rows, `rating` float32 (nan = none), `timestamp` int64 seconds since
    1970 UTC (-1 = none), sorted by user code, then time. Where there is no rating the
    interaction itself is a like.
    """

    def __init__(
        self,
        users: Sequence[UserId],
        items: Sequence[ItemId],
        user: npt.ArrayLike,
        item: npt.ArrayLike,
        rating: npt.ArrayLike,
        timestamp: npt.ArrayLike,
    ) -> None:
        self.users: tuple[UserId, ...] = tuple(users)
        self.items: tuple[ItemId, ...] = tuple(items)
        self.user: npt.NDArray[np.int32] = np.asarray(user, dtype=np.int32)
        self.item: npt.NDArray[np.int32] = np.asarray(item, dtype=np.int32)
        self.rating: npt.NDArray[np.float32] = np.asarray(rating, dtype=np.float32)
        self.timestamp: npt.NDArray[np.int64] = np.asarray(timestamp, dtype=np.int64)
        order = np.lexsort((self.timestamp, self.user))
        if not np.array_equal(order, np.arange(len(order))):
            self.user, self.item = self.user[order], self.item[order]
            self.rating, self.timestamp = self.rating[order], self.timestamp[order]
        self._start = np.searchsorted(self.user, np.arange(len(self.users) + 1))

    def __len__(self) -> int:
        return len(self.user)

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._code

    @cached_property
    def _code(self) -> dict[UserId, int]:
        return {user_id: code for code, user_id in enumerate(self.users)}

    def code(self, user_id: UserId) -> int:
        """The row of a person in the matrices; WhyRecError if the data do not have them."""
        try:
            return self._code[user_id]
        except KeyError:
            raise WhyRecError(f"There is no person {user_id!r} in this data set.") from None

    def _slice(self, user_id: UserId) -> slice:
        code = self.code(user_id)
        return slice(int(self._start[code]), int(self._start[code + 1]))

    def count(self, user_id: UserId) -> int:
        """How many interactions a person has."""
        where = self._slice(user_id)
        return where.stop - where.start

    def values(self, scale: Scale) -> npt.NDArray[np.int8]:
        """The signal of each interaction: +1 like, -1 dislike, 0 neither. Shape (n,)."""
        return self.values_of(self.rating, scale).astype(np.int8)

    def signals(self, scale: Scale) -> csr_matrix:
        """Likes as +1 and dislikes as -1, one row a person: shape (len(users), len(items)), float32."""
        values = self.values(scale).astype(np.float32)
        return self._matrix(values, values != 0)

    def likes(self, scale: Scale) -> csr_matrix:
        """Likes as 1, one row a person: shape (len(users), len(items)), float32."""
        values = self.values(scale).astype(np.float32)
        return self._matrix(values, values > 0)

    def _matrix(self, values: npt.NDArray[np.float32], keep: npt.NDArray[np.bool_]) -> csr_matrix:
        shape = (len(self.users), len(self.items))
        return csr_matrix((values[keep], (self.user[keep], self.item[keep])), shape=shape, dtype=np.float32)

    def of(self, user_id: UserId) -> list[Interaction]:
        """A person's interactions, oldest first."""
        where = self._slice(user_id)
        return [
            Interaction(
                user_id,
                self.items[row],
                None if np.isnan(rating) else round(float(rating), 4),
                None if at < 0 else int(at),
            )
            for row, rating, at in zip(self.item[where], self.rating[where], self.timestamp[where], strict=True)
        ]

    def history(self, user_id: UserId, scale: Scale) -> History:
        """A person's likes and dislikes as rows and signals, oldest first."""
        where = self._slice(user_id)
        values = self.values_of(self.rating[where], scale)
        keep = values != 0
        return History(self.item[where][keep].astype(np.int64), values[keep])

    @staticmethod
    def values_of(rating: npt.NDArray[np.float32], scale: Scale) -> npt.NDArray[np.float32]:
        """Signals of some ratings: +1 like (or no rating), -1 dislike, 0 neither."""
        liked = np.isnan(rating) | (rating >= scale.like)
        return liked.astype(np.float32) - (rating <= scale.dislike).astype(np.float32)

    def profile_opinions(self, user_id: UserId, scale: Scale) -> tuple[Opinion, ...]:
        """A person's opinions, oldest first, one an item."""
        return tuple(
            Opinion(
                seen.item_id,
                "liked" if seen.rating is None else scale.verdict(seen.rating),
                seen.rating,
                None if seen.timestamp is None else float(seen.timestamp),
            )
            for seen in self.of(user_id)
        )

    def without_users(self, ids: Iterable[UserId]) -> Interactions:
        """The same data as if these people had never been in it; unknown ids are ignored."""
        gone = {self._code[i] for i in ids if i in self._code}
        if not gone:
            return self
        keep_user = np.ones(len(self.users), dtype=bool)
        keep_user[list(gone)] = False
        new_code = np.cumsum(keep_user, dtype=np.int32) - 1
        keep = keep_user[self.user]
        return Interactions(
            [user_id for code, user_id in enumerate(self.users) if keep_user[code]],
            self.items,
            new_code[self.user[keep]],
            self.item[keep],
            self.rating[keep],
            self.timestamp[keep],
        )
