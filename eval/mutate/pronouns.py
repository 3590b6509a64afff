"""Pronouns that point at the wrong film, at another set of films than was named, or at nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import combinations

from eval.mutate import mutation
from eval.mutate.case import WORDS, Case, Mention, Thing, Whole, listed
from recsys.schema import Evidence

THEM = re.compile(
    r"\b(them|they|that film|that one|both|the two|the pair|(?:those|these|all) (two|three|four|five)(?: films)?)\b"
)
PREDICATES = frozenset(("rank", "crowd", "popular"))
"""Claims that are true of the pick alone; genre, year and wishes may hold of another film as well."""


@mutation
def pronoun(case: Case, rng: random.Random) -> Iterator[str]:
    """A pronoun that points at the wrong film, or at nothing that was named."""
    if case.scene.pick is not None:
        yield from _pick_for_another(case)
        yield from _another_for_pick(case)
        yield from _one_for_another(case)
        yield from _them(case, case.scene.pick)


def _pick_for_another(case: Case) -> Iterator[str]:
    """ "Aliens is here because you liked it": it would be Aliens, which the person has not seen."""
    for run in case.runs():
        m = run[0]
        named = any(t.start < m.start for t in case.named("target"))
        kinds = case.kinds(m.start, m.end) & {"reason", "opinion", "rating", "against", "lift"}
        if len(run) == 1 and m.thing.role in ("cited", "against") and named and kinds:
            yield case.put(m.start, m.end, "it")
            yield case.put(m.start, m.end, f"this {case.noun}")


def _another_for_pick(case: Case) -> Iterator[str]:
    """ "You liked Alien. It is 2nd on your list": it would be Alien."""
    kinds = {kind for kind, _ in case.claims}
    liked = [t for t in _history(case) if t.verdict == "liked"]
    if case.mentions or not liked or not kinds <= PREDICATES or not re.search(r"\b[Ii]t\b", case.text):
        return
    name = liked[0].item.name
    if re.search(r"\b(this|them|they|those|these)\b", case.text):
        return  # "this one" may still be the pick
    yield Whole(f"You liked {name}. {case.text}")
    body = case.text[:1].lower() + case.text[1:]
    yield Whole(f"You liked {name}, and {body}")
    if body.startswith("it "):
        predicate = body.removeprefix("it ")
        yield Whole(f"You liked {name}, which {predicate}")
        yield Whole(f"{name} counts the most of them and {predicate}")
        yield Whole(f"{name}, which you liked, {predicate}")
        yield Whole(f"{name} {predicate}")


def _one_for_another(case: Case) -> Iterator[str]:
    """ "You liked Alien. Without it, Aliens would be 5th", where that is so of another film."""
    others = [m for m in case.mentions if m.thing.role != "target"]
    if len(others) != 1 or others[0].thing.role not in ("cited", "against"):
        return
    m = others[0]
    for thing in _history(case):
        if thing is not m.thing and thing.verdict == "liked" and other_film_is_wrong(case, m, thing):
            for pronoun in ("it", "that one", "that film"):
                yield Whole(f"You liked {thing.item.name}. {_capital(case.put(m.start, m.end, pronoun))}")


def other_film_is_wrong(case: Case, m: Mention, thing: Thing) -> bool:
    """Whether what is said of one film of the history is false of the other, or not in the record."""
    pick, kinds = case.scene.pick, case.kinds(m.start, m.end)
    if pick is None:
        return False
    if "alone" in kinds:
        mine, other = (_alone(pick, t) for t in (m.thing, thing))
        return mine != other
    if kinds & {"co_liked", "co_liked_both"}:
        figures = [t.cited.crowd if t.cited else None for t in (m.thing, thing)]
        return figures[0] != figures[1] and any(n.sort == "count" for n in case.numbers)
    return "rating" in kinds and m.thing.stars != thing.stars


def _alone(pick: Evidence, thing: Thing) -> int | str | None:
    receipt = next((r for r in pick.receipts if r.without == (thing.item.id,)), None)
    return "unknown" if receipt is None else receipt.rank_after


def _them(case: Case, pick: Evidence) -> Iterator[str]:
    """ "Without them" where nobody was named, or others; or of another number than was named."""
    found = THEM.search(case.text)
    if not found or case.mentions or not {k for k, _ in case.claims} & {"together", "alone"}:
        return
    yield Whole(case.text)
    if pick.item.year:
        yield Whole(f"{pick.item.name} is from {pick.item.year}. {case.text}")
    against = [t for t in _history(case) if t.role == "against" and t.verdict in ("liked", "disliked")]
    for thing in against:
        yield Whole(f"You {thing.verdict} {thing.item.name}. {case.text}")
    liked = [t.item.name for t in _history(case) if t.role == "cited" and t.verdict == "liked"]
    if len(liked) == len(pick.cited):
        for some in combinations(liked, len(liked) - 1) if len(liked) > 2 else ():
            yield Whole(f"You liked {listed(list(some))}. {case.text}")
        for thing in against:
            if thing.verdict == "liked":
                yield Whole(f"You liked {listed([*liked, thing.item.name])}. {case.text}")
    count = len(pick.cited)
    for old, new in (("two", "three"), ("three", "two"), ("four", "three"), ("five", "four")):
        if found[2] == old and WORDS[count] == old:
            yield case.put(found.start(2), found.end(2), new)
    if count > 1 and found[0] not in ("that film", "that one", "they"):
        yield case.put(found.start(), found.end(), "that film")
    if count == 1:
        yield case.put(found.start(), found.end(), "both of them")
        yield case.put(found.start(), found.end(), "those two")


def _history(case: Case) -> list[Thing]:
    return [t for t in case.scene.things.values() if t.role in ("cited", "against")]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
