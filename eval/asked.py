"""Whether people find what they ask for in their own words: `whyrec eval requests`.

Requests of many kinds, each with the films somebody judged to answer it (`eval/texts/requests.jsonl`), are put to the
items' text alone and to the whole route from a message to a list. Settings are chosen on the part "development" with
`python -m eval.asked`; every figure of the report is of the part "test".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
from ir_measures import R, nDCG

from eval.parts import Context, Document, Estimate, Row, bootstrap, verdict
from recsys.data.catalog import Catalog
from recsys.engine import Engine
from recsys.models.base import Rows
from recsys.schema import ItemId, Profile, WhyRecError
from retrieval.lexical import Lexical
from retrieval.vectors import TextBlock

TEXTS = Path(__file__).with_name("texts") / "requests.jsonl"
SHOWN, DEEP = 10, 200
LEXICAL = 0.24
"""Lexical match against cosine, as `recsys.ranking.Weights` has them: 6 of 25."""
BEFORE, WITH, FUSED, SERVED = "title and genres", "+ catalogue knowledge", "+ lexical match", "the whole route"
NEWCOMER = Profile("newcomer")


@dataclass(frozen=True)
class Asked:
    """One request and the items that answer it, by grade: 2 exactly, 1 fairly."""

    id: str
    kind: str
    text: str
    relevant: Mapping[ItemId, int]
    part: str


Values = list[float]
"""One value a request."""
Finder = Callable[[str], Rows]
"""From the words of a request to catalogue rows, best first, at least `DEEP` of them where there are as many."""


def measure(context: Context) -> Document:
    """The table of ways to find, by kind of request, and the verdicts, on the requests kept for the test."""
    engine = context.engine
    asked = requests(engine.dataset.catalog, "test")[: context.amount(30, 10_000, 10_000)]
    found = {}
    for n, (name, finder) in enumerate(finders(engine).items()):
        context.tell(f"Requests: {name}", n / 4)
        found[name] = judged(engine.dataset.catalog, asked, finder)
    rows = [{"found by": name, **_means(values)} for name, values in found.items()]
    kinds = [
        {
            "kind": kind,
            "n": len(chosen),
            **{name: float(np.mean([found[name]["ndcg@10"][n] for n in chosen])) for name in found},
        }
        for kind in dict.fromkeys(a.kind for a in asked)
        if len(chosen := [n for n, a in enumerate(asked) if a.kind == kind])
    ]
    shown = [_shown(engine.dataset.catalog, a, finders(engine)[SERVED]) for a in asked[:: max(1, len(asked) // 20)]]
    return context.document("requests", {"requests": rows, "ndcg10_by_kind": kinds, "shown": shown}, _verdicts(found))


def requests(catalog: Catalog, part: str = "") -> list[Asked]:
    """The requests of a part, all by default, with the answers this catalogue has. WhyRecError if it has none."""
    lines = map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())
    told = [Asked(**line) for line in lines]
    kept = [replace(a, relevant={i: g for i, g in a.relevant.items() if i in catalog}) for a in told]
    kept = [a for a in kept if a.relevant and part in ("", a.part)]
    if not kept or "97" not in catalog or catalog.get("97").title != "Dances with Wolves":
        raise WhyRecError("The requests were judged for the films of MovieLens 100K: use --dataset ml-100k.")
    return kept


def finders(engine: Engine) -> dict[str, Finder]:
    """The ways to find, each with all of the ones before it."""
    catalog, text = engine.dataset.catalog, engine.pipeline.ranker.text
    assert text is not None
    bare = Catalog([replace(item, attributes={}) for item in catalog.items], catalog.merged)
    before = TextBlock(text.encoder.items(bare), text.encoder)
    return {
        BEFORE: partial(_by_text, before, None),
        WITH: partial(_by_text, text, None),
        FUSED: partial(_by_text, text, text.lexical),
        SERVED: partial(_served, engine),
    }


def _by_text(block: TextBlock, lexical: Lexical | None, text: str) -> Rows:
    query = block.query(text)
    assert query is not None
    scores = block.similarity(query, np.arange(len(block.matrix)))
    if lexical is not None:
        scores = scores + LEXICAL * lexical.scores(text)
    return np.argsort(-scores, kind="stable")[:DEEP]


def _served(engine: Engine, text: str) -> Rows:
    """What somebody new is recommended who types this."""
    order = engine.pipeline.order(NEWCOMER, engine.request(text))
    return engine.dataset.catalog.rows(order)[:DEEP]


def judged(catalog: Catalog, asked: Sequence[Asked], finder: Finder) -> dict[str, Values]:
    """NDCG@10 by grade, Recall@10 and Recall@200 (hits over the most hits possible), one value a request."""
    wanted = {a.id: {str(catalog.row(i)): grade for i, grade in a.relevant.items()} for a in asked}
    run = {a.id: {str(row): float(-place) for place, row in enumerate(finder(a.text).tolist())} for a in asked}
    names = {nDCG @ SHOWN: f"ndcg@{SHOWN}", R @ SHOWN: f"recall@{SHOWN}", R @ DEEP: f"recall@{DEEP}"}
    place = {a.id: n for n, a in enumerate(asked)}
    found = {name: np.zeros(len(asked)) for name in names.values()}
    for metric in ir_measures.iter_calc(list(names), wanted, run):
        found[names[metric.measure]][place[metric.query_id]] = metric.value
    sizes = np.array([len(wanted[a.id]) for a in asked])
    for k in (SHOWN, DEEP):  # the library divides by all that answers, even where no list so short could hold it
        found[f"recall@{k}"] *= sizes / np.minimum(sizes, k)
    return {name: each.tolist() for name, each in found.items()}


def _means(values: Mapping[str, Values]) -> Row:
    row: Row = {}
    for name, each in values.items():
        found = bootstrap(each)
        row |= {name: found.value, f"{name} low": found.low, f"{name} high": found.high}
    return row


def _verdicts(found: Mapping[str, Mapping[str, Values]]) -> list[Any]:
    served, before = np.array(found[SERVED]["ndcg@10"]), np.array(found[BEFORE]["ndcg@10"])
    draws = np.random.default_rng(0).integers(0, len(served), (2000, len(served)))
    ratios = served[draws].mean(axis=1) / before[draws].mean(axis=1)
    ratio = Estimate(float(served.mean() / before.mean()), *map(float, np.percentile(ratios, (2.5, 97.5))))
    return [
        verdict("requests.ndcg10_ratio", ratio, 2.0),
        verdict("requests.recall200", bootstrap(found[SERVED]["recall@200"]), 0.95),
    ]


def _shown(catalog: Catalog, asked: Asked, finder: Finder) -> Row:
    first = [catalog.item(int(row)) for row in finder(asked.text)[:5]]
    marks = [f"{item.name}{'*' * asked.relevant.get(item.id, 0)}" for item in first]
    return {"request": asked.text, "kind": asked.kind, "first five (* fair, ** exact)": "; ".join(marks)}


def main() -> None:
    """Print the figures on the part for development."""
    from recsys.settings import Settings

    engine = Engine.open(Settings(chat_model="none"), chat=False, warm=False)
    asked = requests(engine.dataset.catalog, "development")
    for name, finder in finders(engine).items():
        values = judged(engine.dataset.catalog, asked, finder)
        print(f"{name:25}", *(f"{key} {np.mean(each):.3f}" for key, each in values.items()))
        for kind in dict.fromkeys(a.kind for a in asked):
            chosen = [n for n, a in enumerate(asked) if a.kind == kind]
            told = (f"{key} {np.mean(np.array(each)[chosen]):.3f}" for key, each in values.items())
            print(f"    {kind:12}{len(chosen):4}", *told)


if __name__ == "__main__":
    main()
