"""Ways to make a true sentence false, one kind a function; each gives only what its oracle knows to be false.

False means that the record says otherwise, or says nothing of it: what is not in the record may not be said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from eval.mutate.case import Case

Mutation = Callable[[Case, random.Random], Iterator[str]]
"""Every way this kind of change makes the sentence false, as whole sentences."""

MUTATIONS: dict[str, Mutation] = {}
"""All kinds by name, in the order of the report."""


def mutation(function: Mutation) -> Mutation:
    """Register the function under its own name."""
    MUTATIONS[function.__name__] = function
    return function


def mutants(kind: str, case: Case, rng: random.Random, most: int) -> list[str]:
    """Up to `most` different mutants of one kind, drawn at random."""
    found = [t for t in dict.fromkeys(MUTATIONS[kind](case, rng)) if t != case.text]
    return found if len(found) <= most else rng.sample(found, most)


from eval.mutate import causes, inventions, logic, names, numbers, pronouns, signs  # noqa: E402

__all__ = ["MUTATIONS", "Case", "causes", "inventions", "logic", "mutants", "names", "numbers", "pronouns", "signs"]
