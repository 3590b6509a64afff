"""What the receipts of an evidence prove, for every kind of claim that leans on them."""

from __future__ import annotations

from recsys.explain.pick_speech import SHOWN
from recsys.schema import Cited, Evidence, Receipt

REACH = 5
"""Receipts look for sets of at most this many items."""
FELT = 3
"""A fall of fewer places, within the list, is a nudge and no reason to speak of."""


def together(e: Evidence) -> Receipt | None:
    """The receipt of the whole cited set, if striking it makes the pick fall."""
    if not e.receipts or not e.cited or e.rank is None:
        return None
    first = e.receipts[0]
    same = {c.item.id for c in e.cited} == set(first.without)
    return first if same and first.fell and first.rank_before == e.rank else None


def alone(e: Evidence, cited: Cited) -> Receipt | None:
    """The receipt of one cited item alone."""
    return next((r for r in e.receipts if r.without == (cited.item.id,) and r.rank_before == e.rank), None)


def leaves(receipt: Receipt) -> bool:
    """Whether the pick was among the first and is not any more without the struck items."""
    return receipt.rank_before <= SHOWN and (receipt.rank_after is None or receipt.rank_after > SHOWN)


def weak(receipt: Receipt) -> bool:
    """Whether the pick falls too little to be told as why it is there."""
    return not leaves(receipt) and receipt.rank_after is not None and receipt.rank_after - receipt.rank_before < FELT


def picked(e: Evidence) -> bool:
    """Whether it makes sense to speak of the item as a recommendation."""
    return e.rank is not None and e.excluded is None
