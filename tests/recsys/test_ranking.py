"""Every score is the sum of its named parts, and every part does what its name says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recsys import models
from recsys.contexts import CONTEXTS
from recsys.data.dataset import Dataset
from recsys.models.base import History
from recsys.ranking import Ranker, Scored, Weights
from recsys.schema import Constraint, Part, Request, WhyRecError
from retrieval.vectors import TextBlock
from tests.retrieval.words import WordEncoder

ROWS = np.arange(12)
SPACE = History.of([0, 1], [4])
"""Likes Alien and Aliens, dislikes Toy Story."""


@pytest.fixture(scope="module")
def ranker(tiny: Dataset) -> Ranker:
    encoder = WordEncoder()
    model = models.create("edlae").fit(tiny.interactions.signals(tiny.scale))
    likes = np.asarray(tiny.interactions.likes(tiny.scale).sum(axis=0)).ravel()
    return Ranker(tiny.catalog, model, likes, TextBlock(encoder.items(tiny.catalog), encoder))


def _part(ranker: Ranker, scored: Scored, row: int, kind: str) -> list[Part]:
    return [part for part in ranker.parts(scored, row, SPACE) if part.kind == kind]


def test_with_nothing_asked_the_score_is_the_model_s_own(ranker: Ranker) -> None:
    scored = ranker.score(SPACE, Request(), ROWS)
    np.testing.assert_allclose(scored.scores, ranker.model.score(SPACE), atol=1e-6)


def test_the_parts_name_each_film_of_the_history(ranker: Ranker) -> None:
    scored = ranker.score(SPACE, Request(), ROWS)
    assert [part.label for part in _part(ranker, scored, 2, "history")] == [
        "Alien (1979)",
        "Aliens (1986)",
        "Toy Story (1995)",
    ]
    assert [part.item_id for part in _part(ranker, scored, 2, "history")] == ["1", "2", "5"]


def test_striking_a_film_lowers_the_score_by_its_part(ranker: Ranker) -> None:
    part = _part(ranker, ranker.score(SPACE, Request(), ROWS), 2, "history")[0]
    before, after = (ranker.score(h, Request(), ROWS).scores[2] for h in (SPACE, SPACE.without([0], hold=True)))
    assert before - after == pytest.approx(part.value, abs=1e-6)


def test_words_raise_what_they_describe(ranker: Ranker) -> None:
    scored = ranker.score(SPACE, Request(text="animated musical"), ROWS)
    (lion_king,), (psycho,) = (_part(ranker, scored, row, "request") for row in (6, 8))
    assert lion_king.value > 0 > psycho.value
    assert lion_king.label == "animated musical"


def test_a_context_raises_and_lowers_by_genre(ranker: Ranker) -> None:
    scored = ranker.score(SPACE, Request(context=("kids",)), ROWS)
    values = {row: _part(ranker, scored, row, "context")[0].value for row in (4, 8, 10)}
    assert values[4] > 0 > values[8]
    assert values[10] == 0
    assert _part(ranker, scored, 4, "context")[0].label == "with the kids"


@pytest.mark.parametrize("name", CONTEXTS)
def test_every_context_knows_what_it_calls_for(name: str) -> None:
    context = CONTEXTS[name]
    assert context.label
    assert context.raises
    assert not context.raises & context.lowers
    assert all(genre == genre.lower() for genre in context.raises | context.lowers)


def test_an_unknown_context_is_told_in_one_sentence(ranker: Ranker) -> None:
    with pytest.raises(WhyRecError, match="'mars' is not known: use one of kids"):
        ranker.score(SPACE, Request(context=("mars",)), ROWS)


def test_the_well_known_and_the_lesser_known_are_opposite_wishes(ranker: Ranker) -> None:
    known = ranker.score(SPACE, Request(novelty=-1), ROWS)
    most_liked, least_liked = int(np.argmax(ranker.fame)), int(np.argmin(ranker.fame))
    assert (
        _part(ranker, known, most_liked, "novelty")[0].value > 0 > _part(ranker, known, least_liked, "novelty")[0].value
    )
    lesser = ranker.score(SPACE, Request(novelty=1), ROWS)
    assert _part(ranker, lesser, most_liked, "novelty")[0].value < 0
    assert _part(ranker, lesser, most_liked, "popularity")[0].value == 0


def test_what_nobody_liked_is_no_discovery(ml100k: Dataset) -> None:
    likes = np.asarray(ml100k.interactions.likes(ml100k.scale).sum(axis=0)).ravel()
    model = models.create("popularity").fit(ml100k.interactions.signals(ml100k.scale))
    ranker = Ranker(ml100k.catalog, model, likes)
    best = np.argsort(-ranker.discovery)[:50]
    assert likes[best].min() >= 5
    assert likes[best].max() < np.quantile(likes, 0.9)


def test_something_like_x_favours_what_goes_with_x(ranker: Ranker) -> None:
    scored = ranker.score(History.of([]), Request(like_item="7"), ROWS)
    part = {row: next(p for p in ranker.parts(scored, row, History.of([])) if p.kind == "request") for row in range(12)}
    assert part[7].value > part[8].value
    assert part[7].label == "like The Lion King (1994)"


def test_what_meets_a_relaxed_wish_all_the_same_comes_first(ranker: Ranker) -> None:
    wish = Constraint("genre", "Romance", "romance")
    scored = ranker.score(SPACE, Request(constraints=(wish,)), ROWS, (wish,))
    assert set(scored.rows[scored.order[:2]].tolist()) == {10, 11}
    assert _part(ranker, scored, 10, "request")[0].label == "romance"
    assert _part(ranker, scored, 0, "request")[0].value == 0


def test_near_years_count_for_something_when_years_are_relaxed(ranker: Ranker) -> None:
    wish = (Constraint("year_from", 1980, "1980s"), Constraint("year_to", 1989, "1980s"))
    scored = ranker.score(SPACE, Request(constraints=wish), ROWS, wish)
    met, near, far = (_part(ranker, scored, row, "request")[0].value for row in (1, 0, 8))
    assert met > near > far == 0


def test_without_an_encoder_words_say_nothing(tiny: Dataset, ranker: Ranker) -> None:
    deaf = Ranker(tiny.catalog, ranker.model, np.arange(12))
    said, silent = (deaf.score(SPACE, request, ROWS) for request in (Request(text="animated"), Request()))
    np.testing.assert_array_equal(said.scores, silent.scores)


def test_a_weight_of_nothing_takes_its_part_away(tiny: Dataset, ranker: Ranker) -> None:
    none = Ranker(tiny.catalog, ranker.model, np.arange(12), ranker.text, replace(Weights(), request=0.0))
    scored = none.score(SPACE, Request(text="animated musical"), ROWS)
    assert [part.value for part in _part(none, scored, 6, "request")] == [0.0]


def test_equal_scores_are_ordered_by_row(ranker: Ranker, tiny: Dataset) -> None:
    flat = Ranker(tiny.catalog, models.create("popularity").fit(tiny.interactions.signals(tiny.scale)), np.zeros(12))
    scored = flat.score(History.of([]), Request(), ROWS)
    pairs = [(-scored.scores[i], scored.rows[i]) for i in scored.order]
    assert pairs == sorted(pairs)
