"""The writer as it is shipped: the default model with its adapter, about people and films it was not tuned on."""

from __future__ import annotations

import pytest

from eval.records import sample
from recsys.engine import Engine
from recsys.explain.verify import Checker
from recsys.explain.write import Writer
from recsys.llm import adapter, open_chat
from recsys.settings import Settings

pytestmark = pytest.mark.slow
MANY = 24


@pytest.fixture
def shipped(settings: Settings) -> Settings:
    return settings.model_copy(update={"chat_model": Settings.model_fields["chat_model"].default})


def test_the_adapter_is_shipped_with_its_card(shipped: Settings) -> None:
    assert adapter.chosen(shipped) == adapter.PACKAGED
    card = adapter.PACKAGED.with_suffix(".md").read_text("utf-8")
    assert adapter.PACKAGED.name in card


def test_what_it_writes_of_unseen_films_is_true_and_nearly_always_right_at_once(shipped: Settings) -> None:
    chat = open_chat(shipped)
    assert chat is not None
    assert chat.adapter
    writer = Writer(chat)
    at_once = 0
    for one in sample(Engine.open(shipped, chat=False, warm=False), "unseen", MANY, seed=3):
        refused: list[str] = []
        said = list(writer.write(one.record, one.task, refused=refused))
        assert said
        assert Checker(one.record).check(" ".join(s.text for s in said))
        at_once += not refused and all(s.source == "model" for s in said)
    assert at_once >= 0.85 * MANY
