"""What the development dialogues measure must not fall; `whyrec eval dialogue --dialogues FOLDER` shows it all."""

from pathlib import Path

import pytest

from eval.conversation.dialogues import Dialogues, read
from eval.conversation.intents import everything, intent_tables
from eval.conversation.linking import polarity_tables, title_tables
from recsys.data.dataset import Dataset
from recsys.dialogue.understand import Understander


@pytest.fixture
def dialogues(shared_data: Path) -> Dialogues:
    return read(shared_data)


@pytest.mark.slow
def test_titles_are_linked_in_what_people_write(
    dialogues: Dialogues, ml100k: Dataset, understander: Understander
) -> None:
    tables, f1 = title_tables(dialogues.redial, ml100k.catalog, understander.linker)
    assert f1.value is not None
    assert f1.value >= 0.90
    assert all(row["ms p99"] < 50 for row in tables["titles"])


@pytest.mark.slow
def test_likes_and_dislikes_are_told_apart_in_what_people_write(dialogues: Dialogues) -> None:
    tables, accuracy = polarity_tables(dialogues.redial)
    assert accuracy.value is not None
    assert accuracy.value >= 0.95
    assert tables["polarity"][0]["dislikes found"] >= 0.75


@pytest.mark.slow
def test_intents_are_told_apart_in_what_people_write(dialogues: Dialogues) -> None:
    _, right, _ = intent_tables(dialogues.iard, Understander(everything(dialogues)))
    assert right.value is not None
    assert right.value >= 0.85
