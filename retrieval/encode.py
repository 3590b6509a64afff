"""Text embeddings of items and queries by a sentence-transformers model, each computed once.

An item is embedded as its title, as its kind ("animated, children's, comedy film from the 1990s") and, where more is
known of it, as its story (what it is about, its themes and places), and the unit vectors are mixed. In one sentence the
title drowns the genres: "war movie" then finds titles with "War" in them before war films. Many items share a kind, so
that embedding is cheap.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from recsys.data.knowledge import theme
from recsys.models.base import Progress
from recsys.schema import Item, WhyRecError

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

log = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]

TITLE_SHARE = 0.2
"""Weight of the title's embedding against the kind's: NDCG@10 of simulated requests is .39 here, .31 at one half."""
STORY_SHARE = 0.5
"""Weight of the story's embedding against title and kind together."""
BATCH = 128

GENRE_WORDS = {
    "sci-fi": "science fiction",
    "children's": "children's",
    "children": "children's",
    "film-noir": "film noir",
    "animation": "animated",
}
"""Genres whose catalogue spelling is not how people say them; any other is only lower-cased."""


def kind(item: Item, noun: str = "film") -> str:
    """What sort of thing an item is, in words: "science fiction, horror film from the 1970s"."""
    genres = ", ".join(GENRE_WORDS.get(genre.lower(), genre.lower()) for genre in item.genres)
    decade = f" from the {item.year // 10 * 10}s" if item.year else ""
    return f"{genres} {noun}{decade}".strip()


def story(item: Item) -> str:
    """What an item is about, as far as anything is told: its sentence, its themes, the country it comes from."""
    themes = ", ".join(theme(name).label for kind in ("theme", "tag") for name in item.attributes.get(kind, ())[:8])
    sentence = " ".join(item.attributes.get("about", ()))
    country = ", ".join(item.attributes.get("country", ())[:1])
    return ". ".join(filter(None, (sentence.rstrip("."), themes, country)))


class Encoder:
    """A sentence-transformers model, loaded when first needed (about 8 s, most of it imports), safe across threads."""

    def __init__(self, path_or_id: Path | str, threads: int = 1) -> None:
        self.name = str(path_or_id)
        self.threads = threads
        self._model: Any = None
        self._lock = threading.Lock()
        self._query = lru_cache(maxsize=1024)(self._encode_query)

    def items(
        self, catalog: Catalog, cache: Path | None = None, noun: str = "film", progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors of all items, shape (n_items, d) float32, kept in the folder `cache` by content."""
        titles = [item.title for item in catalog.items]
        kinds = [kind(item, noun) for item in catalog.items]
        stories = [story(item) for item in catalog.items]
        file = cache / f"items-{self._fingerprint(titles, kinds, stories)}.npy" if cache else None
        kept = _read(file, len(titles)) if file else None
        if kept is not None:
            return kept
        mixed = TITLE_SHARE * self.encode(titles, progress) + (1 - TITLE_SHARE) * self.encode(kinds, progress)
        if told := [row for row, text in enumerate(stories) if text]:
            share = STORY_SHARE / (1 - STORY_SHARE) * np.linalg.norm(mixed[told], axis=1, keepdims=True)
            mixed[told] += share * self.encode([stories[row] for row in told], progress)
        vectors = np.ascontiguousarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)
        if file:
            _write(file, vectors)
        return vectors

    def query(self, text: str) -> Vectors:
        """The unit vector of a request, shape (d,) float32; read-only, since it is kept for the next time."""
        return self._query(" ".join(text.split())[:2000])

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of any texts, shape (len(texts), d) float32; equal texts are computed once."""
        unique = list(dict.fromkeys(texts))
        model = self._loaded()
        done = []
        for start in range(0, len(unique), BATCH):
            with self._lock:
                texts_now = unique[start : start + BATCH]
                done.append(model.encode(texts_now, normalize_embeddings=True, show_progress_bar=False))
            if progress:
                progress("Reading titles", min(1.0, (start + BATCH) / len(unique)))
        place = {text: row for row, text in enumerate(unique)}
        return np.concatenate(done).astype(np.float32, copy=False)[[place[text] for text in texts]]

    def warm(self) -> None:
        """Load the model now, for a background thread at start."""
        self.query("hello")

    def _encode_query(self, text: str) -> Vectors:
        vector = self.encode([text])[0]
        vector.setflags(write=False)
        return vector

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                if (os.sep in self.name or self.name.startswith(".")) and not Path(self.name).is_dir():
                    raise WhyRecError(
                        f"The text encoder is missing: there is no folder {self.name}. Run `whyrec setup` to get it."
                    )
                import torch
                from sentence_transformers import SentenceTransformer
                from transformers.utils import logging as transformers_logging

                torch.set_num_threads(self.threads)
                transformers_logging.disable_progress_bar()
                try:
                    self._model = SentenceTransformer(self.name, device="cpu", local_files_only=True)
                except Exception as error:  # the library raises many kinds for a missing or damaged model
                    raise WhyRecError(
                        f"The text encoder {self.name} cannot be loaded ({_first_line(error)}): "
                        "run `whyrec setup` to get it again."
                    ) from error
            return self._model

    def _fingerprint(self, *texts: Sequence[str]) -> str:
        """Of everything the vectors depend on: model files by name and size, texts, mixture."""
        digest = hashlib.sha256(f"{Path(self.name).name} {TITLE_SHARE} {STORY_SHARE}".encode())
        folder = Path(self.name)
        if folder.is_dir():
            files = sorted(p for p in folder.rglob("*.safetensors")) or sorted(folder.glob("*.bin"))
            digest.update(repr([(p.name, p.stat().st_size) for p in files]).encode())
        for text in chain.from_iterable(texts):
            digest.update(text.encode() + b"\0")
        return digest.hexdigest()[:20]


@lru_cache(maxsize=2)
def open_encoder(path_or_id: Path | str, threads: int = 1) -> Encoder:
    """The encoder of that name, the same one each time: a pipeline made anew need not load its model again."""
    return Encoder(path_or_id, threads)


def _read(file: Path, n: int) -> Vectors | None:
    """The cached vectors, None if there are none or the file is damaged."""
    try:
        vectors: Vectors = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return vectors if vectors.ndim == 2 and len(vectors) == n and vectors.dtype == np.float32 else None


def _write(file: Path, vectors: Vectors) -> None:
    """Write beside and rename, so that no half file is ever read; a full or read-only disk costs only time later."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            try:
                np.save(part, vectors)
                part.close()
                os.replace(part.name, file)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        log.warning("The item embeddings could not be kept in %s: %s", file.parent, error)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:200] if lines else type(error).__name__
