"""Causes without a receipt: "only because", one film of a set that moves nothing alone, a film that is no reason."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from eval.mutate import mutation
from eval.mutate.case import Case, Mention, listed
from eval.mutate.names import strangers
from recsys.schema import Evidence, Receipt

CAUSAL = frozenset(("reason", "together", "lift", "alone"))
ONLY = 0.95
"""Share of all that speaks for a pick below which nothing is its only cause."""
PLURAL = re.compile(
    r"\b(each|both|all|apiece|together|two|three|four|five|more|respectively|on their own)\b", re.IGNORECASE
)


@mutation
def cause(case: Case, rng: random.Random) -> Iterator[str]:
    """A cause that no receipt proves."""
    pick = case.scene.pick
    if pick is None or not {k for k, _ in case.claims} & CAUSAL:
        return
    yield from _only(case, pick)
    for run in case.runs():
        kinds = case.kinds(run[0].start, run[-1].end) & CAUSAL
        if not kinds or any(m.thing.role not in ("cited",) for m in run):
            continue
        yield from _fewer(case, pick, run)
        m = rng.choice(run)
        for other in case.scene.things.values():
            if other.role == "against":
                yield case.put(m.start, m.end, case.said(other, m))
        for item in strangers(case, m, rng, 1):
            yield case.put(m.start, m.end, item.name if m.dated else item.title)


def _only(case: Case, pick: Evidence) -> Iterator[str]:
    """ "Only because" where other things speak for the pick too."""
    if sum(c.share for c in pick.cited if c.value > 0) > ONLY:
        return
    degree = r"(?:mostly |mainly |largely |chiefly |for the most part |in good part |partly |in part )?"
    for pattern in (rf"{degree}(?=because you\b)", rf"(?<=that is ){degree}(?=why\b)", rf"(?<=place ){degree}(?=to\b)"):
        found = re.search(pattern, case.text)
        if found:
            for word in ("only", "solely", "purely"):
                yield case.put(*found.span(), f"{word} ")


def _fewer(case: Case, pick: Evidence, run: list[Mention]) -> Iterator[str]:
    """Some films of the set in the place of all."""
    named = {m.thing.item.id for m in run}
    if named != {c.item.id for c in pick.cited} or len(run) < 2 or PLURAL.search(_outside(case)):
        return
    start, end = run[0].start, run[-1].end
    for keep in range(1, len(run)):
        for at in range(len(run) - keep + 1):
            kept = run[at : at + keep]
            if subset_is_no_cause(pick, frozenset(m.thing.item.id for m in kept), case):
                text = case.put(start, end, listed([case.text[m.start : m.end] for m in kept]))
                yield text.replace("your ratings of", "your rating of") if keep == 1 else text


def subset_is_no_cause(pick: Evidence, ids: frozenset[str], case: Case) -> bool:
    """Whether no receipt bears the sentence for these films alone: there is none, they do not make the pick fall, or
    the sentence gives the places of another fall."""
    receipt = next((r for r in pick.receipts if frozenset(r.without) == ids), None)
    if receipt is None or not receipt.fell:
        return True
    return any(n.sort == "rank" for n in case.numbers) and not _places_hold(case, receipt)


def _places_hold(case: Case, receipt: Receipt) -> bool:
    said = {n.value for n in case.numbers if n.sort == "rank"}
    return said <= {receipt.rank_before, receipt.rank_after}


def _outside(case: Case) -> str:
    """The sentence without its titles."""
    return case.put_all({(m.start, m.end): "_" for m in case.mentions})
