"""What is measured of sentences notices a reason that names the wrong films, or clings to films it should let go."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import prompts
from eval import sentences
from eval.parts import Context, Kept, run
from eval.records import person_split
from eval.sentences import texts
from eval.sentences.case import TOP, Case, Named, cases
from eval.sentences.doubts import Doubts, exchange
from eval.sentences.sets import Struck, likeness
from eval.sentences.texts import PLAIN, Source, sources
from recsys.engine import Engine
from recsys.explain.verify import Checker, Refusal
from recsys.schema import Evidence
from recsys.settings import Settings


@pytest.fixture(scope="module")
def context(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Context:
    return Context(settings.model_copy(update={"encoder": "none"}), "quick", 0, tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def engine(context: Context) -> Engine:
    return context.engine


@pytest.fixture(scope="module")
def picks(context: Context) -> list[Case]:
    return cases(context, 6)


@pytest.fixture(scope="module")
def named(engine: Engine) -> Named:
    return Named(engine)


@pytest.fixture(scope="module")
def plain(context: Context) -> Source:
    return next(sources(context.settings, context.kept("none")))


def saying(words: Callable[[Case, Evidence], str]) -> Source:
    return Source("fake", lambda case, evidence: {"text": words(case, evidence), "seconds": 0.0}, True)


def test_each_pick_is_of_another_person_the_training_never_met(picks: list[Case]) -> None:
    assert len({case.profile.user_id for case in picks}) == 6
    assert {person_split(case.profile.user_id) for case in picks} == {"test"}
    assert all(case.evidence.rank is not None and case.evidence.rank <= TOP for case in picks)


# Whom a text names


def test_the_films_a_text_names_are_found_and_the_pick_is_none_of_them(
    picks: list[Case], named: Named, engine: Engine
) -> None:
    case = picks[0]
    one, two = (engine.catalog.get(i) for i in case.likes[:2])
    text = f"{case.evidence.item.name} is here because you liked {one.name} and {two.name}."
    assert named.films(text, case) == ((one.id, two.id), ())


def test_a_film_the_person_never_saw_is_told_apart(picks: list[Case], named: Named, engine: Engine) -> None:
    case = picks[0]
    strange = next(i for i in engine.catalog.items if case.profile.opinion(i.id) is None and i.id != case.item)
    assert named.films(f"You liked {strange.name}.", case) == ((), (strange.id,))


def test_plain_wording_names_films_of_the_receipt(picks: list[Case], named: Named, plain: Source) -> None:
    for case in picks:
        own, strange = named.films(plain.write(case, case.evidence)["text"], case)
        assert own
        assert set(own) <= {c.item.id for c in case.evidence.cited}
        assert not strange


# What striking does


def test_striking_nothing_changes_nothing_and_the_whole_history_leaves_nothing_of_it(
    picks: list[Case], engine: Engine
) -> None:
    case = picks[0]
    struck = Struck(engine.pipeline, case, likeness(engine.pipeline, case.item))
    nothing = struck.outcome(())
    assert (nothing["places"], nothing["DEL"], nothing["NDCG"], nothing["felt"]) == (0, 1, 1, 0)
    assert struck.outcome(tuple(o.item_id for o in case.profile.opinions))["INS"] == pytest.approx(1)


def test_striking_the_films_of_the_receipt_moves_the_pick_as_the_receipt_says(
    picks: list[Case], engine: Engine
) -> None:
    for case in picks:
        receipt = case.evidence.receipts[0]
        found = Struck(engine.pipeline, case, likeness(engine.pipeline, case.item)).outcome(receipt.without)
        assert receipt.rank_after is not None
        assert found["places"] == receipt.rank_after - receipt.rank_before


def test_sets_of_the_same_length_hold_films_of_the_history(picks: list[Case], engine: Engine) -> None:
    case = picks[1]
    struck = Struck(engine.pipeline, case, likeness(engine.pipeline, case.item))
    own = {o.item_id for o in case.profile.opinions}
    for found in (struck.similar(3), struck.exact(3), struck.greedy(3)):
        assert len(set(found)) == 3
        assert set(found) <= own


def test_of_sets_of_one_length_the_exact_one_lowers_the_score_most(picks: list[Case], engine: Engine) -> None:
    for case in picks[:3]:
        struck = Struck(engine.pipeline, case, likeness(engine.pipeline, case.item))
        found = struck.compared(struck.similar(2))
        assert found["exact"]["DEL"] <= min(one["DEL"] for one in found.values()) + 1e-3


def test_likeness_is_a_cosine(engine: Engine) -> None:
    found = likeness(engine.pipeline, engine.catalog.item(0).id)
    assert found[0] == pytest.approx(1)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6


# Doubts


def test_a_reason_from_evidence_passes_every_doubt(
    picks: list[Case], named: Named, engine: Engine, plain: Source
) -> None:
    doubts = Doubts(engine, named, plain)
    case = picks[0]
    text = plain.write(case, case.evidence)["text"]
    for found in (
        doubts.swapped(case, text, picks[1:]),
        doubts.shuffled(case, text, random.Random(0)),
        doubts.ablated(case, text),
    ):
        assert found is not None
        assert all(found.values()), found


def test_a_reason_that_is_always_the_same_is_found_out(
    picks: list[Case], named: Named, engine: Engine, plain: Source
) -> None:
    case = picks[0]
    text = plain.write(case, case.evidence)["text"]
    doubts = Doubts(engine, named, saying(lambda *_: text))
    swapped = doubts.swapped(case, text, picks[1:])
    shuffled = doubts.shuffled(case, text, random.Random(0))
    ablated = doubts.ablated(case, text)
    assert swapped is not None
    assert shuffled is not None
    assert ablated is not None
    assert not swapped["changes"]
    assert not shuffled["names the new films alone"]
    assert not shuffled["is true of the new evidence"]
    assert not ablated["does not name it"]
    assert not ablated["is true without it"]


def test_shuffled_evidence_is_about_other_films_and_can_still_be_told(picks: list[Case], engine: Engine) -> None:
    for case in picks:
        found = exchange(engine, case, random.Random(1))
        if found is None:
            continue
        evidence, new = found
        assert not new & {c.item.id for c in case.evidence.cited}
        assert {c.item.id for c in evidence.cited} == new == set(evidence.receipts[0].without)
        assert sum(p.value for p in evidence.parts) == pytest.approx(case.evidence.score)
        told = texts._plainly(case, evidence)
        assert not isinstance(Checker(evidence).check(told), Refusal)


# The texts


def test_without_a_language_model_there_is_plain_wording(settings: Settings, tmp_path: Path) -> None:
    assert [source.name for source in sources(settings, Kept(tmp_path / "kept.jsonl"))] == [PLAIN]


def test_the_unaided_model_is_told_the_likes_and_no_evidence() -> None:
    prompt = prompts.load("unaided", Path(texts.__file__).parent)
    values = {"noun": "film", "plural": "films", "item": "Alien (1979)", "liked": "Aliens (1986); Psycho (1960)"}
    said = prompt.invoke(values).to_messages()[-1].text
    assert said == "I liked these films: Aliens (1986); Psycho (1960).\nWhy was Alien (1979) recommended to me?"


@pytest.mark.slow
def test_the_part_gives_tables_and_verdicts(context: Context, engine: Engine) -> None:
    found = run("sentences", context)
    assert {row["set"] for row in found["tables"]["films named"]} == {
        "named",
        "random",
        "most similar",
        "exact",
        "greedy",
    }
    kept = {v["name"]: v["pass"] for v in found["verdicts"]}
    assert kept["sentences.plain_swap_changes"]
    assert kept["sentences.plain_shuffle_follows"]
    assert kept["sentences.plain_ablated_unclaimed"]
    texts_row = found["tables"]["texts"][0]
    assert texts_row["names a film not theirs"] == 0
    assert np.isfinite(texts_row["films named"])


def test_a_record_without_words_is_counted_and_the_others_are_measured(
    context: Context, engine: Engine, picks: list[Case], named: Named, plain: Source
) -> None:
    def failing(case: Case, evidence: Evidence) -> str:
        if case.item == picks[0].item:
            raise AssertionError("no words")
        return str(plain.write(case, evidence)["text"])

    source = Source("failing", texts._timed(failing), evidence=False)
    heard = sentences._heard(context, source, picks[:2], picks, named, sentences._Struck(context))
    assert heard.faults == ["no words"]
    assert [case.item for case in heard.of] == [picks[1].item]
    assert heard.worded.value == 0.5
