"""The catalogue knowledge against a public reference, and against itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import knowledge
from eval.knowledge import Reference, longest_run
from recsys.data.dataset import load
from recsys.data.knowledge import Known, own_films
from recsys.settings import Settings

CASABLANCA = Known(id="1", title="Casablanca", year=1942, directors=("Michael Curtiz",), actors=("Humphrey Bogart",))
TOLD = Reference("Casablanca", 1942, ("Humphrey Bogart", "Ingrid Bergman"), "A 1942 film directed by Michael Curtiz.")


@pytest.fixture
def pairs(shared_data: Path) -> list[tuple[Known, Reference]]:
    return list(knowledge.joined(own_films(), knowledge.references(shared_data / "wikipedia-movies")))


def test_nearly_everybody_we_name_is_named_for_that_film_by_the_reference(
    pairs: list[tuple[Known, Reference]],
) -> None:
    assert len(pairs) > 1100
    for what, (found, looked) in knowledge.shares(pairs).items():
        assert found / looked >= 0.98, what


def test_no_sentence_is_taken_from_the_reference(pairs: list[tuple[Known, Reference]]) -> None:
    assert [record.title for record in knowledge.copied(pairs)] == []


def test_themes_and_genres_agree_but_for_a_few_that_were_looked_at() -> None:
    catalog = load("ml-100k", Settings()).catalog
    odd = knowledge.odd_themes((r, catalog.get(r.id).genres) for r in own_films())
    assert {(r.title, name) for r, name in odd} <= {
        ("Four Rooms", "slapstick"),
        ("The Right Stuff", "space-flight"),
        ("Somewhere in Time", "time-travel"),
        ("Kika", "screwball"),
    }


def test_a_person_the_reference_does_not_name_is_missed_and_a_slip_of_spelling_is_not() -> None:
    swapped = CASABLANCA.model_copy(update={"directors": ("Billy Wilder",), "actors": ("Humphry Bogart",)})
    assert [m.name for m in knowledge.missing([(swapped, TOLD)])] == ["Billy Wilder"]
    assert list(knowledge.missing([(CASABLANCA, TOLD)])) == []


def test_a_film_is_joined_by_title_and_year_give_or_take_one() -> None:
    known = {"casablanca": [TOLD]}
    assert list(knowledge.joined([CASABLANCA], known)) == [(CASABLANCA, TOLD)]
    assert list(knowledge.joined([CASABLANCA.model_copy(update={"year": 1943})], known)) != []
    assert list(knowledge.joined([CASABLANCA.model_copy(update={"year": 1945})], known)) == []
    assert list(knowledge.joined([CASABLANCA], {"casablanca": [TOLD, TOLD]})) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [("a man and his dog", "It is about a man and his cat.", 4), ("nothing alike", "at all", 0), ("", "a", 0)],
)
def test_the_longest_run_of_words_two_texts_share(ours: str, theirs: str, words: int) -> None:
    assert longest_run(ours, theirs) == words
