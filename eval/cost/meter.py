"""What a piece of work costs: seconds, processor seconds, memory, and joules where the machine tells them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from eval.parts import Estimate, Row, bootstrap
from eval.ranking.figures import cells

T = TypeVar("T")
POWERCAP = Path("/sys/class/powercap")
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one call took."""

    seconds: float
    cpu: float
    """Processor seconds of all threads, which other programs disturb less."""
    peak_mb: float | None
    """The most memory the process held meanwhile (Linux)."""
    joules: float | None
    """Of the whole machine; None where there is no meter that may be read."""


def spend(work: Callable[[], T], power: Path = POWERCAP) -> tuple[T, Spent]:
    """Do the work once and say what it took."""
    _forget_peak()
    before = _joules(power)
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    after = _joules(power)
    # A counter that has wrapped around says nothing.
    joules = None if before is None or after is None or after < before else after - before
    return made, Spent(wall, cpu, memory_mb("VmHWM"), joules)


def row(start: Row, spent: Spent) -> Row:
    """One call as cells."""
    return {**start, "s": spent.seconds, "CPU s": spent.cpu, "peak MB": spent.peak_mb, "joules": spent.joules}


def each(calls: Sequence[Callable[[], Any]]) -> list[Spent]:
    """One call after the other, without memory, which no single one of them decides."""
    return [spend(call)[1] for call in calls]


def median(start: Row, spent: Sequence[Spent], unit: str = "ms") -> Row:
    """Many calls as cells: the median with its interval and the 95th percentile."""
    scale = {"ms": 1000.0, "s": 1.0}[unit]
    joules = [one.joules for one in spent if one.joules is not None]
    return {
        **start,
        "calls": len(spent),
        "unit": unit,
        **cells({"median": typical([scale * one.seconds for one in spent])}),
        "95th": float(np.percentile([scale * one.seconds for one in spent], 95)) if spent else None,
        "CPU, median": float(np.median([scale * one.cpu for one in spent])) if spent else None,
        "joules": float(np.median(joules)) if joules else None,
    }


def typical(values: Sequence[float]) -> Estimate:
    """The median with its interval."""
    return bootstrap(values, np.median)


def memory_mb(field: str = "VmRSS", pid: int | str = "self") -> float | None:
    """Resident memory of a process in MB: now ("VmRSS") or at its peak ("VmHWM"); None where it cannot be read."""
    try:
        found = re.search(rf"{field}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return None
    return int(found[1]) / 1000 if found else None


def energy_note(power: Path = POWERCAP) -> str | None:
    """Why there are no joules; None if there are."""
    if _joules(power) is not None:
        return None
    return f"There is no energy meter at {power} that may be read, so no joules are told."


def _forget_peak() -> None:
    """Let the peak begin anew; where that is not possible it is that of the process so far."""
    try:
        CLEAR.write_text("5")
    except OSError:
        return


def _joules(power: Path) -> float | None:
    """What all packages have used since some time in the past (Linux powercap); parts of a package are not counted
    twice."""
    packages = [path for path in power.glob("*/energy_uj") if path.parent.name.count(":") == 1]
    try:
        return sum(int(path.read_text()) for path in packages) / 1e6 if packages else None
    except (OSError, ValueError):
        return None
