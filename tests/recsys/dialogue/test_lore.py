"""People and themes as users name them, in the films that come with WhyRec."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.data.catalog import Catalog
from recsys.data.knowledge import own_films
from recsys.dialogue.lore import NOTHING, Lore
from recsys.schema import Item


@pytest.fixture(scope="module")
def lore() -> Lore:
    return Lore(Catalog([Item(k.id, k.title, k.year, attributes=k.attributes()) for k in own_films()]))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("anything by Kurosawa", ["directed by Akira Kurosawa"]),
        ("kubrick", ["directed by Stanley Kubrick"]),
        ("something with meryl streep", ["with Meryl Streep"]),
        ("early Scorsese", ["directed by Martin Scorsese"]),
        ("movies by Woody Allen", ["directed by Woody Allen"]),
        ("movies with Woody Allen", ["with Woody Allen"]),
        ("Tom Hanks and Meg Ryan", ["Tom Hanks", "with Meg Ryan"]),
        ("something by Stephen Spielberg", ["directed by Steven Spielberg"]),
        ("arnold schwarzeneger", ["with Arnold Schwarzenegger"]),
        ("a film with Gerard Depardieu", ["with Gérard Depardieu"]),
        ("a young man by the sea", []),
        ("with my wife and a good friend", []),
        ("something by the brothers", []),
        ("I ford the river", []),
    ],
)
def test_people_are_known_whole_by_surname_and_with_slips(lore: Lore, text: str, labels: list[str]) -> None:
    assert [p.label for p in lore.people(text)] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a heist movie", ["heist"]),
        ("heists", ["heist"]),
        ("a bank job gone wrong", ["heist"]),
        ("time travel", ["time travel"]),
        ("a courtroom drama with a twist ending", ["trial", "twist ending"]),
        ("witches and ghosts", ["witchcraft", "haunting"]),
        ("set in New York", ["new york"]),
        ("the heisting of it", []),
        ("nothing of the kind", []),
    ],
)
def test_themes_are_known_by_their_words(lore: Lore, text: str, labels: list[str]) -> None:
    assert [t.label for t in lore.themes(text)] == labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("a french comedy", "in French"),
        ("something British", "from the United Kingdom"),
        ("a foreign film", "in English"),
        ("in Japanese please", "in Japanese"),
    ],
)
def test_places_are_asked_for_by_country_and_language(lore: Lore, text: str, label: str) -> None:
    assert [p.label for p in lore.places(text)] == [label]


def test_a_theme_nobody_has_is_not_known_but_the_nearest_is_offered(lore: Lore) -> None:
    assert lore.themes("bank robery") == []
    assert "heist" in [t.name for t in lore.nearest("bank robery")]
    assert lore.alike("Akiro Kurosawa") == "Akira Kurosawa"


def test_a_catalogue_of_which_nothing_is_known_knows_nobody() -> None:
    nothing = Lore(NOTHING)
    assert not nothing
    assert (nothing.people("by Kurosawa"), nothing.themes("a heist"), nothing.places("french")) == ([], [], [])
    assert nothing.nearest("heist") == []
    assert nothing.alike("Kurosawa") is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_within_its_bounds(lore: Lore, text: str) -> None:
    for found in (*lore.people(text), *lore.themes(text), *lore.places(text)):
        assert 0 <= found.start < found.end <= len(text)
