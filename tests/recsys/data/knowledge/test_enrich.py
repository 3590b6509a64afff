"""`whyrec data enrich`: what a source tells is joined to the right items, or nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recsys.data import registry
from recsys.data.dataset import load
from recsys.data.knowledge.enrich import enrich
from recsys.data.manage import add
from recsys.schema import WhyRecError
from recsys.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A data set of three films of one's own."""
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    (tmp_path / "ratings.csv").write_text("user,item,rating\na,1,5\nb,2,4\na,3,1\n")
    (tmp_path / "items.csv").write_text("id,title,year\n1,The Sting,1973\n2,Léon,1994\n3,Emma,1996\n")
    add("mine", tmp_path / "ratings.csv", settings, items=tmp_path / "items.csv")
    return settings


def attributes(settings: Settings, item: str) -> dict[str, tuple[str, ...]]:
    return dict(load("mine", settings).catalog.get(item).attributes)


def test_a_table_is_joined_by_title_and_year_and_words_become_themes(home: Settings, tmp_path: Path) -> None:
    table = tmp_path / "known.csv"
    table.write_text(
        "title,year,director,tags,about\nSting,1974,George Roy Hill,swindle|Chicago crowd,Two grifters trick a boss.\n"
        "leon,1994,Luc Besson,,\nUnheard Of,1990,Nobody,,\n"
    )
    found = enrich("mine", table, home)
    assert (found.form, found.told, found.joined, found.strangers) == ("table", 3, 2, ("Unheard Of",))
    assert attributes(home, "1") == {
        "director": ("George Roy Hill",),
        "theme": ("con-game",),
        "tag": ("Chicago crowd",),
        "about": ("Two grifters trick a boss.",),
    }
    assert attributes(home, "2") == {"director": ("Luc Besson",)}


def test_a_second_source_adds_and_afresh_begins_again(home: Settings, tmp_path: Path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.jsonl"
    first.write_text("id,themes,about\n1,heist,First said.\n")
    second.write_text(json.dumps({"id": "1", "themes": ["space"], "about": "Said later."}) + "\n")
    enrich("mine", first, home)
    enrich("mine", second, home)
    assert attributes(home, "1") == {"theme": ("heist", "space"), "about": ("First said.",)}
    enrich("mine", second, home, afresh=True)
    assert attributes(home, "1") == {"theme": ("space",), "about": ("Said later.",)}


def test_tags_and_the_genome_go_by_the_items_ids(home: Settings, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "tags.csv").write_text("userId,movieId,tag,timestamp\n1,1,Caper,0\n2,1,caper,0\n2,1,slow,0\n")
    assert enrich("mine", tmp_path / "t", home).form == "tags"
    assert attributes(home, "1") == {"theme": ("heist",), "tag": ("slow",)}
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "genome-tags.csv").write_text("tagId,tag\n1,space\n2,boring\n")
    (tmp_path / "g" / "genome-scores.csv").write_text("movieId,tagId,relevance\n2,1,0.9\n2,2,0.3\n")
    assert enrich("mine", tmp_path / "g", home).form == "genome"
    assert attributes(home, "2") == {"theme": ("space",)}


def test_the_columns_of_a_table_may_be_named(home: Settings, tmp_path: Path) -> None:
    table = tmp_path / "known.csv"
    table.write_text("nr,who\n3,Douglas McGrath\n")
    enrich("mine", table, home, columns={"id": "nr", "directors": "who"})
    assert attributes(home, "3") == {"director": ("Douglas McGrath",)}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "title\nEmma\n", "tells nothing of its items"),
        ("a.csv", "name,themes\nEmma,heist\n", "has no column id or title"),
        ("a.csv", "title,themes\nNobody,heist\n", "Nothing that a.csv tells of is in the data set mine"),
        ("a.txt", "title,themes\nEmma,heist\n", "is in no form of knowledge"),
        ("a.jsonl", "not json\n", "cannot be read as table"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_changed(
    home: Settings, tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(WhyRecError, match=says):
        enrich("mine", tmp_path / name, home)
    entry = registry.get("mine", home)
    assert entry is not None
    assert entry.knowledge == ""


def test_two_items_that_a_source_may_mean_are_passed_over(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    (tmp_path / "r.csv").write_text("user,item,rating\na,1,5\nb,2,4\n")
    (tmp_path / "i.csv").write_text("id,title,year\n1,Emma,1996\n2,Emma,1995\n")
    add("mine", tmp_path / "r.csv", settings, items=tmp_path / "i.csv")
    (tmp_path / "k.csv").write_text("title,year,themes\nEmma,,wedding\nEmma,1996,heist\n")
    found = enrich("mine", tmp_path / "k.csv", settings)
    assert (found.joined, found.ambiguous) == (1, 1)
    assert attributes(settings, "1") == {"theme": ("heist",)}


def test_real_tags_and_real_films_are_joined(shared_data: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    films = enrich("ml-100k", shared_data / "wikipedia-movies", settings)
    assert films.joined > 1100
    assert films.fields["directors"] > 1600
    small = enrich(str(shared_data / "ml-latest-small"), shared_data / "ml-latest-small", settings)
    assert small.joined == small.told > 1500
