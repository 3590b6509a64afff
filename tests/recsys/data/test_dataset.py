"""Loading by name or path, adding one's own, and the parsed form that makes the second start quick."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest

from recsys.data import dataset as loading
from recsys.data import manage, parsed, registry
from recsys.data.dataset import load
from recsys.schema import WhyRecError
from recsys.settings import Settings
from tests.recsys.data.test_loaders import told, write


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", home=tmp_path / "home")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return write(
        tmp_path / "books",
        ratings__csv="user,item,rating,timestamp\na,1,5,100\nb,2,1,200\nb,1,4,300\n",
        books__csv="id,title,year,genres\n1,Amélie,2001,Comedy|Romance\n2,Été,,\n",
    )


def test_the_second_load_gives_the_same_without_reading_the_source(
    own: Settings, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(books, own)

    def refuse(*_: object) -> None:
        raise AssertionError("the source was read again")

    monkeypatch.setattr(loading, "_parse", refuse)
    second = load(books, own)
    assert list(second.catalog) == list(first.catalog)
    assert told(second) == told(first)
    for name in ("fingerprint", "scale", "lexicon", "people", "report"):
        assert getattr(second, name) == getattr(first, name), name


def test_a_changed_file_is_read_anew_and_the_older_form_dropped(own: Settings, books: Path) -> None:
    before = load(books, own)
    with (books / "ratings.csv").open("a") as file:
        file.write("c,2,3,400\n")
    after = load(books, own)
    assert len(after.interactions) == 4
    assert after.fingerprint != before.fingerprint
    assert len(list((own.cache / "parsed").iterdir())) == 1


def test_the_fingerprint_is_of_the_content_not_of_the_place(own: Settings, books: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for file in books.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert load(copy, own).fingerprint == load(books, own).fingerprint


@pytest.mark.parametrize("harm", ["rest.json", "user.npy", "item.npy"])
def test_a_damaged_parsed_form_is_made_anew(own: Settings, books: Path, harm: str) -> None:
    first = load(books, own)
    (folder,) = (own.cache / "parsed").iterdir()
    os.truncate(folder / harm, 10)
    assert told(load(books, own)) == told(first)
    assert parsed.load(folder) is not None


def test_arrays_are_never_unpickled(own: Settings, books: Path) -> None:
    load(books, own)
    (folder,) = (own.cache / "parsed").iterdir()
    np.save(folder / "user.npy", np.array([{"a": 1}] * 3, dtype=object), allow_pickle=True)
    assert parsed.load(folder) is None


def test_a_cache_that_cannot_be_written_costs_only_time(own: Settings, books: Path) -> None:
    own.cache.write_text("a file where the folder should be")
    assert len(load(books, own).interactions) == 3


def test_movielens_100k_loads_warm_well_under_a_second(settings: Settings) -> None:
    load("ml-100k", settings)
    start = time.perf_counter()
    load("ml-100k", settings)
    assert time.perf_counter() - start < 0.5


def test_a_name_nobody_knows_is_told_with_those_that_are(own: Settings, books: Path) -> None:
    manage.add("mine", books, own)
    with pytest.raises(WhyRecError, match=r"no data set 'ml-100m'; known are mine, ml-100k, ml-1m"):
        load("ml-100m", own)


def test_a_data_set_added_under_a_name_is_found_by_it(own: Settings, books: Path) -> None:
    added = manage.add("mine", books, own, lexicon={"noun": "book", "plural": "books", "done": "read"})
    assert added.name == "mine"
    found = load("mine", own)
    assert found.lexicon.noun == "book"
    assert found.fingerprint == added.fingerprint
    listed = {entry.name: entry.state for entry in manage.known(own)}
    assert listed["mine"] == "ready"
    assert listed["ml-1m"] == "to download"


def test_adding_again_replaces(own: Settings, books: Path) -> None:
    manage.add("mine", books, own)
    manage.add("mine", books / "ratings.csv", own)
    assert [Path(e.path).name for e in registry.entries(own).values()] == ["ratings.csv"]


@pytest.mark.parametrize(
    ("name", "said"), [("ml-1m", "stands for a MovieLens release"), ("a/b", "is no name"), ("", "is no name")]
)
def test_names_that_cannot_be(own: Settings, books: Path, name: str, said: str) -> None:
    with pytest.raises(WhyRecError, match=said):
        manage.add(name, books, own)


def test_what_cannot_be_used_is_not_registered(own: Settings, tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="is plainly the user"):
        manage.add("mine", write(tmp_path / "x", ratings__csv="a,b\n1,2\n"), own)
    with pytest.raises(WhyRecError, match="There is no file or folder"):
        manage.add("mine", tmp_path / "nowhere", own)
    assert registry.names(own) == []


def test_a_registered_data_set_that_is_gone_is_told(own: Settings, books: Path) -> None:
    manage.add("mine", books, own)
    books.rename(books.with_name("moved"))
    with pytest.raises(WhyRecError, match=r"was registered at .* no longer exists"):
        load("mine", own)
    assert {entry.name: entry.state for entry in manage.known(own)}["mine"] == "missing"


@pytest.mark.parametrize("text", ["{", '[{"path": "x"}]', '{"a": 1}', "[1]"])
def test_a_broken_list_of_data_sets_is_told_and_not_overwritten(own: Settings, books: Path, text: str) -> None:
    own.home.mkdir()
    (own.home / "datasets.json").write_text(text)
    with pytest.raises(WhyRecError, match="mend it or delete it"):
        manage.add("mine", books, own)
    assert (own.home / "datasets.json").read_text() == text


def test_the_list_of_data_sets_is_plain_json(own: Settings, books: Path) -> None:
    manage.add("mine", books, own, columns={"user": "user"})
    (entry,) = json.loads((own.home / "datasets.json").read_text())
    assert entry == {"name": "mine", "path": str(books), "columns": {"user": "user"}}
