"""Finding items by id, row, genre and year."""

from __future__ import annotations

import numpy as np
import pytest

from recsys.data.catalog import Catalog
from recsys.data.dataset import Dataset
from recsys.schema import Item, WhyRecError


def test_an_id_finds_its_row_and_back(tiny: Dataset) -> None:
    catalog = tiny.catalog
    assert [catalog.row(item.id) for item in catalog] == list(range(len(catalog)))
    assert catalog.get("9").name == "Psycho (1960)"
    assert catalog.item(catalog.row("10")).name == "Psycho (1998)"


def test_an_unknown_id_is_told_or_skipped(tiny: Dataset) -> None:
    with pytest.raises(WhyRecError, match="no item with the id '999'"):
        tiny.catalog.row("999")
    assert "999" not in tiny.catalog
    rows = tiny.catalog.rows(["3", "999", "1"])
    assert rows.tolist() == [2, 0]
    assert rows.dtype == np.int64
    assert tiny.catalog.rows([]).shape == (0,)


def test_a_merged_id_leads_to_the_kept_item(ml100k: Dataset) -> None:
    assert ml100k.catalog.merged["268"] == "246"
    assert ml100k.catalog.row("268") == ml100k.catalog.row("246")
    assert "268" in ml100k.catalog
    assert ml100k.catalog.get("268").name == "Chasing Amy (1997)"


def test_genres_and_years_are_as_the_catalogue_spells_them(ml100k: Dataset) -> None:
    catalog = ml100k.catalog
    assert {"Children's", "Sci-Fi", "Film-Noir"} <= set(catalog.genres)
    assert "unknown" not in catalog.genres
    assert len(catalog.genres) == 18
    for genre in catalog.genres:
        assert catalog.genre_mask(genre).sum() == sum(genre in item.genres for item in catalog)
    assert not catalog.genre_mask("Splatter").any()
    assert catalog.years[catalog.row("50")] == 1977


def test_an_item_without_a_year_has_year_zero() -> None:
    assert Catalog([Item("a", "Undated")]).years.tolist() == [0]


def test_one_id_twice_is_refused() -> None:
    with pytest.raises(WhyRecError, match="one item id twice"):
        Catalog([Item("a", "One"), Item("a", "Two")])
