"""Collaborative models by name: `create("edlae").fit(signals)`, `load(folder)`."""

from __future__ import annotations

import json
from pathlib import Path

from recsys.models import storage
from recsys.models.base import Model
from recsys.models.linear import Ease, Linear
from recsys.models.popularity import Popularity
from recsys.schema import WhyRecError

MODELS: dict[str, type[Popularity] | type[Linear]] = {cls.name: cls for cls in (Popularity, Ease, Linear)}
"""Every model that can be chosen by name."""


def create(name: str) -> Model:
    """An unfitted model with its shipped hyper-parameters; WhyRecError for a name that is none."""
    if name not in MODELS:
        raise WhyRecError(f"There is no model called {name!r}; there are {', '.join(sorted(MODELS))}.")
    return MODELS[name]()


def load(folder: Path) -> Model:
    """The fitted model stored in `folder`, whichever it is."""
    name = storage.header(folder).get("name")
    if name not in MODELS:
        raise WhyRecError(f"The model in {folder} is of an unknown kind {name!r}: delete the folder and fit again.")
    return MODELS[name].load(folder)


def signature(name: str) -> str:
    """What decides a fit besides its data: stored format, name and hyper-parameters. The key of a cached model."""
    return json.dumps([storage.VERSION, name, create(name).settings], sort_keys=True)
