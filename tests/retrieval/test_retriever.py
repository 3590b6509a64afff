"""The retriever speaks LangChain and brings what the additive score would put first."""

from __future__ import annotations

import numpy as np
import pytest

from recsys import models
from recsys.data.dataset import Dataset
from recsys.models.base import History
from recsys.ranking import Ranker
from recsys.schema import Constraint, Request
from retrieval.documents import ItemRetriever
from retrieval.retriever import Retriever
from retrieval.vectors import TextBlock
from tests.retrieval.words import WordEncoder


@pytest.fixture(scope="module")
def ranker(tiny: Dataset) -> Ranker:
    encoder = WordEncoder()
    model = models.create("edlae").fit(tiny.interactions.signals(tiny.scale))
    likes = np.asarray(tiny.interactions.likes(tiny.scale).sum(axis=0)).ravel()
    return Ranker(tiny.catalog, model, likes, TextBlock(encoder.items(tiny.catalog), encoder))


@pytest.fixture(scope="module")
def retriever(tiny: Dataset, ranker: Ranker) -> Retriever:
    return Retriever(tiny.catalog, ranker.blocks(), ranker.steer)


NONE = np.array([], dtype=np.int64)

REQUESTS = (
    Request(),
    Request(text="science fiction film"),
    Request(context=("kids", "relaxed")),
    Request(novelty=1.0),
    Request(novelty=-0.5),
    Request(text="from the 1990s", context=("date",), novelty=0.3, like_item="5"),
)


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("history", [History.of([]), History.of([0]), History.of([0, 1, 4], [10])])
def test_the_inner_product_is_the_score(
    retriever: Retriever, ranker: Ranker, request_: Request, history: History
) -> None:
    found = retriever.retrieve(history, request_, NONE, k=12)
    scored = ranker.score(history, request_, found.rows)
    spread = scored.scores.std() or 1.0
    np.testing.assert_allclose(found.scores / spread, scored.scores / spread, atol=0.05)


def test_excluded_rows_never_come_back(retriever: Retriever) -> None:
    found = retriever.retrieve(History.of([0]), Request(text="horror"), np.array([0, 8, 9]), k=12)
    assert set(found.rows.tolist()) == set(range(12)) - {0, 8, 9}


def test_items_that_meet_every_wish_stay_candidates_when_one_is_relaxed(retriever: Retriever) -> None:
    wishes = (Constraint("genre", "Horror", "horror"), Constraint("year_from", 1990, "from 1990"))
    found = retriever.retrieve(History.of([4, 6]), Request(constraints=wishes), NONE, k=3, enough=3)
    assert [c.label for c in found.relaxed] == ["from 1990"]
    assert found.rows[0] == 9
    assert set(found.rows.tolist()) == {0, 8, 9}


def test_documents_carry_what_an_item_is(retriever: Retriever) -> None:
    chain = ItemRetriever(retriever=retriever, history=History.of([0]), excluded_rows=(0,), k=3)
    documents = chain.invoke("children's animated musical")
    assert len(documents) == 3
    first = documents[0]
    assert first.metadata["title"] in {"The Lion King", "Aladdin"}
    assert first.page_content == f"{first.metadata['title']} ({first.metadata['year']}): Animation, Children's, Musical"
    assert first.id == first.metadata["item_id"]


def test_documents_keep_to_the_wishes_of_the_conversation(retriever: Retriever) -> None:
    wishes = Request(constraints=(Constraint("not_genre", "Animation", "not animated"),))
    chain = ItemRetriever(retriever=retriever, history=History.of([]), request=wishes, k=12)
    assert not {"5", "7", "8"} & {d.metadata["item_id"] for d in chain.invoke("animated")}
