"""Cleaning: what is dropped, what is mended, and that every line is accounted for."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.data import clean as cleaning
from recsys.data.clean import clean
from recsys.data.source import Problems, Raw, RawItem
from recsys.schema import WhyRecError

ITEMS = [
    RawItem("1", "Alien (1979)", genres=("Horror", "unknown"), line=1),
    RawItem("2", "unkonwn", line=2),
    RawItem("3", "Chasing Amy (1997)", genres=("Drama",), line=3),
    RawItem("4", "Chasing Amy (1997)", genres=("Romance",), line=4),
    RawItem("5", "Psycho (1960)", line=5),
    RawItem("6", "Psycho (1998)", line=6),
    RawItem("1", "Alien again (1980)", line=7),
    RawItem("7", "Unknown (2006)", genres=("IMAX", "Thriller"), line=8),
    RawItem("8", "From nowhere (2999)", line=9),
]


def raw(
    rows: Sequence[tuple[object, object, float, float]], items: list[RawItem] | None = ITEMS, **more: object
) -> Raw:
    frame = pd.DataFrame(rows, columns=["user", "item", "rating", "timestamp"])
    frame = frame.astype({"user": "str", "item": "str", "rating": "float64", "timestamp": "float64"})
    frame["line"] = range(1, len(frame) + 1)
    return Raw("sample", items, frame, "items.txt", "ratings.txt", **more)  # type: ignore[arg-type]


GOOD = ("ann", "1", 5.0, 1000.0)


def test_an_item_without_a_title_goes_and_its_ratings_with_it() -> None:
    catalog, seen, report = clean(raw([GOOD, ("ann", "2", 5, 1000)]))
    assert "2" not in catalog
    assert len(seen) == 1
    assert report.dropped[cleaning.NO_TITLE] == 1
    assert report.dropped[cleaning.UNKNOWN_ITEM] == 1
    assert "7" in catalog, "a film that is called Unknown and has a year is a film"


def test_one_film_under_two_ids_becomes_one_with_both_genres() -> None:
    catalog, seen, report = clean(raw([("ann", "3", 2, 10), ("ann", "4", 5, 20), ("bob", "4", 4, 5)]))
    assert catalog.merged == {"4": "3"}
    assert catalog.get("4").genres == ("Drama", "Romance")
    assert [(i.item_id, i.rating) for i in seen.of("ann")] == [("3", 5.0)], "the later rating counts"
    assert [i.item_id for i in seen.of("bob")] == ["3"]
    assert report.repaired[cleaning.SAME] == 1


def test_two_films_of_one_title_and_other_years_stay_two() -> None:
    catalog, _, _ = clean(raw([GOOD]))
    assert (catalog.get("5").name, catalog.get("6").name) == ("Psycho (1960)", "Psycho (1998)")


@pytest.mark.parametrize(
    ("imdb", "tmdb", "one"), [(("a", "a"), None, True), (("a", "b"), None, False), (("a", "b"), ("c", "c"), True)]
)
def test_links_tell_whether_namesakes_are_one_film(
    imdb: tuple[str, str], tmdb: tuple[str, str] | None, one: bool
) -> None:
    items = [RawItem(str(n), "Emma (1996)", attributes={"imdb": (imdb[n],)}, line=n) for n in (0, 1)]
    for item, link in zip(items, tmdb or (), strict=False):
        item.attributes["tmdb"] = (link,)
    catalog, _, _ = clean(raw([("ann", "0", 5, 1)], items))
    assert len(catalog) == (1 if one else 2)


def test_a_film_listed_under_its_other_title_is_the_same_film() -> None:
    items = [RawItem("1", "Maybe, Maybe Not (Bewegte Mann, Der) (1994)"), RawItem("2", "Bewegte Mann, Der (1994)")]
    catalog, _, _ = clean(raw([("ann", "2", 5, 1)], items))
    assert catalog.get("2").title == "Maybe, Maybe Not"
    assert len(catalog) == 1


def test_books_of_one_title_and_year_stay_apart() -> None:
    items = [RawItem("1", "Selected Poems", 1990, line=1), RawItem("2", "Selected Poems", 1990, line=2)]
    problems = Problems()
    catalog, _, report = clean(raw([GOOD], items, parse_titles=False, merge=False), problems)
    assert len(catalog) == 2
    assert report.dropped == {}
    assert [str(p) for p in problems.found()] == [
        "items.txt:2: note: Item 2, Selected Poems (1990), has the title and year of item 1; both are kept."
    ]


def test_genres_that_say_nothing_are_left_out() -> None:
    catalog, _, _ = clean(raw([GOOD]))
    assert catalog.get("1").genres == ("Horror",)
    assert catalog.get("7").genres == ("Thriller",)
    assert catalog.get("7").attributes["format"] == ("IMAX",)


def test_each_fault_is_told_with_file_and_line_and_counted() -> None:
    later = time.time() + 10 * 86400
    rows = [
        GOOD,
        ("ann", "99", 4.0, 1000.0),
        ("ann", "5", 11.0, 1000.0),
        ("ann", "6", np.nan, 1000.0),
        (None, "5", 3.0, 1000.0),
        ("bob", "5", 3.0, -5.0),
        ("bob", "6", 3.0, later),
        ("bob", "1", 3.0, np.nan),
        ("ann", "1", 1.0, 500.0),
    ]
    problems = Problems()
    _, seen, report = clean(raw(rows), problems)
    told = [f"{p.file}:{p.line} {p.severity} {p.message}" for p in problems.found() if p.file == "ratings.txt"]
    assert told[:5] == [
        "ratings.txt:2 error Item 99 is not in the list of items.",
        "ratings.txt:3 error The rating 11 is outside the scale of 1 to 5.",
        "ratings.txt:4 error The rating is missing or not a number.",
        "ratings.txt:5 error The person or the item is missing.",
        "ratings.txt:6 warning The time -5 is before 1970 or in the future.",
    ]
    assert told[6:] == [
        "ratings.txt:8 warning The time is missing or not a number.",
        "ratings.txt:9 warning Person ann has a later interaction with item 1; the latest counts.",
    ]
    assert len(seen) == 4
    assert [i.timestamp for i in seen.of("bob")] == [None] * 3
    assert seen.of("ann")[0].rating == 5.0
    assert report.repaired[cleaning.BAD_TIME] == 3
    said = " ".join(report.lines())
    assert "4 of 9 interactions" in said
    assert "1 × rating outside the scale" in said


def test_a_thousand_faults_are_counted_and_the_first_few_listed() -> None:
    problems = Problems(limit=3)
    _, _, report = clean(raw([GOOD, *[("ann", "99", 4.0, 1.0)] * 1000]), problems)
    assert report.dropped[cleaning.UNKNOWN_ITEM] == 1000
    told = [p.message for p in problems.found() if p.file == "ratings.txt"]
    assert len(told) == 4
    assert told[-1] == f"997 more of this kind: {cleaning.UNKNOWN_ITEM}"


def test_nothing_usable_is_an_error_not_an_empty_recommender() -> None:
    with pytest.raises(WhyRecError, match="'sample' has no usable interaction"):
        clean(raw([("ann", "99", 4.0, 1.0)]))


def test_people_are_in_natural_order() -> None:
    rows = [(user, "1", 4.0, 1.0) for user in ("10", "9", "b", "100", "a")]
    assert clean(raw(rows))[1].users == ("9", "10", "100", "a", "b")


def test_without_an_items_file_the_ids_are_the_titles() -> None:
    catalog, _, _ = clean(raw([("ann", "tt2", 4.0, 1.0), ("bob", "tt1", 4.0, 1.0)], None))
    assert [(item.id, item.title) for item in catalog] == [("tt1", "tt1"), ("tt2", "tt2")]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", None]),
        st.sampled_from(["1", "2", "3", "4", "5", "99", None]),
        st.sampled_from([0.0, 1.0, 3.0, 5.0, 11.0, np.nan]),
        st.sampled_from([-1.0, 5.0, 7.0, 1e12, np.nan]),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_every_line_is_kept_or_accounted_for(rows: list[tuple[object, object, float, float]]) -> None:
    _, seen, report = clean(raw([GOOD, *rows]))
    items = (cleaning.NO_TITLE, cleaning.TWICE)
    lost = sum(n for kind, n in report.dropped.items() if kind not in items)
    assert report.interactions_read == len(rows) + 1 == len(seen) + lost
    pairs = list(zip(seen.user.tolist(), seen.item.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert ((seen.rating >= 1) & (seen.rating <= 5)).all()
    assert ((seen.timestamp == -1) | (seen.timestamp <= time.time() + 86400)).all()
