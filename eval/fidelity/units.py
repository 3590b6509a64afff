"""What is measured of one ranker and one method: one value a person and measure, JSON-ready."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from scipy.sparse import csr_matrix

from eval.fidelity.accuracy import accuracy
from eval.fidelity.field import SPLIT, Field, Person, explained
from eval.fidelity.methods import METHODS, Method
from eval.fidelity.metrics import eleven, felt, fixed, places, trace
from eval.fidelity.published import mf, vae
from eval.fidelity.rankers import Ranker, ranker_of
from eval.parts import Context, Kept, hashed
from recsys.models import MODELS, create, signature
from recsys.models.base import Floats

LEARN_QUICKLY = 64
"""Training people a method learns from in a quick look."""
NOT_EXPLAINED = ("popularity",)
"""Models of ours in whose scores a history changes nothing."""

Values = dict[str, Any]
"""By measure: one value a person, or one a person and removal."""


@dataclass(frozen=True)
class Source:
    """A ranker that can be fitted, and all its fit depends on besides the data."""

    name: str
    fit: Callable[[csr_matrix], Ranker]
    depends: str


PUBLISHED = (Source("MF", mf, ""), Source("Mult-VAE", vae, ""))
"""The rankers of the published tables."""


def sources(context: Context) -> list[Source]:
    """Every model of ours and those of the published tables; in a quick look the one in use and the factorisation."""
    ours = [
        Source(name, lambda train, name=name: ranker_of(create(name).fit(train)), signature(name))  # type: ignore[misc]
        for name in MODELS
        if name not in NOT_EXPLAINED
    ]
    if context.size == "quick":
        return [*(source for source in ours if source.name == context.settings.model), PUBLISHED[0]]
    return [*ours, *PUBLISHED]


@dataclass
class Units:
    """The units of one ranker, each made when it is not kept."""

    source: Source
    field: Field
    context: Context
    kept: Kept
    people: int
    """Test people whose first item is explained."""
    whole: int
    """Test people whose first ten items are."""

    @cached_property
    def ranker(self) -> Ranker:
        self.context.tell(f"Fitting {self.source.name}", 0.0)
        return self.source.fit(self.field.train)

    @cached_property
    def explained(self) -> list[Person]:
        return explained(self.ranker, self.field, self.people)

    def accuracy(self) -> Values:
        """How good the ranker is, and of what kind."""
        return self._once("accuracy", self._accuracy)

    def methods(self) -> Iterator[tuple[Method, Values]]:
        """Every method that applies with what it measures."""
        for n, method in enumerate(METHODS):
            self.context.tell(f"Fidelity, {self.source.name}: {method.name}", n / len(METHODS))
            found = self._once(method.name, lambda method=method: self._measure(method))  # type: ignore[misc]
            if found is not None:
                yield method, found

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        about = (self.context.dataset.fingerprint, self.source.name, self.source.depends, code())
        return self.kept.once((name, *about, self.people, self.whole, self.context.seed), make)

    def _accuracy(self) -> Values:
        found = {name: values.tolist() for name, values in accuracy(self.ranker, self.field, SPLIT).items()}
        return {**found, "kind": self.ranker.kind, "explains": self.ranker.explains}

    def _measure(self, method: Method) -> Values | None:
        started = time.process_time()
        explain = method.prepare(self.ranker, self._trained_on, self.context.seed)
        if explain is None:
            return None
        ready, took = time.process_time(), 0.0
        first: list[dict[str, Floats]] = []
        for person in self.explained:
            one = replace(person, targets=person.targets[:1])
            began = time.process_time()
            importance = explain(one)
            took += time.process_time() - began
            found = trace(self.ranker, one, places(importance), everywhere=True)
            few = {f"{name} at few": values for name, values in fixed(found).items()}
            first.append({**eleven(found), **few, **felt(found)})
        whole = self.explained[: self._whole(method)]
        ten = [eleven(trace(self.ranker, person, places(explain(person)))) for person in whole]
        return {
            "first": _by_measure(first, lambda values: values[0].tolist()),
            "ten": _by_measure(ten, lambda values: float(values.mean())),
            "prepared in s": ready - started,
            "ms an item": 1000 * took / len(first),
        }

    @property
    def _trained_on(self) -> Field:
        """What a method may learn from; a few people in a quick look, as learning takes longest of all."""
        people = self.field.train.shape[0]
        return replace(self.field, train=self.field.train[: self.context.amount(LEARN_QUICKLY, people, people)])

    def _whole(self, method: Method) -> int:
        """A search under a network asks it thousands of times an item."""
        return self.whole // 4 if method.dear and self.ranker.kind == "network" else self.whole


def _by_measure(found: Sequence[dict[str, Floats]], take: Callable[[Floats], Any]) -> Values:
    return {name: [take(one[name]) for one in found] for name in (found[0] if found else ())}


@cache
def code() -> str:
    """A hash of this package and of the models, so that nothing of an earlier state is counted."""
    import recsys.models

    folders = (Path(__file__).parent, Path(str(recsys.models.__file__)).parent)
    return hashed([file.read_text("utf-8") for folder in folders for file in sorted(folder.glob("*.py"))])
