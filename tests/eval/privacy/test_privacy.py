"""Privacy: whoever was learned from is found out, whoever was forgotten is not, and forgetting is the refit."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

from eval.cost.growth import made_up
from eval.parts import Context, run
from eval.privacy.attacks import auc, counted, guessed, history, uneven
from eval.privacy.unlearning import forgetting
from recsys import models
from recsys.models.linear import Linear, LinearConfig
from recsys.schema import WhyRecError
from recsys.settings import Settings

LIKES = made_up(items=200, people=300, median=12)


@pytest.mark.parametrize("name", sorted(models.MODELS))
def test_forgetting_is_exact_for_few_and_many_likes(name: str) -> None:
    rows = list(forgetting(models.create(name).fit(LIKES), models.create(name), LIKES, 0))
    assert rows[1]["likes"] <= rows[0]["likes"] < rows[2]["likes"]
    assert all(row["error"] < 1e-10 for row in rows)
    assert all(row["lists that differ"] == 0 for row in rows)


def test_a_model_that_does_not_forget_is_found_out() -> None:
    class Stubborn(Linear):
        def remove_person(self, history: object) -> None: ...
        def add_person(self, history: object) -> None: ...

    rows = list(forgetting(Stubborn().fit(LIKES), Linear(), LIKES, 0))
    assert all(row["error"] > 1e-6 for row in rows)


def test_single_precision_forgets_to_a_ten_thousandth() -> None:
    config = LinearConfig(dtype="float32")
    rows = list(forgetting(Linear(config).fit(LIKES), Linear(config), LIKES, 0))
    assert all(1e-10 < row["error"] < 1e-4 for row in rows)


@pytest.mark.parametrize("name", ["edlae", "ease"])
def test_the_file_of_a_linear_model_counts_every_pair_of_whoever_it_learned_from(name: str) -> None:
    rows = np.flatnonzero(np.diff(LIKES.indptr) >= 10)
    model = models.create(name).fit(LIKES[rows])
    inside = [LIKES[int(n)].indices.astype(np.int64) for n in rows[:10]]
    assert [counted(model, liked) for liked in inside] == [1.0] * 10
    rare = np.argsort(np.asarray(LIKES.sum(axis=0)).ravel())[:10]
    stranger = counted(model, rare)
    assert stranger is not None
    assert stranger < 1
    assert counted(models.create("popularity").fit(LIKES), rare) is None


def test_nothing_in_the_file_is_uneven_after_somebody_was_forgotten() -> None:
    model = Linear().fit(LIKES)
    liked = LIKES[3].indices.astype(np.int64)
    model.remove_person(history(liked))
    assert uneven(model, liked) == 0


def test_what_was_learned_is_guessed_better_than_before_and_no_better_once_forgotten() -> None:
    liked = LIKES[5].indices.astype(np.int64)
    never = Linear().fit(LIKES[np.arange(300) != 5])
    inside = copy.deepcopy(never)
    inside.add_person(history(liked))
    forgotten = copy.deepcopy(inside)
    forgotten.remove_person(history(liked))
    everything = np.arange(len(liked))
    before, after, without = (guessed(m, liked, everything)["scores"] for m in (inside, forgotten, never))
    assert before > without
    assert after == pytest.approx(without, rel=1e-9)


def test_an_attack_that_knows_has_1_one_that_guesses_a_half_and_ties_count_half() -> None:
    rng = np.random.default_rng(0)
    outside = rng.random(200)
    assert auc(outside + 2, outside) == (1.0, 1.0, 1.0)
    assert auc(np.ones(50), np.ones(50)) == (0.5, 0.5, 0.5)
    found = auc(rng.random(200), outside)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high


def test_one_command_says_that_people_are_found_before_and_not_after_they_are_forgotten(
    settings: Settings, tmp_path: Path
) -> None:
    found = run("privacy", Context(settings, "quick", out=tmp_path))
    told = {one["name"]: one for one in found["verdicts"]}
    assert told["privacy.unlearning_error"]["pass"]
    assert told["privacy.lists_unlike_refit"]["value"] == 0
    assert not told["privacy.auc_before_weights"]["pass"]
    assert told["privacy.auc_after_weights"]["pass"]
    rows = {row["attack"]: row for row in found["tables"]["membership"]}
    assert rows["lists"]["AUC before low"] > 0.8 > rows["lists"]["AUC after high"]
    kept = (tmp_path / "privacy.jsonl").read_bytes()
    assert run("privacy", Context(settings, "quick", out=tmp_path))["tables"] == found["tables"]
    assert (tmp_path / "privacy.jsonl").read_bytes() == kept


def test_a_model_without_pairs_is_attacked_by_what_it_shows_and_a_note_says_so(
    settings: Settings, tmp_path: Path
) -> None:
    found = run("privacy", Context(settings.model_copy(update={"model": "popularity"}), "quick", out=tmp_path))
    assert {row["about"] for row in found["tables"]["notes"]} == {"weights", "rounding"}
    assert "lists" in {row["attack"] for row in found["tables"]["membership"]}


def test_too_few_people_are_one_sentence(settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "few.csv"
    data.write_text("user_id,item_id,rating\n" + "".join(f"p{p},film {i},5\n" for p in range(20) for i in range(8)))
    few = settings.model_copy(update={"dataset": str(data), "cache": tmp_path})
    with pytest.raises(WhyRecError, match="at least 50 such people are needed"):
        run("privacy", Context(few, "quick", out=tmp_path))
