from __future__ import annotations

import pytest

from eval.conversation.dislikes import strengths
from recsys.data.dataset import Dataset
from recsys.models.linear import LinearConfig


def test_a_stronger_dislike_shows_fewer_disliked_films_and_the_shipped_one_costs_little(ml100k: Dataset) -> None:
    table = strengths(ml100k.interactions.signals(ml100k.scale), [42])
    everything = {row["dislike"]: row for row in table if row["likes told"] == "all"}
    shown = [everything[strength]["disliked"] for strength in (0.0, 0.25, 0.5, 1.0)]
    assert shown == sorted(shown, reverse=True)
    silent, shipped = everything[0.0], everything[LinearConfig().dislike]
    assert shipped["ndcg@20"] > 0.98 * silent["ndcg@20"]
    assert shipped["cost"] == pytest.approx(silent["ndcg@20"] - shipped["ndcg@20"])
    assert shipped["cost low"] <= shipped["cost"] <= shipped["cost high"]
