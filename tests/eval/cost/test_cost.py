"""Cost: what a call took is told, growth is a power, and a part of the real program is measured."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from eval.cost import growth
from eval.cost.meter import energy_note, memory_mb, spend
from eval.parts import Context, run
from recsys import models
from recsys.settings import Settings


def test_a_call_is_told_with_its_seconds_and_its_own_peak() -> None:
    _, large = spend(lambda: np.ones(60_000_000).sum())
    made, small = spend(lambda: time.sleep(0.05) or 7)
    assert made == 7
    assert small.seconds >= 0.05
    assert small.cpu < small.seconds
    assert large.peak_mb is not None
    assert small.peak_mb is not None
    assert large.peak_mb - small.peak_mb > 400


def test_joules_are_the_difference_of_the_meters_of_whole_packages(tmp_path: Path) -> None:
    meters = {"intel-rapl:0": 1_000_000, "intel-rapl:1": 2_000_000, "intel-rapl:0:0": 500_000}
    for name, value in meters.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "energy_uj").write_text(f"{value}\n")

    def work() -> None:
        for name in meters:
            (tmp_path / name / "energy_uj").write_text("4000000")

    assert spend(work, tmp_path)[1].joules == 5.0
    assert energy_note(tmp_path) is None
    assert spend(lambda: None, tmp_path / "none")[1].joules is None
    assert "no joules" in (energy_note(tmp_path / "none") or "")


def test_a_meter_that_has_wrapped_around_says_nothing(tmp_path: Path) -> None:
    meter = tmp_path / "intel-rapl:0" / "energy_uj"
    meter.parent.mkdir()
    meter.write_text("9000000")
    assert spend(lambda: meter.write_text("5"), tmp_path)[1].joules is None


def test_memory_of_a_process_that_is_not_there_is_none() -> None:
    assert memory_mb(pid=2**22 + 1) is None


def test_made_up_likes_are_as_asked_for() -> None:
    likes = growth.made_up(items=1000, people=2000, median=20)
    counts = np.diff(likes.indptr)
    assert likes.shape == (2000, 1000)
    assert set(likes.data) == {1.0}
    assert 15 <= np.median(counts) <= 20
    assert likes[:, :10].sum() > 5 * likes[:, -10:].sum()
    assert (growth.made_up(1000, 2000, 20) != likes).nnz == 0


def test_the_power_of_growth_is_found() -> None:
    rows = [{"grows": "items", "items": n, "cost": 2e-9 * n**3} for n in (500, 1000, 2000)]
    assert growth.exponent(rows, "items", "cost") == pytest.approx(3)
    assert growth.exponent(rows[:1], "items", "cost") is None
    assert growth.exponent(rows, "people", "cost") is None


def test_the_pipeline_over_made_up_items_ranks_unseen_items() -> None:
    likes = growth.made_up(300, 500)
    pipeline = growth.served(models.create("edlae").fit(likes), likes)
    rows = list(growth.by_history(pipeline, likes, 0))
    assert [row["likes told"] for row in rows] == [1, 10, 100]
    assert all(row["list CPU ms"] > 0 and row["receipts CPU ms"] > 0 for row in rows)


@pytest.mark.slow
def test_one_command_measures_stages_page_and_growth(settings: Settings, tmp_path: Path) -> None:
    found = run("cost", Context(settings.model_copy(update={"encoder": "none"}), "report", out=tmp_path))
    stages = {row["stage"] for row in found["tables"]["for_each_person"]}
    assert {"fold-in", "retrieval", "ranking", "list of ten", "receipts of the list"} <= stages
    assert found["tables"]["page"][0]["memory MB"] > 100
    assert {"cost.list_ms", "cost.page_s", "cost.memory_mb"} <= {one["name"] for one in found["verdicts"]}


def test_a_quick_run_measures_stages_and_growth_and_keeps_the_points(settings: Settings, tmp_path: Path) -> None:
    small = settings.model_copy(update={"encoder": "none"})
    found = run("cost", Context(small, "quick", out=tmp_path))
    assert {row["stage"] for row in found["tables"]["once"]} >= {"fit", "item vectors", "index", "forget a person"}
    told = {one["name"] for one in found["verdicts"]}
    assert {"cost.list_ms", "cost.what_if_ms", "cost.fit_growth_items", "cost.list_growth_people"} <= told
    assert {"joules", "page"} >= {row["about"] for row in found["tables"]["notes"]} - {"first sentence"} - {
        "list of ten, words never seen"
    }
    assert len((tmp_path / "cost-growth.jsonl").read_text().splitlines()) == len(growth.QUICK)
