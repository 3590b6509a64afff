"""The claim kinds in Chinese: one file for each file of kinds, and the noun phrases they share.

A kind decides what is true; here the facts that hold are only put into words. Importing this registers the words.
"""

from recsys.explain.zh import (
    changes,
    counterfactuals,
    films,
    lists,
    lore,
    pair_crowds,
    pairs,
    people,
    reasons,
    standing,
    tastes,
    turnover,
    wishes,
)

__all__ = [
    "changes",
    "counterfactuals",
    "films",
    "lists",
    "lore",
    "pair_crowds",
    "pairs",
    "people",
    "reasons",
    "standing",
    "tastes",
    "turnover",
    "wishes",
]
