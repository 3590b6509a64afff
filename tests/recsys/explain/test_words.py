"""Plain wording, recogniser and decoding grammar come from one schema and agree on any evidence."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recsys.explain import claims, kinds  # noqa: F401
from recsys.explain.grammar import lark
from recsys.explain.language import VOICES, Voice
from recsys.explain.patterns import Lit, narrowed
from recsys.explain.plan import plan
from recsys.explain.templates import bind, parse, slots
from recsys.explain.verify import Checker, check
from recsys.explain.wording import plain
from recsys.llm.grammar import checked
from recsys.schema import Evidence
from tests.recsys.explain.strategies import evidences, remake, space, spread

slow_to_draw = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
tasks = st.sampled_from(("line", "short", "full", "why_not"))


def said(evidence: Evidence, task: str = "short", seed: int = 0) -> str:
    return " ".join(s.text for s in plain(evidence, task, seed))  # type: ignore[arg-type]


@slow_to_draw
@given(evidences(), tasks, st.integers(0, 1000))
def test_any_evidence_has_plain_words_and_every_one_of_them_is_accepted(
    evidence: Evidence, task: str, seed: int
) -> None:
    sentences = plain(evidence, task, seed)  # type: ignore[arg-type]
    assert sentences
    assert all(s.claims and all(c.supported for c in s.claims) for s in sentences)
    assert check(" ".join(s.text for s in sentences), evidence)


@slow_to_draw
@given(evidences(), tasks, st.integers(0, 1000))
def test_the_grammar_is_valid_for_any_titles_and_covers_what_plain_wording_says(
    evidence: Evidence, task: str, seed: int
) -> None:
    nodes = plan(evidence, task).sentences()  # type: ignore[arg-type]
    checked(lark(nodes))
    for node in nodes:
        assert re.fullmatch(node.regex(), node.sample(random.Random(seed)))


@slow_to_draw
@given(evidences(), tasks, st.sampled_from(VOICES), st.integers(0, 1000))
def test_whatever_the_models_grammar_allows_is_read_as_the_planned_claims_in_every_voice(
    evidence: Evidence, task: str, voice: Voice, seed: int
) -> None:
    made = plan(evidence, task, voice)  # type: ignore[arg-type]
    rng = random.Random(seed)
    text = " ".join(node.sample(rng) for node in made.sentences(free=True))
    read = check(text, evidence)
    assert read, (text, read)
    assert {name for step in made.steps for name, _ in step.states} <= {c.type for c in read}


@slow_to_draw
@given(evidences(), st.text(max_size=80))
def test_no_text_whatever_breaks_the_recogniser(evidence: Evidence, text: str) -> None:
    check(text, evidence)
    good = said(evidence)
    assert not check(f"{good} {text}x", evidence)


@slow_to_draw
@given(evidences(), st.data())
def test_a_character_dropped_doubled_or_swapped_is_never_a_crash(evidence: Evidence, data: st.DataObject) -> None:
    text = said(evidence, "full")
    at = data.draw(st.integers(0, len(text) - 1))
    check(text[:at] + text[at + 1 :], evidence)
    check(text[:at] + text[at] + text[at:], evidence)


@slow_to_draw
@given(evidences(), st.integers(0, 100))
def test_a_narrowed_pattern_says_less_and_nothing_new(evidence: Evidence, seed: int) -> None:
    rng = random.Random(seed)
    for node in plan(evidence, "short").sentences():
        less = narrowed(node, rng)
        assert re.fullmatch(node.regex(), less.sample(rng))


def test_a_template_with_a_slot_its_kind_cannot_fill_is_a_mistake_at_once() -> None:
    with pytest.raises(ValueError, match="no such slot"):
        claims.Kind("x", Evidence, (), lambda s: [], claims.Ways(("{it} is {nothing}",)), frozenset({"it"}))


def test_brackets_of_a_template_must_balance() -> None:
    for bad in ("a (b", "a ]", "[a", "{a"):
        with pytest.raises(ValueError, match=r"brackets|substring"):
            parse(bad)


def test_options_close_their_spaces() -> None:
    node = bind("[mostly] because {x} [too]", {"x": Lit("it")})
    assert node is not None
    assert {node.sample(random.Random(n)) for n in range(40)} == {
        "because it ",
        "mostly because it ",
        "because it too",
        "mostly because it too",
    } or "because it" in node.regex()
    assert slots("a {b} [c {d}] (e|{f})") == {"b", "d", "f"}


def test_the_short_reason_names_its_films_tells_the_fall_and_is_short() -> None:
    for seed in range(20):
        text = said(space(), "short", seed)
        assert all(t in text for t in ("Aliens (1986)", "Alien (1979)", "The Terminator (1984)", "31st"))
        assert 3 <= len(plain(space(), "short", seed)) <= 6


def test_plain_wording_varies_with_the_seed_and_repeats_for_the_same() -> None:
    assert len({said(space(), "short", seed) for seed in range(20)}) >= 12
    assert said(space(), "short", 3) == said(space(), "short", 3)


def test_when_no_few_films_decide_the_words_say_so_and_name_none() -> None:
    for seed in range(10):
        text = said(spread(), "short", seed)
        assert "decide" in text or "whole" in text or "together" in text
        assert "because you" not in text


def test_thin_evidence_is_called_a_guess() -> None:
    assert re.search("guess|pinch of salt", said(remake()))


def test_a_card_line_is_one_line_with_bare_titles() -> None:
    line = plain(space(), "line")
    assert len(line) == 1
    assert "Alien" in line[0].text
    assert "(1979)" not in line[0].text


def test_checking_is_quick_enough_to_stream() -> None:
    checker = Checker(space())
    assert checker.check(said(space(), "full"))
