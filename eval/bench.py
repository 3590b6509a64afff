"""Speed and memory of the whole product: `python -m eval.bench [--people 100] [--json]`.

Every figure is measured on the real engine with the default data and models, which are provided first if they are
missing. The page is started as a process of its own and asked over HTTP, as a browser would.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from recsys.engine import Engine
from recsys.schema import Profile, Request
from recsys.settings import Settings

LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `worst` is the 95th percentile where there are many values."""

    name: str
    unit: str
    median: float
    worst: float
    target: float

    @property
    def met(self) -> bool:
        return self.median <= self.target


def measure(people: int = 100, sentences: int = 10, seed: int = 42) -> list[Figure]:
    """All figures, in the order a person meets them."""
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url="")
        engine = Engine.open(settings, warm=False)
        while engine.chat_status == "loading":
            time.sleep(0.05)
        users = np.random.default_rng(seed).choice(engine.dataset.interactions.users, people, replace=False)
        profiles = [engine.profile(str(user)) for user in users]
        engine.recommend(profiles[0], Request(text="warm up"))
        words = iter(range(people))
        figures = [
            _figure("recommend ten, no words", "ms", 15, _ms(engine.recommend, profiles)),
            _figure(
                "recommend ten, words never seen",
                "ms",
                100,
                _ms(lambda p: engine.recommend(p, Request(text=f"space film {next(words)}")), profiles),
            ),
            _figure("what-if with ten receipts", "ms", 100, _ms(lambda p: _what_if(engine, p), profiles)),
        ]
        if engine.chat_ready:
            firsts = [ms / 1000 for ms in _ms(lambda p: _first_sentence(engine, p), profiles[:sentences])]
            figures.append(_figure("first sentence of a reason", "s", 2.5, firsts))
    return [*figures, *_served()]


def _what_if(engine: Engine, profile: Profile) -> None:
    """Strike the strongest film of the first pick, then the receipts of all ten of the new list."""
    first = engine.recommend(profile).items[0]
    strongest = max((p for p in first.parts if p.item_id), key=lambda p: p.value)
    assert strongest.item_id is not None
    struck = profile.without([strongest.item_id])
    answer = engine.what_if(profile, [strongest.item_id])
    for shown in answer.after.items:
        engine.builder.build(struck, shown.item.id, order=answer.after.order)


def _first_sentence(engine: Engine, profile: Profile) -> None:
    pick = engine.recommend(profile).items[0].item.id
    next(iter(engine.explain(profile, pick)))


def _served() -> list[Figure]:
    """A warm start of the page in a process of its own, and the memory of that process with the model loaded."""
    began = time.perf_counter()
    with _page() as (url, process):
        page = _until(lambda: httpx.get(url, timeout=5).status_code == 200) - began
        ready = _until(lambda: httpx.get(f"{url}/readyz", timeout=5).json().get("chat_model") == "ready") - began
        httpx.get(url, timeout=5)
        memory = _settled(lambda: _rss_mb(process.pid))
    return [
        _figure("warm start to a served page", "s", 15, [page]),
        _figure("warm start to a loaded language model", "s", 30, [ready]),
        _figure("memory of the whole app", "MB", 1500, [memory]),
    ]


@contextmanager
def _page() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-c", "import chat_app; chat_app.main(open_browser=False)"]
    with TemporaryDirectory() as home:
        environment = {**os.environ, "WHYREC_PORT": str(port), "WHYREC_HOME": home}
        process = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"http://{LOCAL}:{port}", process
        finally:
            process.terminate()
            process.wait(20)


def _until(done: Callable[[], bool], patience: float = 120) -> float:
    """The time at which `done` first held."""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        try:
            if done():
                return time.perf_counter()
        except (httpx.TransportError, ValueError):
            pass
        time.sleep(0.05)
    raise TimeoutError("The page did not answer in time.")


def _settled(value: Callable[[], float], still: float = 5.0) -> float:
    """The value once it has not grown by more than a hundredth for `still` seconds: the encoder loads last."""
    high, since = value(), time.perf_counter()
    while time.perf_counter() - since < still:
        time.sleep(0.2)
        if value() > high * 1.01:
            high, since = value(), time.perf_counter()
    return high


def _rss_mb(pid: int) -> float:
    """Resident memory in MB (Linux)."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1000 if found else float("nan")


def _ms(call: Callable[[Profile], object], profiles: list[Profile]) -> list[float]:
    """Milliseconds of one call a person."""
    times = []
    for profile in profiles:
        began = time.perf_counter()
        call(profile)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _figure(name: str, unit: str, target: float, values: list[float]) -> Figure:
    return Figure(name, unit, statistics.median(values), float(np.percentile(values, 95)), target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.people)
    if options.json:
        print(json.dumps([{**asdict(f), "met": f.met} for f in figures], indent=2))
        return
    table = Table("figure", "median", "95th", "target", "met")
    for f in figures:
        table.add_row(f.name, f"{f.median:.3g} {f.unit}", f"{f.worst:.3g}", f"{f.target:g}", "yes" if f.met else "no")
    Console().print(table)


if __name__ == "__main__":
    main()
