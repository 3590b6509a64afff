"""The claim kinds themselves: what is true of an evidence, and how it is said. Importing this registers them all.

Thresholds of quantifiers are constants here or in `speech`, so that "most" and "mostly" mean one thing everywhere.
"""

from recsys.explain.kinds import causes, films, people, standing, wishes
from recsys.explain.kinds.people import ENOUGH
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together, weak
from recsys.explain.kinds.standing import FEW
from recsys.explain.kinds.wishes import kin, led

__all__ = [
    "ENOUGH",
    "FEW",
    "REACH",
    "alone",
    "causes",
    "films",
    "kin",
    "leaves",
    "led",
    "people",
    "picked",
    "standing",
    "together",
    "weak",
    "wishes",
]
