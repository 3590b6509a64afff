"""The engine as the page and the command line use it, on real MovieLens 100K."""

from __future__ import annotations

import os
import sqlite3
import timeit
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from recsys import models
from recsys.data.dataset import Dataset, identity
from recsys.engine import Engine
from recsys.explain.records import change, introduction
from recsys.explain.write import Writer
from recsys.schema import Opinion, Reply, Request, WhyRecError, joined
from recsys.settings import Settings
from tests.recsys.explain.test_write import scripted


def own_settings(folder: Path, shared: Settings, **more: object) -> Settings:
    """A cache of the test's own that borrows downloads and embeddings, so that fitted models can be changed freely."""
    cache = folder / "cache"
    cache.mkdir()
    for name in ("assets", "parsed", "embeddings"):
        (shared.cache / name).mkdir(exist_ok=True)
        (cache / name).symlink_to(shared.cache / name)
    return Settings(cache=cache, home=folder / "home", database_url="", **{"chat_model": "none", **more})


@pytest.fixture(scope="module")
def shared_engine(settings: Settings, ml100k: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine.open(own_settings(tmp_path_factory.mktemp("engine"), settings))


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


def answer(replies: Iterator[Reply]) -> Reply:
    *_, last = replies
    assert last.done
    return last


class TestPeople:
    def test_a_person_of_the_data_set_is_found_by_what_is_known_of_them(self, engine: Engine) -> None:
        assert ("42", "Persona 42: administrator, 183 ratings") in engine.personas("42 administrator")

    def test_an_unknown_person_is_told_which_ids_there_are(self, engine: Engine) -> None:
        with pytest.raises(WhyRecError, match=r'no person "nobody" in ml-100k: use an id of the data set'):
            engine.profile("nobody")

    def test_looking_through_a_persons_eyes_writes_nothing(self, engine: Engine) -> None:
        engine.recommend(engine.profile("5"))
        assert engine.store.person("5") is None

    def test_a_personas_first_edit_keeps_all_they_had(self, engine: Engine) -> None:
        before = engine.profile("6")
        after = engine.set_opinion("6", Opinion("267" if "267" in engine.catalog else "1682", "liked", 5.0))
        assert {o.item_id for o in before.opinions} < {o.item_id for o in after.opinions}

    def test_a_rating_changes_the_next_list_and_undo_brings_it_back(self, engine: Engine) -> None:
        me = engine.new_person("Ada")
        first = engine.recommend(me)
        pick = first.items[0].item.id
        second = engine.recommend(engine.set_opinion(me.user_id, Opinion(pick, "liked", 5.0)))
        assert pick not in second.order
        assert [r.item.id for r in second.items] != [r.item.id for r in first.items[1:]]
        engine.undo(me.user_id)
        assert engine.recommend(engine.profile(me.user_id)).order == first.order

    @pytest.mark.parametrize("stars", [0.0, 11.0, -1.0])
    def test_a_rating_off_the_scale_is_refused_with_the_scale(self, engine: Engine, stars: float) -> None:
        me = engine.new_person()
        with pytest.raises(WhyRecError, match="give 1 to 5 stars"):
            engine.set_opinion(me.user_id, Opinion("50", "liked", stars))
        assert engine.profile(me.user_id).opinions == ()

    def test_the_export_names_every_title(self, engine: Engine) -> None:
        me = engine.new_person("Ada")
        engine.set_opinion(me.user_id, Opinion("50", "liked", 5.0))
        told = engine.export(me.user_id)
        assert told["opinions"][0]["title"] == "Star Wars (1977)"
        assert told["name"] == "Ada"


class TestRecommending:
    def test_what_was_rated_never_comes_back(self, engine: Engine) -> None:
        for user in ("1", "13", "405"):
            profile = engine.profile(user)
            assert not set(engine.recommend(profile).order) & profile.excluded

    def test_every_shown_score_is_the_sum_of_its_parts(self, engine: Engine) -> None:
        for shown in engine.recommend(engine.profile("42")).items:
            assert sum(p.value for p in shown.parts) == pytest.approx(shown.score, abs=1e-6)

    def test_an_impossible_length_is_refused(self, engine: Engine) -> None:
        with pytest.raises(WhyRecError, match="ask for 1 to 200"):
            engine.recommend(engine.profile("42"), k=0)

    def test_what_if_agrees_with_every_receipt(self, engine: Engine) -> None:
        profile = engine.profile("42")
        for shown in engine.recommend(profile).items:
            for receipt in engine.evidence(profile, shown.item.id).receipts:
                answer = engine.what_if(profile, receipt.without)
                assert answer.before.rank(shown.item.id) == receipt.rank_before
                assert answer.after.rank(shown.item.id) == receipt.rank_after

    def test_striking_a_film_nobody_rated_says_so(self, engine: Engine) -> None:
        unrated = engine.recommend(engine.profile("42")).items[0].item
        with pytest.raises(WhyRecError, match="nothing to strike"):
            engine.what_if(engine.profile("42"), [unrated.id])

    def test_a_struck_film_is_still_seen(self, engine: Engine) -> None:
        profile = engine.profile("42")
        struck = [o.item_id for o in profile.liked[:3]]
        assert not set(engine.what_if(profile, struck).after.order) & set(struck)

    def test_swapping_histories_changes_the_reason(self, engine: Engine) -> None:
        one, other = engine.profile("1"), engine.profile("13")
        both = [i for i in engine.recommend(one).order[:60] if i in engine.recommend(other).order[:60]]
        assert both
        cited = [{c.item.id for c in engine.evidence(p, both[0]).cited} for p in (one, other)]
        assert cited[0] != cited[1]
        assert cited[0] <= {o.item_id for o in one.opinions}
        assert cited[1] <= {o.item_id for o in other.opinions}

    def test_every_card_has_a_line(self, engine: Engine) -> None:
        profile = engine.profile("42")
        ranking = engine.recommend(profile)
        lines = engine.line(profile, ranking)
        assert list(lines) == [r.item.id for r in ranking.items]
        assert all(line.endswith(".") for line in lines.values())

    def test_without_a_language_model_every_reason_is_still_worded_and_checked(self, engine: Engine) -> None:
        profile = engine.profile("42")
        *_, last = engine.explain(profile, engine.recommend(profile).items[0].item.id)
        assert last.sentences
        assert all(s.source == "plain" and s.claims and all(c.supported for c in s.claims) for s in last.sentences)


class TestTelling:
    def test_the_model_words_comparisons_and_tastes_and_nobody_waits_for_it_above_a_list(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        profile = engine.profile("42")
        shown = engine.recommend(profile)
        about = engine.dataset
        whole = introduction(shown, Request(), len(profile.liked), about.lexicon, about.scale)
        struck = change(engine.what_if(profile, [profile.liked[0].item_id]), about.lexicon, about.scale)
        pair = engine.compare(profile, shown.items[0].item.id, shown.items[1].item.id)
        taste = engine.taste(profile)
        written = joined(s.text for s in (*engine.tell(pair, "compare"), *engine.tell(taste, "taste")))
        monkeypatch.setattr(engine, "_writer", Writer(scripted(*[written] * 4)))
        for record, task, source in (
            (whole, "intro", "plain"),
            (struck, "what_if", "plain"),
            (pair, "compare", "model"),
            (taste, "taste", "model"),
        ):
            said = list(engine.tell(record, task))  # type: ignore[arg-type]
            assert said
            assert {s.source for s in said} == {source}, task
            assert all(s.claims and all(c.supported for c in s.claims) for s in said)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_there_are_words_for_every_record_in_every_language(self, engine: Engine, language: str) -> None:
        profile = engine.profile("42")
        first, second = engine.recommend(profile, k=2).items
        assert list(engine.tell(engine.compare(profile, first.item.id, second.item.id), "compare", language=language))
        assert list(engine.tell(engine.taste(profile), "taste", language=language))

    def test_a_person_is_told_things_in_the_voice_they_chose(self, engine: Engine) -> None:
        person = engine.new_person().user_id
        assert engine.voice(person) == "plain"
        engine.set_voice(person, "warm")
        assert engine.voice(person) == "warm"
        with pytest.raises(WhyRecError, match="plain, warm or terse"):
            engine.set_voice(person, "loud")
        with pytest.raises(WhyRecError, match="no person"):
            engine.set_voice("nobody", "warm")

    def test_the_words_above_a_list_cost_next_to_nothing(self, engine: Engine) -> None:
        profile = engine.profile("42")
        shown = engine.recommend(profile)
        whole = introduction(shown, Request(), len(profile.liked), engine.dataset.lexicon, engine.dataset.scale)
        list(engine.tell(whole, "intro"))
        took = min(timeit.repeat(lambda: list(engine.tell(whole, "intro")), number=1, repeat=7))
        assert took < 0.05


class TestForgetting:
    def test_forgetting_a_person_equals_never_having_learned_from_them(
        self, settings: Settings, ml100k: Dataset, tmp_path: Path
    ) -> None:
        mine = own_settings(tmp_path, settings)
        engine = Engine.open(mine)
        known = engine.workspace.folder
        engine.set_opinion("42", Opinion("50", "disliked", 1.0))
        assert "had it never learned from you" in engine.forget("42")
        without = ml100k.interactions.without_users(["42"])
        refit = models.create(mine.model).fit(without.signals(ml100k.scale))
        history = engine.pipeline.history(engine.profile("7"))
        expected = refit.score(history)
        assert np.abs(engine.workspace.model.score(history) - expected).max() < 1e-6 * np.abs(expected).max()
        assert not known.exists()
        with pytest.raises(WhyRecError, match="no person"):
            engine.profile("42")
        again = Engine.open(mine)
        assert "42" not in again.dataset.interactions
        assert again.workspace.folder == engine.workspace.folder

    def test_a_new_person_leaves_no_trace(self, engine: Engine) -> None:
        me = engine.new_person("Ada").user_id
        answer(engine.chat(me, "I loved Alien", "talk-1"))
        engine.forget(me)
        with pytest.raises(WhyRecError):
            engine.profile(me)
        assert engine.store.messages("talk-1") == []

    def test_somebody_unknown_cannot_be_forgotten(self, engine: Engine) -> None:
        with pytest.raises(WhyRecError, match="no person"):
            engine.forget("nobody")


class TestFaults:
    def test_a_missing_language_model_is_said_and_plain_words_take_over(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        engine = Engine.open(own_settings(tmp_path, settings, chat_model=str(tmp_path / "gone.gguf")))
        while engine.chat_status == "loading":
            pass
        assert engine.chat_status.startswith("none: There is no chat model at")
        profile = engine.profile("42")
        *_, last = engine.explain(profile, engine.recommend(profile).items[0].item.id)
        assert last.text

    def test_a_damaged_fitted_model_is_fitted_again(self, settings: Settings, tmp_path: Path) -> None:
        mine = own_settings(tmp_path, settings)
        first = Engine.open(mine)
        (first.workspace.folder / "arrays.npz").write_bytes(b"half")
        again = Engine.open(mine)
        assert again.recommend(again.profile("42")).order == first.recommend(first.profile("42")).order

    def test_when_the_exchange_cannot_be_saved_the_answer_still_comes(self, settings: Settings, tmp_path: Path) -> None:
        mine = own_settings(tmp_path, settings)
        engine = Engine.open(mine)
        engine.store.database.wait = 0.2
        locked = sqlite3.connect(mine.home / "whyrec.db", isolation_level=None)
        locked.execute("BEGIN EXCLUSIVE")
        try:
            reply = answer(engine.chat("42", "Recommend something", "talk-2"))
        finally:
            locked.rollback()
            locked.close()
        assert "could not be saved" in reply.text
        assert reply.ranking is not None
        assert reply.ranking.items

    @pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
    def test_a_cache_that_cannot_be_written_is_one_sentence(self, settings: Settings, tmp_path: Path) -> None:
        mine = own_settings(tmp_path, settings)
        mine.cache.chmod(0o500)
        with pytest.raises(WhyRecError):
            Engine.open(mine)


class TestMemory:
    def test_what_the_data_set_no_longer_has_is_not_spoken_of(self, engine: Engine) -> None:
        me = engine.new_person().user_id
        engine.store.set_opinion(me, Opinion("gone-from-the-catalogue", "liked", 5.0))
        assert engine.profile(me).opinions == ()
        assert answer(engine.chat(me, "what do you know about me?", "talk-gone")).text

    def test_being_erased_in_the_chat_leaves_no_word_of_it(self, engine: Engine) -> None:
        me = engine.new_person().user_id
        answer(engine.chat(me, "I loved Alien", "talk-end"))
        answer(engine.chat(me, "forget me", "talk-end"))
        assert "erased" in answer(engine.chat(me, "Yes, forget me", "talk-end")).text
        assert engine.store.person(me) is None
        assert engine.store.messages("talk-end") == []

    def test_one_data_set_is_one_memory_however_its_path_is_spelt(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "mine").mkdir()
        monkeypatch.chdir(tmp_path)
        assert identity("mine", settings) == identity(str(tmp_path / "mine"), settings)


class TestChinese:
    def test_reasons_and_card_lines_are_given_in_chinese(self, engine: Engine) -> None:
        profile = engine.profile("53")
        ranking = engine.recommend(profile)
        *_, why = engine.explain(profile, ranking.items[0].item.id, language="zh")
        assert why.text.endswith("。")
        assert "。 " not in why.text
        assert f"《{ranking.items[0].item.title}》" in why.text
        assert all(line.endswith("。") for line in engine.line(profile, ranking, language="zh").values())

    def test_a_pressed_why_answers_in_the_language_of_the_page(self, engine: Engine) -> None:
        shown = engine.show("53", "zh-talk")
        assert "。" in answer(engine.press("53", "why", shown.items[0].item.id, "zh-talk", "zh")).text
        assert "。" not in answer(engine.press("53", "why", shown.items[0].item.id, "zh-talk")).text

    def test_a_language_nobody_taught_is_refused_in_one_sentence(self, engine: Engine) -> None:
        profile = engine.profile("53")
        with pytest.raises(WhyRecError, match="en or zh"):
            engine.line(profile, engine.recommend(profile), language="xx")
