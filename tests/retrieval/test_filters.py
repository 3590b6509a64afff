"""Hard wishes hold, and are given up only when they leave too little, the least important first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.catalog import Catalog
from recsys.schema import Constraint, Item, WhyRecError
from retrieval.filters import NEVER_RELAXED, allowed, meets, relax
from tests.conftest import FILMS

CATALOG = Catalog((*FILMS, Item("13", "Undated", None, ("Drama",), attributes={"director": ("Jane Doe",)})))


def _titles(mask: np.ndarray) -> set[str]:
    return {CATALOG.item(int(row)).name for row in np.flatnonzero(mask)}


def _met(item: Item, c: Constraint) -> bool:
    if c.kind == "genre":
        return c.value in item.genres
    if c.kind == "not_genre":
        return c.value not in item.genres
    if c.kind == "year_from":
        return item.year is not None and item.year >= int(c.value)
    return item.year is not None and item.year <= int(c.value)


GENRES = ("Horror", "Sci-Fi", "Comedy", "Animation", "Drama", "Western")
constraints = st.lists(
    st.one_of(
        st.builds(
            Constraint, st.sampled_from(("genre", "not_genre")), st.sampled_from(GENRES), st.just(""), st.integers(1, 3)
        ),
        st.builds(
            Constraint,
            st.sampled_from(("year_from", "year_to")),
            st.integers(1930, 2005),
            st.just(""),
            st.integers(1, 3),
        ),
        st.integers(194, 200).flatmap(
            lambda decade: st.sampled_from(
                [
                    Constraint("year_from", 10 * decade, f"{decade}0s"),
                    Constraint("year_to", 10 * decade + 9, f"{decade}0s"),
                ]
            )
        ),
    ),
    max_size=5,
)


@given(constraints)
def test_what_is_allowed_meets_every_wish(wishes: list[Constraint]) -> None:
    expected = [all(_met(item, c) for c in wishes) for item in CATALOG.items]
    np.testing.assert_array_equal(allowed(CATALOG, wishes), expected)


@given(constraints, st.lists(st.booleans(), min_size=len(CATALOG), max_size=len(CATALOG)), st.integers(1, 8))
def test_wishes_are_given_up_only_when_too_little_is_left(
    wishes: list[Constraint], shown: list[bool], enough: int
) -> None:
    available = np.array(shown)
    found = relax(CATALOG, wishes, available, enough)
    kept = [c for c in wishes if c not in found.relaxed]
    np.testing.assert_array_equal(found.mask, available & allowed(CATALOG, kept))
    np.testing.assert_array_equal(found.strict, available & allowed(CATALOG, wishes))
    assert not NEVER_RELAXED & {c.kind for c in found.relaxed}
    if found.strict.sum() >= enough:
        assert found.relaxed == ()
    elif found.mask.sum() < enough:
        # All that stands is negations, or wishes that take nothing away from what is left.
        standing = available & allowed(CATALOG, [c for c in kept if c.kind in NEVER_RELAXED])
        assert found.mask.sum() == standing.sum()
    for label in {c.label for c in found.relaxed}:
        back = [c for c in found.relaxed if c.label == label]
        assert any((found.mask & allowed(CATALOG, [c])).sum() < min(enough, found.mask.sum()) for c in back) or (
            found.mask & allowed(CATALOG, back)
        ).sum() < min(enough, found.mask.sum())


def test_the_least_important_wish_goes_first() -> None:
    wishes = [
        Constraint("genre", "Horror", "horror", importance=1),
        Constraint("genre", "Musical", "musical", importance=2),
    ]
    found = relax(CATALOG, wishes, np.ones(len(CATALOG), dtype=bool), enough=2)
    assert [c.label for c in found.relaxed] == ["horror"]
    assert _titles(found.mask) == {"The Lion King (1994)", "Aladdin (1992)"}


def test_among_equals_the_years_go_before_the_genre() -> None:
    wishes = [
        Constraint("genre", "Horror", "horror"),
        Constraint("year_from", 1990, "1990s"),
        Constraint("year_to", 1999, "1990s"),
    ]
    found = relax(CATALOG, wishes, np.ones(len(CATALOG), dtype=bool), enough=3)
    assert [c.label for c in found.relaxed] == ["1990s", "1990s"]
    assert _titles(found.strict) == {"Psycho (1998)"}
    assert _titles(found.mask) == {"Alien (1979)", "Psycho (1960)", "Psycho (1998)"}


def test_a_negation_is_never_given_up() -> None:
    wishes = [Constraint("not_genre", genre, f"not {genre}") for genre in CATALOG.genres]
    found = relax(CATALOG, wishes, np.ones(len(CATALOG), dtype=bool), enough=5)
    assert found.relaxed == ()
    assert not found.mask.any()


def test_a_genre_is_known_however_it_is_cased() -> None:
    assert _titles(meets(CATALOG, Constraint("genre", "musical"))) == {"The Lion King (1994)", "Aladdin (1992)"}


def test_attributes_are_compared_without_case() -> None:
    assert _titles(meets(CATALOG, Constraint("attribute", "jane doe", field="director"))) == {"Undated"}
    assert "Undated" not in _titles(meets(CATALOG, Constraint("not_attribute", "Jane Doe", field="director")))


def test_a_year_that_is_none_is_told_in_one_sentence() -> None:
    with pytest.raises(WhyRecError, match="not a year"):
        meets(CATALOG, Constraint("year_from", "soon"))
