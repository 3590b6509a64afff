"""What the recogniser lets through and what it refuses: each claim is bound to its own film, number and direction."""

from __future__ import annotations

import re

import pytest

from recsys.explain.verify import Checker, Refusal, accept, check
from recsys.explain.wording import plain
from recsys.schema import Cited, Evidence, Item, Receipt
from tests.recsys.explain.strategies import PSYCHO_1960, remake, space, spread

TRUE = (
    "Aliens (1986) is here because you liked Alien (1979), The Terminator (1984) and Blade Runner (1982).",
    "This film is here mostly because you liked Blade Runner, Alien and The Terminator.",
    "You gave 5 stars to Alien and 4 stars to The Terminator.",
    "You rated The Terminator 4 stars and Alien five stars.",
    "You gave Alien the full 5 stars and The Terminator 4/5.",
    "Aliens is on your list mainly thanks to Alien, The Terminator and Blade Runner.",
    "You gave Blade Runner four and a half stars.",
    "Without Alien, The Terminator and Blade Runner, it would fall from 2nd to 31st.",
    "Without Alien, The Terminator, and Blade Runner, Aliens would fall from second to 31st place.",
    "You liked Alien, Blade Runner and The Terminator; without them it would be 31st, not 2nd.",
    "Without Alien alone, it would fall to 3rd, but without Blade Runner alone, it would stay 2nd.",
    "Of the 243 people who liked Alien, 158 also liked this one.",
    "Most people who liked Alien also liked Aliens.",
    "Alien counts for more than The Terminator.",
    "Like Alien and The Terminator, it is a sci-fi thriller.",
    "It is a war film from 1986.",
    "Aliens came out in 1986.",
    "It averages 4.0 stars from 284 people." if f"{3.95:.1f}" == "4.0" else "It averages 3.9 stars from 284 people.",
    "What counts against it is that you gave Psycho (1960) 2 stars.",
    "It does not fit one of your wishes: comedy.",
    "It is 2nd on your list.",
)

FALSE = {
    "swapped ratings": "You gave 4 stars to Alien and 5 stars to The Terminator.",
    "rating off by half a star": "You gave Blade Runner 4 stars.",
    "rating of all given to one": "You gave Alien and The Terminator 5 stars each.",
    "wrong film": "Aliens is here because you liked Brazil (1985), The Terminator (1984) and Blade Runner.",
    "the pick as its own reason": "Aliens is here because you liked Aliens.",
    "one of several as the cause": "Aliens is here because you liked The Terminator.",
    "one of several as the whole cause": "It owes its place to your 5 stars for Alien.",
    "a film left out of the cause": "Aliens is here because you liked Alien and Blade Runner.",
    "a film named twice": "Aliens is here because you liked Alien, Alien and Blade Runner.",
    "wrong number of further films": "Aliens is here because you liked Alien and three more films.",
    "sequel for the original": "You liked Aliens.",
    "wrong year": "You liked Alien (1978).",
    "year of another film": "You liked Alien (1984).",
    "invented genre": "It is a romantic comedy.",
    "genre the cited film lacks": "Like Blade Runner, it is a thriller.",
    "genre the pick lacks": "Like Alien, it is a horror film.",
    "invented director": "It was directed by Ridley Scott, like Alien.",
    "invented award": "It won two Oscars.",
    "invented quality": "It is a great sci-fi thriller.",
    "invented popularity": "Everyone likes it.",
    "wrong rank before": "Without Alien, The Terminator and Blade Runner, it would fall from 1st to 31st.",
    "wrong rank after": "Without Alien, The Terminator and Blade Runner, it would fall from 2nd to 30th.",
    "ranks reversed": "Without Alien, The Terminator and Blade Runner, it would fall from 31st to 2nd.",
    "receipt of the set given to one": "Without Alien, it would fall from 2nd to 31st.",
    "wrong direction": "Without Alien, The Terminator and Blade Runner, it would rise from 2nd to 31st.",
    "wrong rank": "It is 1st on your list.",
    "dropped not": "It does fit one of your wishes: comedy.",
    "dropped not in a rank": "Without Alien, The Terminator and Blade Runner, it would be 31st, 2nd.",
    "unmet wish called met": "You asked for comedy, and it fits.",
    "met wish called unmet": "It does not fit one of your wishes: from 1980.",
    "reversed comparison": "The Terminator counts for more than Alien.",
    "wrong main film": "Blade Runner counts the most of them.",
    "only because": "Aliens is here only because you liked Alien, The Terminator and Blade Runner.",
    "just because": "Aliens is here just because you liked Alien, The Terminator and Blade Runner.",
    "flipped polarity": "Aliens is here because you disliked Alien, The Terminator and Blade Runner.",
    "flipped polarity of one": "You liked Psycho (1960).",
    "opposing film called supporting": "Aliens is here because you disliked Psycho (1960).",
    "count off by one": "Of the 243 people who liked Alien, 157 also liked this one.",
    "counts of another film": "Of the 221 people who liked Alien, 150 also liked this one.",
    "direction of the crowd": "Of the 243 people who liked Aliens, 158 also liked Alien.",
    "most when it is less than half": "Most people who liked Blade Runner also liked this one.",
    "crowd average": "It averages 4.5 stars from 284 people.",
    "people of the average": "It averages 4.0 stars from 200 people.",
    "extra clause": "You liked Alien, and it is the best film of the decade.",
    "false clause joined to a true one": "It is 2nd on your list, and without The Terminator it would be 3rd.",
    "true start, false end": "Most people who liked Alien also liked this one: 150 of 243.",
    "plot": "You liked Alien, in which a crew meets a monster.",
    "them without a list": "Without them, it would fall from 2nd to 31st.",
    "them after one film": "You liked Alien. Without them, it would fall from 2nd to 31st.",
    "it after another film": "Alien counts for more than The Terminator. It is a war film.",
    "mostly when it does not hold of the film": "It is mostly because you liked Blade Runner that it is here.",
    "look-alike letter": "You liked Аlien.",
    "look-alike digit": "You gave Alien ５ stars.",
    "invisible character": "You liked Al\u200bien.",
    "markup": "You liked <b>Alien</b>.",
    "no end": "You liked Alien",
    "nothing": "   ",
    "shouting": "YOU LIKED ALIEN.",
    "another person": "She liked Alien.",
    "question": "You liked Alien?",
    "likes of the person": "I know 41 films you like.",
    "thin evidence that is not": "Take this as a guess.",
    "share": "About 90% of what speaks for it comes from Alien, The Terminator and Blade Runner.",
}


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_is_accepted_with_its_claims(text: str) -> None:
    found = check(text, space())
    assert not isinstance(found, Refusal), found.reason
    assert all(c.supported and c.text in text for c in found)


@pytest.mark.parametrize("mistake", FALSE)
def test_a_false_or_unsupported_sentence_is_refused(mistake: str) -> None:
    found = check(FALSE[mistake], space())
    assert isinstance(found, Refusal), found
    assert found.reason.endswith(".")


@pytest.mark.parametrize("mistake", FALSE)
def test_a_true_sentence_does_not_carry_a_false_one_in(mistake: str) -> None:
    if FALSE[mistake].strip() and mistake != "them without a list":
        assert not check(f"It is 2nd on your list. {FALSE[mistake]}", space())


NUMBER = re.compile(r"\d+(?:\.\d)?")


@pytest.mark.parametrize("task", ["short", "full", "why_not", "line"])
def test_no_number_of_a_true_text_can_be_changed(task: str) -> None:
    evidence = space()
    checker = Checker(evidence)
    for seed in range(2):
        text = " ".join(s.text for s in plain(evidence, task, seed))  # type: ignore[arg-type]
        assert checker.check(text)
        for match in NUMBER.finditer(text):
            for other in {"1", "3", "42", "1985", str(int(float(match[0])) + 1)} - {match[0]}:
                changed = text[: match.start()] + other + text[match.end() :]
                assert not checker.check(changed), changed


MAY_GO = [
    "mostly",
    "mainly",
    "each",
    "the",
    "The",
    "both",
    "also",
    "these",
    "those",
    "and",
    "action,",
    "action",
    "sci-fi",
    "sci-fi,",
    "thriller",
    "thriller,",
    "alone,",
    "three",
    "three,",
    "stars",
    "people",
]


@pytest.mark.parametrize("seed", range(3))
def test_no_word_of_a_true_text_can_be_dropped_unless_the_rest_is_still_a_way_to_say_it(seed: int) -> None:
    """A negation, a name or a number dropped is never accepted; an adverb, a genre or a clear title's year may be."""
    evidence = space()
    checker = Checker(evidence)
    text = " ".join(s.text for s in plain(evidence, "full", seed))
    words = text.split(" ")
    for n, word in enumerate(words):
        changed = " ".join([*words[:n], *words[n + 1 :]])
        if not re.fullmatch(r"\(\d{4}\)\W?", word) and checker.check(changed):
            assert word in MAY_GO, (
                word,
                changed,
            )


def test_swapping_two_films_in_a_sentence_that_tells_them_apart_is_refused() -> None:
    swap = {"Alien": "The Terminator", "The Terminator": "Alien"}
    for text in (
        "You gave 5 stars to Alien and 4 stars to The Terminator.",
        "Without Alien alone, it would fall to 3rd.",
        "Of the 243 people who liked Alien, 158 also liked this one.",
        "Alien counts for more than The Terminator.",
    ):
        assert check(text, space())
        assert not check(re.sub("Alien|The Terminator", lambda m: swap[m[0]], text), space())


def test_two_films_of_one_title_are_told_apart_by_year_only() -> None:
    assert check("Psycho (1998) is here because you liked Psycho (1960).", remake())
    for text in (
        "Psycho (1960) is here because you liked Psycho (1998).",
        "Psycho is here because you liked Psycho (1960).",
        "You liked Psycho.",
        "You liked Psycho (1998).",
    ):
        assert not check(text, remake()), text


def test_a_film_that_cannot_be_told_apart_is_not_named_at_all() -> None:
    double = Item("x", "Psycho", 1998)
    evidence = Evidence(
        "u",
        double,
        2,
        200,
        1.0,
        (),
        cited=(Cited(Item("y", "Psycho", 1998), "liked", 5.0, 1.0, 0.5),),
        receipts=(Receipt(("y",), 2, 20),),
        likes=3,
    )
    assert not check("Psycho (1998) is here because you liked Psycho (1998).", evidence)
    assert "Psycho" not in " ".join(s.text for s in plain(evidence, "full"))


def test_a_title_inside_another_or_like_a_pronoun_needs_its_year() -> None:
    long = Item("x", "The Alien Factor", 1978)
    it = Item("y", "It", 1990)
    evidence = space()
    cited = (*evidence.cited[:1], Cited(long, "liked", 3.0, 0.1, 0.05), Cited(it, "disliked", 1.0, 0.1, 0.05))
    changed = Evidence("u", evidence.item, 2, 200, 1.0, (), cited=cited, likes=9)
    assert check("You liked Alien (1979).", changed)
    assert not check("You liked Alien.", changed)
    assert check("You disliked It (1990).", changed)
    assert not check("You disliked It.", changed)


def test_a_cause_without_a_receipt_is_refused() -> None:
    evidence = space()
    fell_not = Evidence("u", evidence.item, 2, 200, 1.0, evidence.parts, cited=evidence.cited, likes=40)
    reason = "Aliens is here because you liked Alien, The Terminator and Blade Runner."
    assert check(reason, evidence)
    assert not check(reason, fell_not)
    assert not check(reason, spread())


def test_a_dot_or_an_exclamation_mark_in_a_title_does_not_end_the_sentence() -> None:
    evidence = space()
    titles = ("Mr. Smith Goes to Washington", "That Thing You Do!", "Who's Afraid of Virginia Woolf?")
    cited = tuple(Cited(Item(str(n), t, 1990 + n), "liked", 4.0, 0.1, 0.1) for n, t in enumerate(titles))
    changed = Evidence("u", evidence.item, 2, 200, 1.0, (), cited=cited, likes=9)
    found = accept(
        "You liked Mr. Smith Goes to Washington (1990) and That Thing You Do! (1991). You liked That Thing You Do! "
        "You gave Who's Afraid of Virginia Woolf? 4 stars.",
        changed,
        "model",
    )
    assert not isinstance(found, Refusal), found.reason
    assert [s.text for s in found][1:] == [
        "You liked That Thing You Do!",
        "You gave Who's Afraid of Virginia Woolf? 4 stars.",
    ]
    assert all(s.source == "model" for s in found)


def test_curly_quotes_and_decomposed_accents_are_the_same_text() -> None:
    film = Item("x", "Amélie's Café", 2001, ("Comedy",))
    evidence = Evidence("u", film, 1, 200, 1.0, (), likes=3)
    assert check("Ame\u0301lie\u2019s Cafe\u0301 (2001) is a comedy from 2001.", evidence)


def test_the_refusal_tells_where_the_truth_ended() -> None:
    found = check("You gave Alien 4 stars.", space())
    assert isinstance(found, Refusal)
    assert "4 stars" in found.reason
    odd = check("You liked Аlien.", space())
    assert isinstance(odd, Refusal)
    assert "looks like another" in odd.reason


def test_an_endless_text_is_refused_at_once() -> None:
    assert not check("You liked Alien, " * 5000, space())
    assert not check("You liked Alien and " * 90, space())


def test_the_same_opinion_of_a_film_that_speaks_against_is_bound_too() -> None:
    assert check("You gave 2 stars to Psycho.", space())
    assert not check("You gave 5 stars to Psycho.", space())
    assert PSYCHO_1960.year == 1960
