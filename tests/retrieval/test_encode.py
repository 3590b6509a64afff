"""Items are described in words a person would use, embedded once, and kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recsys.assets import ensure_encoder
from recsys.data.dataset import Dataset
from recsys.schema import Item, WhyRecError
from recsys.settings import Settings
from retrieval.encode import Encoder, kind, open_encoder, story
from tests.retrieval.words import WordEncoder


def test_a_kind_reads_like_a_phrase() -> None:
    assert kind(Item("1", "Alien", 1979, ("Horror", "Sci-Fi"))) == "horror, science fiction film from the 1970s"
    assert kind(Item("1", "Emma", None, ("Romance",)), noun="book") == "romance book"
    assert kind(Item("1", "?")) == "film"


def test_a_story_tells_what_an_item_is_about_its_themes_and_its_country() -> None:
    known = {"tag": ("space", "android"), "about": ("A crew meets a stowaway.",), "country": ("United Kingdom",)}
    item = Item("1", "Alien", 1979, ("Horror",), attributes={**known, "link": ("tt1",)})
    assert kind(item) == "horror film from the 1970s"
    assert story(item) == "A crew meets a stowaway. space, android. United Kingdom"
    assert story(Item("2", "Aliens", 1986, ("Horror",))) == ""


def test_item_vectors_have_length_one_and_tell_kinds_apart(tiny: Dataset) -> None:
    vectors = WordEncoder().items(tiny.catalog)
    assert vectors.shape[0] == len(tiny.catalog)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    lion_king, aladdin, psycho = (tiny.catalog.row(i) for i in ("7", "8", "9"))
    assert vectors[lion_king] @ vectors[aladdin] > vectors[lion_king] @ vectors[psycho]


class Broken(WordEncoder):
    def encode(self, texts, progress=None):  # type: ignore[no-untyped-def]
        raise AssertionError("embedded again")


def test_items_are_embedded_once_and_then_read_from_the_cache(tiny: Dataset, tmp_path: Path) -> None:
    first = WordEncoder().items(tiny.catalog, tmp_path)
    again = Broken().items(tiny.catalog, tmp_path)
    np.testing.assert_array_equal(first, again)


def test_another_noun_is_embedded_anew(tiny: Dataset, tmp_path: Path) -> None:
    films = WordEncoder().items(tiny.catalog, tmp_path, "film")
    books = WordEncoder().items(tiny.catalog, tmp_path, "book")
    assert not np.array_equal(films, books)
    assert len(list(tmp_path.glob("*.npy"))) == 2


@pytest.mark.parametrize("damage", [b"", b"not an array", None])
def test_a_damaged_cache_is_mended(tiny: Dataset, tmp_path: Path, damage: bytes | None) -> None:
    first = WordEncoder().items(tiny.catalog, tmp_path)
    (file,) = tmp_path.glob("*.npy")
    file.write_bytes(file.read_bytes()[:-100] if damage is None else damage)
    np.testing.assert_array_equal(WordEncoder().items(tiny.catalog, tmp_path), first)
    np.testing.assert_array_equal(Broken().items(tiny.catalog, tmp_path), first)


def test_a_cache_that_cannot_be_written_costs_only_time(tiny: Dataset, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert WordEncoder().items(tiny.catalog, blocked / "cache").shape[0] == len(tiny.catalog)


def test_a_full_disk_leaves_no_part_behind(
    tiny: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert WordEncoder().items(tiny.catalog, tmp_path).shape[0] == len(tiny.catalog)
    assert list(tmp_path.iterdir()) == []
    assert "No space left" in caplog.text


def test_a_missing_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match=r"no folder .*whyrec setup"):
        Encoder(tmp_path / "gone").query("anything")


def test_an_encoder_is_opened_once(tmp_path: Path) -> None:
    assert open_encoder(tmp_path / "a") is open_encoder(tmp_path / "a")
    assert open_encoder(tmp_path / "a") is not open_encoder(tmp_path / "b")


@pytest.mark.slow
def test_a_folder_that_holds_no_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match=r"cannot be loaded .*whyrec setup") as caught:
        Encoder(tmp_path).query("anything")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_the_real_encoder_knows_what_words_mean(settings: Settings) -> None:
    encoder = Encoder(ensure_encoder(settings.encoder, settings))
    funny, comedy, war = encoder.encode(["something to laugh about", "comedy film", "war film"])
    assert funny @ comedy > funny @ war
    assert encoder.query("  spaces   do not\nmatter ") is encoder.query("spaces do not matter")
