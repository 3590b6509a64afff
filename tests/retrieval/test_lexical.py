"""Lexical match: words find the items that are told of in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.catalog import Catalog
from recsys.schema import Item
from retrieval.lexical import Lexical

ITEMS = [
    Item("1", "Seven Samurai", 1954, ("Action",), attributes={"director": ("Akira Kurosawa",), "theme": ("samurai",)}),
    Item("2", "The Sting", 1973, ("Comedy",), attributes={"theme": ("con-game",), "about": ("Two grifters trick.",)}),
    Item("3", "Heat", 1995, ("Crime",), attributes={"theme": ("heist",)}),
    Item("4", "Fargo", 1996, ("Crime",)),
]


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical(Catalog(ITEMS))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("anything by kurosawa", 0),
        ("a robbery", 2),
        ("con artists", 1),
        ("grifter", 1),
        ("the heist movies", 2),
        ("fargo", 3),
    ],
)
def test_the_item_that_is_told_of_in_these_words_matches_best(lexical: Lexical, text: str, row: int) -> None:
    assert lexical.best(text, 3)[0] == row
    assert lexical.scores(text)[row] == 1.0


def test_words_that_nothing_is_told_in_match_nothing(lexical: Lexical) -> None:
    assert not lexical.scores("zeppelins").any()
    assert len(lexical.best("please show me a good film", 5)) == 0
    assert not lexical.scores("").any()


@given(st.text(max_size=80))
def test_a_match_is_between_nothing_and_the_best(lexical: Lexical, text: str) -> None:
    scores = lexical.scores(text)
    assert scores.shape == (4,)
    assert np.isfinite(scores).all()
    assert scores.min() >= 0
    assert scores.max() in (0.0, 1.0)
