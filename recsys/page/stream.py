"""An answer in the making, given from a thread of its own so that it can be stopped at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


@dataclass(frozen=True)
class _Value(Generic[T]):
    value: T


def stoppable(
    source: Callable[[], Generator[T, None, None]], stop: threading.Event, turn: threading.Lock
) -> Iterator[T]:
    """Yield what `source()` yields until it ends or `stop` is set.

    The source runs while holding `turn`, so sources of one turn run one after the other. After a stop this iterator
    ends within a twentieth of a second; the source itself is closed at its next value, which ends the model's work.
    An exception of the source is raised here.
    """
    results: queue.SimpleQueue[_Value[T] | _End] = queue.SimpleQueue()

    def run() -> None:
        error: BaseException | None = None
        with turn:
            if not stop.is_set():
                values = source()
                try:
                    for value in values:
                        results.put(_Value(value))
                        if stop.is_set():
                            break
                except BaseException as caught:
                    error = caught
                finally:
                    values.close()
        results.put(_End(error))

    threading.Thread(target=run, daemon=True, name="answer").start()
    try:
        while not stop.is_set():
            try:
                result = results.get(timeout=0.05)
            except queue.Empty:
                continue
            if isinstance(result, _End):
                if result.error is not None:
                    raise result.error
                return
            yield result.value
    finally:
        stop.set()
