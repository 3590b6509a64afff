"""Mutations make true sentences false; what would stay true is never counted."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from eval.claims import as_cases
from eval.mutate import MUTATIONS, Case, mutants
from eval.mutate.case import Scene, Whole, written
from eval.mutate.signs import looks_are_wrong
from recsys.data.catalog import Catalog
from recsys.explain.verify import Checker, Refusal
from recsys.schema import Crowd, Evidence, Item
from tests.recsys.explain.strategies import ALIEN, ALIENS, BLADE_RUNNER, PSYCHO_1960, TERMINATOR, remake, space

CATALOG = Catalog(
    [
        *(ALIEN, ALIENS, BLADE_RUNNER, PSYCHO_1960, TERMINATOR),
        Item("20", "Alien Resurrection", 1997, ("Sci-Fi",)),
        Item("21", "Psycho", 1998, ("Horror", "Thriller")),
        Item("22", "Dumbo", 1941, ("Animation", "Children's")),
        Item("23", "Oliver!", 1968, ("Musical",)),
    ]
)
THREE = "Alien (1979), The Terminator (1984) and Blade Runner (1982)"
TEXTS = (
    f"Aliens (1986) is here because you liked {THREE}. Without them, it would fall from 2nd to 31st.",
    "You gave Alien (1979) 5 stars and The Terminator (1984) 4 stars.",
    f"Aliens (1986) owes its place to your ratings of {THREE}.",
    "Of the 243 people who liked Alien (1979), 158 also liked Aliens (1986).",
    "Aliens (1986) is a sci-fi thriller from 1986, like Alien (1979).",
    "Like Alien (1979), Aliens (1986) is a sci-fi film.",
    "Aliens (1986) is a war film from 1986.",
    "It averages 4.0 stars from 284 people.",
    "Of the 284 people who rated it, 200 liked it.",
    "It ranks 2nd of the 200 films I considered.",
    "Aliens (1986) is 2nd on your list.",
    "Without Alien (1979) alone, it would fall to 3rd.",
    "Alien (1979) counts for more than Blade Runner (1982).",
    "That you disliked Psycho (1960) counts against Aliens (1986).",
    f"{THREE} make up 80% of what speaks for it.",
    "It does not fit one of your wishes: comedy.",
    "Nearly two thirds of the people who liked Alien (1979) also liked Aliens (1986).",
)


def cases(text: str, record: Evidence | None = None) -> list[Case]:
    record = record or space()
    found = Checker(record).sentences(text)
    assert not isinstance(found, Refusal), f"{text}: {found}"
    return as_cases(found, Scene(record, CATALOG), "short")


def made(kind: str, text: str, record: Evidence | None = None, seed: int = 0) -> list[str]:
    return mutants(kind, cases(text, record)[-1], random.Random(seed), 1000)


@pytest.fixture(scope="module")
def known() -> list[Case]:
    """Sentences the verifier of today accepts; the other texts still serve the tests that name them."""
    found: list[Case] = []
    for text in TEXTS:
        read = Checker(space()).sentences(text)
        if not isinstance(read, Refusal):
            found += as_cases(read, Scene(space(), CATALOG), "short")
    return found


@pytest.mark.parametrize("kind", MUTATIONS)
def test_every_kind_changes_some_sentence_and_never_gives_it_back(kind: str, known: list[Case]) -> None:
    found = [(case, text) for case in known for text in mutants(kind, case, random.Random(1), 5)]
    assert found
    assert all(
        text != (f"{case.before} {case.text}".strip() if isinstance(text, Whole) else case.text)
        or (isinstance(text, Whole) and case.before)
        for case, text in found
    )


@pytest.mark.parametrize("kind", MUTATIONS)
def test_no_mutant_is_a_sentence_the_record_supports(kind: str, known: list[Case]) -> None:
    texts = {f"{case.before} {case.text}".strip() for case in known} | {case.text for case in known}
    assert not [
        t
        for case in known
        for t in mutants(kind, case, random.Random(2), 20)
        if not isinstance(t, Whole) and t in texts
    ]


def test_titles_side_by_side_in_a_list_are_not_swapped() -> None:
    text = "Aliens (1986) is here because you liked Alien (1979), The Terminator (1984) and Blade Runner (1982)."
    swapped = made("swapped_titles", text)
    assert swapped
    assert all(not t.startswith("Aliens (1986)") for t in swapped)


def test_films_of_one_rating_are_not_swapped() -> None:
    e = space()
    same = replace(e, cited=tuple(replace(c, stars=5.0) for c in e.cited))
    text = "You gave Alien (1979) 5 stars and The Terminator (1984) 5 stars."
    other = "You gave Alien (1979) 5 stars and The Terminator (1984) 4 stars."
    assert made("swapped_titles", other) == ["You gave The Terminator (1984) 5 stars and Alien (1979) 4 stars."]
    if not isinstance(Checker(same).check(text), Refusal):
        assert made("swapped_titles", text, same) == []


def test_what_two_films_share_they_share_both_ways() -> None:
    assert made("swapped_roles", "Like Alien (1979), Aliens (1986) is a sci-fi film.") == []


def test_people_who_liked_both_are_swapped_only_if_so_many_liked_each() -> None:
    text = "Of the 243 people who liked Alien (1979), 158 also liked Aliens (1986)."
    assert made("swapped_roles", text) == ["Of the 243 people who liked Aliens (1986), 158 also liked Alien (1979)."]
    assert made("swapped_roles", text, replace(space(), crowd=Crowd(284, 243, 3.95))) == []


def test_a_sequel_is_another_film_but_one_without_its_article_is_the_same() -> None:
    found = made("near_title", "Without The Terminator (1984) alone, it would stay 2nd.")
    assert any("The Terminator II (1984)" in t for t in found)
    assert any("A Terminator (1984)" in t for t in found)
    assert not any("Without Terminator (1984)" in t for t in found)


def test_a_near_title_of_the_record_itself_is_left_to_the_swaps() -> None:
    found = made("near_title", "Of the 243 people who liked Alien (1979), 158 also liked this one.")
    assert any("Alien Resurrection (1997)" in t for t in found)
    assert not any("Aliens" in t for t in found)


def test_the_year_of_a_remake_is_not_a_wrong_year() -> None:
    catalog = Catalog([ALIEN, replace(ALIEN, id="30", year=1980), ALIENS])
    read = Checker(space()).sentences("Alien (1979) counts for more than Blade Runner (1982).")
    assert not isinstance(read, Refusal)
    (case,) = as_cases(read, Scene(space(), catalog), "short")
    found = mutants("year", case, random.Random(0), 100)
    assert any("Alien (1978)" in t for t in found)
    assert not any("Alien (1980)" in t for t in found)


def test_ratings_stay_on_the_scale_and_agree_with_their_unit() -> None:
    found = made("rating", "That you gave Psycho (1960) 2 stars counts against Aliens (1986).")
    assert "That you gave Psycho (1960) 1 star counts against Aliens (1986)." in found
    assert "That you gave Psycho (1960) 2.5 stars counts against Aliens (1986)." in found
    assert not any("5.5" in t for t in made("rating", "You gave Alien (1979) 5 stars."))


def test_a_number_in_a_title_or_a_hedged_one_is_no_count() -> None:
    e = replace(space(), item=replace(ALIENS, title="2001"), lexicon=space().lexicon)
    (case,) = [Case(Scene(e, CATALOG), "2001 (1986) is 2nd on your list.")]
    assert [(n.sort, n.value) for n in case.numbers] == [("rank", 2)]
    (hedged,) = [Case(Scene(space(), CATALOG), "More than 150 people liked it.")]
    assert mutants("count", hedged, random.Random(0), 10) == []


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("You gave Alien 5 stars, and 158 of 243 people liked it.", ["rating", "count", "count"]),
        ("It would fall from 2nd to thirty-first place.", ["rank", "rank"]),
        ("They make up 26% of what speaks for it.", ["share"]),
        ("It averages 4.0 stars from 1,534 people.", ["average", "count"]),
        ("It is a film of the eighties, from 1986.", ["decade", "year"]),
        ("You rated it four and a half stars.", ["rating"]),
        ("This one is one you liked.", []),
    ],
)
def test_numbers_are_told_apart(text: str, sorts: list[str]) -> None:
    assert [n.sort for n in Case(Scene(space(), CATALOG), text).numbers][: len(sorts) or None] == sorts


def test_another_value_is_written_as_the_number_was() -> None:
    scene = Scene(space(), CATALOG)
    texts = ("2nd", "second", "1,534 people", "26%", "four stars", "1980s", "eighties")
    values = (3, 3, 2000, 30, 3, 1990, 90)
    numbers = [Case(scene, text).numbers[0] for text in texts]
    shown = [written(n, v) for n, v in zip(numbers, values, strict=True)]
    assert shown == ["3rd", "third", "2,000", "30%", "three", "1990s", "nineties"]


def test_two_equal_numbers_are_not_exchanged() -> None:
    equal = Case(Scene(space(), CATALOG), "Of the 200 people who rated it, 200 liked it.", (("crowd", (0, 44)),))
    assert mutants("number_moved", equal, random.Random(0), 10) == []
    assert made("number_moved", "Of the 284 people who rated it, 200 liked it.") == [
        "Of the 200 people who rated it, 284 liked it."
    ]


def test_a_quantifier_is_strengthened_only_beyond_the_counts() -> None:
    few = made("quantifier", "Of the 230 people who liked Blade Runner (1982), 90 also liked Aliens (1986).")
    many = made("quantifier", "Of the 243 people who liked Alien (1979), 158 also liked Aliens (1986).")
    assert any(t.startswith("Most people") for t in few)
    assert not any(t.startswith(("Most", "More than half")) for t in many)
    assert any(t.startswith("All of the 243") for t in many)


def test_mostly_is_a_lie_only_below_half() -> None:
    text = f"Aliens (1986) is here because you liked {THREE}."
    assert not any("mostly" in t for t in made("quantifier", text))
    less = replace(space(), cited=tuple(replace(c, share=c.share / 3) for c in space().cited))
    assert any("mostly" in t for t in made("quantifier", text, less))


def test_a_film_that_moves_the_pick_alone_is_a_cause_and_one_that_does_not_is_none() -> None:
    text = f"Aliens (1986) is ranked this high because you liked {THREE}."
    e = replace(space(), receipts=(replace(space().receipts[0], rank_after=9), *space().receipts[1:]))
    found = made("cause", text, e)
    assert not any("because you liked Alien (1979)." in t for t in found)
    assert any("because you liked Blade Runner (1982)." in t for t in found)


def test_only_because_is_a_lie_unless_nothing_else_speaks_for_it() -> None:
    assert any("only because" in t for t in made("cause", f"Aliens (1986) is here because you liked {THREE}."))
    alone = replace(remake(), cited=(replace(remake().cited[0], share=1.0),))
    text = "Psycho (1998) is here because you liked Psycho (1960)."
    assert any("only because" in t for t in made("cause", text, remake()))
    assert not any("only because" in t for t in made("cause", text, alone))


def test_not_just_denies_nothing() -> None:
    case = Case(Scene(space(), CATALOG), "You asked for a thriller, and it is just that.")
    assert not any("not just" in t for t in mutants("negation", case, random.Random(0), 20))


def test_invented_genres_are_of_no_film_and_no_wish_of_the_record() -> None:
    found = made("genre", "Aliens (1986) is a war film from 1986.")
    assert found
    assert not [
        t for t in found if any(f" {g} film" in t for g in ("sci-fi", "action", "horror", "comedy", "romantic"))
    ]


def test_two_codings_of_one_accent_are_the_same_text() -> None:
    assert not looks_are_wrong("Amélie", "Ame\u0301lie")
    assert looks_are_wrong("Alien", "Аlien")
    assert looks_are_wrong("Alien", "Al\u200bien")


def test_a_pronoun_for_a_film_of_the_same_rating_is_not_counted() -> None:
    text = "You gave Alien (1979) 5 stars."
    found = made("pronoun", text)
    assert "You liked The Terminator (1984). You gave it 5 stars." in found
    same = replace(space(), cited=tuple(replace(c, stars=5.0) for c in space().cited))
    assert not any("You liked The Terminator" in t for t in made("pronoun", text, same))
