"""`whyrec eval ranking` as a researcher meets it: a data set of their own, peers that are missing, bad input."""

from __future__ import annotations

import csv
import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from typer.testing import CliRunner, Result

from eval import ranking
from eval.parts import Context, run
from eval.peers import UserKnn
from eval.ranking import families
from eval.ranking.bench import PIPELINE, RETRIEVER
from eval.ranking.families import PEERS, Family
from eval.ranking.measures import Judge, best
from eval.ranking.splits import LENGTHS, splits
from recsys.cli import app
from recsys.data.dataset import Dataset
from recsys.models.linear import Linear
from recsys.schema import WhyRecError
from recsys.settings import Settings

TEXTBOOK = tuple(family for family in PEERS if not family.peer)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYREC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WHYREC_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("WHYREC_CHAT_MODEL", "none")
    monkeypatch.setenv("WHYREC_ENCODER", "none")


def write(path: Path, people: int = 60, items: int = 40, times: bool = True) -> Path:
    """Two tastes of half the items each, liked most of the time, one like a minute, one person after the other."""
    rng = np.random.default_rng(7)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["user_id", "item_id", "rating", *(["timestamp"] if times else [])])
        for person in range(people):
            half = rng.permutation(np.arange(items // 2) + items // 2 * (person % 2))[:12]
            rows = [(item, 5) for item in half] + [(int(rng.integers(items)), 1)]
            for place, (item, rating) in enumerate(dict(rows).items()):
                at = [1_000_000_000 + 10_000 * person + 60 * place] if times else []
                table.writerow([f"p{person}", f"film {item}", rating, *at])
    return path


def invoke(*args: str) -> Result:
    return CliRunner().invoke(app, ["eval", "ranking", *args], catch_exceptions=False)


def measured(data: Path, out: Path, size: str = "report", **changes: Any) -> Any:
    settings = Settings(dataset=str(data))
    return run("ranking", Context(settings, size, out=out, **changes))  # type: ignore[arg-type]


def test_one_command_measures_a_data_set_of_ones_own_and_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "PEERS", [f for f in PEERS if f.source in ("textbook", "implicit")])
    data = write(tmp_path / "own.csv")
    asked = ("--dataset", str(data), "--quick", "--json", "--out", str(tmp_path / "out"))
    result = invoke(*asked)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    names = [v["name"] for v in found["verdicts"]]
    assert names == [
        *("ranking.pipeline_kept", "ranking.vs_best_peer_ndcg20", "ranking.vs_best_peer_recall20"),
        *("ranking.short_1", "ranking.short_3", "ranking.short_5"),
    ]
    assert found["verdicts"][0]["value"] == pytest.approx(1.0, abs=0.05)
    rows = {row["model"]: row for row in found["tables"]["ranking"]}
    assert {"popularity", "ease", "edlae", "edlae, tuned", "user-KNN", RETRIEVER, PIPELINE} <= rows.keys()
    for row in rows.values():
        assert 0 <= row["ndcg@20 low"] <= row["ndcg@20"] <= row["ndcg@20 high"] <= 1
    assert rows[PIPELINE]["ndcg@20"] > rows["popularity"]["ndcg@20"]
    assert {row["trials"] for row in rows.values()} == {0, 1}
    assert {"recbole", "rectools"} <= {row["missing"] for row in found["tables"]["notes"]}
    kept = (tmp_path / "out" / "ranking.jsonl").read_bytes()
    again = json.loads(invoke(*asked).stdout)
    assert (tmp_path / "out" / "ranking.jsonl").read_bytes() == kept
    assert again["tables"] == found["tables"]


def test_the_report_has_a_split_by_time_and_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "PEERS", TEXTBOOK)
    found = measured(write(tmp_path / "own.csv"), tmp_path / "out")
    filled = {name for name, rows in found["tables"].items() if rows}
    assert filled == found["tables"].keys()
    assert [row["split"] for row in found["tables"]["splits"]] == ["strong 42", "strong 43", "by time"]
    assert {row["trials"] for row in found["tables"]["settings"] if row["setting"] != "as shipped"} == {4}
    lengths = {row["likes told"] for row in found["tables"]["kept_by_the_pipeline"]}
    assert lengths == {"1", "3", "5", "10", "all"}
    best_peer = {v["name"]: v for v in found["verdicts"]}["ranking.vs_best_peer_ndcg20"]
    assert best_peer["value"] is None
    assert not best_peer["pass"]


def test_without_times_there_is_no_split_by_time_and_a_note_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "PEERS", TEXTBOOK)
    found = measured(write(tmp_path / "own.csv", times=False), tmp_path / "out")
    assert found["tables"]["by_time"] == []
    assert "by time" in {row["missing"] for row in found["tables"]["notes"]}


def test_one_model_is_measured_alone_and_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "PEERS", TEXTBOOK)
    data = str(write(tmp_path / "own.csv"))
    result = invoke("--dataset", data, "--model", "ease", "--quick", "--json", "--out", str(tmp_path / "out"))
    found = json.loads(result.stdout)
    assert {row["model"] for row in found["tables"]["ranking"]} == {
        *("ease", "ease, tuned", "user-KNN", RETRIEVER, PIPELINE)
    }
    assert found["environment"]["model"] == "ease"


def test_a_peer_that_is_missing_or_breaks_is_a_note_and_the_others_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(likes: csr_matrix, setting: dict[str, Any]) -> UserKnn:
        raise ArithmeticError("the matrix is not positive definite\nin line 3")

    def version(package: str) -> str:
        if package == "cornac":
            raise PackageNotFoundError(package)
        return "1.0"

    monkeypatch.setattr(families, "version", version)
    peers = (*TEXTBOOK, Family("EASE", "cornac", broken), Family("EASE", "lenskit", broken))
    monkeypatch.setattr(ranking, "PEERS", peers)
    found = measured(write(tmp_path / "own.csv"), tmp_path / "out", "quick")
    why = {row["missing"]: row["why"] for row in found["tables"]["notes"]}
    assert "pip install" in why["cornac"]
    assert why["lenskit EASE"] == "Could not be measured on own: the matrix is not positive definite"
    assert {"user-KNN", PIPELINE} <= {row["model"] for row in found["tables"]["ranking"]}


def test_too_few_people_and_a_wrong_model_are_one_sentence_each(tmp_path: Path) -> None:
    few = invoke("--dataset", str(write(tmp_path / "few.csv", people=20)), "--json")
    wrong = invoke("--dataset", str(tmp_path / "few.csv"), "--model", "svd", "--json")
    for result, word in ((few, "at least 25 such people are needed"), (wrong, "edlae")):
        assert result.exit_code == 1
        assert result.stdout == ""
        assert word in result.stderr
        assert result.stderr.strip().count("\n") == 0


def test_too_few_items_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="at least 25 such items are needed"):
        measured(write(tmp_path / "own.csv", items=24), tmp_path / "out", "quick")


def test_the_shipped_model_finds_what_it_was_measured_to_find(ml100k: Dataset) -> None:
    """One draw of the table, wide enough for rounding only: a change of the model or of its settings shows here."""
    split = next(splits(ml100k, [42], by_time=False))
    test, judge = split.test, Judge(split.test, ml100k.catalog)
    found, peer = (
        [np.mean(judge.accuracy(best(model.score_many(test.first(n)), test))["ndcg@20"]) for n in LENGTHS]
        for model in (Linear().fit(test.train), UserKnn(100).fit(test.train))
    )
    assert [found[n] for n in (0, 1, 2, 4)] == pytest.approx([0.2150, 0.2576, 0.2803, 0.3731], abs=0.001)
    assert all(ours > theirs for ours, theirs in zip(found[1:], peer[1:], strict=True))


@pytest.mark.slow
def test_another_data_set_is_measured_by_the_same_command(shared_data: Path, tmp_path: Path) -> None:
    result = invoke("--dataset", str(shared_data / "ml-latest-small"), "--quick", "--json", "--out", str(tmp_path))
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["environment"]["dataset"] == "ml-latest-small"
    assert {v["name"]: v["pass"] for v in found["verdicts"]}["ranking.pipeline_kept"]
