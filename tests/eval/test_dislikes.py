from __future__ import annotations

from eval.dislikes import measure
from recsys.data.dataset import Dataset
from recsys.models.linear import LinearConfig


def test_a_stronger_dislike_shows_fewer_disliked_films_and_the_shipped_one_costs_little(ml100k: Dataset) -> None:
    table = measure(ml100k.interactions.signals(ml100k.scale), [42])
    everything = {row["dislike"]: row for row in table if row["likes told"] == "all"}
    shown = [everything[strength]["disliked"] for strength in (0.0, 0.25, 0.5, 1.0)]
    assert shown == sorted(shown, reverse=True)
    shipped = LinearConfig().dislike
    assert everything[shipped]["ndcg@20"] > 0.98 * everything[0.0]["ndcg@20"]
