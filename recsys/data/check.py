"""`whyrec data check`: everything wrong in a data set, with file and line."""

from __future__ import annotations

from pathlib import Path

from recsys.data.clean import clean
from recsys.data.dataset import read
from recsys.data.registry import Entry
from recsys.data.source import CleaningReport, Problem, Problems
from recsys.schema import WhyRecError

__all__ = ["Problem", "check", "inspect"]


def check(path: str | Path | Entry, limit: int = 20) -> list[Problem]:
    """Every problem of a data set, errors first, at most `limit` listed of each kind. Empty: nothing is wrong.

    Give a path, or an `Entry` where columns or scale must be said. WhyRecError only if there is nothing at the path.
    """
    return inspect(path, limit)[0]


def inspect(path: str | Path | Entry, limit: int = 20) -> tuple[list[Problem], CleaningReport | None]:
    """The problems, and what cleaning would keep; None in place of the report if the data set cannot be used at all."""
    entry = path if isinstance(path, Entry) else Entry(Path(path).name, str(Path(path).expanduser().resolve()))
    root = Path(entry.path)
    if not root.exists():
        raise WhyRecError(f"There is no file or folder {root}.")
    problems = Problems(limit)
    report = None
    notes: tuple[str, ...] = ()
    try:
        raw = read(entry, problems)
        notes = raw.notes
        _, _, report = clean(raw, problems)
    except WhyRecError as error:
        return [Problem(root.name, 0, str(error)), *problems.found()], None
    return [*problems.found(), *(Problem(root.name, 0, note, "note") for note in notes)], report
