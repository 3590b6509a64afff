"""What the crowd is said to think agrees with counting the ratings by hand."""

from __future__ import annotations

import numpy as np
import pytest

from recsys.data.dataset import Dataset
from recsys.data.interactions import Interactions
from recsys.explain.crowd import CrowdStats
from recsys.schema import CoLiked, Crowd, Scale


@pytest.fixture(scope="module")
def crowd(ml100k: Dataset) -> CrowdStats:
    return CrowdStats(ml100k.interactions, ml100k.scale)


def _fans(dataset: Dataset, row: int) -> set[int]:
    about = dataset.interactions
    return {int(u) for u, i, r in zip(about.user, about.item, about.rating, strict=True) if i == row and r >= 4}


@pytest.mark.parametrize("title", ["Toy Story", "Fargo", "Alien"])
def test_counts_and_mean_of_a_film_are_those_of_its_ratings(ml100k: Dataset, crowd: CrowdStats, title: str) -> None:
    row = next(r for r, item in enumerate(ml100k.catalog.items) if item.title == title)
    ratings = ml100k.interactions.rating[ml100k.interactions.item == row]
    assert crowd.of(row) == Crowd(len(ratings), int((ratings >= 4).sum()), pytest.approx(float(ratings.mean())))


def test_people_who_liked_both_films_are_counted_among_those_who_liked_the_first(
    ml100k: Dataset, crowd: CrowdStats
) -> None:
    rows = {item.title: row for row, item in enumerate(ml100k.catalog.items)}
    alien, aliens = _fans(ml100k, rows["Alien"]), _fans(ml100k, rows["Aliens"])
    assert crowd.co_liked(rows["Alien"], rows["Aliens"]) == CoLiked(len(alien & aliens), len(alien))
    assert crowd.co_liked(rows["Aliens"], rows["Alien"]) == CoLiked(len(alien & aliens), len(aliens))


def test_a_film_nobody_rated_has_a_crowd_of_none_and_no_mean() -> None:
    nothing = Interactions(["ann"], ["a", "b"], [0], [0], [5.0], [-1])
    crowd = CrowdStats(nothing, Scale())
    assert crowd.of(1) == Crowd(0, 0, None)
    assert crowd.co_liked(1, 0) == CoLiked(0, 0)


def test_without_ratings_every_interaction_is_a_like_and_there_is_no_mean() -> None:
    bought = Interactions(["ann", "bob"], ["a", "b"], [0, 1, 1], [0, 0, 1], [np.nan] * 3, [-1] * 3)
    crowd = CrowdStats(bought, Scale())
    assert crowd.of(0) == Crowd(2, 2, None)
    assert crowd.co_liked(0, 1) == CoLiked(1, 2)


def test_a_forgotten_person_is_no_longer_counted(ml100k: Dataset, crowd: CrowdStats) -> None:
    someone = ml100k.interactions.users[0]
    liked = next(o for o in ml100k.interactions.profile_opinions(someone, ml100k.scale) if o.verdict == "liked")
    row = ml100k.catalog.row(liked.item_id)
    after = CrowdStats(ml100k.interactions.without_users([someone]), ml100k.scale)
    assert after.of(row).ratings == crowd.of(row).ratings - 1
    assert after.of(row).likes == crowd.of(row).likes - 1
