"""What every model must keep: a test class inherits `Contract`, names its model and gets all of these tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recsys import models
from recsys.data.dataset import Dataset
from recsys.models.base import History, Model
from recsys.schema import WhyRecError

PEOPLE, ITEMS = 40, 20


def checkerboard() -> csr_matrix:
    """Even people like even items and dislike one odd item, odd people the other way round; each leaves out a few."""
    board = np.zeros((PEOPLE, ITEMS), np.float32)
    for person in range(PEOPLE):
        board[person, person % 2 :: 2] = 1
        board[person, [(person % 2 + 2 * (3 * person + k)) % ITEMS for k in range(3)]] = 0
        board[person, (person + 1) % 2] = -1
    return csr_matrix(board)


def history_of(signals: csr_matrix, person: int) -> History:
    row = signals[person]
    return History(row.indices.astype(np.int64), row.data.astype(np.float32))


class Contract:
    name: ClassVar[str]
    listens: ClassVar[bool] = True
    """False for a model that ranks the same for everyone."""

    @pytest.fixture(scope="class")
    def signals(self) -> csr_matrix:
        return checkerboard()

    @pytest.fixture(scope="class")
    def model(self, signals: csr_matrix) -> Model:
        return models.create(self.name).fit(signals)

    def test_it_follows_the_protocol(self, model: Model) -> None:
        assert isinstance(model, Model)
        assert model.name == self.name
        assert model.n_items == ITEMS

    def test_items_of_the_own_taste_come_first(self, model: Model) -> None:
        if not self.listens:
            pytest.skip("ranks the same for everyone")
        for taste in (0, 1):
            scores = model.score(History.of([taste, taste + 2]))
            unseen = [item for item in np.argsort(-scores) if item not in (taste, taste + 2)]
            assert {int(item) % 2 for item in unseen[:8]} == {taste}

    def test_contributions_to_some_targets_are_those_to_all(self, model: Model) -> None:
        history = History.of([0, 3, 4], [7])
        everywhere = model.contributions(history, np.arange(ITEMS))
        np.testing.assert_array_equal(model.contributions(history, np.array([9, 2, 2])), everywhere[:, [9, 2, 2]])

    def test_a_film_is_no_reason_for_itself(self, model: Model) -> None:
        history = History.of([0, 3])
        assert np.diag(model.contributions(history, history.rows)) == pytest.approx(0)

    def test_an_empty_history_is_ranked_by_the_base_and_not_all_alike(self, model: Model) -> None:
        nobody = History.of([])
        np.testing.assert_array_equal(model.score(nobody), model.base(nobody))
        assert model.contributions(nobody, np.arange(3)).shape == (0, 3)
        assert np.ptp(model.score(nobody)) > 0

    def test_the_order_in_which_opinions_came_changes_nothing(self, model: Model) -> None:
        first, second = History.of([0, 2, 4, 9]), History.of([9, 4, 0, 2])
        np.testing.assert_allclose(model.score(first), model.score(second), atol=1e-12)

    def test_a_batch_is_scored_like_its_people_one_by_one(self, model: Model, signals: csr_matrix) -> None:
        batch = model.score_many(signals)
        for person in (0, 1, 17):
            np.testing.assert_allclose(batch[person], model.score(history_of(signals, person)), atol=1e-9)

    def test_the_vectors_approximate_the_score(self, model: Model, signals: csr_matrix) -> None:
        items = model.item_vectors()
        assert items.dtype == np.float32
        assert items.flags.c_contiguous
        for history in (history_of(signals, 5), History.of([1]), History.of([]), History.of([], [3])):
            np.testing.assert_allclose(items @ model.person_vector(history), model.score(history), atol=2e-3)

    def test_a_saved_model_comes_back_the_same(self, model: Model, tmp_path: Path) -> None:
        model.save(tmp_path / "model")
        again = models.load(tmp_path / "model")
        history = History.of([0, 3], [5])
        assert again.name == self.name
        assert again.settings == model.settings
        np.testing.assert_array_equal(again.score(history), model.score(history))
        np.testing.assert_array_equal(again.item_vectors(), model.item_vectors())
        assert not list(tmp_path.glob("**/*.pkl"))
        assert [path.name for path in tmp_path.iterdir()] == ["model"]

    def test_saving_again_replaces_what_was_there(self, model: Model, tmp_path: Path) -> None:
        (tmp_path / "model").mkdir()
        (tmp_path / "model" / "leftover").write_text("of an older version")
        model.save(tmp_path / "model")
        assert not (tmp_path / "model" / "leftover").exists()
        models.load(tmp_path / "model")

    @pytest.mark.parametrize("file", ["model.json", "arrays.npz"])
    @pytest.mark.parametrize("left", [0, 60])
    def test_a_half_written_model_is_refused_in_one_sentence(
        self, model: Model, tmp_path: Path, file: str, left: int
    ) -> None:
        model.save(tmp_path / "model")
        path = tmp_path / "model" / file
        path.write_bytes(path.read_bytes()[:left])
        with pytest.raises(WhyRecError, match="damaged"):
            models.load(tmp_path / "model")

    def test_a_model_of_another_version_is_refused(self, model: Model, tmp_path: Path) -> None:
        model.save(tmp_path / "model")
        path = tmp_path / "model" / "model.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "version": 999}))
        with pytest.raises(WhyRecError, match="version 999"):
            models.load(tmp_path / "model")

    def test_a_removed_person_is_as_if_never_fitted(self, signals: csr_matrix) -> None:
        model = models.create(self.name).fit(signals)
        for person in (3, 8):
            model.remove_person(history_of(signals, person))
        refitted = models.create(self.name).fit(signals[np.setdiff1d(np.arange(PEOPLE), [3, 8])])
        assert_same(model, refitted, signals)

    def test_an_added_person_is_as_if_fitted(self, signals: csr_matrix) -> None:
        model = models.create(self.name).fit(signals[1:])
        model.add_person(history_of(signals, 0))
        assert_same(model, models.create(self.name).fit(signals), signals)

    def test_removing_changes_what_was_saved_too(self, signals: csr_matrix, tmp_path: Path) -> None:
        model = models.create(self.name).fit(signals)
        model.item_vectors()
        model.remove_person(history_of(signals, 3))
        model.save(tmp_path / "model")
        assert_same(models.load(tmp_path / "model"), models.create(self.name).fit(without_person(signals, 3)), signals)

    def test_somebody_who_was_never_fitted_cannot_be_removed(self) -> None:
        model = models.create(self.name).fit(csr_matrix(np.eye(4, dtype=np.float32)[:3]))
        before = model.score(History.of([0]))
        with pytest.raises(WhyRecError, match="not in the fitted model"):
            model.remove_person(History.of([3]))
        np.testing.assert_array_equal(model.score(History.of([0])), before)

    def test_items_nobody_likes_and_people_without_likes_do_no_harm(self) -> None:
        signals = csr_matrix(np.array([[1, 1, 0], [0, 0, 0], [-1, 1, 0]], np.float32))
        model = models.create(self.name).fit(signals)
        assert np.isfinite(model.score(History.of([2]))).all()
        model.remove_person(History.of([], [1]))
        model.remove_person(History.of([1], [0]))
        assert np.isfinite(model.score(History.of([0, 1, 2]))).all()
        assert np.isfinite(model.item_vectors()).all()

    def test_data_without_a_single_like_are_refused(self) -> None:
        with pytest.raises(WhyRecError, match="no likes"):
            models.create(self.name).fit(csr_matrix(np.array([[-1, 0], [0, 0]], np.float32)))

    def test_progress_is_told_to_the_end(self, signals: csr_matrix) -> None:
        told: list[float] = []
        models.create(self.name).fit(signals, lambda stage, share: told.append(share))
        assert told == sorted(told)
        assert told[-1] == 1.0

    def test_a_real_person_is_forgotten_to_a_millionth(self, ml100k: Dataset) -> None:
        signals = ml100k.interactions.signals(ml100k.scale)
        busiest = int(np.argmax(np.diff(ml100k.interactions.likes(ml100k.scale).indptr)))
        model = models.create(self.name).fit(signals)
        before = model.score(history_of(signals, 7))
        model.remove_person(history_of(signals, busiest))
        refitted = models.create(self.name).fit(without_person(signals, busiest))
        expected = refitted.score_many(signals)
        np.testing.assert_allclose(model.score_many(signals), expected, rtol=0, atol=1e-6 * np.abs(expected).max())
        assert np.abs(model.score(history_of(signals, 7)) - before).max() > 0


def without_person(signals: csr_matrix, person: int) -> csr_matrix:
    return signals[np.setdiff1d(np.arange(signals.shape[0]), [person])]


def assert_same(model: Model, expected: Model, signals: csr_matrix) -> None:
    """Equal scores for everyone and equal inner products of the vectors, to 1e-6 of the largest."""
    np.testing.assert_allclose(model.score_many(signals), expected.score_many(signals), rtol=1e-6, atol=1e-9)
    history = History.of([0, 3])
    ours, theirs = (m.item_vectors() @ m.person_vector(history) for m in (model, expected))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
