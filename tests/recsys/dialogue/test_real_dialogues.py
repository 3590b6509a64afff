"""What the development dialogues measure must not fall; `python -m eval.understanding` prints it all."""

from pathlib import Path

import pytest

from eval import understanding
from recsys.data.dataset import Dataset
from recsys.dialogue.understand import Understander


@pytest.mark.slow
def test_titles_are_linked_in_what_people_write(shared_data: Path, ml100k: Dataset, understander: Understander) -> None:
    redial = shared_data / "redial" / "dialogues.jsonl"
    measured = understanding.titles(redial, ml100k.catalog, understander.linker, "plain")
    assert measured["f1"] >= 0.90
    assert measured["ms p99"] < 50


@pytest.mark.slow
def test_likes_and_dislikes_are_told_apart_in_what_people_write(shared_data: Path) -> None:
    measured = understanding.polarity(shared_data / "redial" / "dialogues.jsonl")
    assert measured["accuracy"] >= 0.95
    assert measured["dislikes found"] >= 0.75


@pytest.mark.slow
def test_intents_are_told_apart_in_what_people_write(shared_data: Path) -> None:
    iard = shared_data / "iard" / "formatted_IARD_annotated_partially.json"
    measured = understanding.intents(iard, shared_data / "redial" / "dialogues.jsonl", None)[0]
    assert measured["right"] >= 0.83
