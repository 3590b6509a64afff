"""Evidence is complete, true to the live pipeline and the person's own ratings, and survives JSON."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from recsys.explain.evidence import EvidenceBuilder, from_json, to_json
from recsys.pipeline import Pipeline
from recsys.schema import Constraint, Evidence, Opinion, Profile, Request, WhyRecError

Person = Callable[[str], Profile]

PEOPLE = ("1", "42", "196", "13", "655", "300")
FAMILY = Request(constraints=(Constraint("genre", "Comedy", "comedy"),), context=("kids",))


def _evidence(live: Pipeline, builder: EvidenceBuilder, profile: Profile, request: Request) -> list[Evidence]:
    shown = live.run(profile, request)
    return [builder.build(profile, r.item.id, request, shown.order) for r in shown.items]


@pytest.mark.parametrize("user", PEOPLE)
def test_the_parts_are_those_that_ranked_the_film(
    live: Pipeline, builder: EvidenceBuilder, person: Person, user: str
) -> None:
    shown = live.run(person(user), FAMILY)
    for r in shown.items:
        evidence = builder.build(person(user), r.item.id, FAMILY)
        assert evidence.rank == r.rank
        assert evidence.candidates == len(shown.order)
        assert evidence.score == pytest.approx(r.score, abs=1e-6)
        assert sum(p.value for p in evidence.parts) == pytest.approx(evidence.score, abs=1e-9)
        assert [(p.kind, p.label, p.item_id) for p in evidence.parts] == [(p.kind, p.label, p.item_id) for p in r.parts]


@pytest.mark.parametrize("user", PEOPLE)
def test_cited_films_are_the_first_receipts_with_the_persons_own_ratings(
    live: Pipeline, builder: EvidenceBuilder, person: Person, user: str
) -> None:
    profile = person(user)
    for evidence in _evidence(live, builder, profile, Request()):
        values = {p.item_id: p.value for p in evidence.parts}
        cited = tuple(c.item.id for c in evidence.cited)
        assert cited == (evidence.receipts[0].without if evidence.receipts else ())
        speaking_for = sum(p.value for p in evidence.parts if p.value > 0)
        speaking_against = sum(-p.value for p in evidence.parts if p.value < 0)
        for c in evidence.cited:
            own = profile.opinion(c.item.id)
            assert own is not None
            assert (c.stars, c.verdict) == (own.stars, own.verdict)
            assert c.value == values[c.item.id] > 0
            assert c.share == pytest.approx(c.value / speaking_for)
        for c in evidence.against:
            assert c.value == values[c.item.id] < 0
            assert c.share == pytest.approx(-c.value / speaking_against)
        strongest = sorted(v for i, v in values.items() if i is not None and v < 0)[:2]
        assert [c.value for c in evidence.against] == strongest


def test_shared_attributes_and_crowd_are_true_of_both_films(
    live: Pipeline, builder: EvidenceBuilder, person: Person
) -> None:
    about = live.dataset.interactions
    likes = about.likes(live.dataset.scale).tocsc()
    for evidence in _evidence(live, builder, person("42"), Request()):
        target = set(likes[:, live.catalog.row(evidence.item.id)].indices)
        for c in (*evidence.cited, *evidence.against):
            assert set(c.shared.get("genre", ())) == set(c.item.genres) & set(evidence.item.genres)
            fans = set(likes[:, live.catalog.row(c.item.id)].indices)
            if c.verdict == "liked":
                assert c.crowd is not None
                assert (c.crowd.both, c.crowd.liked) == (len(fans & target), len(fans))
            else:
                assert c.crowd is None, "who liked it says nothing of why a disliked film speaks"


@pytest.mark.parametrize("request_", [Request(), FAMILY], ids=["surprise me", "comedy with the kids"])
def test_evidence_comes_back_equal_from_json(
    live: Pipeline, builder: EvidenceBuilder, person: Person, request_: Request
) -> None:
    for user in PEOPLE:
        for evidence in _evidence(live, builder, person(user), request_):
            assert from_json(to_json(evidence)) == evidence


@pytest.mark.parametrize("text", ["", "{}", "null", '{"user_id": 3}', "not json", "[1, 2"])
def test_what_is_not_evidence_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(WhyRecError, match="not a stored piece of evidence"):
        from_json(text)


def test_another_history_gives_another_reason(live: Pipeline, builder: EvidenceBuilder, person: Person) -> None:
    """The same film for two people is explained by films of their own."""
    people = [person("196"), person("300")]
    both = set.intersection(*(set(live.order(profile)[:60]) for profile in people))
    explained = 0
    for film in both:
        one, other = ({c.item.id for c in builder.build(profile, film).cited} for profile in people)
        assert one <= {o.item_id for o in people[0].opinions}
        assert other <= {o.item_id for o in people[1].opinions}
        explained += bool(one and other)
        assert not (one and other) or one != other
    assert explained > 5


def test_striking_the_cited_films_takes_them_out_of_the_reason(
    live: Pipeline, builder: EvidenceBuilder, person: Person
) -> None:
    profile = person("196")
    for evidence in _evidence(live, builder, profile, Request()):
        cited = {c.item.id for c in evidence.cited}
        without = builder.build(profile.without(cited), evidence.item.id)
        assert without.rank == evidence.receipts[0].rank_after
        assert not cited & {c.item.id for c in without.cited}
        assert not cited & {p.item_id for p in without.parts}


def test_a_seen_film_is_not_recommended_for_that_reason(builder: EvidenceBuilder, person: Person) -> None:
    profile = person("42")
    seen = next(o for o in profile.opinions if o.verdict == "liked")
    evidence = builder.build(profile, seen.item_id)
    assert (evidence.rank, evidence.excluded, evidence.receipts, evidence.cited) == (None, "liked", (), ())
    rejected = profile.plus(Opinion("50", "rejected"))
    assert builder.build(rejected, "50").excluded == "rejected"


def test_a_film_against_the_wish_says_which_wish_it_fails(
    live: Pipeline, builder: EvidenceBuilder, person: Person
) -> None:
    profile = person("42")
    seen = profile.excluded
    request = Request(constraints=(Constraint("genre", "Horror", "horror"), Constraint("year_to", 1990, "until 1990")))
    new_horror = next(
        i for i in live.catalog.items if "Horror" in i.genres and (i.year or 0) > 1990 and i.id not in seen
    )
    evidence = builder.build(profile, new_horror.id, request)
    assert (evidence.asked, evidence.unmet, evidence.rank) == (("horror",), ("until 1990",), None)
    for pick in _evidence(live, builder, profile, request):
        assert (pick.asked, pick.unmet) == (("horror", "until 1990"), ())


def test_company_is_named_only_where_it_raises_the_film(
    live: Pipeline, builder: EvidenceBuilder, person: Person
) -> None:
    profile, request = person("42"), Request(context=("kids",))
    named = set()
    for item in live.order(profile, request)[::8]:
        evidence = builder.build(profile, item, request)
        raised = any(p.kind == "context" and p.value > 0 for p in evidence.parts)
        assert bool(evidence.context) == raised
        named.add(raised)
    assert named == {True, False}


def test_evidence_is_thin_for_a_person_of_few_likes(builder: EvidenceBuilder, person: Person) -> None:
    liked = person("42").liked
    assert builder.build(Profile("new", liked[:2]), "50").thin
    assert builder.build(Profile("new"), "50").thin
    assert not builder.build(person("42"), "96").thin


def test_an_unknown_film_is_refused(builder: EvidenceBuilder, person: Person) -> None:
    with pytest.raises(WhyRecError, match="999999"):
        builder.build(person("42"), "999999")


def test_two_people_asking_at_once_each_get_their_own_evidence(
    live: Pipeline, builder: EvidenceBuilder, person: Person
) -> None:
    fresh = EvidenceBuilder(live, builder._crowd)
    jobs = [(user, item) for user in PEOPLE[:4] for item in live.order(person(user))[:4]]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda job: fresh.build(person(job[0]), job[1]), jobs))
    assert found == [builder.build(person(user), item) for user, item in jobs]
