"""The retriever as LangChain knows one. Apart from `retriever.py`, since importing LangChain takes most of a second."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from recsys.models.base import History
from recsys.schema import Item, Request
from retrieval.retriever import Retriever


class ItemRetriever(BaseRetriever):
    """Words in, items out as documents, for one person.

    `retriever.invoke("a funny film for kids")` keeps to the person's history and to the wishes of `request`, whose text
    is replaced by the words. A document's text names the item; its metadata hold id, title, year, genres, catalogue row
    and the inner product.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    history: History
    request: Request = Request()
    excluded_rows: tuple[int, ...] = ()
    k: int = 20

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        request = replace(self.request, text=query)
        excluded = np.array(self.excluded_rows, dtype=np.int64)
        found = self.retriever.retrieve(self.history, request, excluded, self.k)
        items = self.retriever.catalog.items
        return [
            _document(items[row], row, score)
            for row, score in zip(found.rows.tolist(), found.scores.tolist(), strict=True)
        ]


def _document(item: Item, row: int, score: float) -> Document:
    genres = f": {', '.join(item.genres)}" if item.genres else ""
    metadata = {
        "item_id": item.id,
        "title": item.title,
        "year": item.year,
        "genres": list(item.genres),
        "row": row,
        "score": score,
    }
    return Document(page_content=f"{item.name}{genres}", metadata=metadata, id=item.id)
