from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recsys import models
from recsys.data.dataset import Dataset
from recsys.models.base import History
from recsys.models.linear import Ease, Linear, LinearConfig
from recsys.schema import WhyRecError
from tests.recsys.models.contract import Contract, checkerboard, history_of

PLAIN = LinearConfig(ridge=5.0, dropout=0.0, temper=0.0, discount=0.0, crossover=0.0, base=0.0)


class TestEdlae(Contract):
    name = "edlae"


class TestEase(Contract):
    name = "ease"


def test_plain_ease_is_the_published_closed_form() -> None:
    likes = (checkerboard() > 0).astype(float).toarray()
    inverse = np.linalg.inv(likes.T @ likes + 5.0 * np.eye(likes.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    model = Linear(PLAIN).fit(checkerboard())
    np.testing.assert_allclose(model.score(History.of([1, 4, 6])), weights[[1, 4, 6]].sum(axis=0), atol=1e-12)


def test_edlae_is_the_published_closed_form() -> None:
    likes = (checkerboard() > 0).astype(float).toarray()
    gram = likes.T @ likes
    inverse = np.linalg.inv(gram + np.diag(3.0 * np.diag(gram)) + 5.0 * np.eye(likes.shape[1]))
    weights = np.eye(likes.shape[1]) - inverse / np.diag(inverse)
    model = Linear(replace(PLAIN, dropout=0.75)).fit(checkerboard())
    np.testing.assert_allclose(model.score(History.of([1, 4, 6])), weights[[1, 4, 6]].sum(axis=0), atol=1e-12)


def test_with_one_like_the_score_is_mostly_how_many_of_its_fans_like_the_item() -> None:
    signals = csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [0, 0, 1]], np.float32))
    config = replace(PLAIN, crossover=1e6, shrink=0.0)
    np.testing.assert_allclose(Linear(config).fit(signals).score(History.of([0])), [0, 2 / 3, 1 / 3], atol=1e-9)


def test_with_a_long_history_co_likes_have_faded() -> None:
    signals = checkerboard()
    mixed, pure = (Linear(replace(PLAIN, crossover=c)).fit(signals) for c in (0.1, 0.0))
    history = history_of(signals, 0)
    np.testing.assert_allclose(mixed.score(history), pure.score(history), atol=1e-3)


def test_the_popularity_part_fades_with_the_number_of_likes() -> None:
    model = Linear().fit(checkerboard())
    one, four = History.of([0]), History.of([0, 2, 4, 6], [1])
    np.testing.assert_allclose(model.base(one), 4 * model.base(four))
    np.testing.assert_allclose(model.base(History.of([])), model.base(one))


def test_a_dislike_speaks_against_what_its_fans_like() -> None:
    model = Linear().fit(checkerboard())
    against = model.contributions(History.of([1], [0]), np.array([2, 4, 6, 8]))[1]
    assert (against < 0).all()


def test_contributions_stay_exact_in_single_precision(ml100k: Dataset) -> None:
    signals = ml100k.interactions.signals(ml100k.scale)
    history = history_of(signals, 0)
    single, double = (Linear(replace(Linear.defaults, dtype=dtype)).fit(signals) for dtype in ("float32", "float64"))
    targets = np.arange(single.n_items)
    parts = single.contributions(history, targets).sum(axis=0, dtype=np.float64)
    np.testing.assert_allclose(single.base(history) + parts, single.score(history), atol=1e-6)
    np.testing.assert_allclose(single.score(history), double.score(history), atol=1e-4)


def test_two_hundred_candidates_hold_the_top_twenty(ml100k: Dataset) -> None:
    """The retriever searches by the vectors; what it brings must contain what the model would show."""
    signals = ml100k.interactions.signals(ml100k.scale)
    model = Linear().fit(signals)
    items, kept = model.item_vectors(), []
    rng = np.random.default_rng(42)
    for person in range(0, signals.shape[0], 10):
        history = history_of(signals, person)
        liked = rng.permutation(history.rows[history.signals > 0])
        for told in (history, History.of(liked[:1]), History.of(liked[:3])):
            scores, near = model.score(told), items @ model.person_vector(told)
            scores[told.rows] = near[told.rows] = -np.inf
            kept.append(np.isin(np.argsort(-scores)[:20], np.argsort(-near)[:200]).mean())
    assert np.mean(kept) > 0.98


def test_a_penalty_too_small_for_the_data_is_one_sentence() -> None:
    with pytest.raises(WhyRecError, match="raise the ridge"):
        Linear(replace(PLAIN, ridge=-100.0)).fit(checkerboard())


def test_ease_as_shipped_has_neither_dropout_nor_co_likes() -> None:
    assert Ease.defaults.dropout == Ease.defaults.crossover == 0
    assert Ease().fit(checkerboard()).pairs is None


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WhyRecError, match="edlae"):
        models.create("magic")


def test_the_signature_tells_models_and_settings_apart() -> None:
    assert len({models.signature(name) for name in models.MODELS}) == len(models.MODELS)
