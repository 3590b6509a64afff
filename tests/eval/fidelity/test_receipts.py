"""Receipts are held against a list made anew, and one that says something else is found out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.fidelity import receipts
from eval.fidelity.receipts import came_true, felt, of_person, size_saved, table
from eval.fidelity.units import Values
from recsys.explain.receipts import LARGEST, ReceiptSearch
from recsys.pipeline import Pipeline
from recsys.schema import Profile, Receipt, Request
from recsys.settings import Settings
from recsys.workspace import Workspace


@pytest.fixture(scope="module")
def pipeline(settings: Settings) -> Pipeline:
    return Workspace.open(settings.model_copy(update={"encoder": "none"}), frozenset()).pipeline


@pytest.fixture(scope="module")
def profile(pipeline: Pipeline) -> Profile:
    data = pipeline.dataset
    return Profile("42", data.interactions.profile_opinions("42", data.scale))


@pytest.fixture(scope="module")
def measured(pipeline: Pipeline, profile: Profile) -> Values:
    return of_person(pipeline, profile)


def test_every_receipt_of_a_list_comes_true(measured: Values) -> None:
    assert len(measured["picks"]) == receipts.TOP
    assert came_true([measured]).value == 1.0
    assert all(pick["everywhere"] for pick in measured["picks"] if pick["size"] is not None)


def test_a_receipt_that_says_another_place_does_not(pipeline: Pipeline, profile: Profile) -> None:
    item = pipeline.order(profile)[0]
    true = ReceiptSearch(pipeline, profile, Request()).find(item)[0]
    assert true.rank_after is not None
    false = replace(true, rank_after=true.rank_after + 1)
    assert receipts._came_true(pipeline, profile, item, true)
    assert not receipts._came_true(pipeline, profile, item, false)
    assert not receipts._true_everywhere(pipeline, profile, item, false)
    assert not receipts._came_true(pipeline, profile, item, Receipt((), 1, 2))


def test_searched_sets_are_no_larger_than_sets_by_contribution(measured: Values) -> None:
    saved = size_saved([measured])
    assert saved.value is not None
    assert saved.value >= 0
    assert all(pick["size"] <= LARGEST for pick in measured["picks"] if pick["size"] is not None)


def test_the_table_says_over_how_many_picks(measured: Values) -> None:
    rows = table([measured])
    assert {row["picks"] for row in rows} == {receipts.TOP}
    value = next(row["value"] for row in rows if row["figure"].startswith("picks that fall"))
    assert value == felt([measured]).value
