"""What a loader hands to the cleaning: raw items and interactions, each with the line it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from recsys.schema import Lexicon, Scale

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]
"""`error`: the line cannot be used; `warning`: repaired, or outdone by a later line; `note`: nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a data set; `line` is 1-based and 0 when the file as a whole is meant."""

    file: str
    line: int
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.severity}: {self.message}"


class Problems:
    """Collects problems by kind: every one is counted, the first `limit` of a kind are kept with file and line."""

    def __init__(self, limit: int = 20) -> None:
        self.limit = limit
        self.counts: dict[str, int] = {}
        self._kept: dict[str, list[Problem]] = {}

    def add(self, kind: str, file: str, line: int, message: str, severity: Severity = "error", count: int = 1) -> None:
        """Record one problem; `count` above 1 stands for further lines of the same kind that are not listed."""
        self.counts[kind] = self.counts.get(kind, 0) + count
        kept = self._kept.setdefault(kind, [])
        if len(kept) < self.limit:
            kept.append(Problem(file, line, message, severity))

    def more(self, kind: str, count: int) -> None:
        """Count further problems of a kind that are too many to list."""
        if count > 0:
            self.counts[kind] = self.counts.get(kind, 0) + count

    def room(self, kind: str) -> int:
        return max(0, self.limit - len(self._kept.get(kind, ())))

    def found(self) -> list[Problem]:
        """Errors first, then by file and line; a kind with more than are listed ends with how many more there are."""
        found: list[Problem] = []
        for kind, kept in self._kept.items():
            found += kept
            more = self.counts[kind] - len(kept)
            if more > 0 and kept:
                last = kept[-1]
                found.append(Problem(last.file, 0, f"{more:,} more of this kind: {kind}", last.severity))
        order = {"error": 0, "warning": 1, "note": 2}
        return sorted(found, key=lambda p: (order[p.severity], p.file, p.line or 1 << 62))


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What was read and what the cleaning did to it; `dropped` and `repaired` count lines by reason."""

    interactions_read: int
    interactions_kept: int
    items_read: int
    items_kept: int
    people: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    repaired: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The report as sentences, ready to print."""
        said = [
            f"{self.interactions_kept:,} of {self.interactions_read:,} interactions, {self.items_kept:,} of "
            f"{self.items_read:,} items and {self.people:,} people kept."
        ]
        said += [f"Dropped: {count:,} × {reason}." for reason, count in self.dropped.items()]
        said += [f"Repaired: {count:,} × {reason}." for reason, count in self.repaired.items()]
        return (*said, *self.notes)


@dataclass(slots=True)
class RawItem:
    """An item as its file gives it. `title` may still carry year and other titles if `Raw.parse_titles`."""

    id: str
    title: str
    year: int | None = None
    genres: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Raw:
    """A data set as read. `interactions` has columns user, item (ids), rating and timestamp (float64, nan = none)
    and line (int64). Items without an items file are named by their id (`items` is None)."""

    name: str
    items: list[RawItem] | None
    interactions: pd.DataFrame
    items_file: str = ""
    interactions_file: str = ""
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    scale: Scale = field(default_factory=Scale)
    lexicon: Lexicon = field(default_factory=Lexicon)
    has_ratings: bool = True
    parse_titles: bool = True
    """Titles are in MovieLens style: "Godfather, The (1972)"."""
    merge: bool = True
    """Two ids of one title and year are one item; untrue of books, of which editions and namesakes abound."""
    notes: tuple[str, ...] = ()
    """What the loader took for granted, in sentences."""


def file_label(root: Path, file: Path) -> str:
    """How a file is named in problems: relative to the data set where it lies inside it."""
    try:
        return str(file.relative_to(root)) if file != root else file.name
    except ValueError:
        return str(file)
