"""Receipts are what really happens on the live pipeline, hold no film in vain and are as small as can be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recsys.explain.receipts import FELT, LARGEST, ReceiptSearch
from recsys.pipeline import Pipeline
from recsys.schema import Constraint, Opinion, Profile, Receipt, Request

Person = Callable[[str], Profile]

PEOPLE = ("1", "42", "196", "405", "13", "655", "927", "300", "888", "7")
REQUESTS = (
    Request(),
    Request(constraints=(Constraint("genre", "Comedy", "comedy"), Constraint("year_from", 1980, "from 1980"))),
    Request(constraints=(Constraint("not_genre", "Drama", "not drama"),), context=("kids",), novelty=0.5),
)


def _fall(receipt: Receipt, candidates: int) -> int:
    return (receipt.rank_after or candidates + 1) - receipt.rank_before


def _check(live: Pipeline, profile: Profile, request: Request, top: int) -> int:
    """Hold every receipt of a list against the live pipeline; how many picks had one."""
    order = live.order(profile, request)
    search = ReceiptSearch(live, profile, request)
    found = 0
    for item in order[:top]:
        receipts = search.find(item)
        found += bool(receipts)
        for receipt in receipts:
            after = live.order(profile.without(receipt.without), request)
            assert receipt.rank_before == order.index(item) + 1
            assert receipt.rank_after == (after.index(item) + 1 if item in after else None)
            assert not set(receipt.without) & set(after), "a struck film stays seen"
        if not receipts:
            continue
        together, alone = receipts[0], receipts[1:]
        assert together.fell
        assert 1 <= len(together.without) <= LARGEST
        assert [r.without for r in alone] == ([(f,) for f in together.without] if len(together.without) > 1 else [])
        for film in together.without:
            kept = [f for f in together.without if f != film]
            with_it = live.order(profile.without(kept), request)
            fall = (with_it.index(item) + 1 if item in with_it else len(order) + 1) - together.rank_before
            assert fall < _fall(together, len(order)), "each film of the set matters"
        values = {p.item_id: p.value for p in live.parts(profile, item, request)}
        cited = [values[film] for film in together.without]
        assert all(v > 0 for v in cited), "only films that speak for the pick are cited"
        assert cited == sorted(cited, reverse=True), "strongest first"
    return found


@pytest.mark.parametrize("user", PEOPLE)
def test_every_receipt_of_a_persons_list_is_what_the_live_pipeline_does(
    live: Pipeline, person: Person, user: str
) -> None:
    assert _check(live, person(user), Request(), top=10) >= 5


@pytest.mark.parametrize("request_", REQUESTS[1:], ids=["comedy from 1980", "kids, not drama"])
def test_receipts_hold_with_wishes_and_company(live: Pipeline, person: Person, request_: Request) -> None:
    assert sum(_check(live, person(user), request_, top=5) for user in ("42", "196")) > 0


def test_no_smaller_set_would_explain_the_pick(live: Pipeline, person: Person) -> None:
    """Held against every single film and every pair of people with short histories."""
    short = [u for u in live.dataset.interactions.users if 8 <= len(live.history(person(u)).rows) <= 20][:12]
    checked = 0
    for user in short:
        search = ReceiptSearch(live, person(user), Request())
        for item in search.order[:6]:
            receipts = search.find(item)
            size = len(receipts[0].without) if receipts and _fall(receipts[0], len(search.order)) >= FELT else LARGEST
            values = {p.item_id: p.value for p in live.parts(person(user), item) if p.kind == "history"}
            speaking = [film for film, value in values.items() if value > 0 and film is not None]
            for smaller in range(1, min(size, 3)):
                for films in combinations(speaking, smaller):
                    after = search.rank(item, frozenset(films)) or len(search.order) + 1
                    assert after - search.order.index(item) - 1 < FELT, (user, item, films)
                    checked += 1
    assert checked > 100


def test_a_film_that_makes_no_difference_is_left_out_of_a_set(live: Pipeline, person: Person) -> None:
    profile = person("42")
    search = ReceiptSearch(live, profile, Request())
    films = [o.item_id for o in profile.liked]
    shortened = 0
    for place, item in enumerate(search.order[:10]):
        loose = frozenset(films[4 * place : 4 * place + 4])
        needed = search._needed(item, loose)
        fall = search._fall(item, needed)
        assert needed <= loose
        assert fall >= search._fall(item, loose)
        assert len(needed) == 1 or all(search._fall(item, needed - {film}) < fall for film in needed)
        shortened += needed != loose
    assert shortened > 0


def test_of_sets_equally_small_the_one_that_says_most_is_taken(live: Pipeline, person: Person) -> None:
    """When one film suffices, no film with a larger part of the score would have sufficed as well."""
    profile = person("196")
    search = ReceiptSearch(live, profile, Request())
    singles = 0
    for item in search.order[:10]:
        receipts = search.find(item)
        if not receipts or len(receipts[0].without) > 1 or _fall(receipts[0], len(search.order)) < FELT:
            continue
        singles += 1
        values = {p.item_id: p.value for p in live.parts(profile, item) if p.kind == "history" and p.item_id}
        for film, value in values.items():
            if value > values[receipts[0].without[0]]:
                after = search.rank(item, frozenset({film})) or len(search.order) + 1
                assert after - search.order.index(item) - 1 < FELT
    assert singles > 0


def test_nobody_and_nothing_have_no_receipts(live: Pipeline, person: Person) -> None:
    stranger = Profile("new")
    search = ReceiptSearch(live, stranger, Request())
    assert all(search.find(item) == () for item in search.order[:5]), "popularity alone has no film to strike"
    profile = person("42")
    seen = profile.opinions[0].item_id
    assert ReceiptSearch(live, profile, Request()).find(seen) == (), "a seen film is no candidate"


def test_the_picks_of_one_list_share_their_rankings(live: Pipeline, person: Person) -> None:
    search = ReceiptSearch(live, person("42"), Request())
    first = {item: search.find(item) for item in search.order[:10]}
    made = search.rankings
    assert {item: search.find(item) for item in search.order[:10]} == first
    assert search.rankings == made, "asked again, nothing is ranked again"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_receipts_hold_for_any_history(live: Pipeline, data: st.DataObject) -> None:
    ids = [item.id for item in live.catalog.items]
    films = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=12, unique=True))
    verdicts = st.sampled_from(["liked", "liked", "disliked", "neutral", "seen", "rejected"])
    profile = Profile("any", tuple(Opinion(film, data.draw(verdicts)) for film in films))
    request = data.draw(st.sampled_from(REQUESTS))
    _check(live, profile, request, top=3)
