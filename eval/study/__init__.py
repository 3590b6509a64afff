"""What people say of the explanations: `whyrec eval study` serves a blind page, `whyrec eval study --json` evaluates.

Raters see a person's likes, a pick and two texts about it, in random order and without their authors; they rate both on
the seven aims of Tintarev and Masthoff and say which they prefer. Definitions: `eval/README.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt

from eval.parts import RESAMPLES, Context, Document, Estimate, Row, verdict
from eval.ranking.figures import Draws, cells
from eval.report.page import save
from eval.study.answers import AIMS, FIRST, LIKERT, NEITHER, PREFERRED, SECOND, Answers
from eval.study.pairs import RIVAL
from recsys.schema import WhyRecError

NOBODY = "Nobody has rated explanations yet: whyrec eval study serves the page where people do."
WORTH = {FIRST: 1.0, NEITHER: 0.5, SECOND: 0.0}
"""What a preference is worth to the first text; a tie is half."""
FEWEST = 2
"""Raters without whom there is neither an interval over raters nor an agreement."""
DRAWS = RESAMPLES // 4
"""Bootstrap samples of an alpha, which takes long."""


Level = Literal["nominal", "ordinal"]


def file_of(context: Context) -> Path:
    """Where the answers are."""
    return context.folder / "study" / "answers.sqlite"


def measure(context: Context) -> Document:
    """The tables of all answers so far, which are also written as CSV beside them."""
    if not file_of(context).exists():
        raise WhyRecError(NOBODY)
    answers = Answers(file_of(context))
    rows = answers.rows()
    answers.close()
    if not rows:
        raise WhyRecError(NOBODY)
    save(file_of(context).parent, "ratings", rows)
    tables: dict[str, Sequence[Row]] = {
        "preference": [_preference(name, chosen) for name, chosen in _by_pair(rows, PREFERRED).items()],
        "aims": list(_aims(rows)),
        "agreement": list(_agreement(rows, context.seed)),
        "raters": list(_raters(rows)),
        "ratings": rows,
    }
    against = [row for row in rows if row["question"] == PREFERRED and row["second"] == RIVAL]
    promise = verdict("study.preferred_to_rival", _liking(against), 0.5, peer=f"“{RIVAL}”")
    return context.document("study", tables, [promise])


def _by_pair(rows: Sequence[Row], question: str) -> dict[str, list[Row]]:
    """The answers to a question by whose texts were compared."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["question"] == question:
            found[f"{row['first']}, not {row['second']}"].append(row)
    return found


def _preference(name: str, rows: Sequence[Row]) -> Row:
    ties = sum(row["value"] == NEITHER for row in rows)
    return {
        "pair": name,
        "raters": len({row["rater"] for row in rows}),
        "answers": len(rows),
        "no difference": ties,
        **cells({"the first preferred": _liking(rows)}),
    }


def _liking(rows: Sequence[Row]) -> Estimate:
    return _mean([row["rater"] for row in rows], [WORTH[row["value"]] for row in rows])


def _mean(raters: Sequence[int], values: Sequence[float]) -> Estimate:
    """The mean; its interval draws raters anew, for the answers of one are not independent."""
    if not values:
        return Estimate(None)
    if len(set(raters)) < FEWEST:
        return Estimate(float(np.mean(values)))
    return Draws(np.asarray(raters)).mean(list(values))


def _aims(rows: Sequence[Row]) -> Iterator[Row]:
    """How both texts are rated on each aim, and the difference, rater by rater and pair by pair."""
    for aim in AIMS:
        ours, theirs = (_by_pair(rows, f"{aim} {place}") for place in (FIRST, SECOND))
        for name in ours:
            both = {(row["rater"], row["pair"]): row["value"] for row in theirs.get(name, [])}
            met = [(row["rater"], row["value"], both.get((row["rater"], row["pair"]))) for row in ours[name]]
            told = [(rater, float(a), float(b)) for rater, a, b in met if b is not None]
            if told:
                raters, first, second = zip(*told, strict=True)
                gap = [a - b for a, b in zip(first, second, strict=True)]
                figures = {
                    "first": _mean(raters, first),
                    "second": _mean(raters, second),
                    "difference": _mean(raters, gap),
                }
                yield {"pair": name, "aim": aim, "answers": len(told), **cells(figures)}


def _agreement(rows: Sequence[Row], seed: int) -> Iterator[Row]:
    """Krippendorff's alpha of every aim (ordinal; both texts of a pair are units) and of the preference (nominal)."""
    for aim in AIMS:
        units = _units(rows, [f"{aim} {place}" for place in (FIRST, SECOND)])
        yield _alpha(aim, units, list(LIKERT), "ordinal", seed)
    yield _alpha(PREFERRED, _units(rows, [PREFERRED]), sorted(WORTH), "nominal", seed)


def _units(rows: Sequence[Row], questions: Sequence[str]) -> Mapping[object, list[int]]:
    """What was rated, with the values it got."""
    found: dict[object, list[int]] = defaultdict(list)
    for row in rows:
        if row["question"] in questions:
            found[row["pair"], row["question"]].append(row["value"])
    return found


def _alpha(name: str, units: Mapping[object, list[int]], values: Sequence[int], level: Level, seed: int) -> Row:
    """With an interval from units drawn anew; none where nothing was rated twice."""
    counts = np.array([[given.count(v) for v in values] for given in units.values()]).reshape(-1, len(values))
    counts = counts[counts.sum(axis=1) >= FEWEST]
    value, rng = _alpha_of(counts, values, level), np.random.default_rng(seed)
    again = (counts[rng.integers(len(counts), size=len(counts))] for _ in range(DRAWS if value is not None else 0))
    drawn = [alpha for some in again if (alpha := _alpha_of(some, values, level)) is not None]
    low, high = np.quantile(drawn, [0.025, 0.975]).tolist() if drawn else (None, None)
    return {
        "question": name,
        "rated twice or more": len(counts),
        "level": level,
        **cells({"alpha": Estimate(value, low, high)}),
    }


def _alpha_of(counts: npt.NDArray[np.int64], values: Sequence[int], level: Level) -> float | None:
    """None where alpha is undefined: nothing to compare, or nobody ever chose a second value."""
    if not len(counts) or (counts.sum(axis=0) > 0).sum() < 2:
        return None
    return float(krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level))


def _raters(rows: Sequence[Row]) -> Iterator[Row]:
    """How much everybody did, and how often they took what stood on the left: half of the time, if they looked."""
    by_rater: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_rater[row["rater"]].append(row)
    for rater, own in by_rater.items():
        chosen = [row for row in own if row["question"] == PREFERRED and row["value"] != NEITHER]
        left = sum((row["value"] == FIRST) == row["first on the left"] for row in chosen)
        yield {
            "rater": rater,
            "answers": len(own),
            "pairs": len({row["pair"] for row in own}),
            "preferences": len(chosen),
            "of the text on the left": left,
        }
