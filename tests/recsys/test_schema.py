"""A request tells its words apart from its wishes, and drops both together."""

from __future__ import annotations

from recsys.schema import Constraint, Request

HEIST = Constraint("attribute", "heist", "heist", 2, "theme")


def test_words_that_a_wish_says_already_are_no_words_of_their_own() -> None:
    assert Request("Heist gone wrong", (HEIST,)).words == "gone wrong"
    assert Request("heists", (HEIST,)).words == "heists"
    assert Request("heist").words == "heist"


def test_a_wish_taken_back_is_no_longer_searched_by() -> None:
    request = Request("heist in Paris", (HEIST, Constraint("genre", "Comedy", "comedy")))
    assert request.without(["heist"]) == Request("in Paris", (Constraint("genre", "Comedy", "comedy"),))
    assert request.without(["western"]) == request
