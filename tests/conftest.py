"""What every test may use: the real MovieLens 100K, a tiny catalogue, and real data kept beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsys.data.catalog import Catalog
from recsys.data.dataset import Dataset, load
from recsys.data.interactions import Interactions
from recsys.data.source import CleaningReport
from recsys.schema import Item, Lexicon, Scale
from recsys.settings import Settings

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The user's own cache, so that nothing is fetched or fitted twice, and a home and database of the tests' own."""
    return Settings(home=tmp_path_factory.mktemp("home"), database_url="", chat_model="none")


@pytest.fixture(scope="session")
def ml100k(settings: Settings) -> Dataset:
    return load("ml-100k", settings)


@pytest.fixture
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"the development data sets are not at {SHARED}")
    return SHARED


FILMS = (
    Item("1", "Alien", 1979, ("Horror", "Sci-Fi")),
    Item("2", "Aliens", 1986, ("Action", "Sci-Fi")),
    Item("3", "The Terminator", 1984, ("Action", "Sci-Fi")),
    Item("4", "Blade Runner", 1982, ("Sci-Fi",)),
    Item("5", "Toy Story", 1995, ("Animation", "Children's", "Comedy")),
    Item("6", "Babe", 1995, ("Children's", "Comedy")),
    Item("7", "The Lion King", 1994, ("Animation", "Children's", "Musical")),
    Item("8", "Aladdin", 1992, ("Animation", "Children's", "Musical")),
    Item("9", "Psycho", 1960, ("Horror", "Thriller")),
    Item("10", "Psycho", 1998, ("Horror", "Thriller")),
    Item("11", "Casablanca", 1942, ("Drama", "Romance")),
    Item("12", "Amélie", 2001, ("Comedy", "Romance")),
)
"""Two tastes (space and family), a remake of the same title, an accent, and one film nobody has rated (the last)."""

RATINGS = {
    "ann": {"1": 5, "2": 5, "3": 4, "4": 5, "5": 2},
    "bob": {"1": 4, "2": 5, "3": 5, "9": 3},
    "cleo": {"1": 5, "3": 4, "4": 4, "11": 4},
    "dan": {"2": 4, "3": 5, "4": 4, "10": 1},
    "eve": {"5": 5, "6": 4, "7": 5, "8": 5, "1": 1},
    "fay": {"5": 4, "7": 5, "8": 4},
    "gus": {"5": 5, "6": 5, "8": 4, "11": 3},
    "hal": {"9": 5, "1": 4, "11": 5},
}


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    """Twelve films and eight people with two clear tastes."""
    catalog = Catalog(FILMS)
    events = [
        (person, catalog.row(item), rating, 1_000_000 + 10 * place)
        for person, told in enumerate(RATINGS.values())
        for place, (item, rating) in enumerate(told.items())
    ]
    user, item, rating, at = zip(*events, strict=True)
    ids = [film.id for film in FILMS]
    report = CleaningReport(len(events), len(events), len(FILMS), len(FILMS), len(RATINGS))
    people = {"ann": {"occupation": "student"}}
    interactions = Interactions(tuple(RATINGS), ids, user, item, rating, at)
    return Dataset("tiny", catalog, interactions, people, Scale(), Lexicon(), report, "tiny-1")
