"""Plain wording of real records: always there, and always read as true."""

from __future__ import annotations

import pytest

from eval.records import sample
from recsys.engine import Engine
from recsys.explain.language import VOICES
from recsys.explain.wording import plain
from recsys.settings import Settings


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Engine:
    return Engine.open(settings, chat=False, warm=False)


def test_whatever_the_record_there_are_plain_words_in_every_voice(engine: Engine) -> None:
    for one in sample(engine, "test", 30, seed=11):
        for voice in VOICES:
            for seed in range(2):
                assert plain(one.record, one.task, seed, voice), (one.task, voice, seed)


def test_three_films_that_share_the_genres_of_the_pick_may_be_called_them(engine: Engine) -> None:
    """ "Take these three away and it drops. It is an action film, like them." """
    by_title = {item.title: item.id for item in engine.catalog.items}
    profile = engine.profile("647").without([by_title["Speed"]])
    evidence = engine.evidence(profile, by_title["Indiana Jones and the Last Crusade"])
    texts = [" ".join(s.text for s in plain(evidence, "short", seed)) for seed in range(20)]
    assert any("like them" in text.lower() or " three" in text for text in texts)
