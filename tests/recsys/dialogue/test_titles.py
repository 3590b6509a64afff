from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.dataset import Dataset
from recsys.dialogue.text import clean, escape
from recsys.dialogue.titles import TitleLinker
from recsys.dialogue.understand import Understander

Names = Callable[[object], list[str]]


@pytest.fixture(scope="session")
def linker(understander: Understander) -> TitleLinker:
    return understander.linker


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("I loved Alien but hated Psycho", ["Alien (1979)", "Psycho (1960)"]),
        ("compare Fargo and Heat", ["Fargo (1996)", "Heat (1995)"]),
        ("i liked seven and heat", ["Seven (1995)", "Heat (1995)"]),
        ("the godfahter", ["The Godfather (1972)"]),
        ("shawshank redemtion is my favorite", ["The Shawshank Redemption (1994)"]),
        ("i hate titanc", ["Titanic (1997)"]),
        ("starwars and bladerunner", ["Star Wars (1977)", "Blade Runner (1982)"]),
        ("silence of lambs", ["The Silence of the Lambs (1991)"]),
        ("se7en", ["Seven (1995)"]),
        ("12 monkeys", ["Twelve Monkeys (1995)"]),
        ("E.T.", ["E.T. the Extra-Terrestrial (1982)"]),
        ("beauty & the beast", ["Beauty and the Beast (1991)"]),
        ("terminator 2 was better than The Terminator", ["Terminator 2: Judgment Day (1991)", "The Terminator (1984)"]),
        ("I gave Jaws 2 stars", ["Jaws (1975)"]),
        ("I gave Jaws 2 4 stars", ["Jaws 2 (1978)"]),
        ("Cape Fear (1962)", ["Cape Fear (1962)"]),
        ("Scream 4/5, Clerks 2/5", ["Scream (1996)", "Clerks (1994)"]),
    ],
)
def test_titles_are_found_however_they_are_typed(
    message: str, found: list[str], linker: TitleLinker, names: Names
) -> None:
    assert [names(m.items[:1])[0] for m in linker.link(clean(message))] == found


@pytest.mark.parametrize(
    "message",
    [
        "a movie with speed and big explosions",
        "I want to see a movie with my kids on friday",
        "my mother hates horror",
        "something scary for halloween night",
        "tell me about it",
        "contact me",
        "good morning",
        "I love Titanic (2012)",
        "Have you seen Black Panther?",
        "I liked Toy Story 3",
        "Safe House was great",
        "Star Wars: The Last Jedi",
    ],
)
def test_ordinary_words_and_films_of_other_names_are_no_titles(message: str, linker: TitleLinker) -> None:
    assert linker.link(clean(message)) == ()


def test_a_title_of_two_films_keeps_both_and_a_year_decides(linker: TitleLinker, names: Names) -> None:
    both = linker.link("have you seen Cape Fear")[0]
    assert both.ambiguous
    assert sorted(names(both.items)) == ["Cape Fear (1962)", "Cape Fear (1991)"]
    assert names(linker.link("have you seen Cape Fear from 1991")[0].items) == ["Cape Fear (1991)"]


def test_what_is_on_show_settles_a_title_of_two_films(linker: TitleLinker, ident: Callable[[str], str]) -> None:
    shown = ident("Cape Fear (1962)")
    assert linker.link("have you seen Cape Fear", prefer=[shown])[0].items == (shown,)


def test_capitals_tell_the_film_it_from_the_word(ml100k: Dataset) -> None:
    from recsys.data.catalog import Catalog
    from recsys.schema import Item

    linker = TitleLinker(Catalog([Item("1", "It", 2017), Item("2", "Up", 2009), Item("3", "Big", 1988)]))
    assert [m.items for m in linker.link("Have you seen It? I loved Up.")] == [("1",), ("2",)]
    assert linker.link("I saw it and cheered up, what a big surprise") == ()


def test_search_offers_the_nearest_titles_best_first(linker: TitleLinker) -> None:
    assert [i.name for i in linker.find("godfater")][:2] == ["The Godfather (1972)", "The Godfather: Part II (1974)"]
    assert linker.find("psycho 1960")[0].name == "Psycho (1960)"
    assert linker.find("zzzqqqxxx") == []


@given(st.text(max_size=300))
def test_mentions_are_ordered_apart_and_inside_the_message(linker: TitleLinker, text: str) -> None:
    said = clean(text)
    mentions = linker.link(said)
    edges = [edge for m in mentions for edge in (m.start, m.end)]
    assert edges == sorted(edges)
    assert all(0 <= m.start < m.end <= len(said) and m.items for m in mentions)


@given(st.text(max_size=200))
def test_escaped_text_opens_no_tag_and_keeps_every_letter(text: str) -> None:
    safe = escape(text)
    assert "<" not in safe
    assert ">" not in safe
    assert [c for c in safe if c.isalpha() and c not in "amplgt"] == [
        c for c in " ".join(text.split()) if c.isalpha() and c not in "amplgt"
    ]


def test_full_names_are_found_by_the_search(linker: TitleLinker, ml100k: Dataset) -> None:
    asked = ml100k.catalog.items[::40]
    assert [item.name for item in asked if item not in linker.find(item.name, 6)] == []
