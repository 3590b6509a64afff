"""The claim kinds themselves: what is true of an evidence, and how it is said. Importing this registers them all.

Thresholds of quantifiers are constants here or in `speech`, so that "most" and "mostly" mean one thing everywhere.
"""

from recsys.explain.kinds import (
    changes,
    counterfactuals,
    films,
    knowledge,
    lists,
    lore,
    occasions,
    pairs,
    people,
    reasons,
    sources,
    standing,
    supports,
    tastes,
    undecided,
    wishes,
)
from recsys.explain.kinds.knowledge import FEW
from recsys.explain.kinds.people import ENOUGH
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together, weak
from recsys.explain.kinds.wishes import kin, led

from recsys.explain import zh

__all__ = [
    "ENOUGH",
    "FEW",
    "REACH",
    "alone",
    "changes",
    "counterfactuals",
    "films",
    "kin",
    "knowledge",
    "leaves",
    "led",
    "lists",
    "lore",
    "occasions",
    "pairs",
    "people",
    "picked",
    "reasons",
    "sources",
    "standing",
    "supports",
    "tastes",
    "together",
    "undecided",
    "weak",
    "wishes",
    "zh",
]
