"""Evidence of every sort, so that each wording is within reach of one."""

from __future__ import annotations

from dataclasses import replace

from recsys.schema import Crowd, Evidence, Part, Receipt
from tests.recsys.explain.strategies import ALIENS, described, remake, space, spread


def _cases() -> list[Evidence]:
    """Evidence of every sort, so that each wording is within reach of one."""
    far, whole = replace(space(), rank=30), space().receipts[0]
    alone = (Receipt(("1",), 2, None), Receipt(("2",), 2, 1), Receipt(("3",), 2, 2))
    no_one = tuple(Receipt((i,), 2, 2) for i in ("1", "2", "3"))
    shared = {"director": ("James Cameron",)}
    by = replace(ALIENS, attributes=shared)
    crowd = tuple(replace(c, shared=shared) for c in space().cited)
    known = {"director": ("James Cameron",), "actor": ("Sigourney Weaver", "Bill Paxton"), "theme": ("rescue", "space")}
    told = replace(ALIENS, attributes=known)
    return [
        replace(space(), item=told),
        replace(space(), item=told, asked=("rescue",)),
        replace(space(), item=told, asked=("directed by James Cameron", "rescue")),
        replace(space(), item=told, rank=1, unmet=("time travel",)),
        replace(space(), item=told, rank=1, unmet=("directed by Ridley Scott",)),
        space(),
        remake(),
        spread(),
        described(),
        replace(space(), receipts=(whole, *alone)),
        replace(space(), receipts=(replace(whole, rank_after=None), *no_one)),
        replace(space(), receipts=(), cited=(), likes=4),
        replace(space(), item=by, cited=crowd),
        replace(space(), parts=(Part("popularity", "popularity", 1.0),), context=("with the kids",), asked=("comedy",)),
        replace(space(), asked=("sci-fi",)),
        replace(space(), parts=(Part("request", "like Alien (1979)", 1.0),)),
        replace(space(), receipts=(whole, *(Receipt((i,), 2, 5) for i in ("1", "2", "3")))),
        replace(space(), crowd=Crowd(12, 8, 3.9)),
        replace(space(), rank=None, receipts=(), cited=(), excluded="seen"),
        replace(space(), rank=None, receipts=(), cited=()),
        replace(space(), rank=1, unmet=("comedy", "1990s")),
        replace(far, thin=True, likes=3),
        replace(far, thin=True, likes=0),
        replace(far, thin=True, likes=1),
        replace(far, thin=True, likes=30, parts=(Part("request", "comedy", 1.0),)),
    ]


CASES = _cases()
