"""Records of what is known: read whole or refused by line, attached only to the item they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.data.catalog import Catalog
from recsys.data.dataset import load
from recsys.data.knowledge import Known, enriched, own_films, read, theme, themes, write
from recsys.schema import Item, WhyRecError
from recsys.settings import Settings

WORDS = st.tuples(st.text(max_size=20), st.text(max_size=20))
RECORDS = st.builds(
    Known, id=st.text(min_size=1, max_size=8), title=st.text(max_size=20), themes=WORDS, about=st.text(max_size=80)
)


@settings(max_examples=40)
@given(st.lists(RECORDS, max_size=4))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, records: list[Known]) -> None:
    file = tmp_path_factory.mktemp("known") / "records.jsonl"
    write(file, records)
    assert read(file) == records


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"id": "1", "title": "Alien"}\n\n{"id": "2", "title": "Aliens", "actress": []}\n')
    with pytest.raises(WhyRecError, match=r"line 3: actress: Extra inputs"):
        read(file)


def test_a_record_is_attached_to_the_item_of_its_title_and_year_only() -> None:
    catalog = Catalog([Item("1", "Emma", 1996), Item("2", "Alien", 1979)], {"9": "2"})
    told = [
        Known(id="1", title="Emma", year=1997, themes=("wedding",)),
        Known(id="9", title="Alien", year=1979, themes=("space", "acid blood"), about="A crew meets a stowaway."),
        Known(id="5", title="Nobody", year=None),
    ]
    emma, alien = enriched(catalog, told).items
    assert emma.attributes == {}
    assert alien.attributes == {"theme": ("space",), "tag": ("acid blood",), "about": ("A crew meets a stowaway.",)}


def test_the_films_that_come_with_it_keep_to_the_rules() -> None:
    films = own_films()
    assert [int(f.id) for f in films] == sorted({int(f.id) for f in films})
    told = [f.about for f in films if f.about]
    assert len(told) == len(set(told))
    assert max(len(sentence.split()) for sentence in told) <= 30
    assert all(sentence.endswith(".") for sentence in told)
    assert {name for f in films for name in f.themes} <= set(themes())
    assert max(len(f.themes) for f in films) <= 8
    assert max(len(f.actors) for f in films if "Fantasia" not in f.title) <= 4


def test_every_film_of_the_default_data_set_has_a_record() -> None:
    catalog = load("ml-100k", Settings()).catalog
    assert {item.id for item in catalog.items} <= {f.id for f in own_films()}
    assert catalog.get("1").attributes["director"] == ("John Lasseter",)
    assert sum("theme" in item.attributes for item in catalog.items) > 0.98 * len(catalog)


def test_a_theme_of_nobodys_list_is_said_as_it_is() -> None:
    assert (theme("acid blood").group, theme("acid blood").said) == ("other", "acid blood")
    assert theme("time-travel").label == "time travel"
    assert all(t.said and t.said == t.said.strip() for t in themes().values())
