"""For any history whatever: what makes an explanation the computation. Runs on every model there is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recsys import models
from recsys.models.base import History, Model
from tests.recsys.models.contract import ITEMS, checkerboard

histories = st.lists(
    st.tuples(st.integers(0, ITEMS - 1), st.sampled_from([1.0, -1.0])), max_size=8, unique_by=lambda pair: pair[0]
).map(
    lambda pairs: History(
        np.array([row for row, _ in pairs], np.int64), np.array([signal for _, signal in pairs], np.float32)
    )
)


@cache
def fitted(name: str) -> Model:
    return models.create(name).fit(checkerboard())


@pytest.mark.parametrize("name", sorted(models.MODELS))
@given(history=histories)
@settings(deadline=None, max_examples=50)
def test_base_and_contributions_sum_to_the_score(name: str, history: History) -> None:
    model = fitted(name)
    parts = model.contributions(history, np.arange(ITEMS))
    assert parts.shape == (len(history.rows), ITEMS)
    np.testing.assert_allclose(model.base(history) + parts.sum(axis=0), model.score(history), atol=1e-9)


@pytest.mark.parametrize("name", sorted(name for name in models.MODELS if models.create(name).explains == "exact"))
@given(history=histories, data=st.data())
@settings(deadline=None, max_examples=50)
def test_striking_a_film_lowers_every_score_by_its_contribution(
    name: str, history: History, data: st.DataObject
) -> None:
    assume(len(history.rows))
    model = fitted(name)
    place = data.draw(st.integers(0, len(history.rows) - 1))
    struck = history.without([int(history.rows[place])], hold=True)
    fell = model.score(history) - model.score(struck)
    np.testing.assert_allclose(fell, model.contributions(history, np.arange(ITEMS))[place], atol=1e-9)


@given(history=histories)
def test_striking_shortens_a_history_unless_its_length_is_held(history: History) -> None:
    assume(history.likes)
    liked = int(history.rows[history.signals > 0][0])
    assert history.without([liked]).length == history.likes - 1
    held = history.without([liked], hold=True)
    assert (held.likes, held.length) == (history.likes - 1, history.likes)
    assert held.without(held.rows).length == history.likes
