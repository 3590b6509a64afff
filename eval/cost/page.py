"""The page as it is started and served: a process of its own, asked over HTTP as a browser would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from eval.cost.meter import memory_mb
from recsys.schema import WhyRecError
from recsys.settings import Settings

LOCAL = "127.0.0.1"
PATIENCE = 120.0
STILL = 3.0
"""Seconds without growth after which memory counts as settled: the encoder loads last."""


class Start(NamedTuple):
    """A warm start of the page."""

    page_s: float
    """Until it answers."""
    chat_s: float | None
    """Until the language model is loaded; None if none was asked for."""
    memory_mb: float | None
    """Of the process with everything loaded (Linux)."""


def start(settings: Settings) -> Start:
    """Start the page and stop it again. WhyRecError if it does not answer."""
    began = time.perf_counter()
    with _page(settings) as (url, process):
        page = _until(process, lambda: httpx.get(url, timeout=5).status_code == 200) - began
        ready = None
        if settings.chat_model != "none":
            ready = (
                _until(process, lambda: httpx.get(f"{url}/readyz", timeout=5).json()["chat_model"] == "ready") - began
            )
        httpx.get(url, timeout=5)
        return Start(page, ready, _settled(lambda: memory_mb("VmRSS", process.pid)))


@contextmanager
def _page(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-c", "import chat_app; chat_app.main(open_browser=False)"]
    with TemporaryDirectory() as home:
        asked = {"DATASET": settings.dataset, "MODEL": settings.model, "ENCODER": settings.encoder}
        asked |= {"CHAT_MODEL": settings.chat_model, "CACHE": str(settings.cache), "HOME": home, "PORT": str(port)}
        asked["DATABASE_URL"] = ""
        environment = {**os.environ, **{f"WHYREC_{name}": value for name, value in asked.items()}}
        process = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"http://{LOCAL}:{port}", process
        finally:
            process.terminate()
            process.wait(20)


def _until(process: subprocess.Popen[bytes], done: Callable[[], bool]) -> float:
    """The time at which `done` first held."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end and process.poll() is None:
        try:
            if done():
                return time.perf_counter()
        except (httpx.TransportError, ValueError, KeyError):
            pass
        time.sleep(0.05)
    raise WhyRecError("The page did not start, so its cost could not be measured: try whyrec chat to see why.")


def _settled(value: Callable[[], float | None]) -> float | None:
    """The value once it has not grown by more than a hundredth for `STILL` seconds."""
    high, since = value() or 0.0, time.perf_counter()
    while time.perf_counter() - since < STILL:
        time.sleep(0.2)
        if (now := value() or 0.0) > high * 1.01:
            high, since = now, time.perf_counter()
    return high or None
