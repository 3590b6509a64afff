"""Blocks lie side by side, and an inner product is the sum of the blocks' own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.dataset import Dataset
from retrieval.vectors import Blocks, TextBlock
from tests.retrieval.words import WordEncoder


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 5))
def test_an_inner_product_is_the_sum_of_its_blocks(seed: int, one: int, other: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(7, one)), rng.normal(size=(7, other))
    x, y = rng.normal(size=one), rng.normal(size=other)
    blocks = Blocks.stack({"a": a, "b": b})
    np.testing.assert_allclose(blocks.matrix @ blocks.query({"a": x, "b": y}), a @ x + b @ y, atol=1e-4)
    np.testing.assert_allclose(blocks.matrix @ blocks.query({"b": y}), b @ y, atol=1e-4)


def test_a_query_block_the_items_lack_is_refused() -> None:
    with pytest.raises(KeyError):
        Blocks.stack({"a": np.ones((3, 2))}).query({"b": np.ones(2)})


def test_likeness_is_about_the_average_item(tiny: Dataset) -> None:
    encoder = WordEncoder()
    text = TextBlock(encoder.items(tiny.catalog), encoder)
    query = text.query("a science fiction film")
    assert query is not None
    likeness = text.similarity(query, np.arange(len(tiny.catalog)))
    assert likeness.mean() == pytest.approx(0, abs=1e-6)
    assert int(np.argmax(likeness)) in {tiny.catalog.row(i) for i in "1234"}


def test_an_item_is_most_like_itself(tiny: Dataset) -> None:
    encoder = WordEncoder()
    text = TextBlock(encoder.items(tiny.catalog), encoder)
    for row in range(len(tiny.catalog)):
        query = text.query("", row)
        assert query is not None
        likeness = text.similarity(query, np.arange(len(tiny.catalog)))
        assert likeness[row] == pytest.approx(likeness.max())


def test_nothing_said_is_no_query(tiny: Dataset) -> None:
    encoder = WordEncoder()
    text = TextBlock(encoder.items(tiny.catalog), encoder)
    assert text.query("  \n ") is None
