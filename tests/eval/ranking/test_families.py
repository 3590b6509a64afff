from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from eval.peers import UserKnn
from eval.ranking.families import ABSENT, PEERS, Family, ours
from recsys import models
from recsys.models.linear import Ease, LinearConfig

ALL = [*ours(models.MODELS), *PEERS]


def two_tastes(people: int = 60, items: int = 24, seed: int = 0) -> csr_matrix:
    """The first half likes some of the first items, the other half some of the others; a few like anything."""
    rng = np.random.default_rng(seed)
    alike = np.equal.outer(np.arange(people) < people // 2, np.arange(items) < items // 2)
    return csr_matrix((rng.random((people, items)) < np.where(alike, 0.6, 0.05)).astype(np.float32))


def made(family: Family, likes: csr_matrix, settings: int = 3) -> np.ndarray:
    """Scores of two unseen people, one of each taste, with the last of some settings."""
    if family.version is None:
        pytest.skip(f"{family.source} is not installed")
    told = np.zeros((2, likes.shape[1]), np.float32)
    told[0, :3], told[1, -3:] = 1, 1
    return np.asarray(family.make(likes, family.settings(settings)[-1]).score_many(csr_matrix(told)))


@pytest.mark.parametrize("family", [f for f in ALL if f.name != "popularity"], ids=lambda f: f.label)
def test_every_family_knows_the_taste_of_someone_it_was_not_fitted_on(family: Family) -> None:
    scores = np.nan_to_num(made(family, two_tastes()), nan=-1.0)
    assert scores.shape == (2, 24)
    assert scores[0, 3:12].mean() > scores[0, 12:].mean()
    assert scores[1, 12:21].mean() > scores[1, :12].mean()


def test_ease_is_ease_in_every_package() -> None:
    likes = two_tastes()
    expected = Ease(replace(LinearConfig(**Ease().settings), ridge=50.0, base=0.0)).fit(likes).score_many(likes)
    for source, setting in {"lenskit": {"regularization": 50.0}, "cornac": {"lamb": 50.0, "posB": False}}.items():
        family = next(f for f in PEERS if (f.source, f.name) == (source, "EASE"))
        if family.version is not None:
            np.testing.assert_allclose(
                family.make(likes, setting).score_many(likes), expected, atol=1e-4, err_msg=source
            )


def test_everybody_tries_as_many_settings_and_more_of_them_keep_the_first() -> None:
    for family in ALL:
        few, many = family.settings(4), family.settings(16)
        assert many[: len(few)] == few
        if family.space:
            assert (len(few), len(many)) == (4, 16)
            assert len({str(setting) for setting in many}) > 8
            assert family.tried(16) == 16
        else:
            assert few == many == [{}]
            assert family.tried(16) == 0


def test_a_peer_that_is_not_there_says_how_to_get_it() -> None:
    missing = replace(PEERS[-1], source="no-such-package")
    assert missing.version is None
    assert all("pip install" in ABSENT[source] for source in {f.source for f in PEERS if f.peer})


def test_user_knn_sums_the_likeness_of_the_nearest_people() -> None:
    likes = csr_matrix(np.array([[1, 1, 0, 0], [1, 0, 1, 1], [0, 0, 0, 1]], np.float32))
    told = csr_matrix(np.array([[1, 0, 0, 0]], np.float32))
    near, far = 1 / np.sqrt(2), 1 / np.sqrt(3)
    np.testing.assert_allclose(UserKnn(9).fit(likes).score_many(told)[0], [near + far, near, far, far])
    np.testing.assert_allclose(UserKnn(1).fit(likes).score_many(told)[0], [near, near, 0, 0])
