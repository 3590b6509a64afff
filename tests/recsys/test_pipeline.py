"""The live route keeps its promises for any person and any request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys import models
from recsys.contexts import CONTEXTS
from recsys.data.dataset import Dataset
from recsys.pipeline import Pipeline
from recsys.ranking import Ranker
from recsys.schema import Constraint, Opinion, Profile, Recommendation, Request, WhyRecError
from recsys.settings import Settings
from retrieval.filters import meets
from retrieval.retriever import ENOUGH, Retriever
from retrieval.vectors import TextBlock
from tests.conftest import FILMS
from tests.retrieval.words import WordEncoder


def _pipeline(dataset: Dataset, candidates: int = 200) -> Pipeline:
    encoder = WordEncoder()
    model = models.create("edlae").fit(dataset.interactions.signals(dataset.scale))
    likes = np.asarray(dataset.interactions.likes(dataset.scale).sum(axis=0)).ravel()
    ranker = Ranker(dataset.catalog, model, likes, TextBlock(encoder.items(dataset.catalog), encoder))
    return Pipeline(dataset, model, Retriever(dataset.catalog, ranker.blocks(), ranker.steer), ranker, candidates)


@pytest.fixture(scope="module")
def small(tiny: Dataset) -> Pipeline:
    return _pipeline(tiny)


@pytest.fixture(scope="module")
def real(ml100k: Dataset) -> Pipeline:
    return _pipeline(ml100k)


IDS = [film.id for film in FILMS]
GENRES = sorted({genre for film in FILMS for genre in film.genres})
ids = st.sampled_from(IDS)
opinions = st.builds(Opinion, ids, st.sampled_from(("liked", "disliked", "neutral", "seen", "rejected")))
profiles = st.lists(opinions, max_size=8, unique_by=lambda o: o.item_id).map(lambda told: Profile("p", tuple(told)))
wishes = st.one_of(
    st.builds(Constraint, st.sampled_from(("genre", "not_genre")), st.sampled_from(GENRES)),
    st.builds(Constraint, st.sampled_from(("year_from", "year_to")), st.integers(1940, 2002)),
)
requests = st.builds(
    Request,
    text=st.sampled_from(("", "animated musical", "horror film from the 1970s", "\n", "🎬", "<script>", "你好")),
    constraints=st.lists(wishes, max_size=3).map(tuple),
    context=st.lists(st.sampled_from(list(CONTEXTS)), max_size=2).map(tuple),
    novelty=st.floats(-2, 2, allow_nan=False),
    exclude=st.frozensets(ids, max_size=3),
    like_item=st.none() | ids,
)
fits = settings(max_examples=80, deadline=None)


@fits
@given(profiles, requests)
def test_the_parts_sum_to_the_score(small: Pipeline, profile: Profile, request: Request) -> None:
    for shown in small.run(profile, request).items:
        assert sum(part.value for part in shown.parts) == pytest.approx(shown.score, abs=1e-6)


@fits
@given(profiles, requests)
def test_what_was_seen_or_rejected_or_ruled_out_never_comes_back(
    small: Pipeline, profile: Profile, request: Request
) -> None:
    ranking = small.run(profile, request)
    assert not (profile.excluded | request.exclude | {request.like_item}) & set(ranking.order)


@fits
@given(profiles, requests)
def test_wishes_hold_unless_the_ranking_says_which_was_relaxed(
    small: Pipeline, profile: Profile, request: Request
) -> None:
    ranking = small.run(profile, request)
    for shown in ranking.items:
        row = small.catalog.row(shown.item.id)
        broken = {c for c in request.constraints if not meets(small.catalog, c)[row]}
        assert broken <= set(ranking.relaxed)
        assert not any(c.kind == "not_genre" for c in broken)


@fits
@given(profiles, requests)
def test_a_wish_is_relaxed_only_when_too_little_is_left(small: Pipeline, profile: Profile, request: Request) -> None:
    ranking = small.run(profile, request)
    left = set(IDS) - profile.excluded - request.exclude - {request.like_item}
    meeting = [i for i in left if all(meets(small.catalog, c)[small.catalog.row(i)] for c in request.constraints)]
    if ranking.relaxed:
        assert len(meeting) < ENOUGH
    else:
        assert {shown.item.id for shown in ranking.items} <= set(meeting) or len(meeting) < ENOUGH


@fits
@given(profiles, requests, st.integers(1, 12))
def test_the_list_is_the_head_of_the_order_and_both_ways_agree(
    small: Pipeline, profile: Profile, request: Request, k: int
) -> None:
    ranking = small.run(profile, request, k)
    assert ranking.order == small.order(profile, request)
    assert tuple(shown.item.id for shown in ranking.items) == ranking.order[:k]
    assert [shown.rank for shown in ranking.items] == list(range(1, len(ranking.items) + 1))
    assert len(set(ranking.order)) == len(ranking.order)
    scores = [shown.score for shown in ranking.items]
    assert scores == sorted(scores, reverse=True)


@fits
@given(profiles, requests, ids)
def test_any_item_can_be_accounted_for(small: Pipeline, profile: Profile, request: Request, item_id: str) -> None:
    total = sum(part.value for part in small.parts(profile, item_id, request))
    assert total == pytest.approx(small.scores_all(profile, request)[small.catalog.row(item_id)], abs=1e-6)
    shown = {r.item.id: r.score for r in small.run(profile, request).items}
    if item_id in shown:
        assert total == pytest.approx(shown[item_id], abs=1e-6)


def test_a_struck_film_stays_seen_and_falls_silent(small: Pipeline) -> None:
    profile = Profile("p", (Opinion("1", "liked"), Opinion("5", "liked")))
    struck = profile.without(["1"])
    assert "1" not in small.order(struck)
    assert small.history(struck).rows.tolist() == [small.catalog.row("5")]
    assert small.order(struck).index("3") > small.order(profile).index("3")


def test_two_tastes_get_two_lists(small: Pipeline) -> None:
    space = Profile("s", (Opinion("1", "liked"), Opinion("2", "liked")))
    family = Profile("f", (Opinion("5", "liked"), Opinion("7", "liked")))
    assert {small.order(space)[0], small.order(space)[1]} <= {"3", "4"}
    assert {small.order(family)[0], small.order(family)[1]} <= {"6", "8"}


def test_rejecting_a_film_lowers_its_like(small: Pipeline) -> None:
    profile = Profile("p", (Opinion("1", "liked"),))
    rejected = profile.plus(Opinion("2", "rejected"))
    before, after = (small.scores_all(p)[small.catalog.row("3")] for p in (profile, rejected))
    assert after < before


def test_a_new_person_is_shown_what_most_people_like(small: Pipeline) -> None:
    assert set(small.order(Profile("new"))[:2]) == {"1", "3"}


def test_who_has_seen_everything_gets_an_empty_list(small: Pipeline) -> None:
    ranking = small.run(Profile("p", tuple(Opinion(i, "seen") for i in IDS)))
    assert ranking.items == ranking.order == ranking.relaxed == ()


def test_opinions_of_items_the_catalogue_lacks_are_ignored(small: Pipeline) -> None:
    profile = Profile("p", (Opinion("1", "liked"),))
    assert small.order(profile.plus(Opinion("gone", "liked"))) == small.order(profile)


def test_an_item_that_does_not_exist_is_told_in_one_sentence(small: Pipeline) -> None:
    with pytest.raises(WhyRecError, match="nowhere"):
        small.parts(Profile("p"), "nowhere")
    with pytest.raises(WhyRecError, match="nowhere"):
        small.run(Profile("p"), Request(like_item="nowhere"))


def test_a_wish_that_all_shown_items_meet_is_not_called_relaxed(small: Pipeline) -> None:
    wish = Constraint("genre", "Musical", "musical")
    assert small.run(Profile("p"), Request(constraints=(wish,)), k=2).relaxed == ()
    assert small.run(Profile("p"), Request(constraints=(wish,)), k=3).relaxed == (wish,)


def test_without_an_encoder_there_is_still_a_list(tiny: Dataset, tmp_path: Path) -> None:
    model = models.create("edlae").fit(tiny.interactions.signals(tiny.scale))
    deaf = Pipeline.build(Settings(encoder="none", cache=tmp_path), tiny, model)
    assert deaf.encoder is None
    assert len(deaf.run(Profile("p"), Request(text="a funny film")).items) == 10


def test_a_lost_encoder_is_warned_of_and_the_list_is_still_made(
    tiny: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = models.create("edlae").fit(tiny.interactions.signals(tiny.scale))
    offline = Settings(encoder="all-MiniLM-L6-v2", cache=tmp_path, offline=True)
    deaf = Pipeline.build(offline, tiny, model)
    assert "not understood" in caplog.text
    assert len(deaf.run(Profile("p")).items) == 10


def test_a_person_of_movielens_never_meets_a_film_again(real: Pipeline, ml100k: Dataset) -> None:
    for user in ml100k.interactions.users[::60]:
        profile = Profile(user, ml100k.interactions.profile_opinions(user, ml100k.scale))
        order = real.order(profile, Request(text="a funny film for children", context=("kids",)))
        assert not profile.excluded & set(order)
        assert len(order) == min(200, len(ml100k.catalog) - len(profile.excluded))


@pytest.mark.parametrize("text", ["", "animated children's comedy film"])
def test_the_candidates_keep_the_best_of_the_whole_catalogue(real: Pipeline, ml100k: Dataset, text: str) -> None:
    kept = []
    for user in ml100k.interactions.users[::40]:
        profile = Profile(user, ml100k.interactions.profile_opinions(user, ml100k.scale))
        scores = np.array(real.scores_all(profile, Request(text=text)))
        scores[ml100k.catalog.rows(profile.excluded)] = -np.inf
        best = [ml100k.catalog.item(int(row)).id for row in np.argsort(-scores, kind="stable")[:20]]
        kept.append(len(set(best) & set(real.order(profile, Request(text=text))[:20])) / 20)
    assert np.mean(kept) >= 0.98


@pytest.fixture(scope="module")
def spoken(ml100k: Dataset, settings: Settings) -> Pipeline:
    model = models.create("edlae").fit(ml100k.interactions.signals(ml100k.scale))
    return Pipeline.build(settings, ml100k, model)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "genres"),
    [
        ("a funny animated movie for kids", {"Animation", "Children's"}),
        ("dark thriller", {"Thriller", "Film-Noir", "Crime"}),
        ("space adventure", {"Sci-Fi", "Adventure"}),
        ("a love story", {"Romance"}),
        ("soldiers in the second world war", {"War"}),
    ],
)
@pytest.mark.parametrize("user", ["", "7", "42", "100"])
def test_words_change_the_list_as_they_should(
    spoken: Pipeline, ml100k: Dataset, text: str, genres: set[str], user: str
) -> None:
    told = ml100k.interactions.profile_opinions(user, ml100k.scale) if user else ()
    profile = Profile(user or "new", told)
    plain, asked = (_share(spoken.run(profile, request).items, genres) for request in (Request(), Request(text=text)))
    assert asked >= 0.5
    assert asked >= plain


def _share(shown: tuple[Recommendation, ...], genres: set[str]) -> float:
    items = [r.item for r in shown]
    return sum(bool(genres & set(item.genres)) for item in items) / len(items)


@pytest.mark.slow
def test_something_like_alien_but_funny_leans_to_comedies(spoken: Pipeline, ml100k: Dataset) -> None:
    alien = next(item.id for item in ml100k.catalog.items if item.title == "Alien")
    profile = Profile("7", ml100k.interactions.profile_opinions("7", ml100k.scale))
    like = Request(like_item=alien)
    plain, funny = (
        _share(spoken.run(profile, r).items, {"Comedy"}) for r in (like, replace(like, text="a funny comedy"))
    )
    assert funny > plain
