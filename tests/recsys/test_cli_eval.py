"""`whyrec eval`: one document on the standard output, the verdicts for reading, one sentence for a mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from eval.parts import Context, Document, Estimate, verdict
from recsys.cli import app
from recsys.cli_eval import view
from recsys.settings import Settings


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYREC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WHYREC_CHAT_MODEL", "none")
    monkeypatch.setenv("WHYREC_ENCODER", "none")


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["eval", *args], catch_exceptions=False)


def test_an_unknown_part_is_one_sentence_naming_the_parts_and_no_document() -> None:
    result = run("clams", "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip().count("\n") == 0
    assert '"clams"' in result.stderr
    assert "claims" in result.stderr


def test_the_claims_are_measured_on_a_small_sample_and_told_in_exactly_one_document(tmp_path: Path) -> None:
    result = run("claims", "--quick", "--seed", "5", "--out", str(tmp_path), "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    assert list(found) == ["part", "environment", "tables", "verdicts"]
    assert found["part"] == "claims"
    assert found["environment"]["seed"] == 5
    names = [v["name"] for v in found["verdicts"]]
    assert names[:3] == ["claims.detection", "claims.detection_worst_kind", "claims.detection_late"]
    tried = {row["kind"]: row["tried"] for row in found["tables"]["detection"]}
    assert {"swapped_titles", "rating", "negation", "joined", "look_alike", "pronoun"} <= tried.keys()
    assert sum(tried.values()) > 100
    heard = {row["source"]: row["sentences"] for row in found["tables"]["true_sentences"]}
    assert heard["grammar"] > 20
    assert heard["reading"] > 20


def test_for_reading_there_are_tables_and_a_mark_for_every_verdict(settings: Settings) -> None:
    rows = [{"kind": "rating [half]", "tried": 3, "detected": 0.5}, {"kind": "year", "tried": 2, "detected": None}]
    kept = [verdict("a.kept", Estimate(0.99, 0.98, 1.0), 0.9), verdict("a.broken", Estimate(0.5), 0.9)]
    found: Document = Context(settings).document("a", {"detection": rows, "nothing": []}, kept)
    console = Console(width=100, record=True, file=None, force_terminal=False)
    with console.capture() as shown:
        console.print(view(found))
    text = shown.get()
    assert "rating [half]" in text
    assert "nothing" not in text
    assert "✓ a.kept 0.99 [0.98, 1]  ≥ 0.9" in text
    assert "✗ a.broken 0.5  ≥ 0.9" in text


def test_a_figure_and_its_interval_are_one_cell(settings: Settings) -> None:
    rows = [{"model": "a", "ndcg": 0.35, "ndcg low": 0.33, "ndcg high": 0.37}, {"model": "b", "ndcg": None}]
    console = Console(width=100, force_terminal=False)
    with console.capture() as shown:
        console.print(view(Context(settings).document("a", {"accuracy": rows}, [])))
    assert "0.35 [0.33, 0.37]" in shown.get()
    assert "low" not in shown.get()


def test_the_command_line_starts_without_the_evaluation() -> None:
    code = (
        "import sys, recsys.cli; print(sorted(m for m in sys.modules if m.split('.')[0] in ('eval', 'torch', 'scipy')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
