"""An answer in the making can be stopped at once, and answers of one conversation come one after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from recsys.page.stream import stoppable


def counting(closed: threading.Event, pause: float = 0.0, end: int = 5) -> Generator[int, None, None]:
    try:
        for number in range(end):
            yield number
            time.sleep(pause)
    finally:
        closed.set()


def test_everything_the_source_says_arrives_in_order() -> None:
    closed = threading.Event()
    assert list(stoppable(lambda: counting(closed), threading.Event(), threading.Lock())) == [0, 1, 2, 3, 4]
    assert closed.is_set()


def test_a_stop_is_obeyed_while_the_source_is_silent_and_the_source_is_closed() -> None:
    stop, closed = threading.Event(), threading.Event()
    stream = stoppable(lambda: counting(closed, pause=0.5), stop, threading.Lock())
    assert next(stream) == 0
    stop.set()
    began = time.perf_counter()
    assert list(stream) == []
    assert time.perf_counter() - began < 0.3
    assert closed.wait(2)


def test_leaving_a_stream_ends_the_source() -> None:
    closed = threading.Event()
    stream = stoppable(lambda: counting(closed, pause=0.01, end=10_000), threading.Event(), threading.Lock())
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert closed.wait(2)


def test_what_goes_wrong_in_the_source_is_raised_to_the_one_who_listens() -> None:
    def failing() -> Generator[int, None, None]:
        yield 1
        raise LookupError("gone")

    stream = stoppable(failing, threading.Event(), threading.Lock())
    assert next(stream) == 1
    with pytest.raises(LookupError, match="gone"):
        next(stream)


def test_a_second_answer_waits_for_the_first() -> None:
    turn, order = threading.Lock(), []

    def source(name: str) -> Generator[str, None, None]:
        for _ in range(3):
            time.sleep(0.02)
            order.append(name)
            yield name

    first = stoppable(lambda: source("first"), threading.Event(), turn)
    next(first)
    second = stoppable(lambda: source("second"), threading.Event(), turn)
    assert list(second) == ["second"] * 3
    list(first)
    assert order == ["first"] * 3 + ["second"] * 3


def test_an_answer_stopped_before_its_turn_never_begins() -> None:
    turn, stop, begun = threading.Lock(), threading.Event(), []

    def source() -> Generator[int, None, None]:
        begun.append(True)
        yield 1

    with turn:
        stream = stoppable(source, stop, turn)
        threading.Timer(0.1, stop.set).start()
        assert list(stream) == []
    with turn:
        assert not begun
