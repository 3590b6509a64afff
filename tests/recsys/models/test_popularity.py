from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from recsys.models.base import History
from recsys.models.popularity import Popularity
from tests.recsys.models.contract import Contract


class TestPopularity(Contract):
    name = "popularity"
    listens = False


def test_the_score_is_the_share_of_the_most_liked_and_dislikes_do_not_count() -> None:
    signals = csr_matrix(np.array([[1, 1, -1], [1, 0, 1], [1, -1, 0], [1, 1, 0]], np.float32))
    model = Popularity().fit(signals)
    np.testing.assert_allclose(model.score(History.of([2])), [1.0, 0.5, 0.25])
