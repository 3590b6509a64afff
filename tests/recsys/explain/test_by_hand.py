"""Sentences about real evidence, written by hand before the wordings were read: false ones, and free paraphrases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recsys.explain.evidence import from_json
from recsys.explain.verify import Checker

CASES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("by_hand.json").read_text("utf-8"))
UNDERSTOOD = 0.62
"""Share of the true paraphrases that is understood; the others are refused, which is safe."""


@pytest.fixture(scope="module")
def checkers() -> dict[str, Checker]:
    return {name: Checker(from_json(case["evidence"])) for name, case in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_no_false_sentence_is_accepted(name: str, checkers: dict[str, Checker]) -> None:
    assert [text for text in CASES[name]["false"] if checkers[name].check(text)] == []


def test_most_free_paraphrases_of_the_truth_are_understood(checkers: dict[str, Checker]) -> None:
    heard = [bool(checkers[name].check(text)) for name, case in CASES.items() for text in case["true"]]
    assert sum(heard) >= UNDERSTOOD * len(heard)
