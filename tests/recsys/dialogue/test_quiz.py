from recsys.data.dataset import Dataset
from recsys.dialogue.quiz import choose
from recsys.schema import Opinion, Profile


def test_the_quiz_asks_about_six_known_and_different_films(ml100k: Dataset) -> None:
    films = choose(ml100k, Profile("new"))
    assert len({f.id for f in films}) == 6
    counts = [sum(ml100k.interactions.item == ml100k.catalog.row(f.id)) for f in films]
    assert min(counts) > 100
    assert len({g for f in films for g in f.genres}) >= 6
    assert len({(f.year or 0) // 10 for f in films}) >= 3


def test_films_with_an_opinion_are_not_asked_about(ml100k: Dataset) -> None:
    first = choose(ml100k, Profile("new"))
    profile = Profile("new", tuple(Opinion(f.id, "seen") for f in first))
    assert not {f.id for f in choose(ml100k, profile)} & {f.id for f in first}


def test_a_small_catalogue_gives_what_it_has(tiny: Dataset) -> None:
    assert len(choose(tiny, Profile("new"), 50)) == len(tiny.catalog)
