"""Why a pick is there: causes need their receipt, shares their size, and one of several is never the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recsys.explain.verify import Refusal, check
from recsys.schema import Evidence, Part, Receipt
from tests.recsys.explain.strategies import space, spread

TOLD = "You liked Alien, The Terminator and Blade Runner. "

TRUE = {
    "because": (
        "Aliens is in second place mostly because you liked Alien, The Terminator and Blade Runner.",
        "Since you liked Alien, The Terminator and Blade Runner, I put Aliens in 2nd place for you.",
        "You liked Alien, The Terminator and Blade Runner, so Aliens has a place on your list.",
        "Aliens made the list thanks to Alien, The Terminator and Blade Runner.",
        "It is mostly because you liked Alien, The Terminator and Blade Runner that you see Aliens here.",
        "Aliens takes second place and not 31st because you liked Alien, The Terminator and Blade Runner.",
        "Second because of Alien, The Terminator and Blade Runner.",
        "Aliens: 2nd, because you liked Alien, The Terminator and Blade Runner.",
    ),
    "that is why": (
        TOLD + "That is why Aliens comes second.",
        TOLD + "That's the main reason you see it here.",
        TOLD + "So I put Aliens in second place.",
        TOLD + "Those three put it on your list.",
        TOLD + "They bring you Aliens.",
    ),
    "what puts it there": (
        "Alien, The Terminator and Blade Runner put Aliens in second place.",
        "Alien, The Terminator and Blade Runner keep it on your list.",
        "What puts Aliens there is Alien, The Terminator and Blade Runner.",
        "It is Alien, The Terminator and Blade Runner that bring you Aliens.",
        "Three films you liked are behind it: Alien, The Terminator and Blade Runner.",
        "The reasons are Alien, The Terminator and Blade Runner.",
        "Aliens owes its second place mostly to Alien, The Terminator and Blade Runner.",
        "Aliens rests on Alien, The Terminator and Blade Runner.",
    ),
    "one of several": (
        "Alien is one reason Aliens is in second place.",
        "Aliens is in second place partly because you liked Alien.",
        "You liked Alien, and that is part of the reason why it is second.",
        "Aliens owes its place partly to Alien.",
    ),
    "what speaks for it": (
        "Alien speaks for it too.",
        "The Terminator and Blade Runner support it.",
        "Aliens gets some support from Blade Runner.",
        "Blade Runner plays a part in that.",
        "You liked Alien. It helps, and two more films you liked speak for it.",
    ),
    "how much": (
        "Most of what speaks for it comes from Alien, The Terminator and Blade Runner.",
        "Alien makes up a good part of what speaks for Aliens.",
        "Alien accounts for 36% of what speaks for it.",
        "A smaller part comes from Blade Runner.",
        "Alien is the main thing in its favour.",
        "Alien counts for more than The Terminator.",
    ),
}


@pytest.mark.parametrize("what", TRUE)
def test_a_cause_may_be_told_in_many_ways(what: str) -> None:
    for text in TRUE[what]:
        found = check(text, space())
        assert not isinstance(found, Refusal), (text, found)


FALSE = {
    "one of several as the whole cause": "Aliens owes its place to Alien.",
    "one of several behind it": "Alien is behind it.",
    "one of several as the reason": "The reason is Alien.",
    "rests on one": "Aliens rests on Alien.",
    "a film that alone does nothing": "Aliens is in second place because you liked The Terminator.",
    "a film that alone does nothing, partly": "Aliens is in second place partly because you liked The Terminator.",
    "one film keeps it on the list": "Alien keeps it on your list.",
    "mostly for a third": "Aliens is in second place mostly because you liked Alien.",
    "most of for a third": "Most of what speaks for it comes from Alien.",
    "a good part for a fifth": "Blade Runner makes up a good part of what speaks for Aliens.",
    "a little for a third": "Alien helps it a little.",
    "wrong percent": "Alien accounts for 37% of what speaks for it.",
    "nearly all": "Nearly everything that speaks for it comes from Alien, The Terminator and Blade Runner.",
    "the main thing is not": "Blade Runner is the main thing in its favour.",
    "a film against it": "Psycho speaks for it.",
    "a film against it as the cause": "Aliens is in second place because you disliked Psycho.",
    "a film against it among the causes": "Alien, The Terminator and Psycho support it.",
    "another place": "Aliens is in third place because you liked Alien, The Terminator and Blade Runner.",
    "another place put": "Alien, The Terminator and Blade Runner put Aliens in first place.",
    "not the place it would have": "Alien, The Terminator and Blade Runner are why Aliens is 2nd and not 30th.",
    "a miscounted set": "Four films you liked are behind it: Alien, The Terminator and Blade Runner.",
    "a set of another kind": "Three comedies you liked are behind it: Alien, The Terminator and Blade Runner.",
    "a set of other stars": "Three of your five-star films are behind it: Alien, The Terminator and Blade Runner.",
    "a rest that is none": "You liked Alien. Three more films you liked support it.",
    "only": "Only because you liked Alien, The Terminator and Blade Runner it is second.",
    "alone": "Alien, The Terminator and Blade Runner alone speak for it.",
    "negated": "Aliens is not in second place because you liked Alien, The Terminator and Blade Runner.",
    "negated support": "Alien does not speak for it.",
    "that, after another film": "You disliked Psycho. That is why Aliens comes second.",
    "so, after another film": "You disliked Psycho, so Aliens comes second.",
    "so, after one that does nothing": "You liked The Terminator, so Aliens comes second.",
    "a gap after another film": "You disliked Psycho. Is why Aliens comes second.",
    "less than wishes there are none of": "Alien counts much less.",
    "the other of three": "You liked Alien. The other is Blade Runner.",
    "decides alone": "Alien decides it.",
    "at the top": "Alien, The Terminator and Blade Runner put it at the top.",
    "last place": "Aliens takes the last place on the list because you liked Alien, The Terminator and Blade Runner.",
    "reversed order": "The Terminator counts for more than Alien.",
    "loved": "Aliens is in second place because you loved Alien, The Terminator and Blade Runner.",
}


@pytest.mark.parametrize("mistake", FALSE)
def test_a_cause_that_is_not_one_is_refused(mistake: str) -> None:
    assert not check(FALSE[mistake], space()), FALSE[mistake]


def within(after: int = 5) -> Evidence:
    """Aliens, 2nd, which slips within the list without Alien."""
    e = space()
    return replace(e, cited=e.cited[:1], receipts=(Receipt(("1",), 2, after),))


def test_here_and_on_the_list_need_a_pick_that_would_leave_the_list() -> None:
    for text in (
        "Aliens is here because you liked Alien.",
        "Alien keeps it on your list.",
        "I recommend Aliens because of Alien.",
    ):
        assert not check(text, within()), text
        assert check(text, within(31)), text
    for text in ("Aliens is second because you liked Alien.", "Alien keeps it in second place."):
        assert check(text, within()), text


def test_a_slight_fall_does_not_decide_a_place() -> None:
    assert check("You liked Alien. That film decides its place.", within(31))
    assert not check("You liked Alien. That film decides its place.", within(3))


def test_no_cause_is_read_where_no_receipt_was_found() -> None:
    unmeasured = replace(space(), receipts=())
    for told in TRUE["because"] + TRUE["that is why"] + TRUE["what puts it there"] + TRUE["one of several"]:
        assert not check(told, unmeasured), told
        assert not check(told, spread()), told


def test_what_is_owed_to_the_request_is_not_put_down_to_the_films() -> None:
    e = space()
    asked = replace(e, parts=(*e.parts, Part("request", "a space adventure", 9.0)))
    text = "Aliens owes its place to Alien, The Terminator and Blade Runner."
    assert check(text, e)
    assert not check(text, asked)
    assert check("Aliens owes its place partly to Alien, The Terminator and Blade Runner.", asked)
    assert check("Alien counts much less.", asked)


def test_the_other_is_the_one_of_two_that_was_not_named() -> None:
    e = space()
    receipts = (Receipt(("1", "2"), 2, 13), Receipt(("1",), 2, 4), Receipt(("2",), 2, 3))
    two = replace(e, cited=e.cited[:2], receipts=receipts)
    assert check("You liked Alien, and that is one reason Aliens is second. The other is The Terminator.", two)
    assert not check("You liked Alien, and that is one reason Aliens is second. The other is Alien.", two)


def test_the_films_left_over_are_liked_only_if_they_were() -> None:
    e = space()
    disliked = replace(e, cited=(*e.cited[:2], replace(e.cited[2], verdict="disliked")))
    text = "You liked Alien. It helps, and two more films {}support it."
    assert check(text.format("you liked "), e)
    assert check(text.format(""), disliked)
    assert not check(text.format("you liked "), disliked)
