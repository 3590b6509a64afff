"""Whether the model betrays whose ratings it learned, before and after "forget me": `whyrec eval privacy`.

People with at least five likes are dealt into 40%, 40% and 20%. A model is fitted on each of the two halves; everybody
attacked was learned from by one and never met by the other, so the same people stand on both sides and only what the
model knows of them differs. The last fifth is what an attacker has of their own, to subtract what anybody could guess.
Then each person is forgotten by `remove_person`, as "forget me" does it, and attacked again. Fits on two fifths of the
people remember each of them better than the served one, so the attacks are on the safe side.

Forgetting is also held against fitting again without the person, on the whole data set.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix

from eval.parts import Context, Document, Estimate, Row, Verdict, verdict
from eval.privacy.attacks import MOST, auc, counted, guessed, history, uneven
from eval.privacy.unlearning import forgetting
from eval.ranking.figures import cells
from recsys import models
from recsys.models.base import Model, Rows
from recsys.schema import WhyRecError

LEAST = 5
"""Likes of a person who takes part."""
PEOPLE = (20, 300, 1000)
"""Attacked, by size."""
FEWEST = 50
"""People who take part, at least."""
HALF = 0.4
FEW = 5
"""Likes known to an attacker who does not know all."""
ERROR = 1e-9
"""Of a score after forgetting, relative to the largest: far below what could change a list."""
GUESS = 0.6
"""An attack with a larger AUC than this betrays people."""
BEFORE = ("lists", "lists, few likes", "weights")
AFTER = ("lists", "scores", "weights", "rounding")
"""The attacks that verdicts are of; the table has them all."""

Sides = Sequence[float | None]
"""What an attack makes of a person when they were learned from, were never met, and were forgotten."""
Found = dict[str, Sides]
"""The same by attack."""
ATTACKS: Mapping[str, tuple[str, str]] = {
    "lists": ("lists of ten", "all their likes"),
    "lists, calibrated": ("lists of ten", "all their likes, and has ratings of others"),
    "lists, few likes": ("lists of ten", f"{FEW} of their likes"),
    "scores": ("the scores of lists", "all their likes"),
    "scores, calibrated": ("the scores of lists", "all their likes, and has ratings of others"),
    "scores, few likes": ("the scores of lists", f"{FEW} of their likes"),
    "weights": ("the model's file", "all their likes"),
    "rounding": ("the model's file after somebody was forgotten", "all their likes"),
}
"""By name: what the attacker sees, and knows of the person."""


def measure(context: Context) -> Document:
    """All tables and verdicts."""
    dataset, name = context.dataset, context.settings.model
    likes = dataset.interactions.likes(dataset.scale)
    found = _attacked(context, likes)
    signals = dataset.interactions.signals(dataset.scale)
    context.tell("Forgetting", 0.0)
    forgotten = context.kept("privacy-unlearning").once(
        [dataset.fingerprint, models.signature(name), context.seed],
        lambda: list(forgetting(models.create(name).fit(signals), models.create(name), signals, context.seed)),
    )
    context.tell("Forgetting", 1.0)
    aucs = {attack: _aucs(values) for attack, values in found.items()}
    tables = {
        "membership": [_row(attack, aucs[attack], len(found[attack])) for attack in aucs],
        "unlearning": forgotten,
        "notes": [
            {"about": attack, "note": f"The model {name} holds no counts of pairs, so there is nothing to read there."}
            for attack in ATTACKS
            if attack not in found
        ],
    }
    return context.document("privacy", tables, list(_verdicts(aucs, forgotten)))


def _attacked(context: Context, likes: csr_matrix) -> dict[str, list[Sides]]:
    """By attack, what it makes of each person."""
    rng = np.random.default_rng(context.seed)
    people = rng.permutation(np.flatnonzero(np.diff(likes.indptr) >= LEAST))
    if len(people) < FEWEST:
        raise WhyRecError(
            f"Privacy cannot be measured on {context.dataset.name}: {len(people)} people have at least {LEAST} likes, "
            f"and at least {FEWEST} such people are needed."
        )
    half = int(HALF * len(people))
    parts = people[:half], people[half : 2 * half], people[2 * half :]
    count = min(context.amount(*PEOPLE) // 2, half)
    chosen = [(int(part[n]), side) for n in range(count) for side, part in enumerate(parts[:2])]
    fits: list[Model] = []
    kept = context.kept("privacy")
    about = [context.dataset.fingerprint, models.signature(context.settings.model), context.seed]

    def attack(person: int, side: int) -> Found:
        if not fits:
            fits.extend(models.create(context.settings.model).fit(likes[part]) for part in parts)
        liked = likes[person].indices.astype(np.int64)
        other = likes[int(parts[2][person % len(parts[2])])].indices.astype(np.int64)
        return _person(fits[side], fits[1 - side], fits[2], liked, other, np.random.default_rng([context.seed, person]))

    found: dict[str, list[Sides]] = {}
    for n, (person, side) in enumerate(chosen):
        context.tell("Attacks", n / len(chosen))
        one = kept.once([*about, person], partial(attack, person, side))
        for name, values in one.items():
            found.setdefault(name, []).append(values)
    return found


def _person(inside: Model, outside: Model, own: Model, liked: Rows, other: Rows, rng: np.random.Generator) -> Found:
    """All attacks on one person, whose likes `liked` the model `inside` has learned and `outside` has not.

    `own` is the attacker's model; `other` are the likes of somebody nobody has learned from."""
    forgotten = copy.deepcopy(inside)
    forgotten.remove_person(history(liked))
    sides = (inside, outside, forgotten)
    known = {"": liked, ", few likes": rng.permutation(liked)[:FEW]}
    found: Found = {}
    for what, rows in known.items():
        left_out = rng.permutation(len(rows))[:MOST]
        base = guessed(own, rows, left_out)
        seen = [guessed(model, rows, left_out) for model in sides]
        for name in base:
            found[name + what] = [one[name] for one in seen]
            if not what:
                found[f"{name}, calibrated"] = [one[name] - base[name] for one in seen]
    counts = [counted(model, liked) for model in sides]
    if None not in counts:
        found["weights"] = counts
        found["rounding"] = [None, uneven(forgotten, other), uneven(forgotten, liked)]
    return found


def _aucs(values: Sequence[Sides]) -> tuple[Estimate, Estimate]:
    """Of an attack on people learned from and on people forgotten, each against the same people never met."""
    inside, outside, forgotten = (np.array(side, dtype=float) for side in zip(*values, strict=True))
    before = Estimate(None) if np.isnan(inside).any() else auc(inside, outside)
    return before, auc(forgotten, outside)


def _row(attack: str, found: tuple[Estimate, Estimate], people: int) -> Row:
    sees, knows = ATTACKS[attack]
    return {"attack": attack, "sees": sees, "knows": knows, "people": people} | cells(
        {"AUC before": found[0], "AUC after": found[1]}
    )


def _verdicts(aucs: Mapping[str, tuple[Estimate, Estimate]], forgotten: Sequence[Row]) -> Iterator[Verdict]:
    """Before: whether people are hidden, which nothing promises. After: whether the attacks are back at guessing."""
    yield verdict("privacy.unlearning_error", Estimate(max(row["error"] for row in forgotten)), ERROR, "≤")
    differ = sum(row["lists that differ"] for row in forgotten)
    yield verdict("privacy.lists_unlike_refit", Estimate(differ), 0, "≤")
    for attack in BEFORE:
        if attack in aucs:
            yield verdict(f"privacy.auc_before_{_named(attack)}", aucs[attack][0], GUESS, "≤")
    for attack in AFTER:
        if attack in aucs:
            yield _guessing(f"privacy.auc_after_{_named(attack)}", aucs[attack][1])


def _named(attack: str) -> str:
    return attack.replace(", ", "_").replace(" ", "_")


def _guessing(name: str, found: Estimate) -> Verdict:
    """Kept if 0.5 is within the interval."""
    made = verdict(name, found, 0.5)
    low, high = found.low, found.high
    made["target"] = "0.5 within the interval"
    made["pass"] = low is not None and high is not None and low <= 0.5 <= high
    return made
