"""MovieLens titles as a person would write them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.corrections import correct
from recsys.data.dataset import Dataset
from recsys.data.titles import ENGLISH, FOREIGN, Title, natural, parse


@pytest.mark.parametrize(
    ("raw", "title", "year", "aka"),
    [
        ("Toy Story (1995)", "Toy Story", 1995, ()),
        ("Godfather, The (1972)", "The Godfather", 1972, ()),
        ("Godfather: Part II, The (1974)", "The Godfather: Part II", 1974, ()),
        ("American in Paris, An (1951)", "An American in Paris", 1951, ()),
        (
            "Seven Samurai (The Magnificent Seven) (Shichinin no samurai) (1954)",
            "Seven Samurai",
            1954,
            ("The Magnificent Seven", "Shichinin no samurai"),
        ),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            "The City of Lost Children",
            1995,
            ("La Cité des enfants perdus",),
        ),
        ("Cité des enfants perdus, La", "La Cité des enfants perdus", None, ()),
        ("Star Maker, The (Uomo delle stelle, L') (1995)", "The Star Maker", 1995, ("L'Uomo delle stelle",)),
        ("Convent, The (Convento, O) (1995)", "The Convent", 1995, ("O Convento",)),
        ("Eye of Vichy, The (Oeil de Vichy, L’) (1993)", "The Eye of Vichy", 1993, ("L'Oeil de Vichy",)),
        ("Land Before Time III: The Time (1995) (V)", "Land Before Time III: The Time", 1995, ()),
        ("Seven (a.k.a. Se7en) (1995)", "Seven", 1995, ("Se7en",)),
        ("Protector, The (a.k.a. Warrior King) (Tom yum) (2005)", "The Protector", 2005, ("Warrior King", "Tom yum")),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009, ()),
        ("Frontière(s) (2007)", "Frontière(s)", 2007, ()),
        ("Birdman: Or (The Unexpected Virtue) (2014)", "Birdman: Or (The Unexpected Virtue)", 2014, ()),
        ("Let the Right One In (Låt den rätte komma) (2008)", "Let the Right One In", 2008, ("Låt den rätte komma",)),
        ("Cry, the Beloved Country (1995)", "Cry, the Beloved Country", 1995, ()),
        ("Paris, Texas (1984)", "Paris, Texas", 1984, ()),
        ("Steamboat Bill, Jr. (1928)", "Steamboat Bill, Jr.", 1928, ()),
        ("Mostri, I (1963)", "I Mostri", 1963, ()),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968, ()),
        ("1984", "1984", None, ()),
        ("Babylon 5", "Babylon 5", None, ()),
        ("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975, ()),
        ("  Alien   (1979)  ", "Alien", 1979, ()),
        ("Amelie\u0301 (2001)", "Amelié", 2001, ()),
        ("(1999)", "(1999)", None, ()),
        ("", "", None, ()),
        ("Broken (bracket (1999)", "Broken (bracket", 1999, ()),
    ],
)  # fmt: skip
def test_a_title_is_taken_apart(raw: str, title: str, year: int | None, aka: tuple[str, ...]) -> None:
    assert parse(raw) == Title(title, year, aka)


def test_a_year_from_another_column_wins() -> None:
    assert parse("Alien (1978)", 1979).year == 1979


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser_and_none_comes_out_empty(text: str) -> None:
    found = parse(text)
    assert bool(found.title) == bool(text.split())
    assert found.title not in found.aka


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=4, max_size=20), st.sampled_from(ENGLISH + FOREIGN))
def test_an_article_moves_to_the_front_and_no_letter_is_lost(word: str, article: str) -> None:
    moved = natural(f"{word}, {article}")
    assert moved.startswith(article)
    assert Counter(moved.replace(" ", "")) == Counter(word + article)
    assert natural(moved) == moved


def test_a_misspelt_title_is_put_right_and_keeps_the_listed_form() -> None:
    assert correct(Title("When the Cats Away", 1996)) == Title("When the Cat's Away", 1996, ("When the Cats Away",))
    assert correct(Title("The Magnificent Seven", 1960)) == Title("The Magnificent Seven", 1960)


def test_every_film_of_movielens_100k_reads_naturally(ml100k: Dataset) -> None:
    for item in ml100k.catalog:
        assert item.year is not None, item
        assert 1920 < item.year < 1999, item
        for title in (item.title, *item.aka):
            assert title == title.strip()
            assert "(" not in title, item
            assert not title.endswith(tuple(f", {article}" for article in ENGLISH + FOREIGN)), item


@pytest.mark.parametrize(
    ("item_id", "name", "aka"),
    [
        ("127", "The Godfather (1972)", ()),
        ("919", "The City of Lost Children (1995)", ("La Cité des enfants perdus",)),
        ("510", "Seven Samurai (1954)", ("The Magnificent Seven",)),
        ("113", "The Horseman on the Roof (1995)", ("Le Hussard sur le toit",)),
        ("1412", "Land Before Time III: The Time of the Great Giving (1995)", ()),
        ("1624", "Hush (1998)", ()),
        ("1021", "8 1/2 (1963)", ()),
        ("1019", "The Killer (1989)", ("Die xue shuang xiong",)),
        ("1233", "Nénette et Boni (1996)", ()),
    ],
)
def test_odd_titles_of_movielens_100k(ml100k: Dataset, item_id: str, name: str, aka: tuple[str, ...]) -> None:
    item = ml100k.catalog.get(item_id)
    assert (item.name, item.aka) == (name, aka)


def test_no_title_of_the_small_movielens_keeps_its_year_or_trailing_article(shared_data: Path) -> None:
    import csv

    with (shared_data / "ml-latest-small" / "movies.csv").open(encoding="utf-8", newline="") as file:
        found = [parse(row["title"]) for row in csv.DictReader(file)]
    undated = [t.title for t in found if t.year is None]
    assert len(found) == 9742
    assert len(undated) <= 13
    assert [t.title for t in found if t.title.endswith(", The") or "(19" in t.title] == []
