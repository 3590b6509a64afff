"""What striking films does is read in many ways, and every way only where it was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recsys.explain.verify import Refusal, check
from recsys.schema import Evidence, Part, Receipt
from tests.recsys.explain.strategies import ALIENS, remake, space, spread

TOLD = "You liked Alien, The Terminator and Blade Runner. "
ONE = "You gave Alien five stars. "


def single(after: int | None = 13, before: int = 9) -> Evidence:
    """Aliens on the strength of Alien alone."""
    e = space()
    return replace(e, rank=before, cited=e.cited[:1], receipts=(Receipt(("1",), before, after),), unmet=())


def pair(both: int = 13, first: int = 10, second: int = 10, rank: int = 9) -> Evidence:
    """Aliens on the strength of two films, with what striking each of them does."""
    receipts = (Receipt(("1", "2"), rank, both), Receipt(("1",), rank, first), Receipt(("2",), rank, second))
    e = space()
    return replace(e, rank=rank, cited=e.cited[:2], receipts=receipts, unmet=())


def few(rank: int = 6) -> Evidence:
    """A pick that none of the person's two ratings decides."""
    parts = (
        Part("history", "Alien", 0.3, "1"),
        Part("history", "The Terminator", 0.2, "2"),
        Part("popularity", "", 0.1),
    )
    return Evidence("u", ALIENS, rank, 200, 0.6, parts, likes=2, opinions=2, thin=True)


TRUE = {
    "a condition with its consequence": (
        "Without Alien, The Terminator and Blade Runner, it would be 31st.",
        "It would fall from second to 31st without Alien, The Terminator and Blade Runner.",
        "If you had not liked Alien, The Terminator and Blade Runner, you would find it in 31st place.",
        "Were it not for Alien, The Terminator and Blade Runner, it would be down in 31st place rather than second.",
        "Take Alien, The Terminator and Blade Runner away and it drops to 31st and off your list.",
        "Losing Alien, The Terminator and Blade Runner would cost it 29 places.",
        "Leaving out Alien, The Terminator and Blade Runner moves it from 2 to 31.",
        TOLD + "With all three gone it would be no higher than 31st.",
        TOLD + "Without them, 31st instead of 2nd.",
        TOLD + "Second with them, 31st without.",
        TOLD + "Otherwise it would be 31st.",
        TOLD + "Had you not, it would not be on the list.",
    ),
    "a contribution": (
        "Alien, The Terminator and Blade Runner lift it from 31st place to second.",
        "Alien, The Terminator and Blade Runner are worth 29 places to it.",
        TOLD + "Together they bring it up from 31st to 2nd.",
        TOLD + "The three keep it from dropping to 31st.",
        "Alien, The Terminator and Blade Runner make the difference between 31st place and second.",
    ),
    "one of several": (
        "Without Alien alone, it would be third.",
        "Take away just Alien and it would already be 3rd.",
        "Losing Alien alone would cost it a place.",
        "Alien is worth one place to it.",
        ONE + "Without it, 3rd instead of 2nd.",
        "Without The Terminator alone it would still be second.",
    ),
    "the rest of a set": (
        ONE + "Without it and two more of your films it would be 31st.",
        ONE + "Without it, The Terminator and Blade Runner it would be 31st.",
    ),
}


@pytest.mark.parametrize("what", TRUE)
def test_a_measured_fall_may_be_told_in_many_ways(what: str) -> None:
    for text in TRUE[what]:
        found = check(text, space())
        assert not isinstance(found, Refusal), (text, found)


FALSE = {
    "another place": "Without Alien, The Terminator and Blade Runner, it would be 30th.",
    "another place in words": TOLD + "Without them it would be in twelfth place.",
    "the places the wrong way round": "Alien, The Terminator and Blade Runner lift it from second place to 31st.",
    "places miscounted": "Losing Alien, The Terminator and Blade Runner would cost it 28 places.",
    "a fall of the set put down to one": "Without Alien, it would be 31st.",
    "a fall of the set put down to two": "Without Alien and The Terminator, it would be 31st.",
    "a fall of the set put down to each": TOLD + "Without any one of them it would be 31st.",
    "one film for the rest of a set": ONE + "Without it and one more of your films it would be 31st.",
    "the set without one of it": ONE + "Without it and Blade Runner it would be 31st.",
    "off the list for one": "Without Alien alone, it would drop off your list.",
    "no fall where there is one": "Without Alien alone, it would still be second.",
    "a fall where there is none": "Without The Terminator alone, it would be third.",
    "a rise": "Without The Terminator alone, it would rise to first.",
    "no single one, though one does": TOLD + "No single one of them is decisive.",
    "each alike, though they are not": TOLD + "Each of them is worth one place.",
    "pronoun of one for the set": TOLD + "Blade Runner is a noir. Without it, it would be 31st.",
    "pronoun of the set for one": ONE + "Without them, it would be 31st.",
    "a pronoun that means another film": "You gave Psycho two stars. Without it, it would be 3rd.",
    "an ellipsis that means another film": "You disliked Psycho. Otherwise it would be 31st.",
    "both of three": TOLD + "Without both it would be 31st.",
    "a negated condition": "With Alien, The Terminator and Blade Runner, it would be 31st.",
    "a negated consequence": "Without Alien, The Terminator and Blade Runner, it would not be 31st.",
    "liked what was disliked": "If you had not liked Psycho, it would be 3rd.",
    "nothing decides": "No five of your films decide where it stands.",
    "a contribution without its set": "Alien and The Terminator are worth 29 places to it.",
    "all the difference by one": "The Terminator makes all the difference to it.",
    "a slight effect": TOLD + "Their effect is slight.",
}


@pytest.mark.parametrize("mistake", FALSE)
def test_a_fall_that_was_not_measured_is_refused(mistake: str) -> None:
    assert not check(FALSE[mistake], space()), FALSE[mistake]


def test_either_of_two_speaks_only_where_both_do_the_same() -> None:
    told = "You liked Alien and The Terminator. "
    for text in (
        "Either one missing would cost it a place.",
        "Without either it would be tenth; without both, 13th.",
        "Take away either and it falls from 9th to 10th; take away both and it is 13th.",
        "Each of them is worth one place to it.",
    ):
        assert check(told + text, pair()), text
        assert not check(told + text, pair(second=9)), text
        assert not check(told + text, pair(first=11)), text
    assert check("Alien and The Terminator are each worth one place even on their own.", pair())
    assert not check("Alien and The Terminator are worth one place.", pair())


def test_that_none_decides_alone_needs_every_single_receipt() -> None:
    told = "You liked Alien and The Terminator. "
    still, apart = pair(13, 9, 9), pair(13, 9, 10)
    for text in (
        "Neither one alone would push it down.",
        "Neither of them is decisive, but without both it would be 13th.",
        "Each of them could go without any change.",
        "Losing either one would change nothing.",
        "It takes both.",
    ):
        assert check(told + text, still), text
        assert not check(told + text, apart), text
    risen = pair(13, 8, 9)
    assert check(told + "Neither one alone would push it down.", risen)
    assert not check(told + "Each of them could go without any change.", risen)
    assert check(told + "Without Alien alone, it would rise to 8th.", risen)


def test_it_is_the_film_named_last_and_never_another() -> None:
    e = pair(13, 10, 11)
    assert check("You liked Alien and The Terminator. You gave The Terminator 4 stars. Without it, 11th.", e)
    assert not check("You liked Alien and The Terminator. You gave The Terminator 4 stars. Without it, 10th.", e)


def test_off_the_list_means_behind_the_first_ten() -> None:
    text = "Without Alien, it would be {} and off your list."
    assert check(text.format("13th"), single(13))
    assert not check(text.format("10th"), single(10))
    assert check("If you had not rated Alien, you would not see it here.", single(13))
    assert not check("If you had not rated Alien, you would not see it here.", single(10))


def test_a_candidate_no_more_is_told_as_such() -> None:
    gone = single(None, before=30)
    assert check("Without Alien, it would not even be a candidate.", gone)
    assert check("Without Alien, it wouldn't be considered at all.", gone)
    assert check("Alien keeps it among the candidates at all.", gone)
    assert not check("Without Alien, it would not even be a candidate.", single(43, before=30))
    assert not check("Without Alien, it would drop off your list.", gone)
    assert check("Without Psycho (1960), it would drop off your list.", remake())


def test_a_condition_keeps_to_what_the_person_thought_of_the_film() -> None:
    e = single()
    seen = replace(e, cited=(replace(e.cited[0], verdict="disliked", stars=2.0),))
    assert check("Had you not given Alien five stars, it would be 13th.", e)
    assert not check("Had you not given Alien four stars, it would be 13th.", e)
    assert check("If you had not liked Alien, it would be 13th.", e)
    assert not check("If you had not liked Alien, it would be 13th.", seen)


def test_what_no_few_films_decide_keeps_its_place_but_may_rise() -> None:
    for text in (
        "It would keep its place without your two ratings.",
        "Even without them it would hold sixth place.",
        "It would not fall without those two.",
    ):
        assert check(text, few()), text
        assert not check(text, space()), text
    assert not check("Without your two ratings it would be sixth.", few())
    assert not check("Without your two ratings it would be fifth.", few())
    assert not check("Without your three ratings it would keep its place.", few())
    assert not check("Without your two ratings it would drop.", few())
    top = few(rank=1)
    assert check("Without your two ratings it would still be first.", top)
    assert not check("Without your two ratings it would be second.", top)


def test_any_five_films_may_go_only_where_no_receipt_was_found() -> None:
    for text in (
        "It would still be first without any five of your films.",
        "Take away any five of the films and it stays at the top.",
        "No small group of your films tips the balance: even with five of them gone it stays at the top.",
        "It comes first on the strength of your ratings taken together, all 30 of them.",
    ):
        assert check(text, spread()), text
        assert not check(text, space()), text
    assert not check("It rests on your ratings taken together, all 31 of them.", spread())


def test_a_weak_receipt_is_called_slight_and_a_strong_one_is_not() -> None:
    assert check("You liked Alien. The effect is small: 7th place with it, 8th without.", single(8, before=7))
    assert not check("You liked Alien. The effect is small.", single(13, before=7))


def test_words_for_each_are_not_read_of_a_set_of_which_one_is_unmeasured() -> None:
    e = pair()
    fewer = replace(e, receipts=e.receipts[:2])
    assert not check("You liked Alien and The Terminator. Without either it would be tenth.", fewer)
