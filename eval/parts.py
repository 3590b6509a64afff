"""What every part of the evaluation shares: `whyrec eval PART` runs one part and gives one document.

A part is a function from a `Context` to a `Document`; `PARTS` names its module, imported when it is asked for. Numbers
come with 95% intervals: Wilson's for a share, the bootstrap for anything else. Work that takes long is kept unit by
unit (`Kept`), so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict

import numpy as np
from scipy import stats

from recsys.data.dataset import Dataset, load
from recsys.engine import Engine
from recsys.models.base import Progress
from recsys.schema import WhyRecError
from recsys.settings import Settings

PARTS: dict[str, str] = {
    "claims": "eval.claims",
    "fidelity": "eval.fidelity",
    "sentences": "eval.sentences",
    "writer": "eval.writer",
    "ranking": "eval.ranking",
    "dialogue": "eval.conversation",
    "requests": "eval.asked",
    "study": "eval.study",
    "fairness": "eval.fairness",
    "privacy": "eval.privacy",
    "cost": "eval.cost",
}
"""The module of every part by the part's name; it has a function `measure(context) -> Document`."""
PACKAGES = (
    *("whyrec", "numpy", "scipy", "torch", "transformers", "sentence-transformers", "faiss-cpu"),
    *("langchain-core", "llguidance", "xllamacpp"),
)
"""Packages whose version may change a figure."""
RESAMPLES = 2000

Size = Literal["quick", "report", "full"]

Row = dict[str, Any]
"""One row of a table, JSON-ready."""
Verdict = TypedDict(
    "Verdict",
    {
        "name": str,
        "value": float | None,
        "low": float | None,
        "high": float | None,
        "target": str,
        "pass": bool,
        "peer": NotRequired[str],
    },
)
"""One promise with its number, the 95% interval and whether the number keeps it; without a number it does not. `peer`
is whom it was compared with, if anybody."""


class Document(TypedDict):
    """What one part measured."""

    part: str
    environment: dict[str, Any]
    tables: dict[str, list[Row]]
    verdicts: list[Verdict]


class Estimate(NamedTuple):
    """A number with its 95% interval; all None when there was nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass
class Context:
    """What a part measures with."""

    settings: Settings = field(default_factory=Settings)
    size: Size = "full"
    """How much is measured: quick shows that the part works and is nothing to rest a figure on, report is what fits
    into the one report of all parts, full is the part by itself."""
    seed: int = 0
    out: Path | None = None
    """Where finished units and reports go; `reports/<data set>` by default."""
    tell: Progress = field(default=lambda stage, share: None)
    dialogues: Path | None = None
    """A folder of annotated dialogues between people, which the user brings."""
    model: str = ""
    """The one model of ours to measure, which `settings` names too; all of them when empty."""
    scale: bool = False
    """Whether the part cost grows as far as MovieLens 25M."""

    @cached_property
    def engine(self) -> Engine:
        """The pipeline, opened when a part first needs it; a part that wants the language model loads it itself."""
        return Engine.open(self.settings, self.tell, chat=False, warm=False)

    @cached_property
    def dataset(self) -> Dataset:
        """The data set alone, for parts that need no pipeline."""
        known = self.__dict__.get("engine")
        return known.dataset if known is not None else load(self.settings.dataset, self.settings, self.tell)

    @cached_property
    def folder(self) -> Path:
        """`out`, made."""
        folder = self.out or Path("reports") / self.dataset.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WhyRecError(f"Nothing can be written to {folder}: {error.strerror}; name another --out.") from None
        return folder

    def amount(self, quick: int, report: int, full: int) -> int:
        """The number that goes with the size of this run."""
        return {"quick": quick, "report": report, "full": full}[self.size]

    def kept(self, name: str) -> Kept:
        """The finished units of this name."""
        return Kept(self.folder / f"{name}.jsonl")

    def document(self, part: str, tables: Mapping[str, Sequence[Row]], verdicts: Sequence[Verdict]) -> Document:
        """What the part measured, with the environment it was measured in."""
        return {
            "part": part,
            "environment": self.environment(),
            "tables": {name: list(rows) for name, rows in tables.items()},
            "verdicts": list(verdicts),
        }

    def environment(self) -> dict[str, Any]:
        """What the figures depend on."""
        return {
            "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "commit": _commit(),
            "python": platform.python_version(),
            "platform": platform.platform(),
            "cpu": _cpu(),
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "packages": {name: _version(name) for name in PACKAGES},
            "dataset": self.dataset.name,
            "fingerprint": self.dataset.fingerprint,
            "model": self.settings.model,
            "chat_model": self.settings.chat_model,
            "seed": self.seed,
            "size": self.size,
        }


def run(part: str, context: Context) -> Document:
    """Measure one part. WhyRecError if there is no such part, or a package it needs is missing."""
    if part not in PARTS:
        raise WhyRecError(f'There is no part "{part}" to evaluate; the parts are {", ".join(PARTS)}.')
    try:
        module = import_module(PARTS[part])
    except ModuleNotFoundError as error:
        raise WhyRecError(f'The part "{part}" needs the package {error.name}: pip install -e ".[eval]".') from error
    measure: Callable[[Context], Document] = module.measure
    return measure(context)


# Verdicts and intervals


def verdict(
    name: str, found: Estimate, target: float, direction: Literal["≥", "≤", "="] = "≥", peer: str = ""
) -> Verdict:
    """Whether a number keeps its promise: at least, at most or exactly the target."""
    value = found.value
    kept = value is not None and {"≥": value >= target, "≤": value <= target, "=": value == target}[direction]
    bounds = (None if v is None else float(v) for v in found)
    value, low, high = bounds
    told: Verdict = {
        "name": name,
        "value": value,
        "low": low,
        "high": high,
        "target": f"{direction} {target:g}",
        "pass": bool(kept),
    }
    return {**told, "peer": peer} if peer else told


def proportion(hits: int, trials: int) -> Estimate:
    """A share with its Wilson interval."""
    if not trials:
        return Estimate(None)
    interval = stats.binomtest(hits, trials).proportion_ci(method="wilson")
    return Estimate(hits / trials, float(interval.low), float(interval.high))


def bootstrap(
    values: Sequence[float],
    statistic: Callable[..., Any] = np.mean,
    seed: int = 0,
    method: Literal["percentile", "basic", "bca"] = "percentile",
) -> Estimate:
    """A statistic (taking `axis`) of independent values with its bootstrap interval."""
    sample = np.asarray(values, dtype=float)
    if not sample.size:
        return Estimate(None)
    value = float(statistic(sample, axis=0))
    if len(sample) < 2 or np.all(sample == sample[0]):
        return Estimate(value, value, value)
    found = stats.bootstrap(
        (sample,), statistic, n_resamples=RESAMPLES, method=method, rng=np.random.default_rng(seed), vectorized=True
    ).confidence_interval
    return Estimate(value, float(found.low), float(found.high))


# Work that is kept


class Kept:
    """Finished units of work in a JSONL file, each under a hash of all it depends on.

    A line that was cut off by a stop in its middle is made again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, Any] = {}
        text = path.read_text("utf-8") if path.exists() else ""
        for line in text.splitlines():
            try:
                unit = json.loads(line)
                self._known[unit["key"]] = unit["value"]
            except (ValueError, KeyError, TypeError):
                continue
        self._open_line = bool(text) and not text.endswith("\n")

    def once(self, depends: object, make: Callable[[], Any]) -> Any:
        """The JSON-ready value that `make` gives, made only if it was not made before from the same `depends`
        (JSON-ready or dataclasses)."""
        key = hashed(depends)
        if key not in self._known:
            value = make()
            line = json.dumps({"key": key, "value": value}, ensure_ascii=False)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(("\n" if self._open_line else "") + line + "\n")
            self._open_line = False
            self._known[key] = json.loads(line)["value"]
        return self._known[key]


def hashed(depends: object) -> str:
    """A short hash of anything JSON-ready, of dataclasses too."""
    text = json.dumps(depends, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {"@": type(value).__name__, **asdict(value)}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be hashed")


# The environment


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str | None:
    """The commit of the checkout this runs from, "-dirty" behind it where files differ; None where there is none."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
