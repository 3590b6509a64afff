"""What-ifs, pairs, lists and tastes are told like picks: one schema writes them, bounds the model and reads them."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recsys.data.catalog import Catalog
from recsys.explain.claims import KINDS, facts
from recsys.explain.grammar import lark
from recsys.explain.language import VOICES, Voice
from recsys.explain.notes import notes
from recsys.explain.pick_speech import speech
from recsys.explain.plan import Task, plan
from recsys.explain.records import Change, Comparison, Introduction, Leaning, Record, Taste, introduction, taste, usual
from recsys.explain.templates import bind
from recsys.explain.verify import Checker, Refusal, check
from recsys.explain.wording import plain
from recsys.llm.grammar import checked
from recsys.schema import (
    Constraint,
    Crowd,
    Evidence,
    Item,
    Lexicon,
    Move,
    Opinion,
    Profile,
    Ranking,
    Recommendation,
    Request,
    Scale,
)
from tests.recsys.explain.strategies import (
    ALIEN,
    ALIENS,
    HEAT,
    JAWS,
    PSYCHO_1960,
    changes,
    comparisons,
    introductions,
    known,
    liked,
    pair,
    struck,
    tastes,
    ten,
)

slow_to_draw = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TASK: dict[str, Task] = {"Change": "what_if", "Comparison": "compare", "Introduction": "intro", "Taste": "taste"}
records: st.SearchStrategy[Record] = st.one_of(changes(), comparisons(), introductions(), tastes())
voices = st.sampled_from(VOICES)


def said(record: Record, seed: int = 0, voice: Voice = "plain") -> str:
    return " ".join(s.text for s in plain(record, TASK[type(record).__name__], seed, voice))


@slow_to_draw
@given(records, voices, st.integers(0, 1000))
def test_any_record_has_plain_words_in_every_voice_and_all_of_them_are_read(
    record: Record, voice: Voice, seed: int
) -> None:
    sentences = plain(record, TASK[type(record).__name__], seed, voice)
    assert sentences
    assert all(s.claims and all(c.supported for c in s.claims) for s in sentences)
    assert check(" ".join(s.text for s in sentences), record)


@slow_to_draw
@given(records, voices, st.integers(0, 1000))
def test_whatever_the_grammar_allows_is_valid_and_read_as_the_planned_facts(
    record: Record, voice: Voice, seed: int
) -> None:
    made = plan(record, TASK[type(record).__name__], voice)
    nodes = made.sentences(free=True)
    checked(lark(nodes))
    rng = random.Random(seed)
    text = " ".join(node.sample(rng) for node in nodes)
    for node in nodes:
        assert re.fullmatch(node.regex(), node.sample(rng))
    read = Checker(record).sentences(text)
    assert not isinstance(read, Refusal), (text, read)
    if isinstance(record, Comparison) and record.a.item == record.b.item:
        return  # An item beside itself: nobody can tell which of the two a sentence is about.
    stated = {fact for sentence in read for fact in sentence.states}
    assert {fact for step in made.steps for fact in step.states} <= stated, text


@slow_to_draw
@given(records, st.text(max_size=60))
def test_no_text_whatever_breaks_the_recogniser(record: Record, text: str) -> None:
    check(text, record)
    assert not check(f"{said(record)} {text}x", record)


@slow_to_draw
@given(records, voices)
def test_the_notes_hold_a_line_for_every_record_and_only_names_of_the_record(record: Record, voice: Voice) -> None:
    told = notes(plan(record, TASK[type(record).__name__], voice)).splitlines()
    assert len(told) > 1
    assert told[0].endswith(voice)


@pytest.mark.parametrize("record", [struck(), liked(), pair(), ten(), known()], ids=lambda r: type(r).__name__)
def test_the_plain_words_vary_with_the_seed_and_repeat_for_the_same(record: Record) -> None:
    assert len({said(record, seed) for seed in range(20)}) >= 4
    assert said(record, 3) == said(record, 3)


@pytest.mark.parametrize("record", [struck(), liked(), pair(), ten(), known()], ids=lambda r: type(r).__name__)
def test_a_check_is_quick_enough_to_stream(record: Record) -> None:
    checker = Checker(record)
    assert checker.check(said(record))


def test_a_record_of_each_type_but_a_pick_has_a_task() -> None:
    assert {t.__name__ for t in get_args(Record)} == {*TASK, Evidence.__name__}


def test_a_what_if_that_changes_nothing_says_so() -> None:
    same = replace(struck(), moves=(), after=struck().before)
    for seed in range(10):
        assert re.search("stay|same|nothing|Nothing", said(same, seed))
    assert not check("Without Alien (1979), little changes.", Change((HEAT,), (), (), ("1",), ("2",)))


def cases() -> list[Record]:
    """Records of every sort, so that each wording is within reach of one."""
    one, two = pair().a, pair().b
    off = replace(two, rank=None, receipts=(), cited=())
    alone = replace(one, receipts=(), cited=(), likes=30)
    new = replace(one, thin=True, likes=0, receipts=(), cited=())
    few, nobody = replace(new, likes=2), replace(two, thin=True, likes=0)
    same = replace(struck(), moves=(), after=struck().before)
    whole = replace(struck(), before=("9", "20"), after=("21", "22"))
    on_list = Change((), ((ALIEN, Opinion("1", "liked", 5.0)),), (), ("1", "9"), ("9",))
    single = Taste(1, 1, favourites=((ALIEN, 5.0),), mean=4.5)
    strict = replace(known(), mean=2.1, leanings=known().leanings[:1])
    all_of_them = Leaning("genre", "Comedy", 26, 30, 1.0, 0.3)
    return [
        *(struck(), liked(), pair(), ten(), known(), same, whole, on_list, single, strict),
        replace(liked(), moves=(Move(JAWS, 4, 6),)),
        replace(liked(), moves=(Move(HEAT, 6, 5),)),
        Comparison(one, off),
        Comparison(off, replace(off, item=ALIEN)),
        Comparison(one, replace(two, rank=2, cited=one.cited, receipts=one.receipts)),
        Comparison(alone, replace(alone, item=HEAT, rank=5)),
        Comparison(replace(one, asked=("sci-fi",)), replace(two, item=JAWS, asked=("sci-fi",))),
        Comparison(replace(one, asked=("action",)), replace(two, asked=("action",))),
        Comparison(replace(one, crowd=Crowd(50, 40, 4.0)), replace(two, crowd=Crowd(60, 20, 4.0))),
        Comparison(new, nobody),
        Comparison(few, replace(nobody, likes=2)),
        Introduction((), ("comedy",)),
        replace(ten(), relaxed=("comedy",), fit=2, like=PSYCHO_1960),
        replace(ten(), relaxed=("time travel",), fit=0),
        replace(ten(), wishes=(), relaxed=("time travel",), fit=2),
        replace(ten(), wishes=(), relaxed=("heist",), fit=2),
        replace(ten(), wishes=(), relaxed=("heist",), fit=0),
        replace(ten(), likes=1),
        replace(ten(), likes=0),
        replace(ten(), likes=90),
        Introduction((ALIENS,)),
        Taste(0, 0),
        Taste(30, 40, mean=3.5),
        replace(known(), favourites=((ALIEN, None),), leanings=(all_of_them,)),
        replace(known(), favourites=((ALIEN, None), (ALIENS, None))),
    ]


def test_a_list_tells_what_all_of_it_is_about_and_who_made_it() -> None:
    by = replace(ALIENS, attributes={"director": ("James Cameron",), "theme": ("rescue",)})
    both = Introduction(
        (by, replace(by, id="x", title="The Abyss", year=1989)), ("rescue", "directed by James Cameron")
    )
    said_ = "Here are two films about a rescue directed by James Cameron."
    assert check(said_, both)
    assert not check(said_.replace("rescue", "heist"), both)
    assert not check(said_, replace(both, items=(by, HEAT)))
    assert said(both).startswith(said_[:-1])


def test_a_list_of_which_some_are_about_a_theme_says_how_many() -> None:
    mixed = replace(ten(), wishes=(), relaxed=("time travel",), fit=3)
    texts = {said(mixed, seed) for seed in range(8)}
    assert any("Only three of them are about time travel." in text for text in texts)
    assert not check("Only two of them are about time travel.", mixed)
    assert check("None of them is about time travel, as far as I know.", replace(mixed, fit=0))
    assert not check("None of them is about time travel, as far as I know.", mixed)


def test_a_theme_that_every_item_has_was_not_given_up() -> None:
    heist = replace(HEAT, attributes={"theme": ("heist",)})
    wish = Constraint("attribute", "heist", "heist", 2, "theme")
    ranking = Ranking((Recommendation(1, heist, 1.0),), ("21",), (wish,))
    told = introduction(ranking, Request(constraints=(wish,)), 9, Lexicon(), Scale(), fit=1)
    assert (told.wishes, told.relaxed) == (("heist",), ())
    assert introduction(ranking, Request(constraints=(wish,)), 9, Lexicon(), Scale(), fit=0).relaxed == ("heist",)


def test_a_taste_leans_to_a_theme_liked_three_times_and_clearly_more_than_usual() -> None:
    films = [Item(str(n), f"Film {n}", 1990, ("Drama",), attributes=_themes(n)) for n in range(40)]
    catalog = Catalog(films)
    everyone = usual(catalog, {i.id: 10 for i in films})

    def themes(*ids: int) -> list[str]:
        profile = Profile("u", tuple(Opinion(str(n), "liked", 5.0) for n in ids))
        return [o.value for o in taste(profile, catalog, everyone, Lexicon(), Scale()).leanings if o.kind == "theme"]

    assert themes(0, 1, 2, 10, 11, 12, 13) == ["heist"]
    assert themes(0, 1, 10, 11, 12, 13, 14) == []
    assert themes(*range(40)) == []
    assert "parody" not in themes(10, 11, 12)


def _themes(n: int) -> dict[str, tuple[str, ...]]:
    return {"theme": ("heist",)} if n < 4 else {"theme": ("parody",)} if 10 <= n < 13 else {}


def test_a_leaning_to_a_theme_is_told_with_its_figures() -> None:
    t = replace(known(), leanings=(*known().leanings, Leaning("theme", "heist", 6, 8, 6 / 26, 0.04)))
    text = said(t)
    assert "ilms about a heist" in text
    assert check("Six of your 26 likes are about a heist.", t)
    assert check("You lean to heist films: 23% of your likes, against 4% for everybody.", t)
    for false in ("Seven of your 26 likes are about a heist.", "You lean to films about a trial."):
        assert not check(false, t)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.about is not Evidence])
def test_every_wording_of_every_kind_can_be_said_of_some_record(name: str) -> None:
    found = [f.values for r in cases() for reading in (True, False) for f in facts(speech(r, reading=reading), (name,))]
    unsaid = [t for t in KINDS[name].ways.all() if all(bind(t, values) is None for values in found)]
    assert not unsaid


@pytest.mark.parametrize(
    ("record", "false"),
    [
        (struck(), "Without Alien (1979), Aliens (1986) would fall from 1st to 30th."),
        (struck(), "Without Alien (1979), Aliens (1986) would rise from 1st to 31st."),
        (struck(), "Without Heat (1995), Aliens (1986) would fall from 1st to 31st."),
        (struck(), "Without Alien (1979), Jaws (1975) would come in at 2nd."),
        (struck(), "Without Alien (1979), three films would leave your list."),
        (struck(), "Without Alien (1979), your list would stay as it is."),
        (struck(), "If you had not rated Alien (1979), Brazil (1985) would leave your list."),
        (liked(), "If you disliked Alien (1979), Jaws (1975) would fall from 4th to 6th."),
        (liked(), "Jaws (1975) and Fargo (1996) swap places."),
        (liked(), "One film leaves the list."),
        (pair(), "Heat (1995) ranks above Aliens (1986) for you."),
        (pair(), "Heat (1995) has the higher average."),
        (pair(), "Both are horror films."),
        (pair(), "Heat (1995) rests on Blade Runner (1982)."),
        (pair(), "The average rating is 3.6."),
        (ten(), "Here are ten films."),
        (ten(), "Here are four comedies."),
        (ten(), "Heat (1995) comes first."),
        (ten(), "I had four likes of yours to go by."),
        (known(), "You lean to horror."),
        (known(), "You like thrillers more than most people do."),
        (known(), "14 of your 26 likes are comedies."),
        (known(), "You gave Jaws (1975) 5 stars."),
        (known(), "Your own ratings average 4.2 stars."),
        (known(), "That is too little to say what you lean to."),
    ],
)
def test_what_the_record_does_not_bear_out_is_refused(record: Record, false: str) -> None:
    assert not check(false, record)
