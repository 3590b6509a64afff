"""The study as raters and the researcher meet it: the page's own forms, filled in, and the tables made of them."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from eval.parts import Context
from eval.sentences.texts import PLAIN
from eval.study import file_of, measure
from eval.study.answers import AIMS, QUESTIONS, Answers
from eval.study.page import Study, create, study_of
from eval.study.pairs import RIVAL, Pair
from recsys.schema import Lexicon, WhyRecError
from recsys.settings import Settings

Judge = Callable[[str, Pair, int], int]
"""Of the question as the page asks it, the pair and the side the first text stands on (1 is the left)."""

PAIRS = [
    Pair(f"Film {n}", ("Drama",), ("Alien (1979)",), 3, ("ours", RIVAL), (f"ours <{n}>", f"theirs {n}"), id=f"p{n}")
    for n in range(8)
]


@pytest.fixture
def context(settings: Settings, tmp_path: Path) -> Context:
    return Context(settings, "quick", out=tmp_path)


@pytest.fixture
def study(context: Context) -> Study:
    return Study(PAIRS, Answers(file_of(context)), Lexicon())


@pytest.fixture
def page(study: Study) -> TestClient:
    return TestClient(create(study), base_url="http://127.0.0.1")


def start(page: TestClient) -> str:
    """A new rater's address."""
    assert "Start" in page.get("/").text
    place = page.post("/start", follow_redirects=False).headers["location"]
    return str(place)


def rate(page: TestClient, study: Study, judge: Judge, address: str = "", stop: int = 99) -> str:
    """A rater goes through the forms as the page shows them."""
    address = address or start(page)
    for _ in range(stop):
        shown = page.get(address)
        if "Thank you" in shown.text:
            break
        pair = next(p for p in study.pairs if f"You are recommended {p.item}<" in shown.text)
        left = 1 if shown.text.index(pair.texts[0].replace("<", "&lt;")[:8]) < shown.text.index(pair.texts[1]) else 2
        names = dict.fromkeys(re.findall(r'name="([^"]+)" value', shown.text))
        assert set(names) == set(QUESTIONS)
        answered = page.post(str(shown.url), data={name: str(judge(name, pair, left)) for name in names})
        assert answered.status_code == 200
    return address


def ours(high: int = 5, low: int = 2) -> Judge:
    """Always finds our text better, on whatever side it stands."""
    return lambda question, pair, left: (
        left if question == "preferred" else high if question.endswith(str(left)) else low
    )


def chance(seed: int) -> Judge:
    rng = random.Random(seed)
    return lambda question, pair, left: rng.choice(list(QUESTIONS[question]))


def test_raters_who_prefer_ours_on_whatever_side_it_stands_are_counted_for_ours(
    page: TestClient, study: Study, context: Context
) -> None:
    for _ in range(3):
        rate(page, study, ours())
    found = measure(context)
    (preference,) = found["tables"]["preference"]
    assert preference["answers"] == 3 * len(PAIRS)
    assert preference["the first preferred"] == 1.0
    assert all(row["first"] == 5 and row["second"] == 2 and row["difference"] == 3 for row in found["tables"]["aims"])
    assert [row["aim"] for row in found["tables"]["aims"]] == list(AIMS)
    sides = {row["first on the left"] for row in found["tables"]["ratings"]}
    assert sides == {True, False}
    assert found["verdicts"][0]["pass"]


def test_raters_who_judge_alike_agree_and_those_who_guess_do_not(
    page: TestClient, study: Study, context: Context
) -> None:
    for _ in range(3):
        rate(page, study, ours())
    alike = {row["question"]: row["alpha"] for row in measure(context)["tables"]["agreement"]}
    assert alike["trust"] == 1.0
    assert alike["preferred"] is None  # nobody ever chose otherwise, so chance cannot be told from agreement
    guessing = Context(context.settings, "quick", out=context.folder / "guessing")
    other = Study(PAIRS, Answers(file_of(guessing)), Lexicon())
    for seed in range(6):
        rate(TestClient(create(other), base_url="http://127.0.0.1"), other, chance(seed))
    found = measure(guessing)
    by_chance = {row["question"]: row for row in found["tables"]["agreement"]}
    assert all(abs(row["alpha"]) < 0.35 for row in by_chance.values())
    assert all(row["alpha low"] <= row["alpha"] <= row["alpha high"] for row in by_chance.values())
    (preference,) = found["tables"]["preference"]
    assert preference["the first preferred low"] < 0.5 < preference["the first preferred high"]


def test_every_answer_is_kept_at_once_and_a_rater_goes_on_where_they_stopped(page: TestClient, study: Study) -> None:
    address = start(page)
    first = str(page.get(address).url)
    assert page.post(first, data={"live": "1", "trust 1": "4"}).status_code == 204
    again = TestClient(create(Study(PAIRS, Answers(file_of_study(study)), Lexicon())), base_url="http://127.0.0.1")
    shown = again.get(address)
    assert re.search(r'name="trust 1" value="4" checked', shown.text)
    assert shown.text.count(" checked") == 1


def file_of_study(study: Study) -> Path:
    (row,) = study.answers._base.execute("pragma database_list").fetchall()
    return Path(row[2])


def test_a_form_that_is_not_complete_is_asked_again_and_loses_nothing(page: TestClient) -> None:
    address = str(page.get(start(page)).url)
    answer = page.post(address, data={"trust 1": "3", "trust 2": "9", "preferred": "x"})
    assert answer.status_code == 422
    assert "14 answers are still missing" in answer.text
    assert re.search(r'name="trust 1" value="3" checked', answer.text)
    assert not re.search(r'name="trust 2" value="\d" checked', answer.text)


def test_a_changed_answer_counts_once_as_it_was_last(page: TestClient, study: Study) -> None:
    address = rate(page, study, ours(), stop=1)
    (kept,) = study.answers.of(address.rsplit("/", 1)[1]).values()
    page.post(f"{address}/1", data={"live": "1", "preferred": "0"})
    (changed,) = study.answers.of(address.rsplit("/", 1)[1]).values()
    assert kept["preferred"] == 1
    assert changed == {**kept, "preferred": 0}


def test_the_page_never_says_whose_the_texts_are(page: TestClient) -> None:
    shown = page.get(start(page)).text
    assert RIVAL not in shown
    assert "ours &lt;" in shown  # texts are escaped
    assert not re.search(
        r"p\d", re.sub(r"<style>.*?</style>|<script>.*?</script>", "", shown, flags=re.S).split("<main>")[0]
    )


@pytest.mark.parametrize("address", ["/rate/nobody", "/rate/nobody/1"])
def test_an_address_nobody_was_given_is_one_sentence(page: TestClient, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 404
    assert "start at the first page" in answer.text


def test_a_pair_that_is_not_there_is_one_sentence(page: TestClient) -> None:
    answer = page.get(f"{start(page)}/9")
    assert answer.status_code == 404
    assert "There are 8 pairs" in answer.text


def test_the_ratings_are_exported_with_a_row_an_answer(page: TestClient, study: Study, context: Context) -> None:
    rate(page, study, ours(), stop=2)
    measure(context)
    with (context.folder / "study" / "ratings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * len(QUESTIONS)
    assert {row["second"] for row in rows} == {RIVAL}
    assert {row["rater"] for row in rows} == {"1"}


def test_before_anybody_rated_it_is_one_sentence(context: Context) -> None:
    with pytest.raises(WhyRecError, match="Nobody has rated"):
        measure(context)


def test_the_pairs_of_a_data_set_set_our_words_beside_what_a_neighbourhood_would_say(context: Context) -> None:
    study = study_of(context)
    assert len(study.pairs) >= 3
    for pair in study.pairs:
        assert pair.styles == (PLAIN, RIVAL)
        assert re.search(r"Of the 50 people whose taste is most like yours, \d+ liked it\.", pair.texts[1])
        assert pair.liked
    assert len({pair.id for pair in study.pairs}) == len(study.pairs)
