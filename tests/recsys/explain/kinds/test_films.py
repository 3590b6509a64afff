"""How the person's films may be spoken of, and the nearest false sentences."""

from __future__ import annotations

import pytest

from recsys.explain.verify import Checker
from tests.recsys.explain.strategies import space

# Alien: 5 stars; The Terminator: 4; Blade Runner: 4.5, sci-fi and film noir only; Psycho (1960): 2, against Aliens.
TRUE = (
    "You loved Alien, liked The Terminator and gave Blade Runner 4.5 stars.",
    "You loved Alien (1979) and liked Blade Runner (1982), a film noir.",
    "You gave Alien (1979) five stars and The Terminator (1984) four.",
    "You liked Alien (1979), which you gave five stars, and The Terminator (1984), which you gave four.",
    "You rated The Terminator highly.",
    "You liked Alien and The Terminator. All three are action films.",
    "You liked Alien. Both are sci-fi thrillers.",
    "You liked Alien. It is a thriller too, and Aliens is second on your list.",
    "Two of your films, Alien and The Terminator, are action films too.",
    "Two action films you liked, Alien and The Terminator, speak for it.",
    "Three films you liked, Alien and The Terminator among them, speak for it.",
    "You liked Alien, The Terminator and Blade Runner, all of which are sci-fi like this one.",
    "Your low rating for Psycho pulls it down.",
    "Your two stars for Psycho count against it.",
    "Against it stands Psycho, a film you disliked.",
    "Psycho (1960), disliked by you, counts against it.",
    "You liked Blade Runner. It is sci-fi too.",
    "You liked Alien. You gave it five stars.",
    "You liked Alien and The Terminator. You gave the second four stars.",
    "Like Blade Runner (1982), it is sci-fi.",
    "It shares sci-fi with Blade Runner and action with The Terminator.",
    "A sci-fi film, like Blade Runner (1982).",
    "Five stars from you for Alien.",
    "Alien is a film you loved.",
    "Blade Runner has your 4.5 stars.",
    "You liked The Terminator, another action film.",
)

FALSE = (
    "You loved The Terminator.",
    "You loved Alien and The Terminator.",
    "You liked Psycho (1960).",
    "You gave Alien, The Terminator and Blade Runner five stars each.",
    "You liked Alien, The Terminator and Blade Runner, all of which you loved.",
    "You liked Alien and The Terminator, both of which you loved.",
    "You liked Alien, which you loved, and The Terminator, which you loved.",
    "You liked Alien and The Terminator, both with five stars from you.",
    "You liked two films: Alien, The Terminator and Blade Runner.",
    "You liked both Alien, The Terminator and Blade Runner.",
    "You liked three dramas, Alien, The Terminator and Blade Runner.",
    "You liked the comedy Alien.",
    "You liked Alien, a comedy too.",
    "You liked Blade Runner, an action film like this one.",
    "You liked Blade Runner, another thriller.",
    "You liked Blade Runner, a film noir like this one.",
    "You liked Alien, another horror film.",
    "Both are horror films.",
    "You liked Alien. Both are horror films.",
    "You liked Alien. All three are action films.",
    "You liked Alien and Blade Runner. All three are action films.",
    "You liked Alien and Blade Runner. Both are thrillers.",
    "You liked Blade Runner. It is a thriller too.",
    "You liked Blade Runner. It is also an action film.",
    "You liked Alien, your four-star film.",
    "You liked Alien, the only film you have rated.",
    "You liked Alien, your only like so far.",
    "Your high rating for Psycho counts against it.",
    "Your four stars for Psycho count against it.",
    "Your low ratings for Alien and Psycho pull it down.",
    "Alien pulls it down.",
    "Alien counts against it.",
    "Against it stands The Terminator.",
    "Psycho counts against it, which you loved.",
    "It shares horror with Alien.",
    "It shares action with Alien, The Terminator and Blade Runner.",
    "Alien and Aliens are both horror films.",
    "Like Blade Runner, it is an action film.",
    "Aliens (1986), another horror film, is second on your list.",
    "Aliens (1986), a comedy, is second on your list.",
    "The comedy Aliens is second on your list.",
    "You liked the first and loved the second.",
    "You liked Alien and The Terminator. You loved the second.",
    "You liked Alien. You gave it four stars.",
    "You gave it five stars.",
    "You liked it.",
    "You liked Alien (1979) and Psycho (1960).",
    "You liked Alien and two more films you loved.",
    "You liked Alien and three more.",
    "Three films you loved, Alien and The Terminator among them.",
    "You loved three films, among them Alien.",
    "Alien (4 stars) is here.",
    "One of your five-star films, The Terminator, counts against it.",
    "You liked two others, Alien and Psycho (1960).",
    "Alien, The Terminator and Aliens are all horror films.",
    "You gave top marks to The Terminator.",
    "A single star from you for Psycho.",
    "You liked Alien, rated four stars by you.",
    "You rated Psycho highly.",
    "You rated Alien poorly.",
    "You liked Alien, which has 4 stars from you.",
    "You liked Alien, which is a comedy.",
    "You liked Blade Runner and Alien. Like Blade Runner it is action.",
    "Two of your five-star films: Alien and The Terminator.",
    "Alien (1979) is a comedy.",
    "Alien, a film you disliked, counts against it.",
    "You liked Alien. Like this one, it is a horror film too.",
    "You liked Psycho, and that counts against it.",
    "You liked Alien and Psycho (1960). You liked both.",
    "Psycho counts against it, although you liked both.",
    "You liked Alien and Blade Runner. You loved both.",
    "Those for Alien pull it down.",
    "Your one rating, five stars for Alien, speaks for it.",
    "You rated two dramas highly, Alien and The Terminator.",
    "You rated two action films poorly, Alien and The Terminator.",
    "Alien is one of your two likes.",
    "People who liked Aliens also liked Alien.",
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(space())


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_of_films_is_understood(checker: Checker, text: str) -> None:
    assert checker.check(text)


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_of_films_is_refused(checker: Checker, text: str) -> None:
    assert not checker.check(text)


def test_what_a_text_says_films_share_tells_which_genres_and_films(checker: Checker) -> None:
    read = checker.sentences("Like Alien and The Terminator, it is an action film.")
    assert isinstance(read, tuple)
    assert ("shared", ("Action", "|", "1", "2")) in [
        (kind, (key[0], key[1], *sorted(key[2:]))) for kind, key in read[0].states
    ]
