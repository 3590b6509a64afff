"""The words about whole lists: what a what-if changes, two picks side by side, the line above a list."""

from __future__ import annotations

from dataclasses import replace

from recsys.explain.wording import compare, intro, what_if
from recsys.schema import Constraint, Item, Lexicon, Move, Ranking, Recommendation, Request, WhatIf
from tests.recsys.explain.strategies import ALIEN, ALIENS, PSYCHO_1960, TERMINATOR, remake, space, spread

JAWS = Item("20", "Jaws", 1975)
HEAT = Item("21", "Heat", 1995)


def ranking(*items: Item, order: tuple[str, ...] = (), relaxed: tuple[Constraint, ...] = ()) -> Ranking:
    shown = tuple(Recommendation(n, item, 1.0) for n, item in enumerate(items, 1))
    return Ranking(shown, order or tuple(i.id for i in items), relaxed)


def test_a_what_if_tells_who_falls_and_who_comes_in() -> None:
    answer = WhatIf(
        ranking(ALIENS, JAWS),
        ranking(JAWS, HEAT),
        (Move(ALIENS, 1, 31), Move(HEAT, 12, 2), Move(JAWS, 2, 1)),
    )
    said = what_if(answer, without=[ALIEN, TERMINATOR])
    assert said[0] == "Without Alien (1979) and The Terminator (1984), Aliens (1986) falls from 1st to 31st."
    assert said[1] == "Heat (1995) rises from 12th to 2nd and Jaws (1975) from 2nd to 1st."


def test_a_what_if_that_changes_nothing_says_so() -> None:
    same = ranking(ALIENS, JAWS)
    assert what_if(WhatIf(same, same, ()), without=[ALIEN]) == ("Without Alien (1979), your list stays as it is.",)


def test_a_film_that_is_no_longer_a_candidate_drops_off() -> None:
    answer = WhatIf(ranking(ALIENS), ranking(JAWS), (Move(ALIENS, 1, None), Move(JAWS, None, 1)))
    assert what_if(answer, plus=[HEAT]) == (
        "With Heat (1995), Aliens (1986) drops off the list.",
        "Jaws (1975) comes in at 1st.",
        "None of the one films shown now would be left.",
    ) or what_if(answer, plus=[HEAT])[:2] == (
        "With Heat (1995), Aliens (1986) drops off the list.",
        "Jaws (1975) comes in at 1st.",
    )


def test_two_picks_are_compared_by_place_reasons_genres_and_crowd() -> None:
    said = compare(space(), replace(spread(), item=PSYCHO_1960, rank=7))
    assert said[0] == "Aliens (1986) ranks above Psycho (1960) for you: 2nd against 7th."
    assert "Aliens rests on Alien (1979), The Terminator (1984) and Blade Runner (1982)." in said
    assert compare(replace(spread(), item=PSYCHO_1960, rank=7), space())[0] == said[0]


def test_an_item_off_the_list_compares_too() -> None:
    said = compare(space(), replace(remake(), rank=None, receipts=(), cited=(), excluded="seen"))
    assert said[0].startswith("Aliens (1986) ranks 2nd for you; Psycho (1998) does not rank")


def test_the_line_above_a_list_counts_names_the_wishes_and_owns_up_to_the_relaxed_ones() -> None:
    comedy, recent = Constraint("genre", "Comedy", "comedy"), Constraint("year_from", 1990, "from 1990")
    said = intro(ranking(ALIENS, JAWS, relaxed=(recent,)), Request(constraints=(comedy, recent)))
    assert said == (
        "Here are two films for “comedy”.",
        "Too little was left with “from 1990”, so I let that wish go.",
    )
    assert "films" in intro(ranking(ALIENS, JAWS))[0]


def test_an_empty_list_is_explained_in_the_words_of_the_catalogue() -> None:
    book = Lexicon("book", "books", "star", "read")
    assert intro(ranking(), Request(), book) == ("I found no book that you have not read or turned down.",)
