from __future__ import annotations

import errno
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from recsys import models
from recsys.models.base import History
from recsys.models.popularity import Popularity
from recsys.schema import WhyRecError
from tests.recsys.models.contract import checkerboard


@pytest.fixture
def model() -> Popularity:
    return Popularity().fit(checkerboard())


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="no fitted model"):
        models.load(tmp_path)


def test_a_model_is_not_read_as_another_kind(model: Popularity, tmp_path: Path) -> None:
    model.save(tmp_path / "model")
    with pytest.raises(WhyRecError, match="'popularity', not 'edlae'"):
        models.MODELS["edlae"].load(tmp_path / "model")
    header = tmp_path / "model" / "model.json"
    header.write_text(json.dumps({**json.loads(header.read_text()), "name": "magic"}))
    with pytest.raises(WhyRecError, match="unknown kind 'magic'"):
        models.load(tmp_path / "model")


def test_a_place_that_cannot_be_written_is_one_sentence(model: Popularity, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WhyRecError, match="cannot be saved"):
        model.save(tmp_path / "file" / "model")


def test_a_full_disk_leaves_the_saved_model_whole_and_nothing_behind(
    model: Popularity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.save(tmp_path / "model")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(WhyRecError, match="No space left"):
        model.save(tmp_path / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    np.testing.assert_array_equal(models.load(tmp_path / "model").score(History.of([])), model.score(History.of([])))


def test_several_saving_at_once_leave_one_whole_model(model: Popularity, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(model.save, tmp_path / "model") for _ in range(12)]:
            done.result()
    assert models.load(tmp_path / "model").n_items == model.n_items
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
