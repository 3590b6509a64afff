from __future__ import annotations

import pytest

from eval.conversation.figures import glance, ratio
from eval.parts import Estimate


def test_a_share_over_dialogues_has_an_interval_that_knows_they_are_few() -> None:
    few, many = ratio([1, 3, 4], [4, 4, 4]), ratio([1, 3, 4] * 60, [4, 4, 4] * 60)
    assert few.value == many.value == pytest.approx(2 / 3)
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert few.low < many.low < 2 / 3 < many.high < few.high
    assert ratio([1, 3, 4], [4, 4, 4]) == few


def test_where_all_is_right_the_interval_still_has_a_width() -> None:
    found = ratio([2, 3], [2, 3])
    assert (found.value, found.high) == (1, 1)
    assert found.low is not None
    assert found.low < 0.5
    assert ratio([0, 0], [2, 3]).value == 0


def test_dialogues_without_a_trial_say_nothing() -> None:
    assert ratio([0, 2], [0, 2]).value == 1
    assert ratio([], []) == ratio([0], [0]) == Estimate(None)


def test_an_example_is_a_few_words_around_the_place() -> None:
    text = "word " * 60 + "HERE " + "word " * 60
    shown = glance(text, text.index("HERE"))
    assert "HERE" in shown
    assert len(shown) < 80
    assert glance("short") == "short"
