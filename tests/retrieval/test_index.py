"""The index finds what comparing with every item would find, among the allowed items only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import index
from retrieval.index import Index, Kind, kind_for


def _random(n: int, d: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)


@pytest.mark.parametrize(("n", "kind"), [(1, "exact"), (49_999, "exact"), (50_000, "hnsw"), (1_000_000, "ivfpq")])
def test_the_kind_goes_by_size(n: int, kind: Kind) -> None:
    assert kind_for(n) == kind


@given(st.integers(0, 999), st.integers(1, 30), st.integers(1, 40), st.booleans())
def test_exact_search_agrees_with_comparing_all(seed: int, n: int, k: int, masked: bool) -> None:
    vectors, query = _random(n, 6, seed), _random(1, 6, seed + 1)[0]
    allowed = np.random.default_rng(seed).random(n) < 0.5 if masked else None
    rows, scores = Index(vectors).search(query, k, allowed)
    told = vectors @ query
    best = [row for row in np.argsort(-told, kind="stable") if allowed is None or allowed[row]][:k]
    np.testing.assert_allclose(scores, told[best], rtol=1e-4, atol=1e-5)
    assert set(rows) == set(best)


@pytest.mark.parametrize(("kind", "found"), [("exact", 1.0), ("hnsw", 0.95), ("ivfpq", 0.3)])
def test_every_kind_finds_most_of_the_best_and_nothing_forbidden(
    kind: Kind, found: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "GATHER_BELOW", 0)
    vectors = _random(1500, 27)
    allowed = np.random.default_rng(1).random(1500) < 0.5
    built = Index(vectors, kind)
    kept = []
    for query in _random(10, 27, seed=2):
        rows, scores = built.search(query, 50, allowed)
        assert allowed[rows].all()
        assert (np.diff(scores) <= 1e-4).all()
        assert len(set(rows.tolist())) == len(rows)
        best = np.argsort(-np.where(allowed, vectors @ query, -np.inf))[:50]
        kept.append(np.isin(best, rows).mean())
    assert np.mean(kept) >= found


def test_few_allowed_items_are_all_found_whatever_the_index() -> None:
    built = Index(_random(3000, 8), "ivfpq")
    allowed = np.zeros(3000, dtype=bool)
    allowed[[3, 77, 2999]] = True
    rows, _ = built.search(_random(1, 8, seed=5)[0], 10, allowed)
    assert set(rows.tolist()) == {3, 77, 2999}


def test_nothing_allowed_finds_nothing() -> None:
    rows, scores = Index(_random(10, 4)).search(_random(1, 4)[0], 5, np.zeros(10, dtype=bool))
    assert len(rows) == len(scores) == 0
