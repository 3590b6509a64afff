"""Who rated what: a person's history, likes and opinions, and forgetting them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.dataset import Dataset
from recsys.data.interactions import Interactions
from recsys.schema import Scale, WhyRecError

NAN = float("nan")


def made(events: list[tuple[int, int, float, int]], people: int = 3, items: int = 5) -> Interactions:
    user, item, rating, at = zip(*events, strict=True) if events else ((), (), (), ())
    return Interactions([f"p{n}" for n in range(people)], [f"i{n}" for n in range(items)], user, item, rating, at)


def test_the_real_data_have_their_people_and_ratings(ml100k: Dataset) -> None:
    seen = ml100k.interactions
    assert len(seen.users) == 943
    assert seen.users[:3] == ("1", "2", "3")
    assert len(seen) == ml100k.report.interactions_kept == 99_682
    first = seen.of("196")
    assert [(i.item_id, i.rating, i.timestamp) for i in first][:2] == [("242", 3.0, 881250949), ("286", 5.0, 881250949)]
    times = [i.timestamp or 0 for i in first]
    assert times == sorted(times)


def test_likes_dislikes_and_the_rest(tiny: Dataset) -> None:
    signals = tiny.interactions.signals(tiny.scale).toarray()
    likes = tiny.interactions.likes(tiny.scale).toarray()
    ann = tiny.interactions.code("ann")
    assert signals[ann].tolist() == [1, 1, 1, 1, -1, 0, 0, 0, 0, 0, 0, 0]
    assert likes.tolist() == np.maximum(signals, 0).tolist()
    assert (likes.dtype, signals.dtype) == (np.float32, np.float32)


def test_a_history_is_in_time_order_and_leaves_out_what_is_neutral(tiny: Dataset) -> None:
    history = tiny.interactions.history("bob", tiny.scale)
    assert history.rows.tolist() == [0, 1, 2]
    assert history.signals.tolist() == [1, 1, 1]
    assert history.likes == 3


def test_opinions_carry_stars_verdict_and_time(tiny: Dataset) -> None:
    opinions = tiny.interactions.profile_opinions("bob", tiny.scale)
    assert [(o.item_id, o.verdict, o.stars) for o in opinions] == [
        ("1", "liked", 4.0),
        ("2", "liked", 5.0),
        ("3", "liked", 5.0),
        ("9", "neutral", 3.0),
    ]
    assert opinions[0].at == 1_000_000.0


def test_without_ratings_every_interaction_is_a_like() -> None:
    seen = made([(0, 1, NAN, -1), (0, 0, NAN, -1)])
    assert seen.likes(Scale()).toarray()[0].tolist() == [1, 1, 0, 0, 0]
    assert seen.signals(Scale()).nnz == 2
    assert [(o.verdict, o.stars, o.at) for o in seen.profile_opinions("p0", Scale())] == [("liked", None, None)] * 2


def test_half_stars_come_back_as_written() -> None:
    assert made([(0, 0, 3.5, 1)]).of("p0")[0].rating == 3.5


def test_a_person_nobody_knows_is_told(tiny: Dataset) -> None:
    with pytest.raises(WhyRecError, match="no person 'zoe'"):
        tiny.interactions.history("zoe", tiny.scale)
    assert "zoe" not in tiny.interactions
    assert "ann" in tiny.interactions


def test_a_person_without_interactions_has_an_empty_history() -> None:
    seen = made([(0, 0, 5.0, 1)])
    assert seen.history("p2", Scale()).rows.tolist() == []
    assert seen.of("p2") == []
    assert seen.count("p2") == 0


EVENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from([1.0, 2.0, 3.0, 4.5, NAN]), st.integers(-1, 99)),
    unique_by=lambda e: e[:2],
    max_size=15,
)


@given(EVENTS)
def test_whatever_the_order_given_it_is_sorted_by_person_and_time(events: list[tuple[int, int, float, int]]) -> None:
    seen = made(events)
    keys = list(zip(seen.user.tolist(), seen.timestamp.tolist(), strict=True))
    assert keys == sorted(keys)
    assert sum(seen.count(user) for user in seen.users) == len(events)
    assert sum(len(seen.of(user)) for user in seen.users) == len(events)


@given(EVENTS, st.sets(st.sampled_from(["p0", "p1", "p2", "nobody"])))
def test_forgotten_people_leave_no_trace_and_others_keep_all(
    events: list[tuple[int, int, float, int]], gone: set[str]
) -> None:
    before = made(events)
    after = before.without_users(gone)
    assert after.users == tuple(user for user in before.users if user not in gone)
    for user in after.users:
        assert repr(after.of(user)) == repr(before.of(user))
    assert len(after) == sum(before.count(user) for user in after.users)
    kept = [before.code(user) for user in after.users]
    signals = (before.signals(Scale()).toarray()[kept], after.signals(Scale()).toarray())
    assert np.array_equal(*signals)
