"""A part as the report meets it: the tables and verdicts of the part ranking, in small, with made-up figures."""

from __future__ import annotations

from eval.parts import Context, Document, Estimate, Row, verdict

MODELS = {"retriever + re-ranker": 0.351, "ease": 0.350, "implicit ALS": 0.353, "user-KNN": 0.318, "popularity": 0.168}
COUNT = [0]
"""How often it was measured."""


def figure(name: str, value: float, half: float = 0.012) -> Row:
    return {name: value, f"{name} low": value - half, f"{name} high": value + half}


def measure(context: Context) -> Document:
    COUNT[0] += 1
    tables: dict[str, list[Row]] = {
        "ranking": [{"model": m, "trials": 4, **figure("ndcg@20", v)} for m, v in MODELS.items()],
        "served_pipeline_less_the_others": [
            {"model": m, **figure("ndcg@20", 0.351 - v, 0.004)}
            for m, v in MODELS.items()
            if m != "retriever + re-ranker"
        ],
        "short_histories": [
            {"model": m}
            | {k: w for n, x in enumerate(("1", "3", "all")) for k, w in figure(x, v - 0.05 * (2 - n)).items()}
            for m, v in MODELS.items()
        ],
        "settings": [{"model": "<b>ease</b>", "ridge": n} for n in range(100)],
        "by_time": [],
    }
    verdicts = [
        verdict("ranking.pipeline_kept", Estimate(0.9996, 0.998, 1.0), 0.98),
        verdict("ranking.vs_best_peer_ndcg20", Estimate(-0.0021, -0.006, 0.002), 0.0, peer="implicit ALS"),
        verdict("ranking.short_1", Estimate(None), 0.0),
        verdict("ranking.new_promise", Estimate(0.5), 0.4),
    ]
    return context.document("ranking", tables, verdicts)
