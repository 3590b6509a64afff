"""Fairness: gaps that are there are found, gaps of chance are not, and what lists show adds up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.fairness.exposure import Shown, by_decade, by_fame, shares, tail
from eval.fairness.groups import SMALL, Judged, compared, gaps, groups, holm, ratio, traits
from eval.parts import Context, Document, run
from recsys.data.dataset import Dataset
from recsys.settings import Settings


def people(shift: float, n: int = 200) -> tuple[Judged, np.ndarray]:
    """Two groups of whom the second has `shift` less NDCG."""
    rng = np.random.default_rng(1)
    labels = np.array(["a", "b"] * (n // 2))
    values = 0.4 + 0.1 * rng.standard_normal(n) - shift * (labels == "b")
    likes = rng.integers(5, 100, n).astype(float)
    return Judged(np.arange(n), likes, {"ndcg@20": values, "calibration": rng.random(n)}), labels


def test_a_gap_that_is_there_is_found_and_none_is_found_where_there_is_none() -> None:
    there, labels = people(0.1)
    row = next(iter(gaps({}, there, labels, 0)))
    assert (row["worst"], row["best"]) == ("b", "a")
    assert row["gap low"] > 0.05
    assert row["gap"] > row["gap by chance, 95th"]
    assert row["p"] < 0.01
    assert row["p at equal likes"] < 0.01
    none, labels = people(0.0)
    row = next(iter(gaps({}, none, labels, 0)))
    assert row["p"] > 0.05


def test_a_gap_that_is_only_that_of_many_and_few_likes_is_gone_at_equal_likes() -> None:
    n = 400
    rng = np.random.default_rng(2)
    likes = np.repeat(np.arange(1.0, 6.0) * 10, n // 5)
    labels = np.where(rng.random(n) < likes / 60, "many", "few")
    values = likes / 100 + 0.02 * rng.standard_normal(n)
    judged = Judged(np.arange(n), likes, {"ndcg@20": values, "calibration": values})
    row = next(iter(gaps({}, judged, labels, 0)))
    assert row["p"] < 0.01
    assert row["p at equal likes"] > 0.01
    first = next(iter(groups({}, judged, labels)))
    assert abs(first["ndcg@20 more than all"]) > 5 * abs(first["ndcg@20 more at equal likes"])


def test_the_worst_group_has_a_share_of_the_best_with_its_interval() -> None:
    judged, labels = people(0.2)
    found = ratio(judged, "ndcg@20", labels)
    assert found.value == pytest.approx(0.5, abs=0.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high < 0.7


def test_small_groups_are_shown_together_and_compared_with_nobody() -> None:
    judged, _ = people(0.0)
    labels = np.array(["a"] * 100 + ["b"] * 90 + ["c"] * 6 + ["d"] * 4)
    assert compared(labels) == ["a", "b"]
    rows = list(groups({}, judged, labels))
    assert [(row["group"], row["people"]) for row in rows] == [("a", 100), ("b", 90), (SMALL, 10)]


def test_a_person_of_several_draws_counts_once_with_their_mean() -> None:
    judged = Judged.of(np.array([3, 5, 3]), np.array([4.0, 9.0, 6.0]), {"ndcg@20": [0.2, None, 0.4]})
    assert judged.people.tolist() == [3, 5]
    assert judged.likes.tolist() == [5.0, 9.0]
    assert judged.values["ndcg@20"][0] == pytest.approx(0.3)
    assert np.isnan(judged.values["ndcg@20"][1])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_many_tests_make_no_p_smaller_and_keep_their_order(chances: list[float]) -> None:
    raised = holm(chances)
    assert all(a <= b <= 1 for a, b in zip(chances, raised, strict=True))
    order = np.argsort(chances, kind="stable")
    assert (np.diff(np.array(raised)[order]) >= 0).all()


def test_holm_is_what_the_textbook_says() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_slots_of_all_bands_sum_to_one_and_those_shown_too_much_are_above_one_for_each_like() -> None:
    likes = np.arange(10, 0, -1).astype(float)
    bands = by_fame(likes, np.arange(10))
    shown = [Shown(n, np.array([0, 1]), np.array([8, 9]), np.array([0, 5, 6, n % 10]), bands) for n in range(8)]
    rows = list(shares("popularity", shown))
    assert sum(row["slots"] for row in rows) == pytest.approx(1)
    assert sum(row["likes"] for row in rows) == pytest.approx(1)
    assert rows[0]["slots for each like"] > 1
    assert rows[4]["slots, lesser known asked for"] == 1
    assert tail(shown).value == 0


def test_every_item_is_of_one_decade(ml100k: Dataset) -> None:
    bands = by_decade(ml100k.catalog)
    assert (np.sum(list(bands.values()), axis=0) == 1).all()
    assert {"1990s", "1980s"} <= bands.keys()


def test_ages_are_banded_and_facts_that_are_told_of_nobody_are_left_out(ml100k: Dataset, tiny: Dataset) -> None:
    found = traits(ml100k, np.arange(900))
    assert list(found) == ["gender", "age", "occupation"]
    assert {"under 18", "25-34", "56+"} <= set(found["age"])
    assert traits(tiny, np.arange(8)) == {}


@pytest.fixture(scope="module")
def found(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Document:
    settings = settings.model_copy(update={"encoder": "none"})
    return run("fairness", Context(settings, "quick", out=tmp_path_factory.mktemp("kept")))


def test_asking_for_the_lesser_known_is_heard_and_told_with_what_it_costs(found: Document) -> None:
    rows = {row["novelty asked for"]: row for row in found["tables"]["novelty"]}
    assert rows[-1.0]["novelty"] < rows[0.0]["novelty"] < rows[0.5]["novelty"] < rows[1.0]["novelty"]
    assert rows[0.0]["ndcg@20 kept"] == 1
    assert rows[1.0]["ndcg@20 kept high"] < 1
    told = {one["name"]: one for one in found["verdicts"]}
    assert told["fairness.lesser_known_heard"]["pass"]
    assert not told["fairness.tail_slots_for_each_like"]["pass"]


def test_the_lists_are_made_once(found: Document, settings: Settings, tmp_path: Path) -> None:
    small = settings.model_copy(update={"encoder": "none"})
    first = run("fairness", Context(small, "quick", out=tmp_path))
    kept = (tmp_path / "fairness.jsonl").read_bytes()
    assert run("fairness", Context(small, "quick", out=tmp_path))["tables"] == first["tables"] == found["tables"]
    assert (tmp_path / "fairness.jsonl").read_bytes() == kept
