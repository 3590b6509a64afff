"""The page as a person meets it: the real engine on MovieLens 100K behind a real server, driven in Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

import chat_app
from recsys.engine import Engine
from recsys.page.opening import Opening
from recsys.settings import Settings

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HOSTS = {"127.0.0.1", "localhost"}


class Served:
    """A page on a free port over an opening engine, in this process."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.socket = chat_app.listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.server = uvicorn.Server(uvicorn.Config(chat_app.create(opening), log_level="critical"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> Served:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(10)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The real engine without its language model: what the page does with a model is tested apart."""
    return Engine.open(Settings(home=tmp_path_factory.mktemp("home"), database_url="", chat_model="none"))


@pytest.fixture(scope="session")
def served(engine: Engine) -> Iterator[Served]:
    opening = Opening(lambda progress: engine)
    opening.start()
    with Served(opening) as page:
        yield page


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


def _install_chromium() -> None:
    """Debian's Chromium, where this user may install it."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *step], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        _install_chromium()
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM} and it could not be installed: apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


OpenPage = Callable[..., Page]
"""Opens a page in a browser of its own: `open_page(width, height, url=…, **context)`."""


@pytest.fixture
def open_page(chromium: Browser, served: Served) -> Iterator[OpenPage]:
    """Pages whose every request and script error is watched: a test fails on a request that leaves this machine."""
    contexts: list[BrowserContext] = []
    left: list[str] = []
    broken: list[str] = []

    def watched(page: Page) -> None:
        page.on("request", lambda r: left.append(r.url) if _leaves(r.url) else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda dialog: broken.append(f"a script said {dialog.message}"))

    def opened(width: int = 1280, height: int = 800, url: str = "", **context: object) -> Page:
        here = chromium.new_context(viewport={"width": width, "height": height}, **context)  # type: ignore[arg-type]
        here.set_default_timeout(20_000)
        here.on("page", watched)
        contexts.append(here)
        page = here.new_page()
        page.goto(url or served.url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert left == []
    assert broken == []


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HOSTS


@pytest.fixture
def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
