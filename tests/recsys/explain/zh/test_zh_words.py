"""In Chinese as in English: plain wording is always accepted, and nothing but the truth is."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recsys.explain import claims, kinds  # noqa: F401  (registers the claim kinds)
from recsys.explain.language import VOICES, ZH, Voice
from recsys.explain.pick_speech import speech
from recsys.explain.plan import plan
from recsys.explain.templates import bind
from recsys.explain.verify import Checker, Refusal, check
from recsys.explain.wording import plain
from recsys.schema import Evidence, Lexicon, Part
from tests.recsys.explain.cases import CASES
from tests.recsys.explain.strategies import described, evidences, remake, space, spread

slow_to_draw = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MORE = (
    replace(space(), unmet=()),
    replace(
        space(), thin=True, likes=30, parts=(Part("popularity", "popularity", 1.0), Part("history", "x", 0.5, "x"))
    ),
    replace(spread(), parts=(Part("history", "x", 0.1, "x"), Part("popularity", "popularity", 1.0)), likes=1),
)
"""Evidence for wordings that no English one has a case for."""
tasks = st.sampled_from(("line", "short", "full", "why_not"))
LATIN = re.compile(r"《.*?》|“.*?”|[A-Z][\w.-]*(?: [A-Za-z][\w'.-]*)*")


def said(evidence: Evidence, task: str = "short", seed: int = 0, voice: Voice = "plain") -> str:
    return "".join(s.text for s in plain(evidence, task, seed, voice, ZH))  # type: ignore[arg-type]


@slow_to_draw
@given(evidences(), tasks, st.sampled_from(VOICES), st.integers(0, 1000))
def test_any_evidence_has_chinese_words_and_every_one_of_them_is_accepted(
    evidence: Evidence, task: str, voice: Voice, seed: int
) -> None:
    sentences = plain(evidence, task, seed, voice, ZH)  # type: ignore[arg-type]
    assert sentences
    assert all(s.claims and all(c.supported for c in s.claims) for s in sentences)
    text = "".join(s.text for s in sentences)
    assert check(text, evidence, ZH), text


@slow_to_draw
@given(evidences(), tasks, st.sampled_from(VOICES), st.integers(0, 1000))
def test_the_planned_claims_are_the_ones_read(evidence: Evidence, task: str, voice: Voice, seed: int) -> None:
    made = plan(evidence, task, voice, ZH)  # type: ignore[arg-type]
    rng = random.Random(seed)
    text = "".join(node.sample(rng) for node in made.sentences(free=True))
    read = check(text, evidence, ZH)
    assert not isinstance(read, Refusal), (text, read)
    assert {name for step in made.steps for name, _ in step.states} <= {c.type for c in read}


@slow_to_draw
@given(evidences(), st.text(max_size=80))
def test_no_text_whatever_breaks_the_recogniser(evidence: Evidence, text: str) -> None:
    checker = Checker(evidence, language=ZH)
    checker.check(text)
    assert not checker.check(f"{said(evidence)}{text}x")


def test_every_kind_a_plan_uses_has_chinese_words() -> None:
    silent = sorted(name for name, kind in claims.KINDS.items() if "zh" not in kind.abroad)
    used = {name for e in CASES for task in ("line", "short", "full", "why_not") for name in planned(e, task)}
    assert used.isdisjoint(silent), sorted(used.intersection(silent))


def planned(evidence: Evidence, task: str) -> set[str]:
    return {name for step in plan(evidence, task).steps for name, _ in step.states}  # type: ignore[arg-type]


@pytest.mark.parametrize("task", ["short", "full", "why_not"])
def test_what_is_planned_in_english_is_said_in_chinese_too(task: str) -> None:
    for evidence in CASES:
        chinese = {name for step in plan(evidence, task, language=ZH).steps for name, _ in step.states}  # type: ignore[arg-type]
        assert planned(evidence, task) <= chinese, said(evidence, task)


@pytest.mark.parametrize("name", [n for n, k in claims.KINDS.items() if "zh" in k.abroad and k.about is Evidence])
def test_every_written_wording_can_be_said_of_some_evidence(name: str) -> None:
    ways, _ = claims.KINDS[name].abroad["zh"]
    facts = [
        fact
        for evidence in (*CASES, *MORE)
        for them in (False, True)
        for fact in claims.facts(speech(evidence, them=them, first=False, language=ZH), (name,))
    ]
    for template in (*ways.said, *ways.warm, *ways.terse, *ways.noted):
        assert any(bind(template, fact.values) is not None for fact in facts), template


@pytest.mark.parametrize("name", [n for n, k in claims.KINDS.items() if "zh" in k.abroad and k.about is Evidence])
def test_every_reading_can_be_heard_of_some_evidence(name: str) -> None:
    ways, _ = claims.KINDS[name].abroad["zh"]
    facts = [
        fact
        for evidence in (*CASES, *MORE)
        for fact in claims.facts(speech(evidence, them=True, reading=True, language=ZH), (name,))
    ]
    for template in ways.heard:
        assert any(bind(template, fact.values) is not None for fact in facts), template


def test_the_short_reason_names_its_films_tells_the_ranks_and_is_short() -> None:
    for seed in range(6):
        text = said(space(), "short", seed)
        assert all(
            t in text for t in ("《Aliens》（1986）", "《Alien》（1979）", "《The Terminator》（1984）", "第 31 位")
        )
        assert 3 <= len(plain(space(), "short", seed, language=ZH)) <= 6


def test_no_english_word_is_left_outside_titles_and_quotes() -> None:
    for evidence in CASES[::3]:
        for task in ("line", "full", "why_not"):
            for voice in VOICES:
                left = LATIN.sub("", said(evidence, task, 1, voice).replace("Ridley Scott", ""))
                assert not re.search("[a-z]", left), said(evidence, task, 1, voice)


def test_chinese_punctuation_is_full_width() -> None:
    for evidence in (space(), remake(), spread(), described()):
        bare = re.sub("《.*?》", "", said(evidence, "full", 2))
        assert not re.search(r"[,;:!?()\"]|\.(?!\d)", bare), bare


def test_plain_wording_varies_with_the_seed_and_repeats_for_the_same() -> None:
    assert len({said(space(), "short", seed) for seed in range(20)}) >= 12
    assert said(space(), "short", 3) == said(space(), "short", 3)


def test_a_book_is_read_and_never_called_a_film() -> None:
    book = replace(space(), lexicon=Lexicon("book", "books", "star", "read"))
    for seed in range(10):
        text = said(book, "full", seed)
        assert "电影" not in text
        assert "片" not in text


def test_checking_is_quick_enough_to_stream() -> None:
    from time import perf_counter

    text = said(space(), "full")
    checker = Checker(space(), language=ZH)
    checker.check(text)
    began = perf_counter()
    for _ in range(5):
        assert checker.check(text)
    assert perf_counter() - began < 5 * 0.5
