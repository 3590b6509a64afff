"""The bar of a card: as long as what lifts the film, and the same said in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.page.bars import KINDS, bars, lift, lifted, sums
from recsys.page.labels import Labels
from recsys.schema import Part

parts = st.lists(
    st.builds(Part, st.sampled_from(KINDS), st.just("Alien (1979)"), st.floats(-2, 2), st.just("1")), max_size=30
).map(tuple)


@given(parts, st.floats(0.01, 5))
def test_a_bar_is_never_longer_than_the_most_lifted_film_and_shows_nothing_negative(
    told: tuple[Part, ...], more: float
) -> None:
    top = lifted(told) + more
    widths = [width for _, width in bars(told, top)]
    assert all(width > 0 for width in widths)
    assert sum(widths) <= 100 * lifted(told) / top + 0.1


@given(parts)
def test_kinds_add_up_to_the_parts(told: tuple[Part, ...]) -> None:
    assert sum(sums(told).values()) == pytest.approx(sum(p.value for p in told), abs=1e-9)


def test_the_bar_is_told_in_shares_with_the_strongest_films_and_what_pulls_down() -> None:
    told = (
        Part("history", "Alien (1979)", 0.5, "1"),
        Part("history", "Babe (1995)", -0.1, "6"),
        Part("request", "asked", 0.1),
        Part("novelty", "new", -0.05),
    )
    assert lift(told, Labels("en")) == (
        "What lifts it: Your films 80%, What you asked 20%; most of all Alien (1979) 80%; against it: Novelty 10%"
    )
    assert bars(told, 1.0) == [("history", 40.0), ("request", 10.0)]


def test_a_film_nothing_lifts_has_an_empty_bar() -> None:
    assert bars((Part("popularity", "p", -1.0),), 0.0) == []
    assert bars((), 0.0) == []
