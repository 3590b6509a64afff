"""The server around the page: it answers before the engine is there, tells how far it is, and keeps to itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

import chat_app
from recsys.page.opening import Opening
from recsys.schema import WhyRecError
from recsys.settings import Settings

ROOT = Path(chat_app.__file__).parent


@pytest.fixture
def port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def client(opening: Opening) -> TestClient:
    return TestClient(chat_app.create(opening), base_url="http://127.0.0.1")


def until(told: object) -> None:
    deadline = time.monotonic() + 5
    while not told():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_page_is_served_and_tells_how_far_it_is_while_the_engine_opens() -> None:
    go = threading.Event()

    def slow(progress: object) -> object:
        progress("Embedding films", 0.4)  # type: ignore[operator]
        go.wait(5)
        raise WhyRecError("The disk is full: make room and try again.")

    opening = Opening(slow)  # type: ignore[arg-type]
    web = client(opening)
    opening.start()
    until(lambda: opening.stage)
    assert web.get("/healthz").json() == {"status": "ok"}
    ready = web.get("/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"status": "loading", "stage": "Embedding films", "share": 0.4}
    assert "WhyRec" in web.get("/").text
    go.set()
    until(lambda: opening.error)
    assert web.get("/readyz").json() == {
        "status": "failed",
        "error": "The disk is full: make room and try again.",
    }


def test_an_engine_that_could_not_open_can_be_opened_again() -> None:
    tries: list[int] = []

    def second_time(progress: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("once")
        return object()

    opening = Opening(second_time)  # type: ignore[arg-type]
    opening.start()
    until(lambda: opening.error)
    assert opening.error == "RuntimeError: once"
    opening.start()
    until(lambda: opening.engine)
    opening.start()
    assert len(tries) == 2
    assert opening.error == ""


@pytest.fixture
def web() -> TestClient:
    return client(Opening(lambda progress: None))  # type: ignore[arg-type,return-value]


def test_the_browser_is_told_to_fetch_nothing_from_elsewhere(web: TestClient) -> None:
    policy = web.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self'" in policy
    assert "http" not in policy


def test_another_site_cannot_reach_the_page_through_a_name_of_its_own(web: TestClient) -> None:
    assert web.get("/healthz", headers={"host": "evil.example"}).status_code == 400
    assert web.get("/healthz", headers={"host": "localhost:7860"}).status_code == 200


def test_no_handler_of_the_page_is_offered_as_an_api(web: TestClient) -> None:
    told = web.get("/gradio_api/info").json()
    assert (told["named_endpoints"], told["unnamed_endpoints"]) == ({}, {})


def test_a_port_in_use_is_one_clear_sentence(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(WhyRecError, match=rf"^Port {port} of 127.0.0.1 .*WHYREC_PORT\.$"):
            chat_app.main(Settings(port=port), open_browser=False)


def test_starting_it_prints_one_line_once_the_page_is_served(port: int, tmp_path: Path) -> None:
    """As a user starts it; the engine, told to find nothing and fetch nothing, fails behind the open page."""
    env = {
        **os.environ,
        "WHYREC_PORT": str(port),
        "WHYREC_CACHE": str(tmp_path / "cache"),
        "WHYREC_HOME": str(tmp_path / "home"),
        "WHYREC_OFFLINE": "true",
        "BROWSER": "true",
    }
    command = [sys.executable, str(ROOT / "chat_app.py")]
    with subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"WhyRec is open at http://127.0.0.1:{port}\n"
            assert httpx.get(f"http://127.0.0.1:{port}/healthz").json() == {"status": "ok"}
        finally:
            process.terminate()
        assert process.stdout.read() == ""
