"""The claim kinds themselves: what is true of an evidence, and how it is said. Importing this registers them all.

Thresholds of quantifiers are constants here or in `speech`, so that "most" and "mostly" mean one thing everywhere.
"""

from recsys.explain.kinds import causes, films, people, standing, wishes
from recsys.explain.kinds.people import ENOUGH
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together
from recsys.explain.kinds.wishes import kin

__all__ = [
    "ENOUGH",
    "REACH",
    "alone",
    "causes",
    "films",
    "kin",
    "leaves",
    "people",
    "picked",
    "standing",
    "together",
    "wishes",
]
