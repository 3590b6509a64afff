"""From settings to a running pipeline: provide, load, fit, embed, index, each once and then from the cache."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from recsys import models
from recsys.data.dataset import Dataset, load
from recsys.models.base import Model, Progress
from recsys.models.storage import VERSION
from recsys.pipeline import Pipeline
from recsys.schema import UserId, WhyRecError
from recsys.settings import Settings


def _quiet(stage: str, share: float) -> None:
    """The progress of someone who does not look."""


@dataclass
class Workspace:
    """The loaded data set, fitted model and pipeline of one setting."""

    settings: Settings
    dataset: Dataset
    model: Model
    pipeline: Pipeline
    folder: Path
    """Where the fitted model of this data set, model and set of forgotten people is kept."""

    @classmethod
    def open(cls, settings: Settings, forgotten: frozenset[UserId], progress: Progress | None = None) -> Workspace:
        progress = progress or _quiet
        dataset = _without(load(settings.dataset, settings, progress), forgotten)
        folder = _folder(settings, dataset, forgotten)
        model = _fitted(settings, dataset, folder, progress)
        return cls(settings, dataset, model, Pipeline.build(settings, dataset, model, progress), folder)

    def forget(self, user_id: UserId, forgotten: frozenset[UserId]) -> None:
        """Unlearn a person of the data set exactly, keep the new model and delete the one that knew them."""
        self.model.remove_person(self.dataset.interactions.history(user_id, self.dataset.scale))
        self.dataset = _without(self.dataset, frozenset({user_id}))
        folder = _folder(self.settings, self.dataset, forgotten)
        self.model.save(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = folder
        text = self.pipeline.ranker.text
        self.pipeline = Pipeline.build(self.settings, self.dataset, self.model, text=text)


def _without(dataset: Dataset, people: frozenset[UserId]) -> Dataset:
    """The data set as if these people had never been in it."""
    if not people:
        return dataset
    facts = {user: facts for user, facts in dataset.people.items() if user not in people}
    return replace(dataset, interactions=dataset.interactions.without_users(people), people=facts)


def _folder(settings: Settings, dataset: Dataset, forgotten: frozenset[UserId]) -> Path:
    config = repr(getattr(models.create(settings.model), "config", None))
    key = json.dumps([VERSION, dataset.fingerprint, settings.model, config, sorted(forgotten)])
    return settings.cache / "fitted" / f"{settings.model}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _fitted(settings: Settings, dataset: Dataset, folder: Path, progress: Progress) -> Model:
    """The model from the cache; fitted and saved when it is missing, damaged or of another version."""
    if folder.exists():
        try:
            return models.load(folder)
        except WhyRecError:
            shutil.rmtree(folder, ignore_errors=True)
    progress("Fitting the model", 0.0)
    model = models.create(settings.model).fit(dataset.interactions.signals(dataset.scale), progress)
    model.save(folder)
    progress("Fitting the model", 1.0)
    return model
