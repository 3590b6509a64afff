"""The framework of the evaluation: verdicts, intervals, finished work that is kept, one document."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from eval.parts import PARTS, Context, Estimate, Kept, bootstrap, hashed, proportion, run, verdict
from recsys.schema import Item, WhyRecError
from recsys.settings import Settings


def test_a_verdict_passes_at_its_target_and_fails_beyond_it() -> None:
    assert verdict("a.b", Estimate(0.99), 0.99)["pass"]
    assert not verdict("a.b", Estimate(0.98), 0.99)["pass"]
    assert verdict("a.b", Estimate(0.01), 0.01, "≤")["pass"]
    assert not verdict("a.b", Estimate(0.02), 0.01, "≤")["pass"]
    assert not verdict("a.b", Estimate(0.999), 1, "=")["pass"]


def test_a_promise_that_was_not_measured_is_not_kept() -> None:
    assert not verdict("a.b", Estimate(None), 0.0)["pass"]
    assert not verdict("a.b", Estimate(None), 1.0, "≤")["pass"]


def test_a_verdict_says_name_value_interval_target_and_pass_and_nothing_else() -> None:
    one = verdict("claims.detection", proportion(99, 100), 0.995)
    assert list(one) == ["name", "value", "low", "high", "target", "pass"]
    assert one["target"] == "≥ 0.995"
    assert one["low"] is not None
    assert one["high"] is not None
    assert one["low"] < 0.99 < one["high"]


def test_the_interval_of_a_share_stays_within_0_and_1_and_narrows() -> None:
    few, many = proportion(10, 10), proportion(1000, 1000)
    assert few.high == many.high == 1
    assert few.low is not None
    assert many.low is not None
    assert 0 < few.low < many.low < 1
    assert proportion(0, 0) == Estimate(None)


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_the_bootstrap_interval_holds_the_statistic_and_repeats(method: str) -> None:
    values = np.random.default_rng(1).normal(5, 1, 200).tolist()
    found = bootstrap(values, np.median, seed=3, method=method)  # type: ignore[arg-type]
    assert found == bootstrap(values, np.median, seed=3, method=method)  # type: ignore[arg-type]
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 4.7 < found.low < found.value < found.high < 5.3


def test_the_bootstrap_needs_no_spread() -> None:
    assert bootstrap([2.0, 2.0]) == Estimate(2.0, 2.0, 2.0)
    assert bootstrap([]) == Estimate(None)


def test_finished_work_is_not_done_again(tmp_path: Path) -> None:
    done: list[int] = []

    def work(n: int) -> dict[str, int]:
        done.append(n)
        return {"n": n}

    for _ in range(2):
        kept = Kept(tmp_path / "units.jsonl")  # as a second run would open it
        assert [kept.once({"n": n}, lambda n=n: work(n)) for n in range(3)] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert done == [0, 1, 2]


def test_work_that_depends_on_something_else_is_done_anew(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "units.jsonl")
    assert kept.once({"seed": 1}, lambda: "one") == "one"
    assert kept.once({"seed": 2}, lambda: "two") == "two"


def test_a_line_cut_off_by_a_stop_is_made_again_and_harms_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    kept = Kept(path)
    kept.once("a", lambda: 1)
    kept.once("b", lambda: 2)
    path.write_text(path.read_text()[:-5])
    again = Kept(path)
    assert again.once("a", lambda: 10) == 1
    assert again.once("b", lambda: 20) == 20
    last = Kept(path)
    assert (last.once("a", lambda: 0), last.once("b", lambda: 0)) == (1, 20)


def test_records_hash_by_their_content() -> None:
    assert hashed(Item("1", "Alien", 1979)) == hashed(Item("1", "Alien", 1979))
    assert hashed(Item("1", "Alien", 1979)) != hashed(Item("1", "Alien", 1980))


def test_an_unknown_part_is_one_sentence_that_names_the_parts() -> None:
    with pytest.raises(WhyRecError) as told:
        run("clams", Context())
    message = str(told.value)
    assert message.count("\n") == 0
    assert message.endswith(".")
    assert '"clams"' in message
    assert all(name in message for name in PARTS)


def test_a_document_has_its_four_fields_and_can_be_written_as_json(settings: Settings, tmp_path: Path) -> None:
    context = Context(settings, size="quick", seed=7, out=tmp_path / "new")
    found = context.document("claims", {"rows": [{"a": 1}]}, [verdict("a.b", Estimate(1.0), 1.0)])
    assert list(found) == ["part", "environment", "tables", "verdicts"]
    environment = json.loads(json.dumps(found, allow_nan=False))["environment"]
    assert environment["seed"] == 7
    assert environment["dataset"] == "ml-100k"
    assert re.fullmatch(r"[0-9a-f]{64}", environment["fingerprint"])
    assert environment["packages"]["numpy"]
    assert environment["cpu"]
    assert environment["cores"] >= 1


def test_a_folder_that_cannot_be_made_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WhyRecError, match="name another --out"):
        _ = Context(settings, out=tmp_path / "file" / "under").folder
