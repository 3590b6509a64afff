"""The live pipeline on MovieLens 100K without a text encoder, and people of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recsys import models
from recsys.data.dataset import Dataset
from recsys.explain.crowd import CrowdStats
from recsys.explain.evidence import EvidenceBuilder
from recsys.pipeline import Pipeline
from recsys.schema import Profile
from recsys.settings import Settings

Person = Callable[[str], Profile]


@pytest.fixture(scope="session")
def live(ml100k: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    cache: Path = tmp_path_factory.mktemp("cache")
    model = models.create("edlae").fit(ml100k.interactions.signals(ml100k.scale))
    return Pipeline.build(Settings(encoder="none", cache=cache), ml100k, model)


@pytest.fixture(scope="session")
def builder(live: Pipeline) -> EvidenceBuilder:
    return EvidenceBuilder(live, CrowdStats(live.dataset.interactions, live.dataset.scale))


@pytest.fixture(scope="session")
def person(ml100k: Dataset) -> Person:
    """A person of the data set by id."""
    return lambda user: Profile(user, ml100k.interactions.profile_opinions(user, ml100k.scale))
