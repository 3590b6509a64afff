import pytest

from recsys.contexts import CONTEXTS
from recsys.data.dataset import Dataset
from recsys.dialogue import lexicon
from recsys.dialogue.pointing import ordinals, out_of_range
from recsys.dialogue.slots import WishReader


@pytest.fixture(scope="session")
def wishes(ml100k: Dataset) -> WishReader:
    return WishReader(ml100k.catalog.genres, 1998)


def told(wishes: WishReader, message: str) -> set[tuple[str, object]]:
    return {(c.kind, c.value) for c in wishes.read(message).constraints}


@pytest.mark.parametrize(
    ("message", "constraints"),
    [
        ("no horror please", {("not_genre", "Horror")}),
        ("not too scary, a romantic comedy", {("not_genre", "Horror"), ("genre", "Comedy"), ("genre", "Romance")}),
        ("anything but horror", {("not_genre", "Horror")}),
        ("I'm tired of dramas", {("not_genre", "Drama")}),
        ("not a fan of war films but I like westerns", {("not_genre", "War"), ("genre", "Western")}),
        ("no preference, maybe some action", {("genre", "Action")}),
        ("science fiction before 1980", {("genre", "Sci-Fi"), ("year_to", 1979)}),
        ("a comedy from the 80s or 90s", {("genre", "Comedy"), ("year_from", 1980), ("year_to", 1999)}),
        ("between 1970 and 1985", {("year_from", 1970), ("year_to", 1985)}),
        ("early 90s thriller", {("genre", "Thriller"), ("year_from", 1990), ("year_to", 1994)}),
        ("a film noir from the forties", {("genre", "Film-Noir"), ("year_from", 1940), ("year_to", 1949)}),
        ("from 1990 on", {("year_from", 1990)}),
        ("I'm in my 30s and want a drama", {("genre", "Drama")}),
        ("an old classic", {("year_to", 1978)}),
        ("less violent", {("not_genre", "Action"), ("not_genre", "Horror"), ("not_genre", "War")}),
    ],
)  # fmt: skip
def test_genres_years_and_bans(message: str, constraints: set[tuple[str, object]], wishes: WishReader) -> None:
    assert told(wishes, message) == constraints


def test_with_the_kids_is_company_and_a_quality_matters_less_than_the_thing(wishes: WishReader) -> None:
    wish = wishes.read("a funny animated movie for kids")
    assert wish.contexts == ("kids",)
    weight = {c.value: c.importance for c in wish.constraints}
    assert weight["Animation"] > weight["Comedy"]


def test_for_adults_means_nothing_made_for_children(wishes: WishReader) -> None:
    assert told(wishes, "something for adults") == {("not_genre", "Children's")}
    assert wishes.read("not for the kids").contexts == ()


def test_every_company_and_mood_is_one_the_ranking_knows() -> None:
    assert set(lexicon.CONTEXTS) <= set(CONTEXTS)


def test_what_no_catalogue_tells_is_named(wishes: WishReader) -> None:
    assert wishes.read("something with Tom Hanks").unmet == ("Tom Hanks",)
    assert wishes.read("a short film on Netflix").blind == ("running times", "where to watch them")


@pytest.mark.parametrize(
    ("message", "genres", "label"),
    [
        ("a comedy or a horror film", "Comedy|Horror", "comedy or horror"),
        ("horror, comedy or drama please", "Horror|Comedy|Drama", "horror, comedy or drama"),
        ("sci-fi/thriller", "Sci-Fi|Thriller", "sci-fi or thriller"),
    ],
)
def test_either_of_several_genres_will_do(message: str, genres: str, label: str, wishes: WishReader) -> None:
    (wish,) = wishes.read(message).constraints
    assert (wish.kind, wish.value, wish.label) == ("genre", genres, label)


def test_how_well_known(wishes: WishReader) -> None:
    assert wishes.read("a hidden gem").novelty == 1
    assert wishes.read("a popular one").novelty == -1
    assert wishes.read("a comedy").novelty is None


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("why the second one?", [1]),
        ("#3", [2]),
        ("number four", [3]),
        ("the last one", [9]),
        ("the first two", [0, 1]),
        ("compare the first and third", [0, 2]),
        ("it is the first time", []),
        ("tell me more", []),
    ],
)
def test_places_in_the_list(message: str, places: list[int]) -> None:
    assert ordinals(message, 10) == places


def test_a_place_the_list_does_not_have() -> None:
    assert out_of_range("why the 15th?", 10) == 15
    assert out_of_range("why the 5th?", 10) is None


def test_what_is_negated_is_not_searched_for(wishes: WishReader) -> None:
    text = "something scary but not gory"
    assert wishes.without_refused("scary gory", wishes.read(text), text) == "scary"
